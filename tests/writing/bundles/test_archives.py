"""Zip files: what is taken out of them, and what is not even opened."""

import stat
import zlib
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest

from writing.bundles import archives
from writing.bundles.archives import ArchiveError, pack, unpack

INDEX = "kafka/index.md"
# Where an entry of a zip file's table of contents has its flags, and how long it is.
FLAGS, CHECKSUM, ENTRY = 8, 16, 46


def zipped(*members, compression=ZIP_DEFLATED):
    """A zip file of members: names, or pairs of a name or ZipInfo and content."""
    packed = BytesIO()
    with ZipFile(packed, "w", compression) as archive:
        for member in members:
            name, content = (member, b"text") if isinstance(member, str) else member
            archive.writestr(name, content)
    return packed.getvalue()


def of_kind(name, mode):
    """A member that claims to be something else than a file."""
    member = ZipInfo(name)
    member.create_system = 3
    member.external_attr = mode << 16
    return member


def with_bytes(data, name, position, value):
    """The zip file with other bytes in the entry for `name` in its contents."""
    found = data.rindex(name.encode()) - ENTRY + position
    return data[:found] + value + data[found + len(value) :]


def unpacked(data, folder):
    unpack(data, folder)
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def refusal(data, folder):
    with pytest.raises(ArchiveError) as caught:
        unpack(data, folder)
    return str(caught.value)


def test_what_was_packed_is_unpacked(tmp_path):
    files = {"index.md": b"text", "references.bib": b"", "a.png": b"\x00picture"}
    files = {f"kafka/{name}": content for name, content in files.items()}
    assert unpacked(b"".join(pack(files.items())), tmp_path) == files


def test_the_same_files_give_the_same_bytes_at_any_time(monkeypatch):
    files = {"kafka/index.md": b"text", "kafka/a.png": b"picture"}
    first = b"".join(pack(files.items()))
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert b"".join(pack(files.items())) == first


def test_a_file_is_sent_before_the_next_one_is_asked_for():
    asked = []

    def files():
        for number in range(3):
            asked.append(number)
            yield f"kafka/{number}.png", bytes(1_000)

    pieces = pack(files())
    assert len(next(pieces)) < 1_000
    assert asked == [0]


def test_a_library_with_series_and_folders_is_unpacked(tmp_path):
    data = zipped("kafka/", INDEX, "kafka/a.PNG", "raft/index.md", "series.yaml")
    found = unpacked(data, tmp_path)
    assert set(found) == {INDEX, "kafka/a.PNG", "raft/index.md", "series.yaml"}


def test_what_a_mac_adds_is_left_out(tmp_path):
    macs = ["__MACOSX/", "__MACOSX/kafka/._index.md", ".DS_Store", "kafka/.DS_Store"]
    assert set(unpacked(zipped(INDEX, *macs), tmp_path)) == {INDEX}


@pytest.mark.parametrize(
    "name",
    [
        "/etc/index.md",
        "../index.md",
        "kafka/../../index.md",
        "kafka/..",
        "./index.md",
        "kafka//index.md",
        "kafka\\index.md",
        "C:/index.md",
        "kafka/index.md:stream.png",
        "kafka/a\nb.png",
        "kafka/a\x1b[2J.png",
        "kafka/" + "ä" * 130 + ".png",
        "__MACOSX/../../index.md",
        "kafka/con.png",
        "NUL/index.md",
        "kafka/Com1",
        "kafka./index.md",
        "kafka /index.md",
        "kafka/" + "a" * 256 + ".png",
    ],
)
def test_a_name_that_could_lead_elsewhere_is_refused(tmp_path, name):
    folder = tmp_path / "library"
    folder.mkdir()
    refused = refusal(zipped(INDEX, name), folder)
    assert "is no name of a file in a bundle" in refused
    assert refused.isprintable()
    assert [path.name for path in tmp_path.iterdir()] == ["library"]


def test_a_name_with_a_nul_is_refused(tmp_path):
    data = zipped(INDEX, "kafka/a.png#.exe").replace(b"#.exe", b"\x00.exe")
    assert "is no name of a file in a bundle" in refusal(data, tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        "index.md",
        "kafka/notes.txt",
        "kafka/picture.svg",
        "kafka/.png",
        "kafka/series.yaml",
        "kafka/figures/a.png",
        "kafka/figures/",
        "content/kafka/index.md",
        "series.yaml/index.md",
        "about.html",
    ],
)
def test_what_is_no_file_of_a_bundle_is_refused(tmp_path, name):
    refused = refusal(zipped(INDEX, name), tmp_path)
    assert refused.startswith(f"“{name}” does not belong here")


@pytest.mark.parametrize("name", ["kafka/inner.zip", "a.tar.gz", "kafka/Inner.7Z"])
def test_an_archive_within_the_archive_is_refused(tmp_path, name):
    refused = f"“{name}” is an archive within the archive, which is not opened."
    assert refusal(zipped(INDEX, name), tmp_path) == refused


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("kafka/a.png", stat.S_IFLNK | 0o777),
        ("kafka/a.png", stat.S_IFIFO | 0o644),
        ("kafka/a.png", stat.S_IFCHR | 0o644),
        ("kafka/a.png", stat.S_IFDIR | 0o755),
        ("kafka/", stat.S_IFLNK | 0o777),
    ],
)
def test_what_is_no_plain_file_is_refused(tmp_path, name, mode):
    data = zipped(INDEX, (of_kind(name, mode), b"/etc/passwd"))
    assert refusal(data, tmp_path) == f"“{name}” is no plain file."
    assert not list(tmp_path.iterdir())


