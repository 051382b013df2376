"""Pasted papers, stored: all of the chosen ones, or none."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import TextChoices

from home.models import User
from writing.bundles.paper_store import ensure_paper, paper_with, record_of, store_paper
from writing.bundles.records import PaperRecord
from writing.bundles.rights import refuse_new_paper, refuse_paper
from writing.models import Paper
from writing.paste import duplicates, proposals
from writing.paste.comparison import take_over


class Then(TextChoices):
    """What becomes of a paper once it is stored."""

    PUBLISH = "publish", "Publish"
    SUBMIT = "submit", "Submit to a moderator"
    DRAFT = "draft", "Keep as a draft"


@dataclass(frozen=True)
class Choice:
    """What a person wants of a row: a paper added, or fields of one taken over."""

    number: int
    paper: PaperRecord
    # The library's paper, the revision that was seen, and the fields that were ticked.
    here: int | None = None
    revision: int | None = None
    fields: tuple[str, ...] = ()
    # Whether it is another work, though a paper here has its title.
    is_another: bool = False


@dataclass(frozen=True)
class Stored:
    """A paper, and what was done to it."""

    paper: Paper
    outcome: str


class StoreRefused(Exception):
    """Why nothing was stored, in sentences by the number of the row."""

    def __init__(self, faults: dict[int, list[str]]) -> None:
        super().__init__(faults)
        self.faults = faults


@transaction.atomic
def store(choices: Iterable[Choice], user: User, then: Then) -> list[Stored]:
    """Store what was chosen. Raises `StoreRefused`."""
    stored: list[Stored] = []
    faults: dict[int, list[str]] = {}
    for choice in choices:
        try:
            with transaction.atomic():
                stored.append(_store(choice, user, then))
        except ValidationError as error:
            faults[choice.number] = sentences(error)
    if faults:
        raise StoreRefused(faults)
    if then == Then.SUBMIT:
        for one in stored:
            _submit(one.paper, user)
    return stored


def sentences(error: ValidationError) -> list[str]:
    """What is wrong, each with the field that it is about."""
    if not hasattr(error, "error_dict"):
        return [_sentence(message) for message in error.messages]
    return [
        _sentence(message if name == "__all__" else f"{_label(name)}: {message}")
        for name, messages in error.message_dict.items()
        for message in messages
    ]


def _label(name: str) -> str:
    return name.replace("_", " ")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."


def _store(choice: Choice, user: User, then: Then) -> Stored:
    if choice.here and not choice.is_another:
        return _change(choice, user, then)
    return _add(choice, user, then)


def _add(choice: Choice, user: User, then: Then) -> Stored:
    refuse_new_paper(user)
    found = duplicates.match(choice.paper, duplicates.read_library())
    if found and (found.is_certain or not choice.is_another):
        here = Paper.objects.get(pk=found.pk)
        raise ValidationError(f"“{here}” is here already, with this {found.label}.")
    slug = proposals.free_slug(choice.paper.short_title)
    record = replace(choice.paper, slug=slug)
    ensure_paper(record, user)
    store_paper(record, publish=then == Then.PUBLISH, user=user)
    return Stored(paper_with(slug), "added")


def _change(choice: Choice, user: User, then: Then) -> Stored:
    paper = Paper.objects.select_for_update().filter(pk=choice.here).first()
    if paper is None:
        raise ValidationError("The paper is not here any more: read the text again.")
    if paper.latest_revision_id != choice.revision:
        raise ValidationError(f"“{paper}” was changed meanwhile: read the text again.")
    refuse_paper(user, paper)
    # Papers are found by the slug that is live, which a draft may have changed.
    newest = replace(record_of(paper.get_latest_revision_as_object()), slug=paper.slug)
    record = take_over(newest, choice.paper, choice.fields)
    store_paper(record, publish=then == Then.PUBLISH, user=user)
    return Stored(paper_with(paper.slug), "changed")


def _submit(paper: Paper, user: User) -> None:
    """Hand it to the moderators, unless they have it."""
    workflow = paper.get_workflow()
    if workflow and not paper.workflow_in_progress:
        workflow.start(paper, user)
