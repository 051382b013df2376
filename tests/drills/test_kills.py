"""A kill at any moment: no damage, and nothing lost that was acknowledged."""

import json
import os

import pytest

pytestmark = pytest.mark.django_db

IS_LONG = "LONG_DRILLS" in os.environ
KILLS = 100 if IS_LONG else 3
# How many must come in time: three may be unlucky.
ENOUGH = KILLS / 2 if IS_LONG else 1
ACTIONS = ["publish", "import", "upload", "migration"] if IS_LONG else ["publish"]


@pytest.mark.parametrize("action", ACTIONS)
def test_a_kill_loses_nothing(deployment, action):
    run = deployment.run("-m", "tests.drills.victims", action, str(KILLS))
    told = json.loads(run.stdout)
    assert told["wrong"] == []
    # Or they all came too late.
    assert told["kills"] >= ENOUGH


def test_a_kill_of_every_worker_loses_no_publish_that_a_browser_was_told_of(deployment):
    run = deployment.run("-m", "tests.drills.posting", str(KILLS))
    told = json.loads(run.stdout)
    assert told["wrong"] == []
    assert told["kills"] >= ENOUGH
