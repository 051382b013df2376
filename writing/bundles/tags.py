"""tags.yaml: the vocabulary from which a library's reviews take their tags."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from home.models import User
from writing.bundles.errors import BundleError, Fault, FormatError
from writing.bundles.folders import read_text
from writing.bundles.limits import MAX_FRONT_MATTER, MAX_TAGS
from writing.bundles.nodes import Fields, Node, read_yaml
from writing.bundles.review_store import Outcome
from writing.bundles.rights import refuse_new_tag, refuse_tag
from writing.bundles.yaml_text import write_yaml
from writing.models import ReviewTag
from writing.models.tags import twin_key

TAGS = "tags.yaml"


@dataclass(frozen=True)
class Tag:
    """A subject and its line."""

    name: str
    description: str = ""
    line: int = field(default=1, compare=False)

    def error(self, message: str) -> BundleError:
        """A fault of this tag."""
        return BundleError(Fault(TAGS, self.line, message))


def read_tags(library: Path) -> list[Tag]:
    """The vocabulary of a library; empty if it has no tags.yaml."""
    if not (library / TAGS).exists():
        return []
    try:
        return _tags(read_yaml(read_text(library, TAGS, MAX_FRONT_MATTER)))
    except FormatError as error:
        raise error.in_file(TAGS) from error


def write_tags(tags: Iterable[Tag]) -> bytes:
    """The text of tags.yaml."""
    return write_yaml([_row(tag) for tag in tags]).encode()


def _row(tag: Tag) -> dict[str, str]:
    description = {"description": tag.description} if tag.description else {}
    return {"name": tag.name, **description}


def _tags(root: Node) -> list[Tag]:
    if not isinstance(root.value, list):
        raise FormatError(root.line, "this must be a list of tags")
    if len(root.value) > MAX_TAGS:
        raise FormatError(root.line, f"more than {MAX_TAGS} tags")
    found: dict[str, Tag] = {}
    for node in root.value:
        tag = _tag(node)
        if twin := found.get(twin_key(tag.name)):
            message = f'the tag "{tag.name}" is a twin of "{twin.name}"'
            raise FormatError(node.line, message)
        found[twin_key(tag.name)] = tag
    return list(found.values())


def _tag(node: Node) -> Tag:
    fields = Fields(node, "a tag", ("name", "description")).require("name")
    return Tag(fields.text("name"), fields.text("description"), node.line)


# In the library


def tags_of_library() -> list[Tag]:
    """Every tag, in alphabetical order."""
    tags = [Tag(tag.name, tag.description) for tag in ReviewTag.objects.all()]
    return sorted(tags, key=lambda tag: (tag.name.casefold(), tag.name))


@transaction.atomic
def import_tag(tag: Tag, user: User | None = None) -> Outcome:
    """Enter a tag, or give the one of that name its line."""
    existing = ReviewTag.objects.filter(name__iexact=tag.name).first()
    known = existing or ReviewTag(name=tag.name)
    if existing and existing.description == tag.description:
        return Outcome.UNCHANGED
    try:
        (refuse_tag if existing else refuse_new_tag)(user)
        known.description = tag.description
        known.full_clean(exclude=["slug"])
    except ValidationError as error:
        raise tag.error(" ".join(error.messages)) from error
    known.save()
    return Outcome.UPDATED if existing else Outcome.CREATED
