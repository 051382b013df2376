"""Nothing in a backup is believed before it was checked."""

import gzip
import hashlib
import io
import json
import tarfile

import pytest

from home.backup import manifest as manifests
from home.backup.archive import opened
from home.backup.contents import Column
from home.backup.faults import BackupError
from home.backup.making import Writer, beside
from home.backup.manifest import Manifest, Table

TABLE = Table("shelf", [Column("id", "BigAutoField")], rows=2)
ROWS = "database/shelf/00001.jsonl.gz"
PICTURE = "files/default/images/log.png"


def begun():
    return Manifest("2026-01-01T00:00:00+00:00", {}, "", "", [], tables=[TABLE])


def write(path, *, unpacked=8, change=lambda writer: None):
    """A small archive; `change` may add what does not belong there."""
    with path.open("wb") as file:
        writer = Writer(file, begun())
        writer.add(ROWS, io.BytesIO(gzip.compress(b"[1]\n[2]\n")), unpacked)
        writer.add(PICTURE, io.BytesIO(b"a picture"))
        change(writer)
        writer.close()
    return path


@pytest.fixture
def path(tmp_path):
    return tmp_path / "site.backup"


def told(path):
    with pytest.raises(BackupError) as refused, opened(path) as archive:
        list(archive.lines(TABLE))
    return str(refused.value)


def test_a_whole_archive_gives_back_rows_and_files(path):
    with opened(write(path)) as archive:
        assert list(archive.lines(TABLE)) == [b"[1]", b"[2]"]
        ((file, _, content),) = archive.files()
        assert (file.alias, file.name) == ("default", "images/log.png")
        assert content.read() == b"a picture"


def test_a_byte_that_changed_anywhere_in_a_member_is_noticed(path):
    whole = bytearray(write(path).read_bytes())
    with tarfile.open(path) as tar:
        spans = {info.name: (info.offset_data, info.size) for info in tar}
    for name, (begin, size) in spans.items():
        for at in (begin, begin + size - 1):
            damaged = bytearray(whole)
            damaged[at] ^= 1
            path.write_bytes(damaged)
            assert "damaged" in told(path), name


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_an_archive_that_was_cut_short_is_noticed(path, share):
    whole = write(path).read_bytes()
    with tarfile.open(path) as tar:
        last = tar.getmember(manifests.SUM)
    end = last.offset_data + last.size
    path.write_bytes(whole[: int(end * share)])
    assert told(path)


def test_what_is_no_archive_is_told_so(path):
    path.write_bytes(b"The dog ate it.")
    assert "can't be read as a backup" in told(path)


@pytest.mark.parametrize(
    "name",
    [
        "files/default/../../secret-key",
        "files/default//etc/passwd",
        "files/staticfiles/x.js",
        "files/default/a\\b",
        "database/elsewhere/00001.jsonl.gz",
        "/etc/passwd",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(path, name):
    write(path, change=lambda writer: writer.add(name, io.BytesIO(b"x")))
    assert "no name of a file in a backup" in told(path)


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE])
def test_links_and_folders_are_refused(path, kind):
    def link(writer):
        info = tarfile.TarInfo("files/default/link")
        info.type, info.linkname = kind, "/etc/passwd"
        writer.tar.addfile(info)

    write(path, change=link)
    assert "nothing that a backup has" in told(path)


def test_a_member_that_the_manifest_does_not_name_is_refused(path):
    def add(writer):
        writer.tar.addfile(tarfile.TarInfo("files/default/stowaway"))

    write(path, change=add)
    assert "only in one of archive and manifest" in told(path)


def test_a_member_that_comes_twice_is_refused(path):
    write(path, change=lambda writer: writer.add(PICTURE, io.BytesIO(b"another")))
    assert "nothing that a backup has" in told(path)


def test_rows_are_unpacked_no_further_than_was_said(path):
    write(path, unpacked=4)
    assert "another size" in told(path)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"tables": [{"name": "x; DROP", "columns": [], "rows": 0}]},
        {"tables": [{"name": "x", "columns": [["id", "Spell"]], "rows": 0}]},
        {"members": {"x": [1]}},
        {"surprise": 1},
    ],
)
def test_a_manifest_says_only_what_a_manifest_may(path, change):
    text = json.dumps(json.loads(begun().to_json()) | change).encode()
    with tarfile.open(path, "w") as tar:
        digest = hashlib.sha256(text).hexdigest().encode()
        for name, data in ((manifests.NAME, text), (manifests.SUM, digest)):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    assert "manifest can't be read" in (said := told(path)) or "format 2" in said


def test_a_backup_that_fails_leaves_neither_file_nor_part(path):
    def fail():
        with beside(path) as file:
            file.write(b"half")
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        fail()
    assert list(path.parent.iterdir()) == []


def test_a_backup_never_takes_the_place_of_another_file(path):
    def race():
        with beside(path) as file:
            path.write_text("older")
            file.write(b"newer")

    with pytest.raises(FileExistsError):
        race()
    assert path.read_text() == "older"
    assert [one.name for one in path.parent.iterdir()] == [path.name]
