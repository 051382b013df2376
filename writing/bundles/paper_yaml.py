"""The `paper` part of the front matter."""

from dataclasses import asdict
from typing import Any

from writing.bundles.errors import FormatError
from writing.bundles.nodes import Fields, Node
from writing.bundles.records import Author, PaperRecord, Relation, Version
from writing.bundles.yaml_text import InLine

RELATIONS = ("builds-on", "extends", "contrasts-with", "contradicts", "replicates")
TEXTS = ("venue", "venue_name", "arxiv_id", "doi", "url", "pdf_url", "code_url")
NAMES = (
    *("slug", "short_title", "title", "authors", "venue", "venue_name", "year"),
    *("arxiv_id", "doi", "url", "pdf_url", "code_url", "versions", "relations"),
)


def read_paper(fields: Fields) -> PaperRecord | None:
    """The paper's record; nothing if only its slug is given."""
    if set(fields.nodes) == {"slug"}:
        return None
    fields.require("short_title", "title", "year")
    return PaperRecord(
        slug=fields.text("slug"),
        short_title=fields.text("short_title"),
        title=fields.text("title"),
        year=fields.number("year") or 0,
        authors=tuple(map(_author, fields.items("authors"))),
        versions=_versions(fields.items("versions")),
        relations=_relations(fields.items("relations"), fields.text("slug")),
        **{name: fields.text(name) for name in TEXTS},
    )


def paper_fields(node: Node) -> Fields:
    """The mapping itself, which must at least name the paper."""
    return Fields(node, "paper", NAMES).require("slug")


def _author(node: Node) -> Author:
    fields = Fields(node, "an author", ("given", "family", "literal", "affiliation"))
    is_group = "literal" in fields
    if is_group and ("given" in fields or "family" in fields):
        raise FormatError(node.line, "literal stands in place of given and family")
    name = "literal" if is_group else "family"
    return Author(
        family=fields.require(name).text(name),
        given=fields.text("given"),
        affiliation=fields.text("affiliation"),
    )


def _versions(nodes: list[Node]) -> tuple[Version, ...]:
    versions: dict[str, Version] = {}
    for node in nodes:
        version = _version(node)
        if version.label in versions:
            raise FormatError(node.line, f'the version "{version.label}" stands twice')
        versions[version.label] = version
    return tuple(versions.values())


def _version(node: Node) -> Version:
    fields = Fields(node, "a version", ("label", "date", "url", "pages"))
    return Version(
        label=fields.require("label").text("label"),
        date=fields.date("date"),
        url=fields.text("url"),
        pages=fields.number("pages"),
    )


def _relations(nodes: list[Node], slug: str) -> tuple[Relation, ...]:
    relations: list[Relation] = []
    for node in nodes:
        relation = _relation(node)
        if relation in relations:
            raise FormatError(node.line, "this relation stands twice")
        if relation.paper == slug:
            raise FormatError(node.line, "a paper has no relation to itself")
        relations.append(relation)
    return tuple(relations)


def _relation(node: Node) -> Relation:
    fields = Fields(node, "a relation", ("kind", "paper")).require("kind", "paper")
    kind = fields.text("kind")
    if kind not in RELATIONS:
        known = ", ".join(RELATIONS)
        raise FormatError(
            fields.line_of("kind"), f'unknown relation "{kind}" ({known})'
        )
    return Relation(kind, fields.text("paper"))


def paper_data(slug: str, paper: PaperRecord | None) -> dict[str, Any]:
    """The record as it is written; what is empty is left out."""
    if paper is None:
        return {"slug": slug}
    lists: dict[str, Any] = {
        "authors": [_author_data(author) for author in paper.authors],
        "versions": [_in_line(asdict(version)) for version in paper.versions],
        "relations": [_in_line(asdict(relation)) for relation in paper.relations],
    }
    values = {name: getattr(paper, name) for name in NAMES} | lists
    return {name: value for name, value in values.items() if value}


def _author_data(author: Author) -> InLine:
    names = {"given": author.given, "family": author.family}
    if not author.given:
        names = {"literal": author.family}
    return _in_line({**names, "affiliation": author.affiliation})


def _in_line(values: dict[str, Any]) -> InLine:
    return InLine({n: value for n, value in values.items() if value not in ("", None)})
