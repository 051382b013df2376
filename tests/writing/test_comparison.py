"""What two versions of a text have in common, and what it costs to find out."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writing.rendering.comparison import (
    GONE,
    MOST_EFFORT,
    NEW,
    SAME,
    Effort,
    compare,
    edits,
)

words = st.lists(st.sampled_from("abcd"), max_size=12)


def passage(key, *lines, name="Text"):
    return {"id": key, "name": name, "anchor": "", "lines": list(lines)}


def changed(before, after):
    """The one line in which two one-line texts differ."""
    ((line,),) = [
        found["lines"]
        for found in compare([passage("1", before)], [passage("1", after)])
    ]
    return line


@given(words, words)
def test_edits_lead_from_one_text_to_the_other(before, after):
    found = edits(before, after, Effort(MOST_EFFORT), MOST_EFFORT)
    assert [before[edit.before] for edit in found if edit.kind != NEW] == before
    assert [after[edit.after] for edit in found if edit.kind != GONE] == after
    assert all(
        before[edit.before] == after[edit.after] for edit in found if edit.kind == SAME
    )


def test_only_the_words_that_differ_are_marked():
    assert changed("Kafka keeps every message.", "Kafka keeps most messages.") == [
        [SAME, "Kafka keeps "],
        [GONE, "every message."],
        [NEW, "most messages."],
    ]


def test_lines_with_little_in_common_are_told_whole():
    before, after = "One thing was said of it.", "Another entirely stands here."
    (found,) = compare([passage("1", before)], [passage("1", after)])
    assert found["lines"] == [[[GONE, before]], [[NEW, after]]]


def test_what_stayed_is_left_out():
    before = [passage("1", "Same."), passage("2", "a", "b", "old words here", "z")]
    after = [passage("1", "Same."), passage("2", "a", "b", "new words here", "z")]
    (found,) = compare(before, after)
    assert found["lines"][0] == found["lines"][-1] == []
    assert len(found["lines"]) == 3


def test_a_passage_that_went_stands_where_it_stood():
    before = [passage(key, key, name=key) for key in "abc"]
    after = [passage(key, key, name=key) for key in "ac"]
    (found,) = compare(before, [*after, passage("d", "d", name="d")])[:1]
    assert (found["name"], found["lines"]) == ("b", [[[GONE, "b"]]])


def test_a_passage_that_only_moved_has_not_changed():
    first, second = passage("a", "One."), passage("b", "Two.")
    assert compare([first, second], [second, first]) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            [f"a{n}" for n in range(60_000)],
            [f"b{n}" for n in range(60_000)],
            id="nothing in common",
        ),
        pytest.param(["w", "x"] * 30_000, ["x", "w", "w"] * 20_000, id="repetitive"),
    ],
)
def test_the_time_for_texts_of_any_size_is_bounded(before, after):
    started = time.process_time()
    compare([passage("1", " ".join(before))], [passage("1", " ".join(after))])
    compare([passage("1", *before)], [passage("1", *after)])
    # What is not bounded grows with the square; a crowded machine is slower by far.
    assert time.process_time() - started < 60
