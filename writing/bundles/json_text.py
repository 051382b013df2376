"""JSON on one line, for values that plain text on one line can't hold."""

import json
import re
from typing import Any

# What JSON lets stand, but an editor might show as a line break or not at all.
UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def is_json(text: str) -> bool:
    """Whether an option's value is to be read as JSON."""
    return text[:1] in ("{", "[", '"') or text == "null"


def read_json(text: str) -> Any:
    """The value; a `ValueError` says what is wrong in a few words."""
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}") from error
    except RecursionError as error:
        raise ValueError("not JSON: nested too deeply") from error


def write_json(value: Any) -> str:
    """The value on one line of visible characters."""
    text = json.dumps(value, ensure_ascii=False)
    return UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f'"{name}" is given twice')
        found[name] = value
    return found
