"""The words of public reviews, and in how many reviews each of them stands."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from django.db.models import F

from search.folding import words_of
from search.models import Passage, Word
from writing.models import ReviewPage

# Words that a query names together: databases take some thousands.
AT_ONCE = 2000


def vocabulary_of(review: ReviewPage, passages: Iterable[Passage]) -> set[str]:
    """Every word of a public review, and of the names of its paper and authors."""
    paper = review.paper
    texts = [paper.short_title, paper.title, *paper.author_names]
    texts += [text for one in passages for text in (one.heading, one.text)]
    return set(words_of("\n".join(texts)))


def recount(
    before: Mapping[int, AbstractSet[str]], after: Mapping[int, AbstractSet[str]]
) -> None:
    """Bring the stored counts from the words that reviews had to those they have.

    Words that change by the same number are changed together: of a review that is
    published most are counted once more, and no row is read into memory and back.
    """
    change = Counter(word for words in after.values() for word in words)
    change.subtract(word for words in before.values() for word in words)
    by_change: dict[int, list[str]] = defaultdict(list)
    for word, by in sorted(change.items()):
        if by:
            by_change[by].append(word)
    for by, words in by_change.items():
        for some in _batches(words):
            _add(by, some)


def _batches(words: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(words), AT_ONCE):
        yield words[start : start + AT_ONCE]


def _add(by: int, words: list[str]) -> None:
    known = Word.objects.filter(word__in=words)
    if by < 0:
        known.filter(reviews__lte=-by).delete()
        known.update(reviews=F("reviews") + by)
        return
    old = set(known.values_list("word", flat=True))
    known.update(reviews=F("reviews") + by)
    Word.objects.bulk_create(
        Word(word=word, reviews=by) for word in words if word not in old
    )
