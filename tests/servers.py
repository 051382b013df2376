"""Servers of the site that tests start, each on a port that was free."""

import random
import socket
import subprocess
import sys
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import monotonic, sleep

PROJECT = Path(__file__).resolve().parents[1]
LONGEST = 120
# Linux gives clients 32768 and up: /proc/sys/net/ipv4/ip_local_port_range.
NO_CLIENTS = 20_000, 32_000
COMMAND = ["gunicorn", "--config", "deploy/gunicorn.conf.py", "config.wsgi:application"]


@contextmanager
def gunicorn(environment, log):
    """The master process, which ends with the block; it may not answer yet."""
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *COMMAND],
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


def free_port():
    [port] = free_ports(1)
    return port


def free_ports(number):
    """Some that nothing listens on, below those that clients are given for their end.

    Several tests run at a time: a client's port could be taken before its server is up.
    """
    tried = random.sample(range(*NO_CLIENTS), 100)
    return list(islice(filter(is_free, tried), number))


def is_free(port):
    try:
        with socket.create_server(("127.0.0.1", port)):
            return True
    except OSError:
        return False


def until(holds, log=None):
    """Wait for a condition."""
    deadline = monotonic() + LONGEST
    while not (value := holds()):
        assert monotonic() < deadline, log.read_text() if log else "It never held."
        sleep(0.05)
    return value
