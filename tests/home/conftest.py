"""Time that a test turns, and an editor with a second factor."""

from datetime import UTC, datetime, timedelta

import pytest

from home.security.second_factor import devices
from tests.home.second_factor import KEY, code_of


@pytest.fixture
def later(time_machine):
    """Turns the clock forward."""
    time_machine.move_to(datetime.now(UTC), tick=False)
    return time_machine.shift


@pytest.fixture
def guarded(editor, later):
    """An editor with an app, set up a while ago."""
    assert devices.set_up(editor, KEY, code_of())
    later(timedelta(minutes=1))
    return editor
