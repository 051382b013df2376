"""Reviews of the library, brought in line with bundles."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from wagtail.models import Page, Revision

from home.models import User
from writing.bibliography.bibtex import Entry
from writing.bundles.album import Album
from writing.bundles.blame import (
    body_error,
    bundle_error,
    fields_error,
    gate_error,
    reference_error,
)
from writing.bundles.paper_store import ensure_paper, paper_with, store_paper
from writing.bundles.records import Bundle
from writing.bundles.review_records import raw_value, tag_names
from writing.bundles.rights import (
    refuse_new_page,
    refuse_new_tag,
    refuse_page,
    refuse_publishing,
)
from writing.checks import PublishRefused, hindrances
from writing.checks.findings import Level
from writing.corrections import is_due, revised_on
from writing.models import (
    Contributor,
    Override,
    Reference,
    ReviewPage,
    ReviewTag,
    WritingIndexPage,
)
from writing.publication import stored_rendering


class Outcome(StrEnum):
    """What an import did."""

    CREATED = "created"
    UPDATED = "updated"
    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    HELD = "left as a draft for its warnings"


def import_bundle(
    bundle: Bundle, parent: WritingIndexPage, *, publish: bool = False
) -> Outcome:
    """Store a bundle whole or not at all: its paper, then its review.

    Without `publish` both are left as drafts; what is live stays as it was.
    """
    with Album() as album, transaction.atomic():
        enter_paper(bundle)
        update_paper(bundle, publish=publish)
        return import_review(bundle, parent, album, publish=publish)


def enter_paper(bundle: Bundle, user: User | None = None) -> None:
    """Make sure that the library has the bundle's paper."""
    if bundle.front.paper is None:
        return
    try:
        ensure_paper(bundle.front.paper, user)
    except ValidationError as error:
        raise fields_error(bundle, error, "paper") from error


def update_paper(bundle: Bundle, *, publish: bool, user: User | None = None) -> None:
    """Bring the library's paper in line with the bundle."""
    if bundle.front.paper is None:
        return
    try:
        store_paper(bundle.front.paper, publish=publish, user=user)
    except ValidationError as error:
        raise fields_error(bundle, error, "paper") from error


def import_review(
    bundle: Bundle,
    parent: WritingIndexPage,
    album: Album,
    *,
    publish: bool,
    reason: str = "",
) -> Outcome:
    """Store the review of a bundle whose paper is in the library.

    It is done in the name of the album's user, who must have the rights it takes.
    `reason` says why the publish gate's warnings may stand. Without it they leave what
    a person brings in as a draft, and are a fault like any other to the operator, who
    has no editor to see them in.
    """
    existing = _existing(bundle, parent)
    album.prefer(_pictures_of(existing))
    outcome = _store(bundle, parent, existing, album)
    try:
        published = publish and _publish(bundle, parent, album.user, reason)
    except PublishRefused as refused:
        if refused.is_overridable and album.user:
            return Outcome.HELD
        raise gate_error(bundle, refused) from refused
    if published and outcome == Outcome.UNCHANGED:
        return Outcome.PUBLISHED
    return outcome


def _existing(bundle: Bundle, parent: WritingIndexPage) -> ReviewPage | None:
    page = Page.objects.child_of(parent).filter(slug=bundle.slug).first()
    if page is None:
        return None
    review = page.specific
    if not isinstance(review, ReviewPage):
        raise bundle_error(bundle, f'"{page.title}" has the address "{page.slug}"')
    latest: ReviewPage = review.get_latest_revision_as_object()
    return latest


def _store(
    bundle: Bundle,
    parent: WritingIndexPage,
    existing: ReviewPage | None,
    album: Album,
) -> Outcome:
    review = existing or ReviewPage(
        slug=bundle.slug, live=False, has_unpublished_changes=True, owner=album.user
    )
    before = _content_of(review) if existing else None
    try:
        _fill(review, bundle, album)
        review.name_blocks()
        if _content_of(review) == before and review.latest_revision:
            return Outcome.UNCHANGED
        if existing:
            refuse_page(album.user, review)
        else:
            refuse_new_page(album.user, parent)
            parent.add_child(instance=review)
        review.save_revision(user=album.user, log_action=existing is not None)
    except ValidationError as error:
        raise fields_error(bundle, error) from error
    return Outcome.UPDATED if existing else Outcome.CREATED


def _publish(
    bundle: Bundle, parent: WritingIndexPage, user: User | None, reason: str
) -> bool:
    """Publish the latest revision; whether that was called for."""
    review = ReviewPage.objects.child_of(parent).get(slug=bundle.slug)
    if review.live and not review.has_unpublished_changes:
        return False
    try:
        refuse_publishing(user, review)
        if reason:
            _let_warnings_stand(review.latest_revision, user, reason)
        review.latest_revision.publish(user=user)
    except PublishRefused:
        raise
    except ValidationError as error:
        raise fields_error(bundle, error) from error
    return True


