"""YAML as this format writes it: readable, and the same bytes for the same data."""

import re
from typing import Any

import yaml

WIDTH = 100
# Visible characters, in words with one blank between them. A text that holds anything
# else is written between quotation marks, with escapes.
WORD = "[!-~\xa1-\xac\xae-\u2027\u202a-\ud7ff\ue000-\ufefe]+"
PLAIN = re.compile(f"{WORD}(?: {WORD})*")


class InLine(dict[str, Any]):
    """A mapping that is written on one line."""


class Row(list[Any]):
    """A list that is written on one line."""


class Folded(str):
    """A paragraph, written beneath its name in lines of moderate length."""


class _Dumper(yaml.SafeDumper):
    """PyYAML's safe dumper, with the styles above."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _in_line(dumper: _Dumper, data: InLine) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)


def _row(dumper: _Dumper, data: Row) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)


def _text(dumper: _Dumper, data: str) -> yaml.Node:
    style = None if PLAIN.fullmatch(data) else '"'
    if style is None and isinstance(data, Folded) and len(data) > WIDTH - 20:
        style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(data), style=style)


_Dumper.add_representer(InLine, _in_line)
_Dumper.add_representer(Row, _row)
_Dumper.add_representer(str, _text)
_Dumper.add_representer(Folded, _text)


def write_yaml(data: Any) -> str:
    """The data as YAML, mappings in the order given."""
    return yaml.dump(
        data,
        Dumper=_Dumper,
        width=WIDTH,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
    )
