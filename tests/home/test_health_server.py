"""Seen from outside, a server of several workers is one, even as workers die."""

import json
import os
import shutil
import signal

import pytest
from django.db import connection

from tests.home.serving import Installation
from tests.servers import until

# Else no database is made where these tests run alone.
pytestmark = pytest.mark.django_db
REQUESTS = 40
SEARCHES = 'http_requests_total{method="GET",status="200",view="search"}'


@pytest.fixture(scope="module")
def installation(tmp_path_factory, django_db_setup):
    installation = Installation(tmp_path_factory.mktemp("seen from outside"))
    installation.data.chmod(0o700)
    is_file = connection.vendor == "sqlite"
    installation.settle(connection.settings_dict["NAME"] if is_file else None)
    return installation


@pytest.fixture(scope="module")
def server(installation):
    with installation.served(
        METRICS_PORT=str(installation.metrics_port),
        ACCESS_LOG="-",
        LOG_FORMAT="json",
        SLOW_REQUEST_MS="60000",
    ) as process:
        yield process


def checks(installation):
    status, said = installation.get("/readyz")
    told = json.loads(said)
    return status, {each["name"]: each["ok"] for each in told["checks"]}


def failing(installation):
    status, told = checks(installation)
    return status, [name for name, ok in told.items() if not ok]


def test_a_sound_server_is_alive_and_ready(installation, server):
    assert installation.get("/healthz", Host="10.0.0.9") == (200, "alive\n")
    until(lambda: checks(installation)[0] == 200)
    _, told = checks(installation)
    assert list(told) == [
        *("database", "migrations", "cache", "disk", "media", "search"),
    ]
    assert all(told.values())


def test_who_comes_through_a_proxy_is_told_no_details(installation, server):
    _, said = installation.get("/readyz", **{"X-Forwarded-For": "203.0.113.9"})
    assert set(json.loads(said)) == {"ready"}


def test_a_cache_that_breaks_takes_the_server_out_until_it_is_mended(
    installation, server
):
    folder = installation.data / "cache"
    shutil.rmtree(folder)
    folder.write_text("no folder")
    try:
        until(lambda: failing(installation) == (503, ["cache"]))
        assert installation.get("/healthz")[0] == 200
    finally:
        folder.unlink()
    until(lambda: checks(installation)[0] == 200)


def test_all_workers_are_counted_and_none_of_it_is_lost_with_one(installation, server):
    before = installation.metrics().get(SEARCHES, 0)
    for _ in range(REQUESTS):
        assert installation.get("/search/")[0] == 200
    assert installation.metrics()[SEARCHES] - before == REQUESTS
    access = installation.lines("home.access")
    workers = {line["process"] for line in access if line["path"] == "/search/"}
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    until(lambda: {line["process"] for line in fresh(installation)}.isdisjoint(workers))
    after = installation.metrics()
    assert after[SEARCHES] - before > REQUESTS
    assert after["http_requests_in_flight"] == 0


def fresh(installation):
    """The lines of requests that are sent now."""
    known = len(installation.lines("home.access"))
    for _ in range(4):
        try:
            installation.get("/search/")
        except OSError:
            # The worker that was killed had taken it.
            return installation.lines("home.access")
    return installation.lines("home.access")[known:]


def test_a_worker_that_follows_another_goes_on_with_its_files(installation, server):
    installation.metrics()
    names = {path.name for path in (installation.data / "metrics").iterdir()}
    slots = {name.rpartition("_")[2] for name in names}
    assert slots <= {"1.db", "2.db", "server.db"}


def test_the_metrics_are_at_no_public_address(installation, server):
    assert installation.get("/metrics/")[0] == 404


def test_every_line_is_json(installation, server):
    installation.get("/nowhere/")
    lines = installation.log.read_text().splitlines()
    spoken = ("{", "Close Reading is running", "Its editors work at")
    odd = [line for line in lines if not line.startswith(spoken)]
    assert odd == []
    assert [line["level"] for line in installation.lines("gunicorn.error")]


def test_a_second_server_leaves_the_metrics_of_the_first_alone(installation, server):
    before = installation.metrics()[SEARCHES]
    ended = installation.python(
        *("-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--check-config"),
        "config.wsgi:application",
        METRICS_PORT=str(installation.metrics_port),
    )
    assert ended.returncode != 0
    assert "Address already in use" in ended.stderr
    assert installation.metrics()[SEARCHES] >= before


def test_the_doctor_finds_nothing_broken_and_says_what_breaks(installation, server):
    healthy = installation.python("manage.py", "doctor")
    assert healthy.returncode == 0, healthy.stdout + healthy.stderr
    assert "0 faults" in healthy.stdout
    shutil.rmtree(installation.data / "static" / "css")
    (installation.data / "secret-key").chmod(0o644)
    ill = installation.python("manage.py", "doctor", "--json")
    assert ill.returncode == 1
    told = json.loads(ill.stdout)
    broken = {
        report["name"]
        for report in told["reports"]
        if any(finding["level"] == "fault" for finding in report["findings"])
    }
    assert broken == {"permissions", "static files"}
    assert told["faults"] >= 2
    assert "Traceback" not in ill.stderr
