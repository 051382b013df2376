"""Arbitrary bundles, from a walk through the palette: a new field is tried too."""

import datetime
from io import BytesIO
from uuid import UUID, uuid5

from hypothesis import strategies as st
from PIL import Image
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from writing.bibliography.bibtex import Entry
from writing.blocks import StoryBlock
from writing.blocks.base import LabelBlock
from writing.bundles.ids import inferred_ids, inferred_item_id
from writing.bundles.paper_yaml import RELATIONS, TEXTS
from writing.bundles.records import (
    Author,
    Bundle,
    Byline,
    FrontMatter,
    PaperRecord,
    Relation,
    Version,
)

SLUG = "kafka"
PICTURE_NAMES = ["plain.png", "a name.png", '"quoted.png', "null.png"]


def png(colour="red"):
    """The bytes of a small picture."""
    data = BytesIO()
    Image.new("RGB", (4, 3), colour).save(data, "PNG")
    return data.getvalue()


# What a careless reader or writer would trip over.
ODD_LINES = [
    *("", " ", "\t", "  indented", "trailing  ", "\u00a0", "\r", "a\rb", "a\r"),
    *(":::", "::::", ":::{claim} said", ":::{prose}", ":label: x", ":: two", ":x:"),
    *("% prose", "% id: 1", "% of users", "%", "\\% escaped"),
    *("```", "````", "~~~", "``` python", "    ```", "``` a`b"),
    *("---", "...", "- item", "# comment", "key: value", "[link](x)", "{ref}`x`"),
    *('"quoted"', "'", '"', "[", "{", "null", "true", "~", "@key", "common reading"),
    *("[a](b) 2026-01-01", "[](https://x.org)", "value,unit,what,locators", ',"'),
    *("\u2028", "a\u2028b", "\u2029", "\x85", "\x0b", "\x0c", "\x00", "\ufeff"),
    *("\ud800", "\uffff", "𝔘nicode", "é", "…", "!tag", "&anchor", "*alias", "? ", "|"),
]
odd_text = st.lists(st.sampled_from(ODD_LINES), max_size=5).map("\n".join)
any_text = st.one_of(st.text(max_size=30), odd_text, st.just("plain words"))
some_text = any_text.filter(bool)
any_date = st.dates(min_value=datetime.date(1000, 1, 1))
uuids = st.uuids(version=4).map(str)


def value_of(block):
    """Any raw value that a block may hold."""
    if isinstance(block, LabelBlock):
        label = st.text("abc-1", max_size=4)
        return st.one_of(label, st.none())
    for kind, strategy in STRATEGIES.items():
        if isinstance(block, kind):
            return strategy(block)
    raise AssertionError(f"no strategy for {block}")


def _struct(block):
    return st.fixed_dictionaries(
        {name: value_of(child) for name, child in block.child_blocks.items()}
    )


def _list(block):
    item = st.fixed_dictionaries(
        {
            "type": st.just("item"),
            "value": value_of(block.child_block),
            "id": st.one_of(st.just(""), uuids),
        }
    )
    return st.lists(item, max_size=3)


def _choice(block):
    values = [value for value, _ in block.field.choices]
    return st.sampled_from([*values, "", None])


STRATEGIES = {
    blocks.StructBlock: _struct,
    blocks.ListBlock: _list,
    blocks.ChoiceBlock: _choice,
    blocks.BooleanBlock: lambda block: st.sampled_from([True, False, None]),
    blocks.DateBlock: lambda block: st.none() | any_date.map(str),
    ImageChooserBlock: lambda block: st.sampled_from(["", *PICTURE_NAMES]),
    blocks.FieldBlock: lambda block: st.one_of(any_text, st.none()),
}
PALETTE = StoryBlock().child_blocks


