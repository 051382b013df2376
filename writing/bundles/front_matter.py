"""The YAML above the body."""

from collections.abc import Iterable
from typing import Any

from writing.bundles.errors import FormatError
from writing.bundles.ids import ID, inferred_ids
from writing.bundles.limits import MAX_FRONT_MATTER
from writing.bundles.nodes import Fields, Node, read_yaml, text_of
from writing.bundles.paper_yaml import paper_data, paper_fields, read_paper
from writing.bundles.records import Byline, FrontMatter
from writing.bundles.yaml_text import Folded, InLine, Row, write_yaml

FENCE = "---"
NAMES = (
    *("title", "dek", "bottom_line", "takeaways", "tags", "byline"),
    *("published", "revised", "correction", "paper"),
)


def split_front_matter(text: str) -> tuple[str, str, int]:
    """The front matter, the body, and the line on which the body begins."""
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if line.rstrip() == FENCE]
    if not ends or ends[0] != 0:
        raise FormatError(1, f"the file must begin with a line of {FENCE}")
    if len(ends) == 1:
        raise FormatError(1, f"the front matter has no second line of {FENCE}")
    end = ends[1]
    front = "\n".join(lines[1:end])
    if len(front.encode()) > MAX_FRONT_MATTER:
        limit = MAX_FRONT_MATTER // 1000
        raise FormatError(1, f"the front matter is longer than {limit} kB")
    return front, "\n".join(lines[end + 1 :]), end + 2


def read_front_matter(text: str, slug: str) -> tuple[FrontMatter, dict[str, int]]:
    """The front matter and the lines of its fields; `text` begins on line 2."""
    fields = Fields(read_yaml(text, 2), "the front matter", NAMES)
    fields.require("title", "paper")
    paper = paper_fields(fields.nodes["paper"])
    front = FrontMatter(
        title=fields.text("title"),
        dek=fields.text("dek"),
        bottom_line=fields.text("bottom_line"),
        takeaways=_takeaways(fields.items("takeaways"), slug),
        tags=_tags(fields.items("tags")),
        byline=tuple(map(_byline, fields.items("byline"))),
        published=fields.date("published"),
        revised=fields.date("revised"),
        correction=fields.text("correction"),
        paper_slug=paper.text("slug"),
        paper=read_paper(paper),
    )
    lines = {name: node.line for name, node in fields.nodes.items()}
    of_paper = {f"paper.{name}": node.line for name, node in paper.nodes.items()}
    return front, lines | of_paper


def write_front_matter(front: FrontMatter, slug: str) -> str:
    """The front matter between its two lines of dashes."""
    inferred = inferred_ids(slug, [("takeaway", "")] * len(front.takeaways))
    takeaways = zip(front.takeaways, inferred, strict=True)
    values: dict[str, Any] = {
        "title": front.title,
        "dek": Folded(front.dek),
        "bottom_line": Folded(front.bottom_line),
        "takeaways": [_takeaway_data(takeaway, id_) for takeaway, id_ in takeaways],
        "tags": Row(front.tags),
        "byline": [_byline_data(one) for one in front.byline],
        "published": front.published,
        "revised": front.revised,
        "correction": Folded(front.correction),
        "paper": paper_data(front.paper_slug, front.paper),
    }
    given = {name: value for name, value in values.items() if value}
    return f"{FENCE}\n{write_yaml(given)}{FENCE}\n"


def _takeaways(nodes: Iterable[Node], slug: str) -> tuple[dict[str, Any], ...]:
    given = [_takeaway(node) for node in nodes]
    inferred = inferred_ids(slug, [("takeaway", "")] * len(given))
    ids: set[str] = set()
    takeaways = []
    for (line, id_, text), own in zip(given, inferred, strict=True):
        if (id_ or own) in ids:
            raise FormatError(line, f'the id "{id_ or own}" is used twice')
        ids.add(id_ or own)
        takeaways.append({"type": "takeaway", "value": text, "id": id_ or own})
    return tuple(takeaways)


def _takeaway(node: Node) -> tuple[int, str, str]:
    if isinstance(node.value, str):
        return node.line, "", node.value
    fields = Fields(node, "a takeaway", ("id", "text")).require("id")
    if not ID.fullmatch(fields.text("id")):
        raise FormatError(node.line, f'"{fields.text("id")}" is no id')
    return node.line, fields.text("id"), fields.text("text")


def _takeaway_data(takeaway: dict[str, Any], inferred: str) -> str | dict[str, str]:
    if takeaway["id"] == inferred:
        return str(takeaway["value"])
    return {"id": takeaway["id"], "text": takeaway["value"]}


def _tags(nodes: Iterable[Node]) -> tuple[str, ...]:
    tags: list[str] = []
    for node in nodes:
        tag = text_of(node, "a tag")
        if not tag.strip() or tag.casefold() in map(str.casefold, tags):
            reason = "stands twice" if tag.strip() else "is empty"
            raise FormatError(node.line, f'the tag "{tag}" {reason}')
        tags.append(tag)
    return tuple(tags)


def _byline(node: Node) -> Byline:
    fields = Fields(node, "a name in the byline", ("name", "url")).require("name")
    return Byline(fields.text("name"), fields.text("url"))


def _byline_data(byline: Byline) -> dict[str, str]:
    url = {"url": byline.url} if byline.url else {}
    return InLine(name=byline.name, **url) if url else {"name": byline.name}
