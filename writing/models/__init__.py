"""The models of what is published."""

from writing.models.corrections import Correction, FormerRendering, VerdictChange
from writing.models.draft_links import DraftComment, DraftLink
from writing.models.links import LinkState, LinkUse, OutsideLink
from writing.models.moderation import ReviewApprovalTask
from writing.models.objections import Objection
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
from writing.models.stale_claims import Change, StaleClaim
from writing.models.standings import Standing
from writing.models.tags import ReviewTag, TaggedReview
from writing.models.twins import TagsApart
from writing.models.uploads import BundleUpload
from writing.models.version_texts import VersionText

__all__ = [
    "BundleUpload",
    "Change",
    "CitationSettings",
    "Claim",
    "Contributor",
    "Correction",
    "DraftComment",
    "DraftLink",
    "FormerRendering",
    "LinkState",
    "LinkUse",
    "Objection",
    "OutsideLink",
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
    "StaleClaim",
    "Standing",
    "TaggedReview",
    "TagsApart",
    "VerdictChange",
    "VersionText",
    "WritingIndexPage",
]