def test_an_encrypted_file_is_refused(tmp_path):
    data = with_bytes(zipped(INDEX), INDEX, FLAGS, b"\x01\x00")
    assert refusal(data, tmp_path) == f"“{INDEX}” is encrypted."


@pytest.mark.parametrize("compression", [ZIP_BZIP2, ZIP_LZMA])
def test_an_unusual_compression_is_refused(tmp_path, compression):
    data = zipped(INDEX, compression=compression)
    assert "packed in a way that is not read here" in refusal(data, tmp_path)


def test_a_patched_file_is_refused(tmp_path):
    data = with_bytes(zipped(INDEX), INDEX, FLAGS, b"\x20\x00")
    assert "packed in a way that is not read here" in refusal(data, tmp_path)


@pytest.mark.parametrize("twin", ["kafka/a.png", "kafka/A.PNG"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(tmp_path, twin):
    refused = refusal(zipped(INDEX, "kafka/a.png", twin), tmp_path)
    assert refused == f"“{twin}” is in it twice."


def test_a_folder_without_a_review_is_refused(tmp_path):
    refused = refusal(zipped(INDEX, "raft/references.bib"), tmp_path)
    assert refused == "There is no index.md in the folder “raft”."


@pytest.mark.parametrize("members", [[], ["kafka/"], [".DS_Store"]])
def test_an_empty_file_is_refused(tmp_path, members):
    assert refusal(zipped(*members), tmp_path) == "There is no review in it."


def test_five_hundred_files_are_unpacked_and_one_more_is_not(tmp_path):
    names = [INDEX, *(f"kafka/{number}.png" for number in range(499))]
    assert len(unpacked(zipped(*names), tmp_path)) == 500
    data = zipped(*names, "kafka/more.png")
    assert refusal(data, tmp_path) == "There are more than 500 files in it."


def test_more_than_twenty_megabytes_are_refused_unopened(tmp_path):
    assert refusal(b"x" * 20_000_001, tmp_path) == "The file is larger than 20 MB."


def test_a_compression_bomb_is_stopped_at_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MAX_UNPACKED", 3_000_000)
    bomb = zipped(INDEX, *((f"kafka/{n}.png", bytes(1_000_000)) for n in range(9)))
    assert len(bomb) < 20_000
    assert refusal(bomb, tmp_path) == "Unpacked it is larger than 3 MB."
    written = sum(path.stat().st_size for path in tmp_path.rglob("*.png"))
    assert written <= 3_000_000


def test_sixty_megabytes_may_come_out(tmp_path):
    whole = zipped((INDEX, bytes(60_000_000)))
    assert len(unpacked(whole, tmp_path)[INDEX]) == 60_000_000
    more = zipped((INDEX, bytes(60_000_001)))
    (tmp_path / INDEX).unlink()
    assert refusal(more, tmp_path) == "Unpacked it is larger than 60 MB."


def test_a_false_size_gets_nothing_past_the_count(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MAX_UNPACKED", 1_000)
    data = zipped((INDEX, bytes(5_000)))
    honest = data.rindex((5_000).to_bytes(4, "little"))
    data = data[:honest] + (10).to_bytes(4, "little") + data[honest + 4 :]
    refused = refusal(data, tmp_path)
    assert refused == f"“{INDEX}” is damaged: its checksum is wrong."
    assert (tmp_path / INDEX).stat().st_size <= 1_000


def test_a_false_size_in_the_long_form_gets_nothing_past_the_count(tmp_path):
    """A size of 4 GB and more stands elsewhere in the entry, and may lie there too."""
    data = zipped((INDEX, b"text " * 20))
    entry = data.rindex(b"PK\x01\x02")
    long_form = b"\x01\x00\x08\x00" + (1 << 40).to_bytes(8, "little")
    end = entry + ENTRY + len(INDEX)
    data = bytearray(data[:end] + long_form + data[end:])
    data[entry + 24 : entry + 28] = b"\xff" * 4
    data[entry + 30 : entry + 32] = len(long_form).to_bytes(2, "little")
    size = data.rindex(b"PK\x05\x06") + 12
    length = int.from_bytes(data[size : size + 4], "little") + len(long_form)
    data[size : size + 4] = length.to_bytes(4, "little")
    assert unpacked(bytes(data), tmp_path) == {INDEX: b"text " * 20}


def test_a_wrong_checksum_is_refused_by_name(tmp_path):
    data = with_bytes(zipped(INDEX), INDEX, CHECKSUM, b"\x00\x00\x00\x00")
    refused = refusal(data, tmp_path)
    assert refused == f"“{INDEX}” is damaged: its checksum is wrong."


def test_eight_thousand_files_are_refused_before_they_are_listed(tmp_path):
    data = zipped(INDEX, *(f"kafka/{number}.png" for number in range(8_000)))
    assert refusal(data, tmp_path) == "There are more than 500 files in it."
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("data", [b"", b"no zip file", b"PK\x05\x06", zipped()[:-1]])
def test_what_is_no_zip_file_is_refused(tmp_path, data):
    assert refusal(data, tmp_path) == "This is no zip file, or a damaged one."


def test_every_damaged_byte_is_refused_or_does_no_harm(tmp_path):
    data = zipped((INDEX, b"text " * 20))
    checksum = zlib.crc32(b"text " * 20)
    for position in range(len(data)):
        for flip in (0x01, 0x80, 0xFF):
            damaged = bytearray(data)
            damaged[position] ^= flip
            folder = tmp_path / f"{position}-{flip}"
            folder.mkdir()
            try:
                found = unpacked(bytes(damaged), folder)
            except ArchiveError:
                continue
            assert [zlib.crc32(content) for content in found.values()] == [checksum]
