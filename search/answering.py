"""What a search page answers: the question as typed, or as it was meant."""

from dataclasses import dataclass, replace

from search.facets import Facets
from search.finding import TOO_FEW, Found, Search
from search.language import Asked, ask
from search.respelling import respelled
from search.synonyms import Synonyms


@dataclass(frozen=True)
class Answer:
    """What was asked in the end, what was found, and what is said of the spelling."""

    asked: Asked
    found: Found
    # The question in better words, and whether it is the one that is answered.
    better: str = ""
    is_respelled: bool = False


def answered(asked: Asked) -> Answer:
    """The answer; to better words when nothing holds all of those typed."""
    expand, facets = Synonyms.read().expand, Facets.stored()
    found = Search(asked, expand, facets).found()
    plain = Answer(asked, found)
    if asked.literally or not asked.question.terms or found.strict >= TOO_FEW:
        return plain
    better = respelled(asked.question)
    if not better:
        return plain
    instead = replace(asked, question=ask(better))
    other = Search(instead, expand, facets).found()
    if other.strict <= found.strict:
        return plain
    if found.strict:
        return replace(plain, better=better)
    return Answer(instead, other, better, is_respelled=True)
