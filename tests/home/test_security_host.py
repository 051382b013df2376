"""The server answers for its own hosts only, whatever way another is named."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE = 60


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """Where the production server listens, as gunicorn runs it behind a proxy."""
    found = free_port()
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "--workers", "1"),
            *("--config", "deploy/gunicorn.conf.py", "config.wsgi:application"),
        ],
        cwd=PROJECT,
        env={
            "PATH": os.environ["PATH"],
            "PORT": str(found),
            "DATA_DIR": str(tmp_path_factory.mktemp("served")),
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "PUBLIC_URL": "https://example.org",
            "SECRET_KEY": "a-b_c.d" * 10,
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        await_server(found)
        yield found
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(PATIENCE)


def await_server(port):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if ask(port, "GET /favicon.ico HTTP/1.1", "Host: example.org") == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("The server did not come up.")


def ask(port, line, *headers):
    """The status of the answer to a request as it is written here."""
    own = ("X-Forwarded-Proto: https", "Connection: close")
    text = "\r\n".join([line, *headers, *own, "", ""])
    with closing(socket.create_connection(("127.0.0.1", port), 20)) as connection:
        connection.sendall(text.encode())
        return int(connection.recv(4096).split()[1])


ICON = "GET /favicon.ico HTTP/1.1"


def test_its_own_host_is_answered(port):
    assert ask(port, ICON, "Host: example.org") == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "example.org.evil.example", "example.org@evil.example"),
        *("127.0.0.1", "localhost", "", "evil.example:443", "example.org:x", "[::1]"),
    ],
)
def test_another_host_is_refused(port, host):
    assert ask(port, "GET /robots.txt HTTP/1.1", f"Host: {host}") == 400


def test_a_whole_address_does_not_name_another_host(port):
    line = "GET http://evil.example/robots.txt HTTP/1.1"
    assert ask(port, line, "Host: evil.example") == 400


def test_two_hosts_are_refused(port):
    assert ask(port, ICON, "Host: example.org", "Host: evil.example") == 400


def test_no_host_is_refused(port):
    assert ask(port, "GET /robots.txt HTTP/1.1") == 400


def test_what_a_proxy_says_of_the_host_is_not_heard(port):
    forwarded = "X-Forwarded-Host: evil.example"
    assert ask(port, ICON, "Host: example.org", forwarded) == 200
    own = "X-Forwarded-Host: example.org"
    assert ask(port, "GET /robots.txt HTTP/1.1", "Host: evil.example", own) == 400


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "DEBUG", "PROPFIND"])
def test_an_odd_method_is_refused(port, method):
    assert ask(port, f"{method} / HTTP/1.1", "Host: example.org") in {400, 405}


@pytest.mark.parametrize(
    "headers",
    [
        ["Content-Length: 5", "Transfer-Encoding: chunked"],
        ["Content-Length: 5", "Content-Length: 6"],
        ["Transfer-Encoding: chunked, identity"],
        ["Content-Length: -1"],
        ["Name with blanks: x"],
    ],
    ids=["length-and-chunks", "two-lengths", "odd-encoding", "negative", "odd-name"],
)
def test_a_request_that_two_servers_may_read_in_two_ways_is_refused(port, headers):
    assert ask(port, "POST / HTTP/1.1", "Host: example.org", *headers) in {400, 501}
