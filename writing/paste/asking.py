"""The questions that rows put to arXiv and Crossref."""

from collections.abc import Iterable

from django.conf import settings

from writing.bibliography.lookup import Services, look_up
from writing.paste.rows import Row, answered, placed

AGENT = "CloseReading/1.0 (+{})"


def services() -> Services:
    """Those that the settings name."""
    return Services(
        arxiv=settings.ARXIV_API_URL,
        crossref=settings.CROSSREF_API_URL,
        agent=AGENT.format(settings.WAGTAILADMIN_BASE_URL),
    )


def ask(rows: Iterable[Row]) -> list[Row]:
    """The rows with their answers, or with the sentence why there is none."""
    asked = list(rows)
    answers = look_up([row.identifier for row in asked], services())
    return placed([answered(row, answers[row.identifier]) for row in asked])
