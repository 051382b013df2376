"""Servers that lose a worker, or are asked by those who never finish."""

import os
import signal
import socket
import time
from contextlib import ExitStack, closing

import pytest

from tests.drills.conftest import copied

pytestmark = pytest.mark.django_db

SLOW = 200


@pytest.fixture(scope="module")
def server(furnished, tmp_path_factory):
    deployment = copied(furnished, tmp_path_factory.mktemp("served"))
    with deployment.served() as server:
        yield server


def test_a_killed_worker_is_replaced_while_the_other_answers(server):
    first = server.workers()
    assert len(first) == 2
    os.kill(first[0], signal.SIGKILL)
    assert server.answers_within(5, "/writing/") < 5
    deadline = time.monotonic() + 20
    while len(set(server.workers()) - {first[0]}) < 2:
        assert time.monotonic() < deadline, server.workers()
        time.sleep(0.05)
    assert [server.get("/writing/")[0] for _ in range(4)] == [200] * 4


def slow_client(port):
    """A connection with the beginning of a request that never ends."""
    client = socket.create_connection(("127.0.0.1", port), timeout=10)
    client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nX-Slow: ")
    return client


def test_two_hundred_slow_clients_shut_out_nobody(server):
    with ExitStack() as clients:
        for _ in range(SLOW):
            clients.enter_context(closing(slow_client(server.port)))
        assert server.answers_within(10, "/writing/") < 10
        assert len(server.workers()) == 2
