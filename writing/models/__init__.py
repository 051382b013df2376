"""The models of what is published."""

from writing.models.moderation import ReviewApprovalTask
from writing.models.overrides import Override
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
from writing.models.tags import ReviewTag, TaggedReview

__all__ = [
    "CitationSettings",
    "Claim",
    "Contributor",
    "Override",
    "Paper",
    "PaperAuthor",
    "PaperRelation",
    "PaperVersion",
    "Reference",
    "RelationKind",
    "Rendered",
    "ReviewApprovalTask",
    "ReviewPage",
    "ReviewTag",
    "SeriesEntry",
    "SeriesPage",
    "TaggedReview",
    "WritingIndexPage",
]
