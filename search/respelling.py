"""The question that somebody may have meant, in the site's own words."""

import re
from collections.abc import Mapping

from search.language import Question
from search.spelling import did_you_mean

WORD = re.compile(r"[^\W_]+")


def respelled(question: Question) -> str | None:
    """The question as text with its unknown words put right; None if they are not."""
    words = [word for term in question.terms for word in WORD.findall(term.text)]
    better = did_you_mean(words)
    return _replaced(question.text, better) if better else None


def _replaced(text: str, better: Mapping[str, str]) -> str:
    return WORD.sub(lambda match: better.get(match[0], match[0]), text)
