"""A kill at any moment: no damage, and nothing lost that was acknowledged."""

import json
import os

import pytest

pytestmark = pytest.mark.django_db

KILLS = 100 if "LONG_DRILLS" in os.environ else 3


@pytest.mark.parametrize("action", ["publish", "import", "upload", "migration"])
def test_a_kill_loses_nothing(deployment, action):
    run = deployment.run("-m", "tests.drills.victims", action, str(KILLS))
    told = json.loads(run.stdout)
    assert told["wrong"] == []
    # Or they all came too late.
    assert told["kills"] >= KILLS / 2
