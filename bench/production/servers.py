"""The servers that are measured: gunicorn with either site, and nginx."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from bench.production.load import OK, answer, status
from bench.serving import ROOT, free_port

PATIENCE = 60
WORKERS, THREADS = "2", "32"
# What nginx says of a file by itself, or what is different each time.
OF_THE_SERVER = {
    *("server", "date", "connection", "content-length", "content-type"),
    *("content-encoding", "etag", "last-modified", "vary"),
}


@dataclass(frozen=True)
class Server:
    """Where a server listens, and whose CPU its answers cost."""

    port: int
    roots: list[int]

    def url(self, path: str) -> str:
        """The address of a path there."""
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def gunicorn(
    arguments: list[str], folder: Path, told: dict[str, str]
) -> Iterator[Server]:
    """A server that ends with the block."""
    port = free_port()
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "gunicorn", *arguments, "--bind", f"127.0.0.1:{port}"],
        cwd=folder,
        env=os.environ
        | {"PORT": str(port), "WEB_WORKERS": WORKERS, "WEB_THREADS": THREADS, **told},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield Server(port, [process.pid])
    finally:
        process.terminate()
        process.wait(PATIENCE)


def wait_for(port: int) -> None:
    """Until something answers there."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    sys.exit(f"Nothing answers on port {port} after {PATIENCE} seconds: see above.")


@contextmanager
def site(data: Path, settings: str) -> Iterator[Server]:
    """Ours, with its own configuration of gunicorn."""
    arguments = ["--config", "deploy/gunicorn.conf.py", "config.wsgi:application"]
    told = {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": settings}
    # Eight readers at a time wait for each other: that is no news.
    told["SLOW_REQUEST_MS"] = "3600000"
    with gunicorn(arguments, ROOT, told) as server:
        yield server


@contextmanager
def blog(folder: Path) -> Iterator[Server]:
    """The plain one, with as many workers and threads."""
    arguments = ["--workers", WORKERS, "--worker-class", "gthread", "--preload"]
    arguments += ["--threads", THREADS, "--log-level", "warning"]
    told = {"DJANGO_SETTINGS_MODULE": "plainblog.settings.production"}
    with gunicorn([*arguments, "plainblog.wsgi"], folder, told) as server:
        yield server


class Nginx:
    """In front of ours, as deploy/nginx sets it up, without limits for us."""

    def __init__(self, directory: Path, data: Path, behind: Server) -> None:
        self.directory, self.behind = directory, behind
        self.port = free_port()
        self.told = {
            "PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "DATA_DIR": str(data),
            "APPLICATION": f"127.0.0.1:{behind.port}",
            "UNLIMITED": "127.0.0.1",
        }

    def run(self, command: str) -> None:
        """Have deploy/nginx do something; it says itself what is wrong."""
        subprocess.run(  # noqa: S603
            [str(ROOT / "deploy/nginx"), command, str(self.directory)],
            env=os.environ | self.told,
            stdout=subprocess.DEVNULL,
            check=True,
            timeout=PATIENCE,
        )

    @property
    def front(self) -> Server:
        """What readers ask: nginx, with gunicorn behind it."""
        return Server(self.port, [*self.files.roots, *self.behind.roots])

    @property
    def files(self) -> Server:
        """nginx alone."""
        return Server(self.port, [int((self.directory / "nginx.pid").read_text())])

    def keep_as_files(self, paths: dict[str, str]) -> None:
        """Serve copies of pages as files too, with their bytes and their headers."""
        copies = self.directory / "copies"
        copies.mkdir(exist_ok=True)
        rules = []
        for name, path in paths.items():
            body, headers = answer(self.front.url(path))
            (copies / f"{name}.gz").write_bytes(body)
            rules.append(file_rule(self.directory, name, dict(headers)))
        (self.directory / "extra/copies.conf").write_text("\n".join(rules))
        self.run("start")
        for name in paths:
            until_it_is_there(self.front.url(f"/copies/{name}"))


def until_it_is_there(url: str) -> None:
    """nginx takes up a new configuration a moment after it was told to."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if status(url) == OK:
            return
        time.sleep(0.1)
    sys.exit(f"{url} is not served by nginx.")


def file_rule(directory: Path, name: str, headers: dict[str, str]) -> str:
    """What nginx is told of one copy; a file is packed as the page is."""
    said = [
        f'add_header {header} "{value}";'
        for header, value in headers.items()
        if header.lower() not in OF_THE_SERVER
    ]
    return (
        f"location = /copies/{name} {{ root {directory}; gzip_static on;"
        " gzip_vary on;"
        f' types {{ }} default_type "{headers["Content-Type"]}"; {" ".join(said)} }}'
    )


@contextmanager
def nginx(directory: Path, data: Path, behind: Server) -> Iterator[Nginx]:
    """nginx, which ends with the block."""
    started = Nginx(directory, data, behind)
    started.run("start")
    try:
        wait_for(started.port)
        yield started
    finally:
        started.run("stop")
