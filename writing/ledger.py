"""The ledger: every claim of every public review, narrowed by what a reader asks."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Self
from urllib.parse import urlencode

from django.apps import apps
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower

from writing.querysets import LARGE, tags_by_name
from writing.verdicts import Verdict

if TYPE_CHECKING:
    from writing.models import Claim, Paper

MAX_WORDS = 8
# Years are stored in small integers; a longer number would be refused by a database.
YEAR_DIGITS = 4


@dataclass(frozen=True)
class Ledger:
    """What an address asks of the ledger; empty where it asks for nothing."""

    q: str = ""
    verdict: str = ""
    tag: str = ""
    paper: str = ""
    year: str = ""
    changed: str = ""

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> Self:
        """What the query of an address asks; anything else in it is ignored."""
        given = {field.name: query.get(field.name, "") for field in fields(cls)}
        return cls(**{name: _clean(value) for name, value in given.items()})

    @property
    def applied(self) -> dict[str, str]:
        """The filters that narrow it, by name."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in given.items() if value}

    @property
    def query_string(self) -> str:
        """The filters as the end of an address: `?verdict=holds&year=2023`."""
        return f"?{urlencode(self.applied)}" if self.applied else ""

    def claims(self) -> "QuerySet[Claim]":
        """The claims it asks for, of the newest review first."""
        claims = _public_claims().filter(self._condition())
        claims = claims.filter(verdict=self.verdict) if self.verdict else claims
        unread = ("body", "takeaways", *LARGE)
        return (
            claims.select_related("review__paper", "review__rendered")
            .defer(*(f"review__{name}" for name in unread))
            .prefetch_related(tags_by_name("review__tagged"))
            .order_by("-review__published_on", "-review__pk", "number")
        )

    def counts(self) -> list[tuple[Verdict, int]]:
        """How many claims stand at each step, whatever verdict is asked for."""
        claims = _public_claims().filter(self._condition()).order_by()
        found = dict(claims.values_list("verdict").annotate(count=Count("pk")))
        return [(verdict, found.get(verdict.value, 0)) for verdict in Verdict]

    def _condition(self) -> Q:
        condition = Q()
        if self.tag:
            tagged = apps.get_model("writing", "TaggedReview").objects
            reviews = tagged.filter(tag__slug=self.tag).values("content_object")
            condition &= Q(review__in=reviews)
        if self.paper:
            condition &= Q(review__paper__slug=self.paper)
        if self.changed:
            condition &= Q(changed_on__isnull=False)
        if self.year:
            condition &= _in_year(self.year)
        for word in self.q.split()[:MAX_WORDS]:
            condition &= Q(said__icontains=word)
        return condition


def papers_on_record() -> "QuerySet[Paper]":
    """The papers that public reviews are about, by name."""
    reviews = apps.get_model("writing", "ReviewPage").objects.published()
    papers = apps.get_model("writing", "Paper").objects
    return papers.filter(reviews__in=reviews).distinct().order_by(Lower("short_title"))


def _public_claims() -> "QuerySet[Claim]":
    reviews = apps.get_model("writing", "ReviewPage").objects.published()
    return apps.get_model("writing", "Claim").objects.filter(review__in=reviews)


def _in_year(year: str) -> Q:
    known = year.isascii() and year.isdecimal() and len(year) == YEAR_DIGITS
    return Q(review__paper__year=int(year)) if known else Q(pk__in=[])


def _clean(text: str) -> str:
    """What was asked, without signs that a database refuses, and not at any length."""
    return " ".join(text.replace("\0", " ").split())[:200]
