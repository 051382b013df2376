"""The bibliographic record: what a review is about, and what it refers to.

Imports run `pages → series → references → reviews → papers`, never back.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from writing.bibliography.identifiers import arxiv_id, arxiv_url, doi
from writing.paper_form import PaperForm

FIRST_YEAR, LAST_YEAR = 1600, 2100


class Paper(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
):
    """One work: a paper, a report, a post that papers and reviews refer to."""

    slug = models.SlugField(
        max_length=60, unique=True, help_text="Names the paper in bundles and filters."
    )
    short_title = models.CharField(
        max_length=60, help_text="What people call it: “Kafka”, “DeepSeek-V3”."
    )
    title = models.CharField(max_length=400, help_text="As on its first page.")
    venue = models.CharField(
        max_length=80, blank=True, help_text="As printed beside the name: “NetDB 2011”."
    )
    venue_name = models.CharField(
        "venue in full",
        max_length=255,
        blank=True,
        help_text="As a bibliography prints it.",
    )
    year = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    arxiv_id = models.CharField(
        "arXiv id",
        max_length=40,
        blank=True,
        help_text="Bare, without version: 2302.04761. An address is understood.",
    )
    doi = models.CharField(
        "DOI",
        max_length=200,
        blank=True,
        help_text="10.1145/1773912.1773922. An address is understood.",
    )
    url = models.URLField(
        "address", max_length=500, blank=True, help_text="The paper's own page."
    )
    pdf_url = models.URLField(
        "PDF", max_length=500, blank=True, help_text="Locators lead to its pages."
    )
    code_url = models.URLField(
        "code", max_length=500, blank=True, help_text="The authors' own, if any."
    )

    base_form_class = PaperForm
    panels = [
        MultiFieldPanel(["short_title", "title", "slug"], heading="What it is called"),
        InlinePanel("authors", label="Author"),
        MultiFieldPanel(
            [FieldRowPanel(["venue", "year"]), "venue_name"],
            heading="Where it appeared",
        ),
        MultiFieldPanel(
            [FieldRowPanel(["arxiv_id", "doi"]), "url", "pdf_url", "code_url"],
            heading="Where it is found",
        ),
        InlinePanel(
            "versions",
            label="Version",
            help_text=(
                "What a locator may name; the first is the one that was read. Their "
                "files are stored under “Texts of versions” in the menu above."
            ),
        ),
        InlinePanel("relations", label="Relation to another paper"),
    ]

    search_fields = [
        index.SearchField("short_title", boost=4),
        index.SearchField("title", boost=2),
        index.AutocompleteField("short_title"),
        index.AutocompleteField("title"),
        index.SearchField("venue"),
        index.SearchField("arxiv_id"),
        index.SearchField("doi"),
        index.FilterField("year"),
        index.RelatedFields("authors", [index.SearchField("name")]),
    ]

    class Meta:
        ordering = ["short_title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["arxiv_id"],
                condition=~Q(arxiv_id=""),
                name="paper_arxiv_id_unique",
                violation_error_message="Another paper has this arXiv id.",
            ),
            models.UniqueConstraint(
                fields=["doi"],
                condition=~Q(doi=""),
                name="paper_doi_unique",
                violation_error_message="Another paper has this DOI.",
            ),
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="paper_year_plausible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.short_title} ({self.year})" if self.year else self.short_title

    def clean(self) -> None:
        """Bring identifiers into their bare form, so that duplicates meet."""
        super().clean()
        self.arxiv_id = _bare(self.arxiv_id, arxiv_id, "arxiv_id")
        self.doi = _bare(self.doi, doi, "doi")

    @property
    def author_names(self) -> list[str]:
        """The authors as printed, in their order."""
        return [author.name for author in self.authors.all()]

    @property
    def affiliations(self) -> list[str]:
        """The authors' institutions, each once, in the authors' order."""
        given = (author.affiliation for author in self.authors.all())
        return list(dict.fromkeys(place for place in given if place))

    @property
    def arxiv_url(self) -> str:
        """The abstract's page at arXiv."""
        return arxiv_url(self.arxiv_id) if self.arxiv_id else ""

    @property
    def doi_url(self) -> str:
        """The DOI as an address."""
        return f"https://doi.org/{self.doi}" if self.doi else ""

    @property
    def csl_record(self) -> dict[str, Any]:
        """The paper as CSL-JSON, for bibliographies."""
        record: dict[str, Any] = {
            "type": "article",
            "title": self.title,
            "author": [author.csl_name for author in self.authors.all()],
            "issued": {"date-parts": [[self.year]]},
            "container-title": self.venue_name or self.venue,
            "DOI": self.doi,
            "URL": self.url or self.arxiv_url or self.pdf_url,
        }
        if self.arxiv_id:
            record["number"] = f"arXiv:{self.arxiv_id}"
        return {field: value for field, value in record.items() if value}

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "writing/paper_preview.html"

    def get_preview_context(
        self, request: HttpRequest, mode_name: str
    ) -> dict[str, Any]:
        return {"paper": self, "request": request}


