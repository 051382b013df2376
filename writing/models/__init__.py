"""The models of what is published."""

from writing.models.pages import WritingIndexPage
from writing.models.papers import (
    Paper,
    PaperAuthor,
    PaperRelation,
    PaperVersion,
    RelationKind,
)
from writing.models.published import Claim, Rendered
from writing.models.references import Contributor, Reference
from writing.models.reviews import ReviewPage
from writing.models.series import SeriesEntry, SeriesPage
from writing.models.settings import CitationSettings
from writing.models.stale_claims import Change, StaleClaim
from writing.models.tags import ReviewTag, TaggedReview
from writing.models.version_texts import VersionText

__all__ = [
    "Change",
    "CitationSettings",
    "Claim",
    "Contributor",
    "Paper",
    "PaperAuthor",
    "PaperRelation",
    "PaperVersion",
    "Reference",
    "RelationKind",
    "Rendered",
    "ReviewPage",
    "ReviewTag",
    "SeriesEntry",
    "SeriesPage",
    "StaleClaim",
    "TaggedReview",
    "VersionText",
    "WritingIndexPage",
]
