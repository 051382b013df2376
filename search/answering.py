"""What a search page answers: the question as typed, or as it was meant."""

from dataclasses import dataclass, replace

from django.http import HttpRequest

from home.generations import for_all_hosts, once
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


def answered(asked: Asked, request: HttpRequest | None = None) -> Answer:
    """The answer; to better words when nothing holds all of those typed."""
    expand = once(request, "synonyms", Synonyms.read, for_all_hosts).expand
    facets = Facets.of(request)
    typed = Search(asked, expand, facets)
    if asked.literally or not asked.question.terms or typed.strict >= TOO_FEW:
        return Answer(asked, typed.found())
    better = respelled(asked.question)
    if not better:
        return Answer(asked, typed.found())
    instead = replace(asked, question=ask(better))
    meant = Search(instead, expand, facets)
    if meant.strict <= typed.strict:
        return Answer(asked, typed.found())
    if typed.strict:
        return Answer(asked, typed.found(), better)
    return Answer(instead, meant.found(), better, is_respelled=True)
