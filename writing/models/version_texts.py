"""The texts of papers that claims are checked against, kept where no reader comes."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models, transaction
from django.db.models.signals import post_delete, pre_save
from django.dispatch import receiver
from django.utils.text import slugify

from writing.models.papers import Paper, PaperVersion
from writing.paper_text.pages import Page
from writing.paper_text.searchable import SearchableText

LABEL_LENGTH = PaperVersion._meta.get_field("label").max_length


def private_storage() -> Storage:
    """Where copies of papers are kept, whatever the settings make of it."""
    return storages["private"]


def new_name(text: "VersionText", filename: str) -> str:
    """A name that tells nothing and that no upload chooses."""
    return f"papers/{text.paper_id}/{uuid4().hex}.{text.kind}"


class VersionTextQuerySet(models.QuerySet["VersionText"]):
    """Stored texts."""

    def legible(self) -> "VersionTextQuerySet":
        """Those that gave words: no scans, and none that are protected."""
        return self.filter(page_count__gt=0)

    def listed(self) -> "VersionTextQuerySet":
        """Without what is in them."""
        return self.defer("pages").select_related("uploaded_by")


class VersionText(models.Model):
    """The file of one version of a paper, and what it says page by page.

    It belongs to a label, not to a `PaperVersion`: those rows come and go with drafts
    and imports of the paper, and a text may be stored before its version is published.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="texts")
    label = models.CharField(max_length=LABEL_LENGTH)
    file = models.FileField(storage=private_storage, upload_to=new_name)
    kind = models.CharField(max_length=4, choices=[("pdf", "PDF"), ("html", "HTML")])
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.JSONField(default=list)
    page_count = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True)
    uploaded_at = models.DateTimeField(auto_now=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    # A paper is not in use because its text is kept.
    wagtail_reference_index_ignore = True

    objects = VersionTextQuerySet.as_manager()

    class Meta:
        ordering = ["paper", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "label"], name="version_text_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} of {self.paper}"

    @property
    def searchable(self) -> SearchableText:
        """The text as quotations are looked for in it."""
        pages = tuple(Page(*page) for page in self.pages)
        return SearchableText(self.label, self.kind, pages)

    @property
    def download_name(self) -> str:
        """What the file is called on the disk of who downloads it."""
        label = slugify(self.label) or "text"
        return f"{self.paper.slug}-{label}.{self.kind}"


def forget_file(text: VersionText) -> None:
    """Remove the file of a text once what is being done is done."""
    if name := text.file.name:
        transaction.on_commit(lambda: private_storage().delete(name))


@receiver(post_delete, sender=VersionText)
def text_was_deleted(instance: VersionText, **kwargs: Any) -> None:
    """By itself, or with its paper."""
    forget_file(instance)


@receiver(pre_save, sender=PaperVersion)
def version_is_saved(instance: PaperVersion, **kwargs: Any) -> None:
    """One that is called something else leaves its former name without a version."""
    former = PaperVersion.objects.filter(pk=instance.pk).first()
    if former and former.label != instance.label:
        version_was_deleted(former)


@receiver(post_delete, sender=PaperVersion)
def version_was_deleted(instance: PaperVersion, **kwargs: Any) -> None:
    """Its text goes too, unless the paper has a version of that label after all.

    An import, and many a publish, writes a paper's versions anew: the rows are taken
    away and come again.
    """
    paper, label, url = instance.paper_id, instance.label, instance.url
    transaction.on_commit(lambda: leave_label(paper, label, url))


def leave_label(paper_id: int, label: str, url: str) -> None:
    """Move the text of a version that is not listed any more, or delete it.

    It belongs to the version at the same address, which was only renamed.
    """
    paper = Paper.objects.filter(pk=paper_id).first()
    if paper is None or label in labels_of(paper):
        return
    taken = VersionText.objects.filter(paper=paper).values("label")
    heirs = paper.versions.filter(url=url).exclude(url="").exclude(label__in=taken)
    if heir := heirs.first():
        paper.texts.filter(label=label).update(label=heir.label)
    else:
        paper.texts.filter(label=label).delete()


def labels_of(paper: Paper) -> list[str]:
    """The labels of a paper's versions, in their order: its draft's, then others'."""
    draft = paper.get_latest_revision_as_object()
    labels = [version.label for version in draft.versions.all()]
    labels += PaperVersion.objects.filter(paper=paper.pk).values_list(
        "label", flat=True
    )
    return list(dict.fromkeys(labels))
