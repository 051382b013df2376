"""How the comparison of two versions shows streams and bibliographic records."""

from itertools import groupby
from typing import Any

from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from wagtail.admin.compare import FieldComparison, register_comparison_class
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamValue

from writing.history.comparing.matching import Pair, Part, matched
from writing.history.comparing.values import (
    difference,
    record_text,
    shown,
    text_of,
)
from writing.history.comparing.words import changed_words

# By these a block is known again among others of its kind.
NAMES = ("said", "title", "caption", "text", "alt")


class StreamComparison(FieldComparison):
    """Block by block: what changed in each; what did not is only counted."""

    def has_changed(self) -> bool:
        return bool(self.val_a.get_prep_value() != self.val_b.get_prep_value())

    def htmldiff(self) -> SafeString:
        pairs = matched(_parts(self.val_a), _parts(self.val_b))
        rows: list[SafeString] = []
        for has_changed, group in groupby(pairs, key=lambda pair: pair.has_changed):
            alike = list(group)
            rows += [_block(pair) for pair in alike] if has_changed else [_count(alike)]
        return format_html_join("", "{}", ((row,) for row in rows))


class StreamPanel(FieldPanel):
    """The panel of a stream whose versions are compared as above."""

    def get_comparison_class(self) -> type[FieldComparison]:
        return StreamComparison


class RecordComparison(FieldComparison):
    """A bibliographic record, line by line."""

    def htmldiff(self) -> SafeString:
        return changed_words(record_text(self.val_a), record_text(self.val_b))


register_comparison_class(models.JSONField, comparison_class=RecordComparison)


def _parts(stream: StreamValue) -> list[Part]:
    return [
        Part(str(child.id), child.block_type, text_of(child.block, child.value), child)
        for child in stream
    ]


def _block(pair: Pair) -> SafeString:
    """One block that came, went, moved or changed."""
    child = (pair.after or pair.before).value
    if pair.before is None:
        kind, word, inner = "addition", "Added", shown(child.block, child.value)
    elif pair.after is None:
        kind, word, inner = "deletion", "Removed", shown(child.block, child.value)
    else:
        kind, word = "changed", "Moved" if pair.is_moved else "Changed"
        is_rewritten = pair.before.text != pair.after.text
        inner = (
            difference(child.block, pair.before.value.value, child.value)
            if is_rewritten
            else SafeString()
        )
    return format_html(
        '<section class="comparison__child-object {}"><h3>{}: {}</h3>{}</section>',
        kind,
        word,
        _name(child),
        inner,
    )


def _name(child: Any) -> str:
    """“Claim, Kafka delivers each message exactly once.”"""
    known = (child.value.get(name) for name in NAMES if hasattr(child.value, "get"))
    name = next((str(one) for one in known if one), "")
    label = str(child.block.label)
    return f"{label}, {Truncator(name).words(12)}" if name else label


def _count(pairs: list[Pair]) -> SafeString:
    """How many parts there are between two that changed."""
    text = f"{len(pairs)} part{'' if len(pairs) == 1 else 's'} unchanged"
    return format_html('<p class="unchanged">{}</p>', text)
