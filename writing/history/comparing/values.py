"""The value of a block before and after, each kind as its editors know it."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from writing.history.comparing.matching import Pair, Part, matched
from writing.history.comparing.words import changed_words


def text_of(block: blocks.Block, value: Any) -> str:
    """A value in words: what an editor sees of it in the form."""
    if isinstance(block, blocks.StructBlock):
        children = block.child_blocks.items()
        texts = (text_of(child, (value or {}).get(name)) for name, child in children)
        return "\n".join(filter(None, texts))
    if isinstance(block, blocks.ListBlock):
        return "\n".join(text_of(block.child_block, one) for one in value or [])
    if isinstance(block, blocks.BooleanBlock):
        return "yes" if value else "no"
    if isinstance(block, ImageChooserBlock):
        return value.title if value else ""
    if value and isinstance(block, blocks.ChoiceBlock):
        return str(dict(block.field.choices).get(value, value))
    return "" if value is None else str(value)


def shown(block: blocks.Block, value: Any) -> SafeString:
    """A value that is in one version only; what is empty is left out."""
    if isinstance(block, blocks.StructBlock):
        fields = (
            (child.label, shown(child, value.get(name)))
            for name, child in block.child_blocks.items()
            if text_of(child, value.get(name))
        )
        return _listed(fields)
    return format_html('<div class="compared">{}</div>', text_of(block, value))


def difference(block: blocks.Block, before: Any, after: Any) -> SafeString:
    """What has changed of a value; of a structure, the parts that have."""
    if isinstance(block, blocks.StructBlock):
        fields = (
            (child.label, difference(child, before.get(name), after.get(name)))
            for name, child in block.child_blocks.items()
            if text_of(child, before.get(name)) != text_of(child, after.get(name))
        )
        return _listed(fields)
    if isinstance(block, blocks.ListBlock):
        return _list_difference(block.child_block, before or [], after or [])
    old, new = text_of(block, before), text_of(block, after)
    if isinstance(block, blocks.ChoiceBlock | blocks.BooleanBlock):
        return _step(old, new)
    return changed_words(old, new)


def _step(old: str, new: str) -> SafeString:
    """“Overstated → Holds with conditions”."""
    return format_html(
        '<del class="deletion">{}</del> → <ins class="addition">{}</ins>',
        old or "nothing",
        new or "nothing",
    )


def _list_difference(block: blocks.Block, before: Any, after: Any) -> SafeString:
    pairs = matched(_items(block, before), _items(block, after))
    return format_html_join(
        "", "{}", ((_row(block, pair),) for pair in pairs if pair.has_changed)
    )


def _row(block: blocks.Block, pair: Pair) -> SafeString:
    if pair.before is None:
        inner, kind = shown(block, pair.after.value), "addition"
    elif pair.after is None:
        inner, kind = shown(block, pair.before.value), "deletion"
    else:
        inner, kind = difference(block, pair.before.value, pair.after.value), "row"
    return format_html('<div class="{}">{}</div>', kind, inner)


def _items(block: blocks.Block, rows: Any) -> list[Part]:
    bound = getattr(rows, "bound_blocks", [])
    return [
        Part(str(one.id or n), "item", text_of(block, one.value), one.value)
        for n, one in enumerate(bound)
    ]


def _listed(fields: Iterable[tuple[Any, SafeString]]) -> SafeString:
    rows = format_html_join("", "<dt>{}</dt><dd>{}</dd>", fields)
    return format_html('<dl class="comparison__list">{}</dl>', rows)


def record_text(record: Any) -> str:
    """A bibliographic record line by line: “Title: …”."""
    if not isinstance(record, dict):
        return ""
    return "\n".join(
        f"{name.capitalize()}: {_record_value(value)}"
        for name, value in sorted(record.items())
    )


def _record_value(value: Any) -> str:
    if isinstance(value, dict) and "date-parts" in value:
        parts = value["date-parts"][:1] or [[]]
        return "-".join(map(str, parts[0]))
    if isinstance(value, list) and all(isinstance(one, dict) for one in value):
        return "; ".join(" ".join(map(str, one.values())) for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
