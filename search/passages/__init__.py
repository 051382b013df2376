"""The best passages of reviews that were found: the second level of a search."""

from search.passages.best import best_passages
from search.passages.hits import Hit
from search.passages.terms import Term

__all__ = ["Hit", "Term", "best_passages"]
