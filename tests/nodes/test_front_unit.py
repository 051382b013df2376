"""What the unit of nginx runs, run by hand: it starts, takes a change, and ends."""

import os
import shlex
import signal
import subprocess
from http.client import HTTPConnection

import pytest

from tests.servers import PROJECT, free_port, until

UNIT = PROJECT / "deploy/systemd/close-reading-front.service"
CODE, STATE = "/srv/close-reading", "/var/lib/close-reading-front"


@pytest.fixture
def front(tmp_path):
    """The environment of a site whose data is there, and where nginx keeps its own."""
    data = tmp_path / "data"
    data.mkdir()
    return {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(data),
        "PUBLIC_URL": f"http://127.0.0.1:{free_port()}",
        "STATE": str(tmp_path / "front"),
    }


def commands(key, front):
    """Those of one key, in the paths of this machine."""
    lines = UNIT.read_text().splitlines()
    said = [line.partition("=")[2] for line in lines if line.startswith(f"{key}=")]
    here = [
        line.replace(STATE, front["STATE"]).replace(CODE, str(PROJECT)) for line in said
    ]
    return [shlex.split(line) for line in here]


def run(command, front):
    subprocess.run(command, env=front, check=True, timeout=30)


def status(front, path):
    """What nginx answers; nothing while it does not."""
    place = front["PUBLIC_URL"].removeprefix("http://")
    connection = HTTPConnection(place, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except ConnectionRefusedError:
        return None
    finally:
        connection.close()


def test_it_starts_takes_a_change_and_ends(front):
    for command in commands("ExecStartPre", front):
        run(command, front)
    [start] = commands("ExecStart", front)
    process = subprocess.Popen(start, env=front)
    try:
        # The application is away, and nothing was read before.
        until(lambda: status(front, "/changed/") == 503)
        extra = PROJECT.joinpath(front["STATE"], "extra/changed.conf")
        extra.write_text("location /changed/ { return 204; }\n")
        write, reload = commands("ExecReload", front)
        run(write, front)
        assert reload == ["/bin/kill", "-HUP", "$MAINPID"]
        process.send_signal(signal.SIGHUP)
        until(lambda: status(front, "/changed/") == 204)
    finally:
        process.send_signal(signal.SIGQUIT)
        assert process.wait(30) == 0
