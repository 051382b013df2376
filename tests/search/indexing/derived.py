"""All that is derived for the search, to be compared and looked through."""

from search.indexing import rebuilding
from search.models import Facet, Indexed, Passage, Suggestion, Word
from search.sets import keys_of, unpacked


def derived():
    """Every derived row, without keys that only tell when it was written."""
    return {
        "passages": list(Passage.objects.values_list()),
        "names": sorted(
            Suggestion.objects.values_list("review", "kind", "key", "text", "anchor")
        ),
        "facets": {
            (row.kind, row.value): (row.label, list(keys_of(unpacked(row.members))))
            for row in Facet.objects.order_by("kind", "value")
        },
        "words": dict(Word.objects.order_by("word").values_list("word", "reviews")),
        "indexed": list(Indexed.objects.order_by("pk").values_list()),
    }


def rebuild(*, anew=False):
    """What `manage.py rebuild_search` does but for Wagtail's own index."""
    rebuilding.begin(anew=anew)
    rebuilding.forget_the_hidden()
    return list(rebuilding.go_on())


def rebuilt():
    """Every derived row after an index that is made from nothing."""
    rebuild(anew=True)
    return derived()


def traces(review, *words):
    """Where the index still knows of a review, by its key or by words of its own."""
    key = review if isinstance(review, int) else review.pk
    found = derived()
    return {
        "passages": Passage.objects.filter(review=key).count(),
        "names": Suggestion.objects.filter(review=key).count(),
        "indexed": Indexed.objects.filter(pk=key).count(),
        "facets": [
            facet for facet, (_, members) in found["facets"].items() if key in members
        ],
        "words": [word for word in words if word in found["words"]],
    }


NO_TRACE = {"passages": 0, "names": 0, "indexed": 0, "facets": [], "words": []}


def members(kind, value):
    """The keys of the reviews that are found under a value."""
    row = Facet.objects.filter(kind=kind, value=value).first()
    return list(keys_of(unpacked(row.members))) if row else None
