"""Reviews."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, Revision
from wagtail.search import index

from writing import publication, reading
from writing.blocks import StoryBlock, TakeawaysBlock
from writing.checks import refuse_unfit
from writing.forms import ReviewPageForm
from writing.labels import give_ids, propose_labels, unnamed
from writing.models.papers import Paper, RelationKind
from writing.models.tags import ReviewTag
from writing.querysets import ReviewQuerySet
from writing.rendering.body import block_text
from writing.verdicts import Verdict
from writing.versions.panel import StaleClaimsPanel

# Addresses of the index page itself, which no page below it may take.
RESERVED_SLUGS = {"tags", "claims", "map", "feed", "search"}


def refuse_reserved(slug: str) -> None:
    """Raise a `ValidationError` for a slug that is an address of the index."""
    if slug in RESERVED_SLUGS:
        raise ValidationError({"slug": f"“{slug}” is an address of the index."})


class ReviewPage(Page):
    """One reading of one paper, claim by claim."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="reviews")
    dek = models.TextField(
        blank=True,
        max_length=600,
        help_text="Two to four sentences under the title, 150 to 400 characters.",
    )
    bottom_line = models.TextField(
        blank=True, max_length=800, help_text="One paragraph, three sentences at most."
    )
    takeaways = StreamField(TakeawaysBlock(required=False), blank=True)
    body = StreamField(StoryBlock(required=False), blank=True)
    tags = ClusterTaggableManager(through="writing.TaggedReview", blank=True)
    published_on = models.DateField(
        "published",
        null=True,
        blank=True,
        help_text="The day of first publication when left empty.",
    )
    revised_on = models.DateField(
        "last material change",
        null=True,
        blank=True,
        help_text="The day a verdict, number or argument changed, not a typing error.",
    )

    objects = PageManager.from_queryset(ReviewQuerySet)()

    base_form_class = ReviewPageForm
    content_panels = [
        StaleClaimsPanel(),
        TitleFieldPanel("title"),
        FieldPanel("paper"),
        FieldPanel("dek"),
        FieldPanel("bottom_line"),
        FieldPanel("takeaways"),
        FieldPanel("body"),
    ]
    reference_panels = [
        InlinePanel(
            "references",
            label="Reference",
            help_text="Cited in the text as [@key] or [@key, §3].",
        ),
    ]
    about_panels = [
        FieldPanel("tags"),
        InlinePanel("byline", label="Contributor"),
        MultiFieldPanel(
            [FieldRowPanel(["published_on", "revised_on"])], heading="Dates"
        ),
        *Page.promote_panels,
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading="Review"),
            ObjectList(reference_panels, heading="References"),
            ObjectList(about_panels, heading="About"),
            ObjectList(Page.settings_panels, heading="Settings"),
        ]
    )

    search_fields = [
        *Page.search_fields,
        index.SearchField("dek", boost=2),
        index.SearchField("bottom_line"),
        index.SearchField("paper_text", boost=2),
        index.SearchField("byline_names"),
        index.SearchField("tag_text", boost=2),
        index.SearchField("text"),
        index.FilterField("paper_id"),
        index.FilterField("published_on"),
    ]

    parent_page_types = ["writing.WritingIndexPage"]
    subpage_types: list[str] = []

    def clean(self) -> None:
        super().clean()
        refuse_reserved(self.slug)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a live review is checked first, and what is derived from it follows.

        Every way to publish ends here. Raises `writing.checks.PublishRefused`.
        """
        if kwargs.get("update_fields") is not None:
            super().save(*args, **kwargs)
            return
        self.name_blocks()
        if self.live:
            refuse_unfit(self)
            if self.published_on is None and self.first_published_at:
                self.published_on = timezone.localdate(self.first_published_at)
        super().save(*args, **kwargs)
        publication.record(self)

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        self.name_blocks()
        return super().save_revision(*args, **kwargs)

    @transaction.atomic
    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision, all of it or nothing; schedule none that is unfit now."""
        draft = revision.as_object()
        if draft.go_live_at and draft.go_live_at > timezone.now():
            refuse_unfit(draft)
        return super().publish(revision, *args, **kwargs)

    def name_blocks(self) -> None:
        """Give unnamed blocks a label: the published one, or one from their text.

        A draft's own proposals are not kept: drafts save themselves while a sentence
        is being typed.
        """
        give_ids(self.body)
        if unnamed(self.body):
            propose_labels(self.body, publication.published_labels(self))

    # What pages, cards and the index show. Nothing below starts a query per item.

    @property
    def takeaway_texts(self) -> list[str]:
        """The takeaways as plain sentences."""
        return [str(takeaway.value) for takeaway in self.takeaways]

    @property
    def byline_names(self) -> str:
        """“A, B and C”."""
        names = [contributor.name for contributor in self.byline.all()]
        return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))

    @property
    def tag_list(self) -> list[ReviewTag]:
        """The tags, from what `for_cards` fetched."""
        return [tagged.tag for tagged in self.tagged.all()]

    @property
    def tag_text(self) -> str:
        """The tags' names, for the search index."""
        return ", ".join(tag.name for tag in self.tag_list)

    @property
    def paper_text(self) -> str:
        """What is known of the paper, for the search index."""
        paper = self.paper
        return " ".join(
            [paper.short_title, paper.title, paper.venue, *paper.author_names]
        )

    @cached_property
    def text(self) -> str:
        """The body without markup, for the search index."""
        return "\n\n".join(filter(None, map(block_text, self.body)))

    @property
    def minutes(self) -> int:
        """Reading time, worked out when the review was last rendered."""
        return self.rendered.minutes if hasattr(self, "rendered") else 1

    @property
    def tally(self) -> list[tuple[Verdict, int]]:
        """How many claims stand at each step of the scale."""
        return self.rendered.counts if hasattr(self, "rendered") else []

    @property
    def relation_words(self) -> str:
        """How the paper of the page it is listed on stands to this review's paper."""
        if kind := getattr(self, "relation", None):
            return RelationKind(kind).label
        kind = getattr(self, "inverse", None)
        return RelationKind(kind).inverse if kind else ""

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | reading.context(self, request)
