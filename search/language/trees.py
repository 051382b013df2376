"""Questions as trees of Wagtail's search API."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from wagtail.search.query import And, Not, Or, Phrase, PlainText, SearchQuery

from search.language.signs import words_of
from search.language.stop_words import STOP_WORDS
from search.language.terms import Alternatives, Term

# How many words in a row may together have a synonym.
LONGEST_RUN = 4
Expand = Callable[[str], Sequence[str]]


def nothing_more(phrase: str) -> Sequence[str]:
    """No synonyms of any phrase."""
    return ()


@dataclass(frozen=True)
class Sought:
    """A term, or a run of words that have synonyms together."""

    text: str
    is_phrase: bool
    synonyms: Sequence[str] = ()

    @property
    def words(self) -> list[str]:
        return words_of(self.text)

    @property
    def is_plain(self) -> bool:
        return not self.synonyms and (not self.is_phrase or len(self.words) == 1)

    @property
    def tree(self) -> SearchQuery:
        """What has the words as they were asked for, or a synonym."""
        own = _phrase(self.text) if self.is_phrase else _anywhere(self.text)
        return _either([own, *map(_phrase, self.synonyms)])

    @property
    def relaxed(self) -> SearchQuery:
        """What has the words of a phrase anywhere, or a synonym."""
        return _either([_anywhere(self.text), *map(_phrase, self.synonyms)])


def all_words(
    groups: Sequence[Alternatives], excluded: Iterable[Term], expand: Expand
) -> SearchQuery | None:
    """What is found in every group, without what is excluded."""
    trees = [
        _either([one.tree for one in alternatives])
        for alternatives in _sought(groups, expand)
    ]
    return _without(_every(trees), excluded) if trees else None


def any_words(
    groups: Sequence[Alternatives], excluded: Iterable[Term], expand: Expand
) -> SearchQuery | None:
    """What is found in some group, without what is excluded."""
    sought = [one for group in _sought(groups, expand) for one in group]
    plain = [word for one in sought if one.is_plain for word in one.words]
    trees = [one.relaxed for one in sought if not one.is_plain]
    if plain:
        trees.insert(0, _plain(plain, "or"))
    return _without(_either(trees), excluded) if trees else None


def unwanted(excluded: Iterable[Term]) -> SearchQuery | None:
    """What has something that is excluded; None if nothing is."""
    terms = [_phrase(term.text) for term in excluded if not term.is_stop_word]
    return _either(terms) if terms else None


def _sought(groups: Sequence[Alternatives], expand: Expand) -> Iterator[list[Sought]]:
    """What is to be found, group by group; stop words only if there is nothing else."""
    terms = [term for group in groups for term in group]
    keeps_all = all(term.is_stop_word for term in terms)
    place = 0
    while place < len(groups):
        if run := _run(groups[place : place + LONGEST_RUN], expand):
            yield [run]
            place += len(run.words)
            continue
        group = groups[place]
        if keeps_all or len(group) > 1 or not group[0].is_stop_word:
            yield [
                Sought(term.text, term.is_phrase, expand(term.text)) for term in group
            ]
        place += 1


def _run(groups: Sequence[Alternatives], expand: Expand) -> Sought | None:
    """The most words from the first on that have synonyms together, if some have."""
    words: list[str] = []
    for group in groups:
        if len(group) > 1 or group[0].is_phrase:
            break
        words += group[0].words
    for end in range(len(words), 1, -1):
        text = " ".join(words[:end])
        if synonyms := expand(text):
            return Sought(text, is_phrase=False, synonyms=synonyms)
    return None


def _anywhere(text: str) -> SearchQuery:
    """What has every word of a text, stop words only if there are no others."""
    words = [word for word in text.split() if words_of(word)]
    telling = [word for word in words if word.casefold() not in STOP_WORDS] or words
    return _every([_phrase(word) for word in telling])


def _plain(words: list[str], operator: str = "and") -> SearchQuery:
    return PlainText(" ".join(words), operator=operator)


def _phrase(text: str) -> SearchQuery:
    """What has a text as it was typed.

    Punctuation is left to the databases, since PostgreSQL reads “GPT-4” and “2.1” in
    its own way; a single word has none.
    """
    words = words_of(text)
    return Phrase(text) if len(words) > 1 else _plain(words)


def _every(trees: list[SearchQuery]) -> SearchQuery:
    """What is found by all; words without more of them are one text."""
    plain = [tree.query_string for tree in trees if isinstance(tree, PlainText)]
    others = [tree for tree in trees if not isinstance(tree, PlainText)]
    both = [_plain(plain), *others] if plain else others
    return And(both) if len(both) > 1 else both[0]


def _either(trees: list[SearchQuery]) -> SearchQuery:
    flat = [
        leaf
        for tree in trees
        for leaf in (tree.subqueries if isinstance(tree, Or) else [tree])
    ]
    return Or(flat) if len(flat) > 1 else flat[0]


def _without(tree: SearchQuery, excluded: Iterable[Term]) -> SearchQuery:
    if (found := unwanted(excluded)) is None:
        return tree
    wanted = tree.subqueries if isinstance(tree, And) else [tree]
    return And([*wanted, Not(found)])
