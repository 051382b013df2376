"""Two tags for one subject become one: in reviews, in drafts, for who has a link."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex, Revision, Site

from writing.models import ReviewPage, ReviewTag, TaggedReview, WritingIndexPage
from writing.publication import republish

AT_ONCE = 100


@transaction.atomic
def merge_tags(gone: ReviewTag, kept: ReviewTag, user: Any = None) -> int:
    """Let every review of the one tag have the other; gives how many had it live.

    Every version that a review was saved in is rewritten as well, so that neither a
    draft nor a scheduled or an old version loses the subject when it is published.
    """
    reviews = list(_held(gone))
    both = TaggedReview.objects.filter(tag=kept).values("content_object")
    TaggedReview.objects.filter(tag=gone, content_object__in=both).delete()
    TaggedReview.objects.filter(tag=gone).update(tag=kept)
    _rewrite_versions(gone.pk, kept.pk)
    _lead_on(gone.slug, kept.slug)
    log(kept, "wagtail.edit", user=user)
    log(gone, "wagtail.delete", user=user, deleted=True)
    description = gone.description
    gone.delete()
    if description and not kept.description:
        kept.description = description
        # Its reviews are published again, as after any change of a tag.
        kept.save()
    else:
        republish(reviews)
    for review in reviews:
        ReferenceIndex.create_or_update_for_object(review)
    return sum(review.live for review in reviews)


def _held(tag: ReviewTag) -> QuerySet[ReviewPage]:
    """The reviews of a tag, kept from changing until the transaction ends.

    All before any is published again: whoever publishes one holds it, and waits then.
    """
    tagged = TaggedReview.objects.filter(tag=tag).values("content_object")
    reviews = ReviewPage.objects.filter(pk__in=tagged).order_by("pk")
    return reviews.select_for_update(of=("self",))


def left_with_few(gone: ReviewTag, kept: ReviewTag, fewest: int) -> list[ReviewPage]:
    """Live reviews with both tags that would have fewer than so many afterwards."""
    both = ReviewPage.objects.live().filter(tagged__tag=gone)
    both = both.filter(
        pk__in=TaggedReview.objects.filter(tag=kept).values("content_object")
    )
    found = both.order_by("title").prefetch_related("tagged")
    return [review for review in found if len(review.tagged.all()) - 1 < fewest]


def _rewrite_versions(gone: int, kept: int) -> None:
    """Name the tag that is kept in every stored version of a review."""
    versions = Revision.objects.filter(
        content_type=ContentType.objects.get_for_model(ReviewPage)
    )
    named = [
        pk
        # The database cuts the tags out: whole versions are long.
        for pk, tagged in versions.annotate(tagged=KT("content__tagged")).values_list(
            "pk", "tagged"
        )
        if any(row.get("tag") == gone for row in json.loads(tagged or "[]"))
    ]
    for start in range(0, len(named), AT_ONCE):
        some = list(versions.filter(pk__in=named[start : start + AT_ONCE]))
        for version in some:
            version.content["tagged"] = _renamed(version.content["tagged"], gone, kept)
        Revision.objects.bulk_update(some, ["content"])


def _renamed(
    tagged: Iterable[dict[str, Any]], gone: int, kept: int
) -> list[dict[str, Any]]:
    """The rows of a version with one tag in place of the other, and none twice."""
    rows: dict[int, dict[str, Any]] = {}
    for row in tagged:
        tag = kept if row["tag"] == gone else row["tag"]
        rows.setdefault(tag, {**row, "tag": tag})
    return list(rows.values())


# Addresses


class Move(NamedTuple):
    """An address that leads on to another."""

    old: str
    new: str
    # As a `Redirect` holds it.
    target: dict[str, Any]
    # The old address below its page, where it has one.
    route: str = ""


def _lead_on(gone: str, kept: str) -> None:
    """Redirect the pages and files of a tag to those of the other, in one step each."""
    for index in WritingIndexPage.objects.all():
        parts = index.get_url_parts()
        site = parts and Site.objects.filter(pk=parts[0]).first()
        if site:
            for move in _moves(index, parts[2], gone, kept):
                _redirect(site, move)


def _moves(index: WritingIndexPage, path: str, gone: str, kept: str) -> list[Move]:
    """What moves when one tag becomes another: its page and the files of it."""
    page = {"redirect_page": index, "redirect_page_route_path": f"/tags/{kept}/"}
    files = zip(_files(path, gone), _files(path, kept), strict=True)
    return [
        Move(
            f"{path}tags/{gone}/",
            f"{path}tags/{kept}/",
            {**page, "redirect_link": ""},
            route=f"/tags/{gone}/",
        ),
        *(
            Move(
                old,
                new,
                {
                    "redirect_page": None,
                    "redirect_page_route_path": "",
                    "redirect_link": new,
                },
            )
            for old, new in files
        ),
    ]


def _files(path: str, slug: str) -> list[str]:
    """The addresses beside a tag's page."""
    return [
        f"{path}tags/{slug}/papers.bib",
        reverse("tag_feed", args=[slug]),
        reverse("tag_json", args=[slug]),
    ]


def _redirect(site: Site, move: Move) -> None:
    """Lead from the old address to the new, and what led to the old one as well."""
    known = Redirect.get_for_site(site)
    # What is there needs no redirect, which might lead back to where one came from.
    known.filter(old_path=Redirect.normalise_path(move.new)).delete()
    to_old = Q(redirect_link__in=[move.old, f"{site.root_url}{move.old}"])
    if move.route:
        page = move.target["redirect_page"]
        to_old |= Q(redirect_page=page, redirect_page_route_path=move.route)
    known.filter(to_old).update(**move.target)
    Redirect.objects.update_or_create(
        old_path=Redirect.normalise_path(move.old), site=site, defaults=move.target
    )
