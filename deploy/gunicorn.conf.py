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

from django.core.exceptions import ImproperlyConfigured

from config import logs
from config.environment import (
    address,
    addresses,
    choice,
    data_directory,
    number,
    public_url,
    value,
)
from home.health import metrics_port

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter
    from gunicorn.workers.base import Worker

LEVELS = ("debug", "info", "warning", "error", "critical")
SHARED_MEMORY = Path("/dev", "shm")

try:
    PORT = number("PORT", 8000, most=65535)
    PUBLIC_URL = public_url(f"http://127.0.0.1:{PORT}")
    bind = f"{address('BIND_ADDRESS', '127.0.0.1')}:{PORT}"
    workers = number("WEB_WORKERS", 2, most=256)
    # Many threads cost little and keep slow readers from shutting out the others.
    threads = number("WEB_THREADS", 32, most=1024)
    forwarded_allow_ips = ",".join(addresses("FORWARDED_ALLOW_IPS", "127.0.0.1"))
    loglevel = choice("LOG_LEVEL", "warning", LEVELS)
    METRICS_PORT = number("METRICS_PORT", 0, most=65535) if value("METRICS_PORT") else 0
    METRICS_ADDRESS = address("METRICS_ADDRESS", "127.0.0.1")
    LOG_FORMAT = choice("LOG_FORMAT", "line", among=tuple(logs.SHAPES))
except ImproperlyConfigured as error:
    sys.exit(str(error))
# Slow askers never get a thread.
worker_class = "deploy.slow_clients.PatientWorker"

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

# The lines of requests come from home/health/observing.py, which knows more of them.
accesslog = None
errorlog = "-"
if LOG_FORMAT == "json":
    logconfig_dict = logs.of_server("json")


# Before the site is loaded, whose metrics are then made for several processes.
metrics = (
    metrics_port.opened(METRICS_ADDRESS, METRICS_PORT, data_directory() / "metrics")
    if METRICS_PORT
    else None
)


def pre_fork(server: Arbiter, worker: Worker) -> None:
    worker.slot = metrics_port.free_slot(server.WORKERS.values())


def child_exit(server: Arbiter, worker: Worker) -> None:
    if metrics:
        metrics.left(worker.slot)


def post_worker_init(worker: Worker) -> None:
    if metrics:
        metrics.serve_from(worker.slot)
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
