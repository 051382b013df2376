"""Four publishers at once: `python -m tests.drills.crowd TIMES`."""

import json
import os
import sys

import django

django.setup()

from django.db import OperationalError, connection  # noqa: E402

from tests.drills import work  # noqa: E402
from tests.drills.victims import in_child  # noqa: E402
from writing.models import ReviewPage  # noqa: E402

PUBLISHERS, TIMES = 4, int(sys.argv[1])
# Who waits longer than SQLite's time-out is told so, and asks again.
MOST_REFUSALS = 50


def patiently(tell):
    """Publish as often as was asked, however long the queue."""
    refusals = 0
    for _ in range(TIMES):
        while True:
            try:
                work.publish(tell)
            except OperationalError:
                refusals += 1
                if refusals > MOST_REFUSALS:
                    raise
            else:
                break


def main():
    before = work.edition(ReviewPage.objects.get(slug=work.SLUG).title)
    connection.close()
    work.PUBLISHES = 1
    children = [in_child(patiently) for _ in range(PUBLISHERS)]
    acknowledged = []
    for pid, said in children:
        with said:
            acknowledged += said.read().split("\n")[:-1]
        assert os.waitpid(pid, 0)[1] == 0
    editions = sorted(work.edition(line) for line in acknowledged if line != "done")
    # Each publish saw the one before it: none was lost, none overwrote another.
    expected = list(range(before + 1, before + 1 + PUBLISHERS * TIMES))
    wrong = [] if editions == expected else [f"published {editions}"]
    wrong += work.wrong_with_publishes([f"Edition {expected[-1]}"])
    wrong += [*work.damage(), *work.index_is_another()]
    sys.stdout.write(f"{json.dumps(wrong)}\n")


if __name__ == "__main__":
    main()
