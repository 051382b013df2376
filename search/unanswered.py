"""Keeps the phrases that found nothing, for editors to learn what is missed.

Anybody can send anything: what could be a person's own is not kept, a day takes so many
phrases and no more, and the table ends somewhere. That a phrase could not be kept is
never a reader's trouble.
"""

import logging
import re
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F, Max, Min, QuerySet, Sum
from django.utils import timezone

from home.replicas import reading_from_primary
from search.language.signs import readable
from search.models import Unanswered

logger = logging.getLogger(__name__)

LONGEST = 80
LONGEST_WORD = 30
MOST_ROWS = 5000
# New phrases that one day takes, and how often a day counts one phrase.
MOST_A_DAY = 200
MOST_COUNTED = 1000
# How many rows go when the table is full.
PRUNED = 500
PERSONAL = re.compile(
    r"@|://|\bwww\.|\d{5}|\b[0-9a-f]{16}|(\d[\s.()/-]*){7}|\d+\.\d+\.\d+\.\d+"
    r"|\w\.(com|net|org|edu|gov|io|de|uk|eu|info)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"\w[\w.'’-]*\w|\w")


def phrase_of(query: str) -> str:
    """The query as it is kept; empty when it is not to be kept.

    Addresses, numbers of telephones and cards, keys, and what is too long for a phrase
    may be somebody's own, or nobody's.
    """
    phrase = " ".join(WORD.findall(readable(query))).casefold()
    words = phrase.split()
    keeps = (
        bool(words)
        and len(phrase) <= LONGEST
        and all(len(word) <= LONGEST_WORD for word in words)
        and any(sign.isalpha() for sign in phrase)
        and not PERSONAL.search(query)
    )
    return phrase if keeps else ""


def note(query: str) -> None:
    """Count a query that found nothing; whatever goes wrong goes to the log.

    Who asked goes on reading where it was read before: the primary may be down.
    """
    if not (phrase := phrase_of(query)):
        return
    try:
        with reading_from_primary(), transaction.atomic():
            _count(phrase)
    except DatabaseError as error:
        logger.warning("A search without results was not counted: %s", error)


def _count(phrase: str) -> None:
    today = Unanswered.objects.filter(day=timezone.localdate())
    known = today.filter(phrase=phrase)
    if known.filter(count__lt=MOST_COUNTED).update(count=F("count") + 1):
        return
    if known.exists() or today.count() >= MOST_A_DAY:
        return
    if Unanswered.objects.count() >= MOST_ROWS:
        _prune()
    Unanswered.objects.create(phrase=phrase, day=timezone.localdate())


def _prune() -> None:
    """Let go of what was asked least, the oldest first."""
    rare = Unanswered.objects.order_by("count", "day", "pk")
    keys = list(rare.values_list("pk", flat=True)[:PRUNED])
    Unanswered.objects.filter(pk__in=keys).delete()


def asked_for() -> QuerySet[Any, Any]:
    """Each phrase with how often and when it was asked for, the commonest first."""
    phrases = Unanswered.objects.values("phrase").annotate(
        times=Sum("count"), first_asked=Min("day"), last_asked=Max("day")
    )
    return phrases.order_by("-times", "-last_asked", "phrase")
