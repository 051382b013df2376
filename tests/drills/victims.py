"""Processes that are killed: `python -m tests.drills.victims ACTION TIMES`.

The site is the one in DATA_DIR. Each round forks a process that works, kills it at some
moment, and looks at what it left. What was found wrong goes to standard output as JSON.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterable
from io import StringIO
from typing import NamedTuple

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from tests.drills import work  # noqa: E402

# A child that is not killed in so many seconds hangs.
LONGEST = 120


class Action(NamedTuple):
    """What is done until the kill, and what must hold after it."""

    do: Callable[[Callable[[str], None]], None]
    check: Callable[[list[str]], Iterable[str]]
    begin: Callable[[], None] = lambda: None
    # Makes good what a kill may leave unfinished.
    finish: Callable[[], None] = lambda: None


ACTIONS = {
    "publish": Action(work.publish, work.wrong_with_publishes),
    "import": Action(work.import_bundles, work.wrong_with_imports, work.export_bundles),
    "upload": Action(work.upload, work.wrong_with_uploads),
    "migration": Action(
        *(work.migrate, work.wrong_with_tables, work.go_back),
        work.finish_migrating,
    ),
}


def in_child(do):
    """A forked process; gives its number and where it tells what it has done."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        return pid, os.fdopen(reader)
    os.close(reader)
    try:
        do(lambda line: os.write(writer, f"{line}\n".encode()))
        connection.close()
        os._exit(0)
    except BaseException as error:  # noqa: BLE001
        sys.stderr.write(f"{error!r}\n")
        sys.stderr.flush()
        os._exit(1)


def left_alone(do):
    """How long it takes when nobody kills it."""
    began = time.monotonic()
    pid, said = in_child(do)
    said.read()
    assert os.waitpid(pid, 0)[1] == 0
    return time.monotonic() - began


def killed_after(do, seconds):
    """What it had acknowledged when it was killed."""
    pid, said = in_child(do)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    with said:
        lines = said.read().split("\n")[:-1]
    os.waitpid(pid, 0)
    return lines


def rounds(action, times):
    """What was found wrong, by round, and how many kills came before the end."""
    # The same moments each time, as far as a machine allows.
    moments = random.Random(7)  # noqa: S311
    action.begin()
    connection.close()
    lasts = left_alone(action.do)
    list(action.check(["done"]))
    connection.close()
    wrong, cut_short = [], 0
    for number in range(times):
        said = killed_after(action.do, moments.uniform(0.05, 1) * lasts)
        cut_short += "done" not in said
        found = [*work.damage(), *action.check(said)]
        connection.close()
        wrong += [f"round {number}: {one}" for one in found]
    action.finish()
    wrong += [f"at the end: {one}" for one in work.index_is_another()]
    return {"kills": cut_short, "wrong": wrong}


if __name__ == "__main__":
    signal.alarm(LONGEST * 30)
    call_command("check", stdout=StringIO())
    connection.close()
    told = rounds(ACTIONS[sys.argv[1]], int(sys.argv[2]))
    sys.stdout.write(f"{json.dumps(told)}\n")
