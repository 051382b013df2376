"""A process that is killed while it writes: `python -m tests.search.indexing.child`.

It works on the site in DATA_DIR. What it is told to do it does until the words of a
review are about to be stored for the second time, says so, and waits.
"""

import json
import sys
from contextlib import contextmanager

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from search.indexing import rebuilding  # noqa: E402
from search.models import Passage  # noqa: E402
from tests.factories import ReviewPageFactory, writing_index  # noqa: E402
from tests.search.indexing.derived import derived, rebuilt  # noqa: E402
from writing.models import ReviewPage  # noqa: E402

NAMES = ["Aardvark", "Buffalo", "Caribou"]
WORDS = ["aardvark", "buffalo", "caribou", "wombat"]


def say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextmanager
def stuck(at):
    """Say so and wait when words are stored for the `at`-th time."""
    times = 0

    def execute(run, sql, params, many, context):
        nonlocal times
        times += sql.startswith('INSERT INTO "search_word"')
        if times == at:
            say("stuck")
            sys.stdin.read()
            sys.exit("nobody killed it")
        return run(sql, params, many, context)

    with connection.execute_wrapper(execute):
        yield


def fill():
    call_command("migrate", verbosity=0)
    call_command("prepare_site", verbosity=0)
    for name in NAMES:
        ReviewPageFactory(parent=writing_index(), title=name)


def publish():
    """Another title for one of the reviews."""
    review = ReviewPage.objects.get(title="Buffalo")
    review.title = "Wombat"
    with stuck(at=1):
        review.save_revision().publish()


def rebuild():
    rebuilding.AT_ONCE = 1
    with stuck(at=2):
        call_command("rebuild_search", from_start=True)


def go_on():
    rebuilding.AT_ONCE = 1
    call_command("rebuild_search")


def tell():
    """What is there, and whether it is what a rebuild from nothing gives."""
    found = derived()
    reviews = ReviewPage.objects.order_by("title")
    fronts = [Passage.key(pk, 0) for pk in reviews.values_list("pk", flat=True)]
    told = {
        "titles": list(reviews.values_list("title", flat=True)),
        "headings": sorted(
            Passage.objects.filter(pk__in=fronts).values_list("heading", flat=True)
        ),
        "words": [word for word in WORDS if word in found["words"]],
        "is_current": rebuilding.is_current(),
        "is_as_rebuilt": found == rebuilt(),
    }
    say(json.dumps(told))


if __name__ == "__main__":
    {f.__name__: f for f in (fill, publish, rebuild, go_on, tell)}[sys.argv[1]]()
