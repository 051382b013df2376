"""Files of a folder: read without leaving it, written all at once."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from writing.bundles.errors import FormatError


def read_bytes(folder: Path, name: str, limit: int) -> bytes:
    """A plain file of the folder; a `FormatError` if it leads elsewhere or is large."""
    path = folder / name
    if name != path.name or name in (".", ".."):
        raise FormatError(1, f'"{name}" is no name of a file in this folder')
    try:
        resolved = path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise FormatError(1, f'there is no file "{name}"') from error
    if resolved.parent != folder.resolve():
        raise FormatError(1, f'"{name}" leads out of the folder')
    if not resolved.is_file():
        raise FormatError(1, f'"{name}" is no plain file')
    with resolved.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise FormatError(1, f"longer than {limit // 1_000_000} MB")
    return data


def read_text(folder: Path, name: str, limit: int) -> str:
    """A UTF-8 text of the folder, its lines ended by a line feed each."""
    data = read_bytes(folder, name, limit)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FormatError(line, "this is not UTF-8") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise FormatError(line, "there is a NUL character")
    return text


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put a folder with these files in place of what stands there, in one step."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as holder:
        new, old = Path(holder, "new"), Path(holder, "old")
        new.mkdir()
        for name, data in files.items():
            (new / name).write_bytes(data)
        if folder.is_symlink() or folder.exists():
            folder.rename(old)
        new.rename(folder)


def write_file(path: Path, data: bytes) -> None:
    """Put a file in place of what stands there, in one step."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".new-") as holder:
        new = Path(holder, path.name)
        new.write_bytes(data)
        new.rename(path)
