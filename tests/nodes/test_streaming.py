"""A streaming replica of PostgreSQL is read from while it keeps up with its primary."""

import shutil
import subprocess
import time
from pathlib import Path
from tempfile import mkdtemp

import pytest
from django.db import DatabaseError, connections

from config.databases import postgresql, replica
from home.health.doctor import replicas as examined
from home.health.doctor.examining import Examination, examine
from home.replicas import Watch
from tests.nodes.stand_ins import standing_in

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE = 20


def cluster(*arguments):
    return subprocess.run(
        ["deploy/postgresql", *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    ).stdout


@pytest.fixture
def servers():
    """The directories of a primary and of its replica, both running."""
    directory = Path(mkdtemp(prefix="close-reading-", dir="/tmp"))
    directory.chmod(0o755)
    primary, follower = str(directory / "p"), str(directory / "r")
    cluster("start", primary)
    try:
        cluster("follow", follower, primary)
        yield primary, follower
    finally:
        for one in (primary, follower):
            subprocess.run(
                ["deploy/postgresql", "stop", one],
                cwd=PROJECT,
                capture_output=True,
                check=False,
                timeout=60,
            )
        shutil.rmtree(directory)


@pytest.fixture
def watch(servers, settings, monkeypatch, django_db_blocker):
    """A site's eye on the two, which are put in the place of its database."""
    primary, follower = servers
    named = {
        "default": postgresql("site", user="site", host=primary),
        # As its administrator, who may hold it back.
        "replica-1": replica(dbname="site", user="postgres", host=follower),
    }
    settings.REPLICAS = ["replica-1"]
    with standing_in(monkeypatch, **named), django_db_blocker.unblock():
        yield Watch()


def run(alias, statement):
    with connections[alias].cursor() as cursor:
        cursor.execute(statement)


def wait_for(watch, current):
    """Look until the replicas that may be read from are these."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        watch.look()
        if watch.current == current:
            return
        time.sleep(0.05)
    raise AssertionError(f"{watch.current} are read from, not {current}")


def test_a_replica_is_read_from_while_it_follows(servers, watch):
    wait_for(watch, ["replica-1"])
    run("replica-1", "SELECT pg_wal_replay_pause()")
    run("default", "CREATE TABLE news AS SELECT generate_series(1, 1000)")
    wait_for(watch, [])
    run("replica-1", "SELECT pg_wal_replay_resume()")
    wait_for(watch, ["replica-1"])

    # Nobody is ahead of a replica whose primary is down.
    cluster("stop", servers[0])
    wait_for(watch, ["replica-1"])

    cluster("promote", servers[1])
    wait_for(watch, ["replica-1"])
    # What the site reads stays read-only, whatever the server has become.
    with pytest.raises(DatabaseError, match="read-only"):
        run("replica-1", "CREATE TABLE other ()")
    cluster("stop", servers[1])
    wait_for(watch, [])


def findings():
    """What the doctor finds over connections of its own, each after its level."""
    report = examine(Examination("replicas", examined.replicas_follow))
    return [f"{found.level}: {found.what}" for found in report.findings]


def test_the_doctor_tells_what_became_of_a_replica(servers, watch, monkeypatch):
    wait_for(watch, ["replica-1"])
    assert findings() == []

    monkeypatch.setattr(examined, "LONGEST_LAG", 0.2)
    run("replica-1", "SELECT pg_wal_replay_pause()")
    run("default", "CREATE TABLE news AS SELECT generate_series(1, 1000)")
    [late] = findings()
    assert late.startswith("warning: The replica “replica-1” is more than 0.2 seconds")
    run("replica-1", "SELECT pg_wal_replay_resume()")
    wait_for(watch, ["replica-1"])
    assert findings() == []

    site = connections.settings["replica-1"]["NAME"]
    connections["replica-1"].close()
    monkeypatch.setitem(connections["replica-1"].settings_dict, "NAME", "postgres")
    [foreign] = findings()
    assert foreign.startswith("fault: “replica-1” is a replica of another database")
    connections["replica-1"].close()
    monkeypatch.setitem(connections["replica-1"].settings_dict, "NAME", site)

    cluster("promote", servers[1])
    [apart] = findings()
    assert apart.startswith("fault: “replica-1” is no replica")
    # As where DATABASE_URL names both, and the former primary is down.
    follower = connections.settings["replica-1"]
    monkeypatch.setitem(connections.settings, "default", follower)
    [itself] = findings()
    assert itself.startswith("warning: The replica “replica-1” is the primary itself")

    cluster("stop", servers[1])
    [gone] = findings()
    assert gone.startswith("fault: The replica “replica-1” can't be reached: ")
