"""What the index knows of public reviews, and what editors add to it."""

from search.models.curated import Synonym
from search.models.facets import Facet
from search.models.indexed import Indexed, Indexing
from search.models.passages import Passage
from search.models.unanswered import Unanswered
from search.models.vocabulary import Suggestion, Word

__all__ = [
    "Facet",
    "Indexed",
    "Indexing",
    "Passage",
    "Suggestion",
    "Synonym",
    "Unanswered",
    "Word",
]
