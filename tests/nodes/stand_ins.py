"""Other databases in the place of the suite's own, for the length of a block."""

from contextlib import contextmanager

from django.db import connections


@contextmanager
def standing_in(monkeypatch, **named):
    """Let each alias mean the database it is given, and close them in the end."""
    named = connections.configure_settings(named)
    former = connections["default"]
    with monkeypatch.context() as patch:
        for alias, one in named.items():
            patch.setitem(connections.settings, alias, one)
        del connections["default"]
        try:
            yield
        finally:
            for alias in named:
                connections[alias].close()
                del connections[alias]
            connections["default"] = former
