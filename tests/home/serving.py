"""A site of its own in a directory, served by gunicorn as `make run` serves it."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from http.client import HTTPConnection

from tests.servers import LONGEST, PROJECT, free_ports, gunicorn, until

# As deploy/run does it, without the sample library.
SETTLE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("prepare_site")
call_command("create_people")
from deploy.prepare import prepare
prepare()
"""
# A review, with a tag and in a series, where the sample library would take too long.
STOCK = """
import django
django.setup()
from tests.factories import ReviewPageFactory, SeriesPageFactory, writing_index
review = ReviewPageFactory(parent=writing_index(), slug="kafka", tags=["messaging"])
review.save_revision().publish()
SeriesPageFactory(parent=writing_index(), slug="logs", reviews=[review])
"""


class Installation:
    """The directory, and programs that are run on it; SQLite unless one is named."""

    def __init__(self, data, database=""):
        self.data = data
        self.database = database
        self.port, self.metrics_port = free_ports(2)
        self.log = data / f"server-{self.port}.log"

    def environment(self, **changes):
        kept = {
            name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ
        }
        return {
            **kept,
            "DATA_DIR": str(self.data),
            "DATABASE_URL": self.database,
            "DJANGO_SETTINGS_MODULE": "config.settings.local",
            "PORT": str(self.port),
            **changes,
        }

    def python(self, *arguments, **changes):
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=PROJECT,
            env=self.environment(**changes),
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST,
        )

    def settle(self, source):
        """Begin with a copy of a database that has its tables, if there is one."""
        if source:
            with closing(sqlite3.connect(source)) as database:
                database.execute("VACUUM INTO ?", [str(self.data / "db.sqlite3")])
        self.do(SETTLE)

    def do(self, code):
        """Run a program that must succeed."""
        ended = self.python("-c", code)
        assert ended.returncode == 0, ended.stderr

    @contextmanager
    def served(self, **changes):
        with gunicorn(self.environment(**changes), self.log) as server:
            until(lambda: "Ctrl-C stops it" in self.log.read_text(), self.log)
            yield server

    def get(self, path, port=None, method="GET", **headers):
        connection = HTTPConnection("127.0.0.1", port or self.port, timeout=30)
        with closing(connection):
            connection.request(method, path, headers=headers)
            response = connection.getresponse()
            return response.status, response.read().decode()

    def lines(self, logger):
        """What a logger wrote so far, as JSON."""
        said = self.log.read_text().splitlines()
        read = [json.loads(line) for line in said if line.startswith("{")]
        return [line for line in read if line["logger"] == logger]

    def asked(self, path):
        """What the log of requests says of each for a path, where it is written."""
        return [line for line in self.lines("home.access") if line["path"] == path]

    def metrics(self):
        """Each sample by its name and labels, as it is written."""
        status, text = self.get("/metrics", port=self.metrics_port)
        assert status == 200
        samples = (line.rsplit(" ", 1) for line in text.splitlines() if line[0] != "#")
        return {name: float(value) for name, value in samples}
