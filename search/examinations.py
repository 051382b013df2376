"""Whether everything that anyone may read is found."""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from modelsearch.models import IndexEntry

from home.health.doctor.examining import Finding, examines, fault
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
    kind = ContentType.objects.get_for_model(ReviewPage)
    entries = IndexEntry.objects.filter(content_type=kind).values_list("object_id")
    known = {int(key) for (key,) in entries}
    if lacking := public - known:
        yield fault(
            f"{len(lacking)} reviews are not in the index of pages: the CMS and "
            "readers find them by no word.",
            ANEW,
        )


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
