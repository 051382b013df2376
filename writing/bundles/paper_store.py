"""The library's papers: brought in line with a bundle, and put into one."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from home.models import User
from writing.bundles.paper_yaml import TEXTS
from writing.bundles.records import Author, PaperRecord, Relation, Version
from writing.bundles.rights import (
    refuse_new_paper,
    refuse_paper,
    refuse_publishing_paper,
)
from writing.models import Paper, PaperAuthor, PaperRelation, PaperVersion

SIMPLE = ("short_title", "title", "year", *TEXTS)


def record_of(paper: Paper) -> PaperRecord:
    """All that a bundle says of this paper."""
    return PaperRecord(
        slug=paper.slug,
        **{name: getattr(paper, name) for name in SIMPLE},
        authors=tuple(
            Author(author.family, author.given, author.affiliation)
            for author in paper.authors.all()
        ),
        versions=tuple(
            Version(version.label, version.date, version.url, version.pages)
            for version in paper.versions.all()
        ),
        relations=tuple(
            Relation(relation.kind, relation.target.slug)
            for relation in paper.relations.select_related("target")
        ),
    )


def paper_with(slug: str) -> Paper:
    """The library's paper of this slug, or a `ValidationError`."""
    paper = Paper.objects.filter(slug=slug).first()
    if paper is None:
        raise ValidationError(f'the library has no paper with the slug "{slug}"')
    return paper


def ensure_paper(record: PaperRecord, user: User | None = None) -> None:
    """Enter a paper that the library lacks, without its relations to others.

    Two papers may refer to each other, so all of them have to be there first.
    """
    if Paper.objects.filter(slug=record.slug).exists():
        return
    refuse_new_paper(user)
    paper = Paper(slug=record.slug, live=False)
    _fill(paper, record)
    paper.full_clean()
    paper.save()


def store_paper(
    record: PaperRecord, *, publish: bool, user: User | None = None
) -> bool:
    """Bring an entered paper in line with its record; whether anything changed."""
    paper = paper_with(record.slug).get_latest_revision_as_object()
    before = record_of(paper)
    _fill(paper, record)
    _relate(paper, record.relations)
    paper.full_clean()
    differs = record_of(paper) != before
    changed = differs or paper.latest_revision is None
    if differs and not _is_being_entered(paper):
        refuse_paper(user, paper)
    if changed:
        paper.save_revision(user=user, log_action=True)
    stored = paper_with(record.slug)
    if publish and (not stored.live or stored.has_unpublished_changes):
        refuse_publishing_paper(user, stored)
        stored.latest_revision.publish(user=user)
        changed = True
    return changed


def _is_being_entered(paper: Paper) -> bool:
    """Whether this is the first that is stored of what `ensure_paper` entered."""
    return paper.latest_revision is None and not paper.live


def _fill(paper: Paper, record: PaperRecord) -> None:
    for name in SIMPLE:
        setattr(paper, name, getattr(record, name))
    known = record_of(paper)
    if known.authors != record.authors:
        _replace(paper.authors, PaperAuthor, map(_values, record.authors))
    if known.versions != record.versions:
        _replace(paper.versions, PaperVersion, map(_values, record.versions))


def _relate(paper: Paper, relations: tuple[Relation, ...]) -> None:
    if record_of(paper).relations == relations:
        return
    rows = []
    for relation in relations:
        try:
            target = paper_with(relation.paper)
        except ValidationError as error:
            raise ValidationError({"relations": error.messages}) from error
        rows.append({"kind": relation.kind, "target": target})
    _replace(paper.relations, PaperRelation, rows)


def _replace(
    manager: Any, model: type[models.Model], rows: Iterable[dict[str, Any]]
) -> None:
    """Set the lines of a list, in their order, once each has been validated."""
    lines = [model(sort_order=position, **row) for position, row in enumerate(rows)]
    for line in lines:
        line.full_clean(exclude=["paper"])
    manager.set(lines)


def _values(line: Author | Version) -> dict[str, Any]:
    return vars(line)
