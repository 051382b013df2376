"""The cache that machines share, as a real Redis behind the settings of the site."""

import os
import signal
import subprocess
import time
from pathlib import Path
from tempfile import mkdtemp

import pytest
from django.core.cache import caches

from config.caches import redis

PROJECT = Path(__file__).resolve().parents[2]


class Server:
    """A Redis that a test may stop, hang and start again."""

    def __init__(self, directory):
        self.directory = directory

    def start(self):
        run = ["deploy/redis", "start", self.directory]
        return subprocess.check_output(run, cwd=PROJECT, text=True, timeout=60).strip()

    def stop(self):
        run = ["deploy/redis", "stop", self.directory]
        subprocess.run(run, cwd=PROJECT, check=False, timeout=60, capture_output=True)

    def send(self, number):
        os.kill(int(Path(self.directory, "pid").read_text()), number)


@pytest.fixture
def server():
    # A socket's path must be short, which pytest's own directories are not.
    server = Server(mkdtemp(prefix="redis-"))
    yield server
    server.stop()
    subprocess.run(["rm", "-r", server.directory], check=True)


@pytest.fixture
def cache(server, settings):
    settings.CACHES = {"default": redis(server.start())}
    return caches["default"]


def test_what_one_machine_keeps_another_reads(cache):
    cache.set("page", b"<html>", timeout=60)
    other = caches.create_connection("default")
    assert other.get("page") == b"<html>"


def test_a_server_that_was_started_anew_is_no_error(cache, server):
    cache.set("page", "a")
    server.stop()
    server.start()
    assert cache.get("page") is None
    cache.set("page", "b")
    assert cache.get("page") == "b"


def test_a_server_that_is_down_is_a_miss_at_once(cache, server):
    cache.set("page", "a")
    server.stop()
    began = time.monotonic()
    assert cache.get("page") is None
    assert time.monotonic() - began < 1


def test_a_server_that_hangs_is_waited_for_a_tenth_of_a_second(cache, server):
    cache.set("page", "a")
    server.send(signal.SIGSTOP)
    try:
        began = time.monotonic()
        assert cache.get("page") is None
        # Tried again as redis-py would by itself, it would take seconds.
        assert 0.05 < time.monotonic() - began < 1
    finally:
        server.send(signal.SIGCONT)
