"""What is being done when the kill comes, and what must hold whenever it came."""

import hashlib
import re
from io import StringIO
from pathlib import Path
from urllib.parse import quote_plus
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from home.models import EditorialImage
from search.models import Passage
from tests import factories
from tests.drills.furnishing import picture
from tests.search.indexing.derived import derived, rebuilt
from writing.models import ReviewPage

PUBLISHES, UPLOADS = 4, 8
SLUG = "edition-1"
LIBRARY = Path(settings.DATA_DIR, "library")
DEK = re.compile(r"^dek:.*\n(?: .*\n)*", re.MULTILINE)
# Much of search depends on it, and goes too.
EARLIER = ("writing", "0009")


def publish(tell):
    """One edition after the other, through the same transaction as the CMS."""
    for _ in range(PUBLISHES):
        with transaction.atomic():
            review = ReviewPage.objects.select_for_update().get(slug=SLUG)
            review.title = f"Edition {edition(review.title) + 1}"
            review.save_revision().publish()
        tell(review.title)
    tell("done")


def edition(title):
    return int(re.search(r"Edition (\d+)", title)[1])


def wrong_with_publishes(said):
    """An acknowledged publish is lost, or a draft is newer than what is live."""
    review = ReviewPage.objects.get(slug=SLUG)
    acknowledged = [edition(line) for line in said if line != "done"]
    if acknowledged and edition(review.title) < acknowledged[-1]:
        yield f"{review.title} is live, and {acknowledged[-1]} was acknowledged"
    yield from unlike_their_drafts()
    yield from pages_unlike(review)


def unlike_their_drafts():
    """Reviews whose draft is newer than what is live."""
    for review in ReviewPage.objects.live():
        drafted = review.latest_revision_id != review.live_revision_id
        if drafted or review.has_unpublished_changes:
            yield f"“{review.title}” has a draft that is newer than what is live"


def pages_unlike(review):
    """What readers are shown of a review, and does not agree with its row."""
    client = Client(SERVER_NAME="127.0.0.1")
    search = f"/search/?q={quote_plus(review.title)}"
    addresses = [review.url, "/writing/", "/feed/", search]
    for address in addresses:
        response = client.get(address)
        if response.status_code != 200 or review.title not in response.text:
            yield f"{address} answers {response.status_code} without {review.title}"
    front = Passage.objects.get(pk=Passage.key(review.pk, 0))
    if front.heading != review.title:
        yield f"the index has {front.heading}, and {review.title} is live"


def export_bundles():
    """The reviews as files, to come in again."""
    call_command("export_reviews", LIBRARY, stdout=StringIO())


def import_bundles(tell):
    """The reviews come in from their files, with another dek each time."""
    mark = f"Import {max(imports()) + 1}."
    for bundle in LIBRARY.glob("*/index.md"):
        text = DEK.sub(f"dek: {factories.DEK} {mark}\n", bundle.read_text(), count=1)
        bundle.write_text(text)
    call_command("import_reviews", LIBRARY, publish=True, stdout=StringIO())
    tell("done")


def imports():
    """Which import each review came in by."""
    deks = ReviewPage.objects.live().order_by("pk").values_list("dek", flat=True)
    marks = [re.search(r"Import (\d+)\.", dek) for dek in deks]
    return [int(mark[1]) if mark else 0 for mark in marks]


def wrong_with_imports(said):
    """A review is half of one import and half of another."""
    yield from unlike_their_drafts()
    marks = imports()
    if len(set(marks)) > 1:
        yield f"the reviews are of the imports {marks}"
    for review in ReviewPage.objects.live():
        if review.dek not in Client(SERVER_NAME="127.0.0.1").get(review.url).text:
            yield f"{review.url} shows another dek than its review has"


def upload(tell):
    """Pictures are uploaded, one after the other."""
    for _ in range(UPLOADS):
        tell(str(picture(f"upload-{uuid4().hex}", "olive").pk))
    tell("done")


def wrong_with_uploads(said):
    """An acknowledged picture is lost, or one that is listed has no whole file."""
    acknowledged = {int(line) for line in said if line != "done"}
    there = set(EditorialImage.objects.values_list("pk", flat=True))
    if lost := acknowledged - there:
        yield f"the pictures {lost} were acknowledged and are lost"
    for image in EditorialImage.objects.all():
        try:
            with image.file.open() as file:
                digest = hashlib.file_digest(file, "sha1").hexdigest()
        except FileNotFoundError:
            digest = "none"
        if digest != image.get_file_hash():
            yield f"the file of {image} is another than was uploaded"


def go_back():
    """To the tables of an earlier version."""
    call_command("migrate", *EARLIER, verbosity=0)


def migrate(tell):
    call_command("migrate", verbosity=0)
    tell("done")


def finish_migrating():
    """What a start of the site does after an upgrade."""
    call_command("migrate", verbosity=0)
    call_command("rebuild_search", verbosity=0)


def wrong_with_tables(said):
    """What is recorded as applied is not what the tables are."""
    if "done" in said and unapplied():
        yield f"{unapplied()} were applied and are not"
    if not unapplied():
        go_back()


def unapplied():
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]


def damage():
    """What SQLite finds wrong with its file."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute("PRAGMA foreign_key_check")
        found += [f"{row} points nowhere" for row in cursor.fetchall()]
    return [line for line in found if line != "ok"]


def index_is_another():
    """Whether the index is not what is made from nothing."""
    if derived() != rebuilt():
        yield "the index is not what the reviews say"