def _bare(text: str, read: Callable[[str], str | None], field: str) -> str:
    """The identifier in `text`; a `ValidationError` on `field` when there is none."""
    if not text.strip():
        return ""
    if (found := read(text)) is None:
        raise ValidationError({field: f"“{text}” can't be read as an identifier."})
    return found


class PaperAuthor(Orderable):
    """An author in the order of the title page: a person's two names, or one name."""

    paper = ParentalKey(Paper, on_delete=models.CASCADE, related_name="authors")
    given = models.CharField("given names", max_length=100, blank=True)
    family = models.CharField("family name, or a group's name", max_length=150)
    affiliation = models.CharField(max_length=200, blank=True)

    panels = [FieldRowPanel(["given", "family"]), "affiliation"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """As printed."""
        return f"{self.given} {self.family}".strip()

    @property
    def csl_name(self) -> dict[str, str]:
        """A CSL name; without a given name it is taken for a group's."""
        if not self.given:
            return {"literal": self.family}
        return {"given": self.given, "family": self.family}


class PaperVersion(Orderable):
    """A text of the paper that a locator may name; numbers differ between them."""

    paper = ParentalKey(Paper, on_delete=models.CASCADE, related_name="versions")
    label = models.CharField(
        max_length=40, help_text="As locators name it: v1, FAST, journal."
    )
    date = models.DateField(null=True, blank=True)
    url = models.URLField("address", max_length=500, blank=True)
    pages = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many pages its PDF has."
    )

    panels = [FieldRowPanel(["label", "date", "pages"]), "url"]

    def __str__(self) -> str:
        return self.label


class RelationKind(models.TextChoices):
    """How one paper stands to another."""

    BUILDS_ON = "builds-on", "builds on"
    EXTENDS = "extends", "extends"
    CONTRASTS = "contrasts-with", "contrasts with"
    CONTRADICTS = "contradicts", "contradicts"
    REPLICATES = "replicates", "replicates"

    @property
    def inverse(self) -> str:
        """The relation as told of its target."""
        return INVERSES.get(self, self.label)


INVERSES = {
    RelationKind.BUILDS_ON: "is built on by",
    RelationKind.EXTENDS: "is extended by",
    RelationKind.CONTRADICTS: "is contradicted by",
    RelationKind.REPLICATES: "is replicated by",
}


class PaperRelation(Orderable):
    """A typed link from one paper to another."""

    paper = ParentalKey(Paper, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=20, choices=RelationKind.choices)
    target = models.ForeignKey(
        Paper, on_delete=models.PROTECT, related_name="relations_to"
    )

    panels = [FieldRowPanel(["kind", "target"])]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "kind", "target"], name="paper_relation_unique"
            ),
            models.CheckConstraint(
                condition=~Q(paper=models.F("target")),
                name="paper_relation_not_to_self",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RelationKind.values), name="paper_relation_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target_id}"
