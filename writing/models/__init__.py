"""The models of what is published."""

from writing.models.draft_links import DraftComment, DraftLink
from writing.models.links import LinkState, LinkUse, OutsideLink
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
from writing.models.standings import Standing
from writing.models.tags import ReviewTag, TaggedReview
from writing.models.twins import TagsApart
from writing.models.uploads import BundleUpload

__all__ = [
    "BundleUpload",
    "CitationSettings",
    "Claim",
    "Contributor",
    "DraftComment",
    "DraftLink",
    "LinkState",
    "LinkUse",
    "OutsideLink",
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
    "Standing",
    "TaggedReview",
    "TagsApart",
    "WritingIndexPage",
]
