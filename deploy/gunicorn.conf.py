"""How gunicorn serves the site: https://docs.gunicorn.org/en/stable/settings.html"""

from __future__ import annotations

import os
import signal
import sys
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from gunicorn.workers.base import Worker

PORT = int(os.environ.get("PORT", "8000"))
PUBLIC_URL = os.environ.get("PUBLIC_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
SHARED_MEMORY = Path("/dev", "shm")

bind = f"127.0.0.1:{PORT}"

# Many threads cost little and keep slow readers from shutting out the others; slow
# askers never get one.
worker_class = "deploy.slow_clients.PatientWorker"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "32"))

# Loaded once and then forked: half the time to the first answer, a worker is replaced
# in milliseconds, and a site that cannot load ends the start instead of being retried.
preload_app = True

max_requests = 5000
max_requests_jitter = 500
timeout = 60
graceful_timeout = 10
keepalive = 5
limit_request_line = 4094
limit_request_fields = 64

# The workers' heartbeat must not wait for a busy disk.
worker_tmp_dir = str(SHARED_MEMORY) if os.access(SHARED_MEMORY, os.W_OK) else None
control_socket_disable = True
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")

accesslog = os.environ.get("ACCESS_LOG") or None
errorlog = "-"
loglevel = os.environ.get("LOG_LEVEL", "warning").lower()


def post_worker_init(worker: Worker) -> None:
    stop_when_told_by_the_master_alone(worker)
    Thread(target=publish_what_is_due, daemon=True).start()
    # Later workers only replace the first ones.
    if worker.age == 1:
        Thread(target=announce, daemon=True).start()


def stop_when_told_by_the_master_alone(worker: Worker) -> None:
    """Let a request that is being answered end before the worker does.

    Ctrl-C reaches every process of a terminal, and the master then sends its workers
    SIGQUIT. The second signal could find the thread pool locked by the handler of the
    first: the worker hung until it was killed.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGQUIT, worker.handle_exit)


def publish_what_is_due() -> None:
    """Look at the schedule every minute.

    Each worker does: it costs a query, what one publishes the others find done, and
    the schedule needs neither cron nor a worker that is never replaced.
    """
    from writing.scheduling import keep_publishing  # noqa: PLC0415

    keep_publishing(pause=60, stop=Event())


def announce() -> None:
    """Ask for the front page as a reader would, and say what came of it."""
    status = front_page_status()
    if status == HTTPStatus.OK:
        say(f"Close Reading is running: {PUBLIC_URL}/")
        say(f"Its editors work at {PUBLIC_URL}/admin/. Ctrl-C stops it.")
    else:
        say(f"The server is up, but the front page answers {status}.")


def front_page_status() -> int | str:
    public = urlsplit(PUBLIC_URL)
    headers = {"Host": public.netloc, "X-Forwarded-Proto": public.scheme}
    connection = HTTPConnection("127.0.0.1", PORT, timeout=timeout)
    try:
        connection.request("GET", "/", headers=headers)
        return connection.getresponse().status
    except OSError as error:
        return f"nothing ({error})"
    finally:
        connection.close()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