def _let_warnings_stand(revision: Revision, user: User | None, reason: str) -> None:
    """Override the warnings of a revision, if there are some and no errors."""
    found = hindrances(revision.as_object(), revision)
    if found and all(one.level == Level.WARNING for one in found):
        Override.of(found, user, reason).hold_for(revision)


def _fill(review: ReviewPage, bundle: Bundle, album: Album) -> None:
    front = bundle.front
    review.title = front.title
    review.dek = front.dek
    review.bottom_line = front.bottom_line
    # A review keeps the day it was given on its first publication.
    review.published_on = front.published or review.published_on
    # Its history is not in the bundle: what it was told there stays told.
    review.revised_on = revised_on(review, front.revised)
    try:
        review.paper = paper_with(front.paper_slug)
    except ValidationError as error:
        raise bundle_error(bundle, error.messages[0], "paper") from error
    review.takeaways = _stream(review, "takeaways", list(front.takeaways))
    review.body = _body(review, bundle, album)
    if is_due(review, stored_rendering(review), front.correction):
        review.correction_note = front.correction
    _fill_tags(review, bundle, album.user)
    _fill_lists(review, bundle)


def _body(review: ReviewPage, bundle: Bundle, album: Album) -> Any:
    keys = {name: album.key_of(name, data) for name, data in bundle.images.items()}
    body = [_with_picture(block, keys) for block in bundle.body]
    stream = _stream(review, "body", body)
    try:
        stream.stream_block.clean_deferred(stream)
    except ValidationError as error:
        raise body_error(bundle, error) from error
    return stream


def _with_picture(block: dict[str, Any], keys: dict[str, int]) -> dict[str, Any]:
    if block["type"] != "figure":
        return block
    value = {**block["value"], "image": keys.get(block["value"]["image"])}
    return {**block, "value": value}


def _stream(review: ReviewPage, name: str, raw: list[dict[str, Any]]) -> Any:
    return review._meta.get_field(name).to_python(raw)


def _fill_tags(review: ReviewPage, bundle: Bundle, user: User | None) -> None:
    tags = {name.casefold() for name in bundle.front.tags}
    if tags == {name.casefold() for name in tag_names(review)}:
        return
    for name in bundle.front.tags:
        if not ReviewTag.objects.filter(name__iexact=name).exists():
            _enter_tag(name, bundle, user)
    review.tags.set(bundle.front.tags)


def _enter_tag(name: str, bundle: Bundle, user: User | None) -> None:
    tag = ReviewTag(name=name)
    try:
        refuse_new_tag(user)
        tag.full_clean(exclude=["slug"])
    except ValidationError as error:
        message = f'the tag "{name}": {" ".join(error.messages)}'
        raise bundle_error(bundle, message, "tags") from error
    tag.save()


def _fill_lists(review: ReviewPage, bundle: Bundle) -> None:
    byline = [{"name": one.name, "url": one.url} for one in bundle.front.byline]
    if byline != [_values(one, "name", "url") for one in review.byline.all()]:
        try:
            review.byline.set(_lines(Contributor, byline))
        except ValidationError as error:
            raise bundle_error(bundle, error.messages[0], "byline") from error
    references = [_reference(bundle, entry) for entry in bundle.references]
    if references != [_reference_values(one) for one in review.references.all()]:
        review.references.set(_lines(Reference, references))


def _lines(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> list[Any]:
    lines = [model(sort_order=position, **row) for position, row in enumerate(rows)]
    for line in lines:
        line.full_clean(exclude=["review"])
    return lines


def _reference(bundle: Bundle, entry: Entry) -> dict[str, Any]:
    try:
        paper = paper_with(entry.paper) if entry.paper else None
        record = {} if paper else entry.record
        values = {"key": entry.key, "paper": paper, "record": record}
        Reference(**values).full_clean(exclude=["review"])
    except ValidationError as error:
        raise reference_error(bundle, entry, error) from error
    return values


def _reference_values(reference: Reference) -> dict[str, Any]:
    return _values(reference, "key", "paper", "record")


def _values(line: models.Model, *names: str) -> dict[str, Any]:
    return {name: getattr(line, name) for name in names}


def _content_of(review: ReviewPage) -> dict[str, Any]:
    """All that a bundle decides, comparable."""
    simple = ("title", "dek", "bottom_line", "published_on", "revised_on", "paper_id")
    return {
        **_values(review, *simple, "correction_note"),
        "takeaways": raw_value(review.takeaways),
        "body": raw_value(review.body),
        "tags": tag_names(review),
        "byline": [_values(one, "name", "url") for one in review.byline.all()],
        "references": [_reference_values(one) for one in review.references.all()],
    }


def _pictures_of(review: ReviewPage | None) -> list[int]:
    body = raw_value(review.body) if review else []
    keys = (block["value"]["image"] for block in body if block["type"] == "figure")
    return [key for key in keys if key]
