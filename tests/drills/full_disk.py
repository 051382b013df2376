"""A disk without room: `python -m tests.drills.full_disk`.

DATA_DIR is a file system of its own, a few megabytes small.
"""

import sys
from io import StringIO
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.db import OperationalError, connection  # noqa: E402

from tests.drills import work  # noqa: E402
from tests.drills.furnishing import picture  # noqa: E402
from writing.models import ReviewPage  # noqa: E402

FILLER = Path(settings.DATA_DIR, "filler")


def fill():
    """Take all the room there is."""
    with FILLER.open("wb", buffering=0) as file:
        for size in (65536, 4096, 512):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue


def refusal(do, *arguments):
    """What was said instead."""
    try:
        do(*arguments)
    except (CommandError, OSError, OperationalError) as error:
        return str(error)
    raise AssertionError(f"{do} found room")


def title():
    return ReviewPage.objects.get(slug=work.SLUG).title


def main():
    said = []
    work.publish(said.append)
    before = title()
    fill()
    # Larger than what SQLite may have put aside in its log.
    work.PUBLISHES = 200
    refused = [
        refusal(work.publish, said.append),
        refusal(picture, "no-room"),
        refusal(call_command, "backup", f"{settings.DATA_DIR}/site.backup"),
    ]
    assert "full" in refused[0] or "No space" in refused[0], refused
    assert "No space left on device" in refused[1], refused
    assert "No space left on device" in refused[2], refused
    assert work.edition(title()) >= work.edition(before)
    wrong = [*work.damage(), *work.wrong_with_publishes(said)]
    assert not list(Path(settings.DATA_DIR).glob("site.backup*"))
    FILLER.unlink()
    connection.close()
    work.PUBLISHES = 1
    work.publish(said.append)
    picture("room")
    call_command("backup", f"{settings.DATA_DIR}/site.backup", stdout=StringIO())
    wrong += [*work.wrong_with_publishes(said), *work.wrong_with_uploads([])]
    assert wrong == [], wrong


if __name__ == "__main__":
    main()
    sys.stdout.write("There was room again.\n")
