"""The words of public reviews, and in how many reviews each of them stands."""

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from search.folding import words_of
from search.models import Passage, Word
from writing.models import ReviewPage


def vocabulary_of(review: ReviewPage, passages: Iterable[Passage]) -> set[str]:
    """Every word of a public review, and of the names of its paper and authors."""
    paper = review.paper
    texts = [paper.short_title, paper.title, *paper.author_names]
    texts += [text for one in passages for text in (one.heading, one.text)]
    return set(words_of("\n".join(texts)))


def recount(
    before: Mapping[int, AbstractSet[str]], after: Mapping[int, AbstractSet[str]]
) -> None:
    """Bring the stored counts from the words that reviews had to those they have."""
    change = Counter(word for words in after.values() for word in words)
    change.subtract(word for words in before.values() for word in words)
    changed = sorted(word for word, by in change.items() if by)
    counts = {
        word.word: word.reviews for word in Word.objects.in_bulk(changed).values()
    }
    now = {word: counts.get(word, 0) + change[word] for word in changed}
    gone = [word for word, count in now.items() if count < 1]
    Word.objects.filter(pk__in=gone).delete()
    Word.objects.bulk_create(
        [Word(word=word, reviews=count) for word, count in now.items() if count > 0],
        update_conflicts=True,
        unique_fields=["word"],
        update_fields=["reviews"],
    )
