"""Many publishers at once lose nothing, and a full disk neither."""

import json
import os
import subprocess
import sys

import pytest

from tests.drills.sites import LONGEST
from tests.servers import PROJECT

pytestmark = pytest.mark.django_db

PUBLISHES = 25 if "LONG_DRILLS" in os.environ else 3
ROOM = "24m"


def test_four_publishers_at_once_lose_no_publish(deployment):
    run = deployment.run("-m", "tests.drills.crowd", str(PUBLISHES))
    assert json.loads(run.stdout) == []


def test_a_full_disk_is_told_of_and_loses_nothing(deployment):
    """In a namespace of its own, where whoever starts it may mount."""
    may_mount = [] if os.getuid() == 0 else ["--user", "--map-root-user"]
    script = (
        'cp -a "$DATA_DIR" "$DATA_DIR.kept" && '
        f'mount -t tmpfs -o size={ROOM} tmpfs "$DATA_DIR" && '
        'cp -a "$DATA_DIR.kept/." "$DATA_DIR" && '
        f'exec "{sys.executable}" -m tests.drills.full_disk'
    )
    run = subprocess.run(
        ["unshare", *may_mount, "--mount", "sh", "-c", script],
        cwd=PROJECT,
        env=deployment.environment,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr[-3000:]
    assert run.stdout == "There was room again.\n"
