"""The parts of a site of many machines, on this one, in a directory of their own."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import mkdtemp

import psycopg

from bench.serving import ROOT, free_port

PATIENCE = 30.0
# No cache in front: whatever a reader would be spared by one is to be seen.
NGINX = """
pid {directory}/nginx.pid;
error_log {directory}/nginx.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {directory}/body;
    proxy_temp_path {directory}/proxy;
    fastcgi_temp_path {directory}/other;
    uwsgi_temp_path {directory}/other;
    scgi_temp_path {directory}/other;
    upstream nodes {{
        server 127.0.0.1:{first} max_fails=3 fail_timeout=2s;
        server 127.0.0.1:{second} max_fails=3 fail_timeout=2s;
    }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://nodes;
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_connect_timeout 2s;
            proxy_read_timeout 30s;
            proxy_next_upstream error timeout http_502 http_503;
        }}
    }}
}}
"""


def until(holds: Callable[[], bool], what: str) -> None:
    """Wait for something; leave when it does not come."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            sys.exit(f"After {PATIENCE:.0f} seconds: {what}.")
        time.sleep(0.05)


def serves(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/robots.txt")
        return connection.getresponse().status == 200  # noqa: PLR2004
    except OSError:
        return False
    finally:
        connection.close()


class Machines:
    """Two nodes, nginx, PostgreSQL with a replica, Redis; each can be killed."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.port, *self.node_ports = (free_port() for _ in range(3))
        self.password = secrets.token_urlsafe(12)
        self.nodes: list[subprocess.Popen[bytes] | None] = [None, None]

    @property
    def environment(self) -> dict[str, str]:
        here = self.directory
        # Whichever of the two takes writes is the primary: a failover needs no restart.
        primary = f"host={here}/p,{here}/r&target_session_attrs=read-write"
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings.local",
            "DATA_DIR": f"{here}/data",
            "DATABASE_URL": f"postgresql:///site?user=site&{primary}&connect_timeout=2",
            "REPLICA_URLS": f"postgresql:///site?user=site&host={here}/r",
            "CACHE_URL": f"unix://{here}/c/socket?db=0",
            "PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "ADMIN_PASSWORD": self.password,
            "WEB_WORKERS": "1",
            "WEB_THREADS": "8",
        }

    def start(self) -> None:
        self.run("deploy/postgresql", "start", self.place("p"))
        self.run("deploy/postgresql", "follow", self.place("r"), self.place("p"))
        self.run("deploy/redis", "start", self.place("c"))
        self.run(sys.executable, "-m", "deploy.prepare")
        for number in range(2):
            self.start_node(number)
        self.start_front()

    def place(self, name: str) -> str:
        return str(self.directory / name)

    def run(self, *command: str) -> None:
        """Run a command; leave with what it said when it fails."""
        done = subprocess.run(  # noqa: S603
            command,
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        if done.returncode:
            sys.exit(f"{' '.join(command)}: {done.stderr or done.stdout}")

    def start_node(self, number: int) -> None:
        port = self.node_ports[number]
        with (self.directory / f"node-{number}.log").open("ab") as log:
            self.nodes[number] = subprocess.Popen(  # noqa: S603
                [
                    *(sys.executable, "-m", "gunicorn"),
                    *("--config", "deploy/gunicorn.conf.py", "config.wsgi:application"),
                ],
                cwd=ROOT,
                env=self.environment | {"PORT": str(port)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until(lambda: serves(port), f"node {number} does not serve")

    def kill_node(self, number: int) -> None:
        if node := self.nodes[number]:
            # A machine that fails takes all its processes along.
            os.killpg(node.pid, signal.SIGKILL)
            node.wait()
            self.nodes[number] = None

    def start_front(self) -> None:
        configuration = self.directory / "nginx.conf"
        first, second = self.node_ports
        configuration.write_text(
            NGINX.format(
                directory=self.directory, port=self.port, first=first, second=second
            )
        )
        self.run("nginx", "-c", str(configuration), "-e", self.place("nginx.log"))
        until(lambda: serves(self.port), "nginx does not serve")

    def kill_front(self) -> None:
        """Kill nginx and its workers."""
        master = int((self.directory / "nginx.pid").read_text())
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        for pid in (master, *map(int, children)):
            os.kill(pid, signal.SIGKILL)

    def start_cache(self) -> None:
        self.run("deploy/redis", "start", self.place("c"))

    def kill_cache(self) -> None:
        os.kill(int((self.directory / "c" / "pid").read_text()), signal.SIGKILL)

    def start_database(self, name: str) -> None:
        """Start a server; the processes of a killed one may take a moment to end."""
        command = ["deploy/postgresql", "start", self.place(name)]
        until(
            lambda: (
                not subprocess.run(  # noqa: S603
                    command, cwd=ROOT, capture_output=True, check=False, timeout=60
                ).returncode
            ),
            f"PostgreSQL does not start: see {self.place(name)}/log",
        )

    def kill_database(self, name: str) -> None:
        said = (self.directory / name / "data" / "postmaster.pid").read_text()
        os.kill(int(said.splitlines()[0]), signal.SIGKILL)

    def promote(self) -> None:
        self.run("deploy/postgresql", "promote", self.place("r"))

    def connect(self, name: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host=self.place(name), dbname="site", user="site", connect_timeout=2
        )

    def review_pages(self) -> dict[int, str]:
        """The live reviews' keys and slugs."""
        statement = (
            "SELECT page.id, page.slug FROM wagtailcore_page page"
            " JOIN writing_reviewpage review ON review.page_ptr_id = page.id"
            " WHERE page.live ORDER BY page.slug"
        )
        with self.connect("p") as connection:
            return {
                int(str(pk)): str(slug) for pk, slug in connection.execute(statement)
            }

    def stop(self) -> None:
        """End whatever still runs, by the ids that were noted."""
        for number in range(2):
            self.kill_node(number)
        for kill in (
            self.kill_front,
            self.kill_cache,
            lambda: self.kill_database("r"),
            lambda: self.kill_database("p"),
        ):
            try:
                kill()
            except (OSError, ValueError):
                # It does not run.
                continue


@contextmanager
def machines() -> Iterator[Machines]:
    """All parts, running; they and their directory end with the block."""
    directory = Path(mkdtemp(prefix="reading-", dir="/tmp"))
    directory.chmod(0o755)
    parts = Machines(directory)
    try:
        parts.start()
        yield parts
    finally:
        parts.stop()
        shutil.rmtree(directory, ignore_errors=True)
