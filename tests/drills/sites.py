"""Sites in directories of their own, each command a process, served by gunicorn."""

import os
import re
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.servers import PROJECT, free_port, gunicorn

LONGEST = 3600 if "LONG_DRILLS" in os.environ else 300
PASSED_ON = ("HOME", "LANG", "PATH", "POSTGRESQL_BIN", "LONG_DRILLS")
ADDRESS = "http://127.0.0.1:8000"
# The moderator's.
PASSWORD = "only-for-the-drills"
# Beside what the sitemap lists.
OTHERS = [
    *("/feed/", "/feed.json", "/llms-full.txt", "/robots.txt", "/sitemap.xml"),
    *("/search/?q=log", "/search/?q=%22at+least+once%22", "/writing/claims.csv"),
    *("/writing/claims/", "/writing/map/", "/card.png"),
]


@dataclass
class Deployment:
    """A data directory and a database; SQLite in the directory unless one is named."""

    data: Path
    database: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self):
        passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        own = {
            "DATA_DIR": str(self.data),
            "DATABASE_URL": self.database,
            "DJANGO_SETTINGS_MODULE": "config.settings.local",
            "PUBLIC_URL": ADDRESS,
            "WEB_WORKERS": "2",
        }
        return passed_on | own | self.more

    def run(self, *arguments, check=True):
        """A Python module with this site; gives the finished process."""
        run = subprocess.run(
            [sys.executable, *arguments],
            cwd=PROJECT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
        assert run.returncode == 0 or not check, run.stdout + run.stderr[-3000:]
        return run

    def manage(self, *arguments, check=True):
        """A command of manage.py; gives the finished process."""
        return self.run("manage.py", *map(str, arguments), check=check)

    @contextmanager
    def served(self):
        """The site behind gunicorn until the block ends."""
        port, log = free_port(), self.data / "server.log"
        with gunicorn(self.environment | {"PORT": str(port)}, log) as process:
            server = Server(process, port, log)
            server.answers_within(120)
            yield server


@dataclass
class Server:
    """A gunicorn master and its workers."""

    process: subprocess.Popen
    port: int
    log: Path

    def get(self, path, timeout=30):
        """Status and body."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=timeout)) as asked:
            asked.request("GET", path, headers={"Host": "127.0.0.1:8000"})
            response = asked.getresponse()
            return response.status, response.read()

    def answers_within(self, seconds, path="/robots.txt"):
        """How long it took until the page answered 200."""
        began = time.monotonic()
        while True:
            try:
                status, _ = self.get(path, timeout=10)
            except (OSError, HTTPException) as error:
                status = error
            if status == 200:
                return time.monotonic() - began
            if time.monotonic() - began > seconds or self.process.poll() is not None:
                raise AssertionError(
                    f"{path}: {status}\n{self.log.read_text()[-3000:]}"
                )
            time.sleep(0.05)

    def workers(self):
        """The processes that answer."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def pages(self):
        """Every public address with its status and its bytes."""
        _, sitemap = self.get("/sitemap.xml")
        listed = re.findall(rf"<loc>{ADDRESS}([^<]+)</loc>", sitemap.decode())
        reviews = [path for path in listed if re.fullmatch(r"/writing/[\w-]+/", path)]
        files = [
            f"{path}{name}"
            for path in reviews
            for name in ("index.md", "cite.bib", "card.png")
        ]
        pages = {path: self.get(path) for path in [*listed, *OTHERS, *files]}
        pictures = {
            found.decode()
            for _, body in pages.values()
            for found in re.findall(rb"/media/images/[^\"\s&<\\]+", body)
        }
        return pages | {path: self.get(path) for path in sorted(pictures)}


def copy_database(source, target):
    """A database as it is at this moment, whoever writes to it."""
    with (
        closing(sqlite3.connect(source)) as whole,
        closing(sqlite3.connect(target)) as copy,
    ):
        whole.backup(copy)


def different(first, second):
    """The pages that are not the same byte for byte."""
    both = first.keys() | second.keys()
    return {path for path in both if first.get(path) != second.get(path)}
