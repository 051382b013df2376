"""Whether everything that anyone may read is found."""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from modelsearch.conf import get_app_config

from home.health.doctor.examining import Finding, examines, fault
from search.backends.fts5.rowids import KEY, is_of
from search.backends.fts5.tables import WHOLE_WORDS
from search.indexing.rebuilding import is_current
from search.models import Indexed, Passage
from writing.models import ReviewPage

REBUILD = "Run manage.py rebuild_search; readers find throughout."
ANEW = "Run manage.py rebuild_search --from-start."


@examines("search index", seconds=60)
def index_is_complete() -> Iterator[Finding]:
    """The index of pages and what is derived beside it, by the keys of reviews."""
    if not is_current():
        yield fault(
            "The search index was made by older code, or a rebuild was cut short.",
            REBUILD,
        )
    public = set(ReviewPage.objects.published().values_list("pk", flat=True))
    indexed = set(Indexed.objects.values_list("review", flat=True))
    yield from differences("search index", public, indexed)
    passages = set(Passage.objects.values_list("review", flat=True).distinct())
    if strangers := passages - indexed:
        yield fault(
            f"Passages of {len(strangers)} reviews are found that the index does not "
            "know.",
            ANEW,
        )
    if lacking := public - in_index_of_pages():
        yield fault(
            f"{len(lacking)} reviews are not in the index of pages: the CMS and "
            "readers find them by no word.",
            ANEW,
        )


def in_index_of_pages() -> set[int]:
    """The keys of the reviews that Wagtail's index has a row of."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            rows, of_reviews = WHOLE_WORDS.name, is_of(ReviewPage)
            cursor.execute(f"SELECT rowid FROM {rows} WHERE {of_reviews}")  # noqa: S608
            return {rowid & KEY for (rowid,) in cursor.fetchall()}
    kind = ContentType.objects.get_for_model(ReviewPage)
    entries = get_app_config().get_model("IndexEntry")._default_manager
    keys = entries.filter(content_type=kind).values_list("object_id", flat=True)
    return {int(key) for key in keys}


def differences(name: str, public: set[int], indexed: set[int]) -> Iterator[Finding]:
    if lacking := public - indexed:
        yield fault(
            f"{len(lacking)} of {len(public)} reviews that anyone may read are not in "
            f"the {name}.",
            REBUILD,
        )
    if hidden := indexed - public:
        yield fault(
            f"{len(hidden)} reviews are in the {name} that not anyone may read.",
            REBUILD,
        )
