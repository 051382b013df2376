"""Two versions are compared as prose: words are marked, and no data is shown."""

import re
import time

import pytest
from django.urls import reverse

from tests.factories import PaperFactory, ReviewPageFactory, claim, key_numbers, prose
from writing.history.comparing.words import changed_words

DANGER = "<script>alert(1)</script>"
LATEX = {"type": "equation", "value": {"latex": "x", "alt": "An x", "label": "x"}}


@pytest.fixture
def compare(client, moderator, site):
    """Two versions with these bodies; gives the text of their comparison."""
    client.force_login(moderator)

    def compared(before, after, change=lambda page: None):
        page = ReviewPageFactory(parent=site, live=False, body=identified(before))
        first = page.latest_revision
        page.body = identified(after)
        change(page)
        second = page.save_revision()
        args = [page.pk, first.pk, second.pk]
        response = client.get(
            reverse("wagtailadmin_pages:revisions_compare", args=args)
        )
        assert response.status_code == 200
        return main(response.content.decode())

    return compared


def identified(blocks):
    """The blocks with ids; those that have one keep it."""
    ids = (f"00000000-0000-0000-0000-{n:012}" for n in range(len(blocks)))
    return [{"id": one, **block} for one, block in zip(ids, blocks, strict=True)]


def main(text):
    return re.search(r"<tbody>.*</tbody>", text, re.DOTALL)[0]


def taken_out(html):
    return re.findall(r'<del class="deletion">(.*?)</del>', html, re.DOTALL)


def put_in(html):
    return re.findall(r'<ins class="addition">(.*?)</ins>', html, re.DOTALL)


def test_markdown_is_compared_word_by_word(compare):
    html = compare(
        [prose("A partition is a **log** on a disk of one machine.")],
        [prose("A partition is a **file** on a disk of one machine.")],
    )
    assert [word.strip() for word in taken_out(html)] == ["log"]
    assert [word.strip() for word in put_in(html)] == ["file"]
    assert "Changed: Prose" in html
    assert "{" not in html


def test_a_change_within_a_claim_shows_that_field_only(compare):
    html = compare([claim(found="It waits.")], [claim(found="It never waits.")])
    assert "Changed: Claim, Kafka delivers each message exactly once." in html
    assert "What the paper says" in html
    assert "Where to look" not in html
    assert "never" in put_in(html)[0]
    assert "Removed" not in html


def test_a_verdict_is_shown_by_its_names(compare):
    html = compare([claim(verdict="overstated")], [claim(verdict="conditional")])
    assert taken_out(html) == ["Overstated"]
    assert put_in(html) == ["Holds with conditions"]


def test_a_row_of_a_list_is_found_again(compare):
    after = key_numbers()
    after["value"]["numbers"][1]["value"] |= {"value": "50"}
    html = compare([key_numbers()], [after])
    assert taken_out(html) == ["2"]
    assert put_in(html) == ["50"]


def test_a_block_with_another_id_is_known_by_its_words(compare):
    anew = {**prose("A log on a disk of one big machine."), "id": "f" * 8 + "-0" * 4}
    html = compare([prose("A log on a disk of one machine.")], [anew])
    assert [word.strip() for word in put_in(html)] == ["big"]
    assert "Added" not in html


def test_blocks_that_come_go_and_move_are_told_apart(compare):
    one, two, three = identified([prose("One thing."), claim(), LATEX])
    html = compare([one, two, three], [three, one, {**prose("New"), "id": "0" * 8}])
    assert "Moved: Equation, An x" in html
    assert "Removed: Claim" in html
    assert "Added: Prose" in html
    assert "1 part unchanged" in html


def test_a_switch_alone_is_a_change(compare):
    before, after = (
        {**LATEX, "value": {**LATEX["value"], "numbered": n}} for n in (1, 0)
    )
    html = compare([before], [after])
    assert (taken_out(html), put_in(html)) == (["yes"], ["no"])


def test_what_did_not_change_is_counted_only(compare):
    many = [prose(f"Part {n}.") for n in range(9)]
    html = compare([*many, prose("Old end")], [*many, prose("New end")])
    assert '<p class="unchanged">9 parts unchanged</p>' in html
    assert "Part 3" not in html


def test_everything_typed_is_printed_as_text(compare):
    def change(page):
        page.title = page.dek = DANGER
        page.takeaways = [("takeaway", DANGER)]

    before = [prose(DANGER), claim(said=DANGER, found=DANGER)]
    after = [prose(f"{DANGER} more"), claim(said=DANGER, words=DANGER, found="")]
    html = compare(before, [*after, prose(DANGER)], change)
    assert "alert(1)" in re.sub(r"</?(ins|del)[^>]*>", "", html)
    assert "<script" not in html


def test_references_are_compared_as_they_are_read(compare):
    paper = PaperFactory(short_title="Dremel")

    def change(page):
        reference = page.references.model
        page.references = [
            reference(key="kreps2011", record={"title": "New", "author": []}),
            reference(key="melnik2010", paper=paper),
        ]
        page.byline = [page.byline.model(name="Ada")]
        page.tags.add("logs")

    html = compare([prose("Same.")], [prose("Same.")], change)
    assert "Added: kreps2011" in html
    assert "Title: New" in html
    assert "Dremel" in html
    assert "Ada" in html
    assert "{" not in html


def test_the_versions_are_named_by_time_and_person(client, moderator, site):
    client.force_login(moderator)
    page = ReviewPageFactory(parent=site)
    page.title = "Another"
    second = page.save_revision(user=moderator)
    args = [page.pk, "earliest", second.pk]
    text = client.get(
        reverse("wagtailadmin_pages:revisions_compare", args=args)
    ).content.decode()
    assert "Earliest" in text
    assert f"{second.created_at:%H:%M}, moderator" in text


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda n, word: f"{word}s" if n % 7 == 0 else word, id="many"),
        pytest.param(lambda n, word: word if n != 5000 else "x", id="one"),
        pytest.param(lambda n, word: f"{n}", id="all"),
        pytest.param(lambda n, word: "the" if n % 2 else "a", id="monotonous"),
    ],
)
@pytest.mark.parametrize("lines", [1, 100])
def test_ten_thousand_words_are_compared_in_time(change, lines):
    words = ["the" if n % 9 == 0 else f"word{n % 800}" for n in range(10_000)]
    after = [change(n, word) for n, word in enumerate(words)]
    texts = ["\n".join(map(" ".join, rows(text, lines))) for text in (words, after)]
    begun = time.perf_counter()
    assert "compared" in changed_words(*texts)
    assert time.perf_counter() - begun < 5


def rows(words, count):
    size = len(words) // count
    return [words[n : n + size] for n in range(0, len(words), size)]
