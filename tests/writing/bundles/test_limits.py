"""How large a bundle may be, and where its files may lie."""

import os
import time
import zlib

import pytest

from tests.writing.bundles.conftest import FRONT
from tests.writing.bundles.strategies import png
from tests.writing.bundles.test_reading_errors import refusal
from writing.bundles.reader import read_bundle

FIGURE = ":::{figure} picture.png\n:::\n"
BOMB = (
    "---\na: &a [x, x, x, x, x, x, x, x, x]\n"
    + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "---\n"
)


def test_an_alias_bomb_is_refused_at_its_first_anchor(shelf):
    began = time.monotonic()
    error = refusal(shelf.put(front=BOMB))
    assert (error.line, error.message) == (2, "anchors and aliases are not read")
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("depth", [13, 20_000])
def test_deep_nesting_is_refused(shelf, depth):
    nested = f"---\ntags: {'[' * depth}{']' * depth}\n---\n"
    assert "nested more than 12 levels" in str(refusal(shelf.put(front=nested)))


def test_deep_json_is_refused(shelf):
    body = f":::{{chart}} C\n:series: {'[' * 100_000}\n:::"
    assert "not JSON" in str(refusal(shelf.put(body=body)))


def test_two_megabytes_of_text_are_refused(shelf):
    error = refusal(shelf.put(body="word " * 400_000))
    assert error.message == "longer than 1 MB"


def test_a_long_front_matter_is_refused(shelf):
    front = FRONT.replace("title: Kafka", f"title: Kafka{' word' * 14_000}")
    assert "longer than 64 kB" in str(refusal(shelf.put(front=front)))


def test_a_long_prose_text_is_refused(shelf):
    assert "longer than 256 kB" in str(refusal(shelf.put(body="word " * 60_000)))


def test_five_hundred_blocks_are_read_and_one_more_is_not(shelf):
    quotes = ":::{quote}\nx\n:::\n" * 500
    assert len(read_bundle(shelf.put(body=quotes)).body) == 500
    error = refusal(shelf.put(body=f"{quotes}\nText.\n"))
    assert "more than 500 blocks" in str(error)


def test_a_large_picture_is_refused(shelf):
    folder = shelf.put(body=FIGURE, **{"picture.png": b"x" * 10_000_001})
    assert "longer than 10 MB" in str(refusal(folder))


def test_a_picture_of_too_many_pixels_is_refused(shelf):
    folder = shelf.put(body=FIGURE, **{"picture.png": huge_png()})
    assert "pixels" in str(refusal(folder))


def huge_png():
    """A picture whose head promises 50,000 by 50,000 pixels."""
    data = bytearray(png())
    data[16:24] = (50_000).to_bytes(4) * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4)
    return bytes(data)


def test_more_than_fifty_pictures_are_refused(shelf):
    names = [f"p{number}.png" for number in range(51)]
    body = "".join(f":::{{figure}} {name}\n:::\n" for name in names)
    folder = shelf.put(body=body, **dict.fromkeys(names, png()))
    assert "more than 50 pictures" in str(refusal(folder))


@pytest.mark.parametrize("content", [b"no picture", b"<svg/>", png()[:40]])
def test_what_is_no_picture_is_refused(shelf, content):
    folder = shelf.put(body=FIGURE, **{"picture.png": content})
    assert "can't be read as PNG" in str(refusal(folder))


def test_a_picture_comes_without_what_was_hidden_in_it(shelf):
    hidden = b"PK\x03\x04 an archive"
    folder = shelf.put(body=FIGURE, **{"picture.png": png() + hidden})
    data = read_bundle(folder).images["picture.png"]
    assert data.startswith(b"\x89PNG")
    assert hidden not in data


@pytest.mark.parametrize("name", ["../secret.png", "/etc/secret.png", "..", "a/b.png"])
def test_a_picture_outside_the_folder_is_refused(shelf, name):
    (shelf.folder / "secret.png").write_bytes(png())
    folder = shelf.put(body=f":::{{figure}} {name}\n:::\n")
    assert "is no name of a file in this folder" in str(refusal(folder))


@pytest.mark.parametrize("name", ["picture.png", "references.bib", "index.md"])
def test_a_link_that_leads_out_of_the_folder_is_refused(shelf, name):
    folder = shelf.put(body=FIGURE)
    outside = shelf.folder / "secret"
    outside.write_bytes(png())
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(outside)
    assert "leads out of the folder" in str(refusal(folder))


def test_a_pipe_is_refused(shelf):
    folder = shelf.put(body=FIGURE)
    os.mkfifo(folder / "picture.png")
    assert "is no plain file" in str(refusal(folder))
