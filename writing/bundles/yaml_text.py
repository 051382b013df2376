"""YAML as this format writes it: readable, and the same bytes for the same data."""

import re
from typing import Any

import yaml

WIDTH = 100
# Words with one blank between them: what a folded text gives back unchanged.
FOLDABLE = re.compile(r"[!-~\xa1-\ud7ff\ue000-\ufefe]+(?: [!-~\xa1-\ud7ff\ue000-\ufefe]+)*")
UNFOLDABLE = re.compile("[\xad\u2028\u2029]")


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


def _folded(dumper: _Dumper, data: Folded) -> yaml.Node:
    foldable = FOLDABLE.fullmatch(data) and not UNFOLDABLE.search(data)
    style = ">" if foldable and len(data) > WIDTH - 20 else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(data), style=style)


_Dumper.add_representer(InLine, _in_line)
_Dumper.add_representer(Row, _row)
_Dumper.add_representer(Folded, _folded)


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
