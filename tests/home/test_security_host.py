"""The server answers for its own hosts only, whatever way another is named."""

import os
import socket
from contextlib import closing, suppress

import pytest

from tests.servers import free_port, gunicorn, until

PATIENCE = 60


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """Where the production server listens, as gunicorn runs it behind a proxy."""
    found, data = free_port(), tmp_path_factory.mktemp("served")
    environment = {
        "PATH": os.environ["PATH"],
        "PORT": str(found),
        "WEB_WORKERS": "1",
        "DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "PUBLIC_URL": "https://example.org",
        "SECRET_KEY": "a-b_c.d" * 10,
    }
    log = data / "server.log"
    with gunicorn(environment, log):
        until(lambda: answers(found), log)
        yield found


def answers(port):
    with suppress(OSError):
        return ask(port, "GET /favicon.ico HTTP/1.1", "Host: example.org") == 200


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
