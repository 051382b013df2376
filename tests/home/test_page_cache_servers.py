"""Servers that share a database and a cache never show what a publish replaced."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import cycle
from time import monotonic

import pytest
from django.db import connection

from bench.page_cache import Publisher, read
from tests.home.serving import STOCK, Installation

# Else no database is made where these tests run alone.
pytestmark = pytest.mark.django_db

SERVERS, READERS, PUBLISHES = 2, 2, 15
LONGEST = 60
# The second is made of the same rows, and kept apart.
PATHS = ["/writing/kafka/", "/writing/kafka/?depth=claims"]


@pytest.fixture
def installation(tmp_path, monkeypatch, django_db_setup):
    """A site on SQLite, whatever the tests run on, and for what is run on it."""
    source = connection.settings_dict["NAME"] if connection.vendor == "sqlite" else None
    monkeypatch.setenv("DATABASE_URL", "")
    installation = Installation(tmp_path)
    installation.settle(source)
    installation.do(STOCK)
    return installation


@pytest.fixture
def sites(installation):
    """The addresses of two servers, each with two workers."""
    with ExitStack() as running:
        servers = [Installation(installation.data) for _ in range(SERVERS)]
        for server in servers:
            running.enter_context(server.served(WEB_WORKERS="2"))
        yield [f"http://127.0.0.1:{server.port}" for server in servers]


@contextmanager
def publishing(installation):
    publisher = Publisher(str(installation.data), "kafka", pause=0.05)
    publisher.thread.start()
    try:
        yield publisher
    finally:
        publisher.end()


def race(sites, publisher):
    """What one reader is told, by turns, until enough was published."""
    asked = cycle((site, path) for path in PATHS for site in sites)
    deadline = monotonic() + LONGEST
    answers = []
    while publisher.acknowledged < PUBLISHES and monotonic() < deadline:
        answers.append(read(*next(asked), publisher))
    return answers


def test_no_answer_is_older_than_the_last_publish_that_was_acknowledged(
    installation, sites
):
    with publishing(installation) as publisher, ThreadPoolExecutor(READERS) as readers:
        racing = [readers.submit(race, sites, publisher) for _ in range(READERS)]
        answers = [answer for reader in racing for answer in reader.result()]
        # The last publish is due to everybody.
        answers += [read(site, path, publisher) for site in sites for path in PATHS]
    assert {answer.status for answer in answers} == {200}
    assert [answer for answer in answers if answer.shown < answer.due] == []
    # Most publishes were due while somebody read, and not only the last.
    assert len(Counter(answer.due for answer in answers)) > PUBLISHES / 2
