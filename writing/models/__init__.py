"""The models of what is published."""

from writing.models.corrections import Correction, FormerRendering, VerdictChange
from writing.models.objections import Objection
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
    "Correction",
    "FormerRendering",
    "Objection",
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
    "TaggedReview",
    "VerdictChange",
    "WritingIndexPage",
]
