"""Written and read again, a bundle is the same."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.writing.bundles.strategies import ODD_LINES, SLUG, bodies, bundles
from writing.bundles.body import read_body, stands_plain, write_body
from writing.bundles.front_matter import read_front_matter, write_front_matter
from writing.bundles.ids import inferred_ids
from writing.bundles.reader import read_bundle
from writing.bundles.records import FrontMatter
from writing.bundles.writer import write_bundle

slow = settings(
    max_examples=60,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def through_files(files):
    """The bundle that is read from these files."""
    with TemporaryDirectory() as parent:
        folder = Path(parent, SLUG)
        folder.mkdir()
        for name, data in files.items():
            (folder / name).write_bytes(data)
        return read_bundle(folder)


@slow
@given(bundles())
def test_any_bundle_is_read_as_it_was_written(bundle):
    files = write_bundle(bundle)
    again = through_files(files)
    assert again == bundle
    assert write_bundle(again) == files


@settings(slow, max_examples=150)
@given(bodies())
def test_any_body_is_read_as_it_was_written_ids_included(body):
    text = write_body(body, SLUG)
    assert read_body(text, SLUG)[0] == body


@pytest.mark.parametrize("line", ODD_LINES)
def test_odd_lines_of_prose_survive(line):
    frames = ["{}", "before\n{}\nafter", "\n{}", "{}\n", "{}\n\n"]
    body = [prose(frame.format(line), number) for number, frame in enumerate(frames)]
    assert read_body(write_body(body, SLUG), SLUG)[0] == body


def prose(text, number=0):
    id_ = f"00000000-0000-4000-8000-{number:012x}"
    return {"type": "prose", "value": text, "id": id_}


@pytest.mark.parametrize("text", [*ODD_LINES, "two words " * 30, "a  b " * 40])
def test_odd_texts_of_the_front_matter_survive(text):
    front = FrontMatter(title=f"T{text}", paper_slug="kafka", dek=text)
    written = write_front_matter(front, SLUG)
    inside = written.removeprefix("---\n").removesuffix("---\n")
    assert read_front_matter(inside, SLUG)[0] == front


def test_prose_with_a_listing_of_directives_stands_plain():
    assert stands_plain("See:\n\n```\n:::{claim} x\n% prose\n:::\n```\n\nEnd.")


def test_prose_that_shows_a_directive_is_written_in_a_longer_fence():
    text = write_body([prose("Write\n\n:::{claim} x\n:::\n\nso.")], SLUG)
    assert "::::{prose}" in text
    assert "\n:::{claim} x\n" in text


def test_ids_that_can_be_inferred_are_not_written():
    (id_,) = inferred_ids(SLUG, [("prose", "")])
    body = [{"type": "prose", "value": "Text.", "id": id_}]
    assert write_body(body, SLUG) == "\nText.\n"


def test_the_label_of_a_claim_gives_its_id_wherever_the_claim_stands():
    claim = ":::{claim} Said.\n:label: one\n:::\n"
    alone, _ = read_body(claim, SLUG)
    after_another, _ = read_body(f":::{{claim}} Other.\n:::\n\n{claim}", SLUG)
    assert alone[0]["id"] == after_another[1]["id"]


def test_a_label_that_is_a_number_is_not_taken_for_a_place():
    body, _ = read_body(":::{claim} A.\n:::\n:::{claim} B.\n:label: 1\n:::\n", SLUG)
    assert body[0]["id"] != body[1]["id"]


def test_two_runs_of_prose_are_kept_apart():
    body, _ = read_body("One.\n\n% prose\nTwo.\n", SLUG)
    assert [block["value"] for block in body] == ["One.", "Two."]


def test_lines_ended_by_carriage_returns_are_read_alike(tmp_path):
    folder = tmp_path / SLUG
    folder.mkdir()
    text = "---\r\ntitle: T\r\npaper: {slug: kafka}\r\n---\r\n\r\nOne\r\ntwo.\r\n"
    (folder / "index.md").write_bytes(text.encode())
    assert read_bundle(folder).body[0]["value"] == "One\ntwo."


def test_what_is_left_out_is_what_a_new_block_has():
    body, _ = read_body(":::{chart} C\n:::\n\n:::{equation}\nx\n:::", SLUG)
    chart, equation = (block["value"] for block in body)
    assert (chart["kind"], chart["x_axis"]["scale"]) == ("bar", "category")
    assert (chart["values"], equation["numbered"]) == (True, True)


def test_a_claim_that_does_not_say_where_it_is_heard_has_it_nowhere():
    body, _ = read_body(":::{claim} Said.\n:::", SLUG)
    assert body[0]["value"]["heard"]["kind"] == ""


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("common reading", {"kind": "reading"}),
        ("@kreps2011", {"kind": "reference", "reference": "kreps2011"}),
        (
            "[A post](https://x.org/a_(b)) 2014-04-27",
            {
                "kind": "link",
                "title": "A post",
                "url": "https://x.org/a_(b)",
                "date": "2014-04-27",
            },
        ),
        ("[A post](https://x.org/)", {"kind": "link", "title": "A post"}),
    ],
)
def test_where_a_claim_is_heard_is_read(written, heard):
    body, _ = read_body(f":::{{claim}} Said.\n:heard: {written}\n:::", SLUG)
    assert heard.items() <= body[0]["value"]["heard"].items()
