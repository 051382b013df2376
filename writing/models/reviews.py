"""Reviews."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.module_loading import import_string
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, Revision
from wagtail.search import index

from home.addresses import Addressed
from writing import corrections, publication, reading
from writing.announcements import announce
from writing.blocks import StoryBlock, TakeawaysBlock
from writing.checks import refuse_to_go_live, refuse_unfit
from writing.checks.corrections import NOTE_LENGTH
from writing.forms import ReviewPageForm
from writing.history.labels import is_settled
from writing.labels import give_ids, propose_labels, unnamed
from writing.models.draft_links import is_shared
from writing.models.overrides import Override
from writing.models.papers import Paper, RelationKind
from writing.models.tags import ReviewTag
from writing.previews.modes import ARTICLE, PREVIEW_MODES
from writing.querysets import ReviewQuerySet
from writing.rendering.passages import block_text
from writing.review_editor import review_editor
from writing.verdicts import Verdict

# Addresses of the index page itself, which no page below it may take.
RESERVED_SLUGS = {"tags", "claims", "corrections", "map", "feed", "search"}


def refuse_reserved(slug: str) -> None:
    """Raise a `ValidationError` for a slug that is an address of the index."""
    if slug in RESERVED_SLUGS:
        raise ValidationError({"slug": f"“{slug}” is an address of the index."})


class ReviewPage(Addressed, Page):
    """One reading of one paper, claim by claim."""

    paper = models.ForeignKey(
        Paper,
        on_delete=models.PROTECT,
        related_name="reviews",
        help_text="The one that was read. A review goes live when its paper is.",
    )
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
    correction_note = models.TextField(
        blank=True,
        max_length=NOTE_LENGTH,
        help_text=(
            "What changed, and why: shown to readers with the next publish, after "
            "“because” where a verdict changed. Needed when a published verdict "
            "changes or a published claim goes."
        ),
    )

    objects = PageManager.from_queryset(ReviewQuerySet)()

    # A copy was never published, so nothing in it was ever corrected.
    exclude_fields_in_copy = ["correction_note"]

    base_form_class = ReviewPageForm
    edit_handler = review_editor()

    search_fields = [
        *Page.search_fields,
        # Of PostgreSQL's four weights the images' titles have one, which is 10.
        index.SearchField("title", boost=10),
        index.SearchField("paper_text", boost=10),
        index.SearchField("tag_text", boost=4),
        index.SearchField("dek", boost=4),
        index.SearchField("bottom_line", boost=4),
        index.SearchField("claim_text", boost=2),
        index.SearchField("text", boost=1),
        index.SearchField("byline_names", boost=1),
        index.FilterField("paper_id"),
        index.FilterField("published_on"),
    ]

    parent_page_types = ["writing.WritingIndexPage"]
    subpage_types: list[str] = []

    # What was said in the editor against its warnings, for the revision saved next.
    override: Override | None = None

    class Meta:
        # Lists begin with the newest, at any number of reviews.
        indexes = [
            models.Index(fields=["-published_on", "-page_ptr"], name="review_by_date")
        ]

    def clean(self) -> None:
        super().clean()
        refuse_reserved(self.slug)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a live review is checked first, and what is derived from it follows.

        Every way to publish ends here. Raises `writing.checks.PublishRefused`.
        """
        fields = kwargs.get("update_fields")
        if fields is not None:
            # So a copy of a live page is told which of its revisions is live.
            if self.live and "live_revision" in fields:
                refuse_to_go_live(self, self.live_revision)
            super().save(*args, **kwargs)
            return
        self.name_blocks()
        if self.live:
            self._pass_gate()
            if self.published_on is None and self.first_published_at:
                self.published_on = timezone.localdate(self.first_published_at)
        note = self.correction_note
        former = corrections.begin(self) if self.live else None
        super().save(*args, **kwargs)
        publication.record(self)
        if self.live:
            corrections.complete(self, former, note)
        announce([self.pk])

    def _pass_gate(self) -> None:
        """Refuse errors, and warnings if it is now that readers get another text."""
        before = ReviewPage.objects.filter(pk=self.pk).values_list(
            "live", "live_revision"
        )
        is_as_it_was = before.first() in {None, (True, self.live_revision_id)}
        # What an alias shows was judged at its source.
        if is_as_it_was or self.alias_of_id:
            refuse_unfit(self)
        else:
            refuse_to_go_live(self, self.live_revision)

    def save_revision(
        self, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any
    ) -> Revision:
        """Store a version, and with it what overrides its warnings.

        A draft that saves itself overwrites no settled one.
        """
        self.name_blocks()
        if overwrite_revision and self.must_be_kept(overwrite_revision):
            overwrite_revision = None
        revision = super().save_revision(
            *args, overwrite_revision=overwrite_revision, **kwargs
        )
        if overwrite_revision:
            Override.objects.filter(revision=revision).delete()
        if self.override:
            self.override.hold_for(revision)
            self.override = None
        return revision

    def must_be_kept(self, revision: Revision) -> bool:
        """Whether a version was sent to somebody, or is the newest and settled."""
        is_newest = revision == self.get_latest_revision()
        return is_shared(revision) or (is_newest and is_settled(revision))

    @transaction.atomic
    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision, all of it or nothing; schedule none that is unfit now."""
        draft = revision.as_object()
        if draft.go_live_at and draft.go_live_at > timezone.now():
            refuse_to_go_live(draft, revision)
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

    @property
    def claim_text(self) -> str:
        """The claims without markup, for the search index."""
        claims = (block for block in self.body if block.block_type == "claim")
        return "\n\n".join(filter(None, map(block_text, claims)))

    @property
    def text(self) -> str:
        """The body but for its claims, without markup, for the search index."""
        others = (block for block in self.body if block.block_type != "claim")
        return "\n\n".join(filter(None, map(block_text, others)))

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

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return list(PREVIEW_MODES.items())

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        if mode_name not in PREVIEW_MODES or mode_name == ARTICLE:
            return super().serve_preview(request, mode_name)
        # By its name, since what it draws with knows this model.
        serve = import_string("writing.previews.serving.serve")
        response: HttpResponse = serve(self, request, mode_name)
        return response

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | reading.context(self, request)
