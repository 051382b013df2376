"""What was read before is served by nginx while PostgreSQL is away."""

import pytest

from tests.home.fronting import Front
from tests.home.serving import STOCK, Installation
from tests.postgresql import throw_away
from tests.servers import until

READ = [
    *("/", "/writing/", "/writing/kafka/", "/writing/tags/messaging/"),
    *("/writing/logs/", "/search/?q=kafka", "/feed/", "/feed.json", "/sitemap.xml"),
]


@pytest.fixture(scope="module")
def database():
    with throw_away() as server:
        yield server


@pytest.fixture(scope="module")
def installation(tmp_path_factory, database):
    data = tmp_path_factory.mktemp("on-postgresql")
    installation = Installation(data, database.address)
    installation.settle(None)
    installation.do(STOCK)
    return installation


def failed(installation, path):
    """How often the application was asked for a path and could not answer."""
    path = path.partition("?")[0]
    return sum(line["status"] >= 500 for line in installation.asked(path))


def test_what_was_read_is_served_until_the_database_is_back(
    tmp_path, database, installation
):
    told = {"ACCESS_LOG": "-", "LOG_FORMAT": "json"}
    front = Front(tmp_path, installation)
    with installation.served(**told), front.running(UNLIMITED="127.0.0.1"):
        read = {path: front.ask(path) for path in READ}
        assert {known.status for known in read.values()} == {200}
        assert b"kafka" in read["/writing/tags/messaging/"].content
        database.stop()

        def is_served_though_the_application_failed(path):
            answer = front.ask(path)
            assert (answer.status, answer.content) == (200, read[path].content), path
            return failed(installation, path)

        for path in READ:
            until(lambda path=path: is_served_though_the_application_failed(path))
        assert front.ask("/writing/never-read/").status == 500

        database.start()
        until(lambda: front.ask("/writing/never-read/").status == 404)
        assert front.ask("/writing/kafka/").content == read["/writing/kafka/"].content


SWITCH_OFF = """
import django
django.setup()
from django.db import connection
connection.cursor().execute("ALTER TABLE writing_reviewpage DISABLE TRIGGER USER")
"""


def test_triggers_that_were_switched_off_are_told_of_until_migrate_is_run(installation):
    def faults():
        said = installation.python("manage.py", "doctor").stdout
        return [line for line in said.splitlines() if "raise the generation" in line]

    assert faults() == []
    installation.do(SWITCH_OFF)
    [fault] = faults()
    assert "writing_reviewpage" in fault
    assert installation.python("manage.py", "migrate").returncode == 0
    assert faults() == []
