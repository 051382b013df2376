"""The texts of papers that claims are checked against, kept where no reader comes."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save, pre_save
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
def note_former_label(instance: PaperVersion, **kwargs: Any) -> None:
    """Before a version is renamed: what it was called."""
    known = PaperVersion.objects.filter(pk=instance.pk) if instance.pk else None
    instance.former_label = known and known.values_list("label", flat=True).first()


@receiver(post_save, sender=PaperVersion)
def follow_the_label(instance: PaperVersion, **kwargs: Any) -> None:
    """A version that is renamed keeps its text, unless its new name has one."""
    former = getattr(instance, "former_label", None)
    texts = VersionText.objects.filter(paper=instance.paper_id)
    if former in {None, instance.label}:
        return
    if not texts.filter(label=instance.label).exists():
        texts.filter(label=former).update(label=instance.label)


@receiver(post_delete, sender=PaperVersion)
def version_was_deleted(instance: PaperVersion, **kwargs: Any) -> None:
    """Its text goes too, unless the paper has a version of that label after all.

    An import writes a paper's versions anew: it takes them away first.
    """
    paper, label = instance.paper_id, instance.label
    transaction.on_commit(lambda: drop_unlisted(paper, label))


def drop_unlisted(paper_id: int, label: str) -> None:
    """Delete the text of a version that neither the paper nor its draft names."""
    paper = Paper.objects.filter(pk=paper_id).first()
    if paper and label not in labels_of(paper):
        VersionText.objects.filter(paper=paper, label=label).delete()


def labels_of(paper: Paper) -> list[str]:
    """The labels of a paper's versions, in their order: its draft's, then others'."""
    draft = paper.get_latest_revision_as_object()
    labels = [version.label for version in draft.versions.all()]
    labels += PaperVersion.objects.filter(paper=paper.pk).values_list(
        "label", flat=True
    )
    return list(dict.fromkeys(labels))
