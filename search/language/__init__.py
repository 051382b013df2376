"""What readers may type, read forgivingly: any text is a question, none an error."""

from search.language.asked import NEWEST, Asked
from search.language.filters import KINDS, Filter
from search.language.parsing import ask
from search.language.question import Question, Term
from search.language.signs import LONGEST

__all__ = ["KINDS", "LONGEST", "NEWEST", "Asked", "Filter", "Question", "Term", "ask"]