@st.composite
def bodies(draw):
    """A body of any blocks, with ids of their own and inferred ones."""
    kinds = draw(st.lists(st.sampled_from(sorted(PALETTE)), max_size=6))
    body = [{"type": kind, "value": draw(value_of(PALETTE[kind]))} for kind in kinds]
    labels = _distinct_labels(body)
    inferred = inferred_ids(SLUG, zip(kinds, labels, strict=True))
    taken = set(inferred)
    for block, own in zip(body, inferred, strict=True):
        block["id"] = _free(draw(st.one_of(st.just(own), uuids)), taken, own)
        for name, items in _lists(block["value"]):
            _identify_items(items, name, block["id"])
    return body


def _distinct_labels(body):
    labels = []
    for block in body:
        value = block["value"] if isinstance(block["value"], dict) else {}
        if value.get("label") in labels:
            value["label"] = ""
        labels.append(value.get("label") or "")
    return labels


def _free(wanted, taken, own):
    """The id itself, or another when a block before has it already."""
    if wanted == own:
        return own
    while wanted in taken:
        wanted = str(uuid5(UUID(wanted), "another"))
    taken.add(wanted)
    return wanted


def _lists(value):
    fields = value.items() if isinstance(value, dict) else ()
    return [(name, items) for name, items in fields if isinstance(items, list)]


def _identify_items(items, name, block_id):
    taken = {inferred_item_id(block_id, name, n + 1) for n in range(len(items))}
    for number, item in enumerate(items, start=1):
        own = inferred_item_id(block_id, name, number)
        item["id"] = _free(item["id"] or own, taken, own)


@st.composite
def takeaways(draw):
    """Takeaways with ids of their own and inferred ones."""
    texts = draw(st.lists(any_text, max_size=4))
    inferred = inferred_ids(SLUG, [("takeaway", "")] * len(texts))
    taken = set(inferred)
    return tuple(
        {
            "type": "takeaway",
            "value": text,
            "id": _free(draw(st.one_of(st.just(own), uuids)), taken, own),
        }
        for text, own in zip(texts, inferred, strict=True)
    )


def lists_of(strategy, key=lambda item: item):
    """A few different things, as a tuple."""
    return st.lists(strategy, max_size=3, unique_by=key).map(tuple)


papers = st.builds(
    PaperRecord,
    slug=st.just("kafka-paper"),
    short_title=some_text,
    title=some_text,
    year=st.integers(1600, 2100),
    authors=lists_of(st.builds(Author, some_text, any_text, any_text)),
    versions=lists_of(
        st.builds(
            Version,
            some_text,
            st.none() | any_date,
            any_text,
            st.none() | st.integers(0, 999_999),
        ),
        key=lambda version: version.label,
    ),
    relations=lists_of(st.builds(Relation, st.sampled_from(RELATIONS), some_text)),
    **dict.fromkeys(TEXTS, any_text),
)
front_matters = st.builds(
    FrontMatter,
    title=some_text,
    paper_slug=st.just("kafka-paper"),
    paper=st.none() | papers,
    dek=any_text,
    bottom_line=st.one_of(any_text, st.just("words of one line " * 12)),
    takeaways=takeaways(),
    tags=lists_of(some_text.filter(str.strip), key=str.casefold),
    byline=lists_of(st.builds(Byline, some_text, any_text)),
    published=st.none() | any_date,
    revised=st.none() | any_date,
    correction=any_text,
)
REFERENCES = [
    Entry("a2011", {"type": "webpage", "title": "One"}),
    Entry("b", {"type": "article-journal", "title": "Two: é & ü"}, "kafka-paper"),
]


@st.composite
def bundles(draw):
    """Any bundle."""
    body = draw(bodies())
    figures = [block["value"]["image"] for block in body if block["type"] == "figure"]
    return Bundle(
        slug=SLUG,
        front=draw(front_matters),
        body=body,
        references=draw(st.lists(st.sampled_from(REFERENCES), unique_by=id)),
        images={name: png() for name in figures if name},
    )
