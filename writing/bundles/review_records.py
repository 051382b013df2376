"""A review of the library as a bundle."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.blocks import StreamValue
from wagtail.images.models import SourceImageIOError

from writing.bibliography.bibtex import Entry
from writing.bundles.album import name_pictures
from writing.bundles.paper_store import record_of
from writing.bundles.records import Bundle, Byline, FrontMatter, PaperRecord, Relation
from writing.bundles.writer import INDEX, write_bundle
from writing.models import Paper, Reference, ReviewPage


def bundle_of(review: ReviewPage, *, drafts: bool = False) -> Bundle:
    """The review as files: as it is live, or its latest draft if it is not.

    With `drafts` the latest draft in any case.
    """
    slug = review.slug  # The page's own: a draft may have another.
    if drafts or not review.live:
        review = review.get_latest_revision_as_object()
    bundle = text_of(review, _version_of(review.paper, drafts))
    names = name_pictures(_pictures(review))
    images = {names[one.pk]: _content(one) for one in _pictures(review)}
    found = {name: content for name, content in images.items() if content is not None}
    missing = tuple(sorted(images.keys() - found.keys()))
    return replace(bundle, slug=slug, images=found, missing=missing)


def text_of(review: ReviewPage, paper: Paper) -> Bundle:
    """A version of a review without its pictures, which its figures name."""
    return Bundle(
        slug=review.slug,
        front=_front_matter(review, record_of(paper)),
        body=_body(review, name_pictures(_pictures(review))),
        references=list(map(_entry, review.references.all())),
    )


def public_text(review: ReviewPage) -> str:
    """The `index.md` of a live review, with nothing in it that is not live."""
    live = review.paper.relations.filter(target__live=True).select_related("target")
    paper = replace(
        record_of(review.paper),
        relations=tuple(Relation(one.kind, one.target.slug) for one in live),
    )
    bundle = Bundle(
        slug=review.slug,
        front=_front_matter(review, paper),
        body=_body(review, name_pictures(_pictures(review))),
    )
    return write_bundle(bundle)[INDEX].decode()


def raw_value(stream: StreamValue) -> list[dict[str, Any]]:
    """The stream as plain data: every field of every block, every id."""
    list(stream)  # Blocks that nobody has looked at are given out as they were stored.
    prepared = stream.get_prep_value()
    plain: list[dict[str, Any]] = json.loads(
        json.dumps(prepared, cls=DjangoJSONEncoder)
    )
    return plain


def tag_names(review: ReviewPage) -> tuple[str, ...]:
    """The tags in one order, whatever order they were given in."""
    names = (tag.name for tag in review.tags.all())
    return tuple(sorted(names, key=lambda name: (name.casefold(), name)))


def _version_of(paper: Paper, drafts: bool) -> Paper:
    wants_draft = drafts or not paper.live
    return paper.get_latest_revision_as_object() if wants_draft else paper


def _body(review: ReviewPage, names: Mapping[int, str]) -> list[dict[str, Any]]:
    """The body as plain data, its pictures by their names."""
    body = raw_value(review.body)
    for block in body:
        if block["type"] == "figure":
            block["value"]["image"] = names.get(block["value"]["image"], "")
    return body


def _front_matter(review: ReviewPage, paper: PaperRecord) -> FrontMatter:
    takeaways = raw_value(review.takeaways)
    return FrontMatter(
        title=review.title,
        dek=review.dek,
        bottom_line=review.bottom_line,
        takeaways=tuple({**one, "value": one["value"] or ""} for one in takeaways),
        tags=tag_names(review),
        byline=tuple(Byline(one.name, one.url) for one in review.byline.all()),
        published=review.published_on,
        revised=review.revised_on,
        correction=review.correction_note,
        paper_slug=paper.slug,
        paper=paper,
    )


def _entry(reference: Reference) -> Entry:
    slug = reference.paper.slug if reference.paper else ""
    return Entry(reference.key, {"type": "webpage", **reference.csl_record}, slug)


def _pictures(review: ReviewPage) -> list[Any]:
    figures = (block.value for block in review.body if block.block_type == "figure")
    return [figure["image"] for figure in figures if figure["image"]]


def _content(picture: Any) -> bytes | None:
    """The file of a picture; none if the storage has lost it."""
    try:
        with picture.open_file() as file:
            content: bytes = file.read()
    except (OSError, SourceImageIOError):
        return None
    return content
