"""Fills an empty DATA_DIR with synthetic reviews; its first start does the rest."""

from __future__ import annotations

import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

SEED = 6


def main() -> None:
    """As many reviews as the command line says."""
    django.setup()
    # Models can be imported once Django is set up.
    from bench.search_speed import rows  # noqa: PLC0415
    from bench.search_speed.reviews import Journal  # noqa: PLC0415
    from writing.rendering.body import VERSION  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("prepare_site")
    count = int(sys.argv[1])
    if not rows.are_there(count):
        rows.write(Journal(SEED), count, say)
    # What is drawn of them stands in their rows already.
    Path(settings.DATA_DIR, "renderer.version").write_text(str(VERSION))


def say(line: str) -> None:
    """Write a line to whoever waits."""
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
