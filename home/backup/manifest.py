"""What an archive says of itself."""

import json
import re
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from home.backup.contents import KINDS, Column
from home.backup.faults import BackupError

FORMAT = 1
NAME = "manifest.json"
SUM = "manifest.sha256"
# A hundred bytes for each file: enough for a million of them.
LARGEST = 256 * 1024 * 1024
TABLE = re.compile(r"[a-z][a-z0-9_]{0,62}")


class Member(NamedTuple):
    """A file of the archive: its bytes, those it unpacks to, and its sum."""

    size: int
    unpacked: int
    sha256: str


@dataclass
class Table:
    """A table's columns, and how many rows of it were written."""

    name: str
    columns: list[Column]
    rows: int = 0


@dataclass
class Manifest:
    """Enough to check an archive, and to know whether it can be restored here."""

    made_at: str
    versions: dict[str, str]
    public_url: str
    key: str
    migrations: list[tuple[str, str]]
    tables: list[Table] = field(default_factory=list)
    members: dict[str, Member] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    format: int = FORMAT

    def to_json(self) -> bytes:
        return json.dumps(asdict(self)).encode()


def manifest_of(text: bytes) -> Manifest:
    """The manifest in a file, held against what a manifest may say."""
    try:
        said = json.loads(text)
        if said["format"] != FORMAT:
            raise BackupError(
                f"This backup has format {said['format']}, and {FORMAT} is known here."
            )
        said["migrations"] = [(str(app), str(name)) for app, name in said["migrations"]]
        said["tables"] = [_table(one) for one in said["tables"]]
        said["members"] = {
            name: Member(int(size), int(unpacked), str(digest))
            for name, (size, unpacked, digest) in said["members"].items()
        }
        return Manifest(**said)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BackupError(f"The manifest can't be read: {error!r}.") from error


def _table(said: dict[str, Any]) -> Table:
    columns = [Column(str(name), str(kind)) for name, kind in said["columns"]]
    names = [said["name"], *(column.name for column in columns)]
    if not all(TABLE.fullmatch(name) for name in names):
        raise ValueError(f"{said['name']} is no table")
    if not all(column.kind in KINDS for column in columns):
        raise ValueError(f"{said['name']} has columns of unknown kinds")
    return Table(said["name"], columns, int(said["rows"]))
