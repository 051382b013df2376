"""The passages shown are those that answer, on either database."""

from typing import NamedTuple

import pytest

from search.models import Passage
from search.passages import best_passages
from search.passages.hits import LONGEST
from search.passages.matching import beginning
from search.passages.stems import stems
from search.passages.terms import WORD, folded
from tests.factories import ReviewPageFactory


class Asked(NamedTuple):
    text: str
    is_phrase: bool = False
    is_prefix: bool = False


def lay(review, *rows):
    """Give a review these passages, and no others."""
    Passage.objects.filter(review=review).delete()
    for position, row in enumerate(rows):
        values = {"kind": "section", "anchor": f"p{position}", "heading": "", **row}
        Passage.objects.create(
            id=Passage.key(review.pk, position), review=review, **values
        )


@pytest.fixture
def review(site):
    return ReviewPageFactory(parent=site, live=False, body=[])


@pytest.fixture
def other(site):
    return ReviewPageFactory(parent=site, live=False, body=[])


def anchors(review, *terms, **narrowed):
    asked = [term if isinstance(term, Asked) else Asked(term) for term in terms]
    found = best_passages(asked, [review.pk], **{"most": 9, **narrowed})
    return [hit.anchor for hit in found.get(review.pk, [])]


def only(review, *terms):
    (hit,) = best_passages([Asked(term) for term in terms], [review.pk])[review.pk]
    return hit


def text_of(segments):
    return "".join(text for text, _ in segments)


def test_a_passage_with_more_of_the_words_comes_first(review):
    lay(
        review,
        {"text": "A log."},
        {"text": "A partition of the log."},
        {"text": "Nothing of the kind."},
    )
    assert anchors(review, "partition", "log") == ["p1", "p0"]


def test_a_word_that_stands_everywhere_tells_less_than_one_that_does_not(review):
    lay(
        review,
        {"text": "The log. It is long."},
        {"text": "The log. It is short."},
        {"text": "A lease. It is new."},
        {"text": "The log. It is old."},
    )
    assert anchors(review, "log", "lease")[0] == "p2"


def test_headings_claims_and_nearness_come_first_among_equals(review):
    lay(
        review,
        {"text": "Leases were not in the old log."},
        {"text": "The lease log."},
        {"text": "Leases were not in the old log.", "kind": "claim"},
        {"text": "Leases were not in it.", "heading": "Log"},
    )
    first = anchors(review, "lease", "log")
    assert first[-1] == "p0"


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("commits", "It commits."),
        ("commit", "Committed twice."),
        ("COMMITTING", "a commit"),
        ("naive", "A naïve reader."),
        ("naïve", "A naive reader."),
        ("Erdős", "erdos wrote it"),
        ("parties", "one party"),
        ("\u00b5s", "5 \u03bcs"),
        ("3.1", "Llama 3.1 70B"),
        ("exactly-once", "exactly once"),
        ("don't", "We don't."),
        ("İ", "the i of I"),
        ("логи", "в ЛОГИ"),
    ],
)
def test_a_word_is_found_in_its_other_forms(review, asked, text):
    lay(review, {"text": text})
    assert anchors(review, asked) == ["p0"]


@pytest.mark.parametrize(
    ("asked", "text"),
    [("log", "catalog"), ("log", "logarithm"), ("3.1", "1.3"), ("cat", "_scatter_")],
)
def test_a_part_of_a_word_is_not_the_word(review, asked, text):
    lay(review, {"text": text})
    assert anchors(review, asked) == []


def test_a_phrase_is_found_only_in_its_order(review):
    lay(
        review,
        {"text": "Exactly once."},
        {"text": "Once, exactly."},
        {"text": "Exactly as said, once."},
        {"text": "exactly"},
    )
    phrase = Asked("exactly once", is_phrase=True)
    assert anchors(review, phrase) == ["p0"]
    hit = best_passages([phrase], [review.pk])[review.pk][0]
    assert hit.snippet == (("Exactly once", True), (".", False))
    assert hit.words == ("Exactly once",)


def test_a_beginning_finds_what_begins_so(review):
    lay(review, {"text": "replication"}, {"text": "A replica."}, {"text": "A reply."})
    assert anchors(review, Asked("replic", is_prefix=True)) == ["p0", "p1"]


def test_what_was_found_is_marked_where_it_stands(review):
    lay(review, {"heading": "Log compaction", "text": "Logs are compacted by a log."})
    hit = only(review, "log")
    assert hit.heading == (("Log", True), (" compaction", False))
    assert hit.snippet[0] == ("Logs", True)
    assert hit.words == ("Log", "Logs")
    assert (hit.review, hit.anchor, hit.kind) == (review.pk, "p0", "section")


def test_a_snippet_is_short_and_holds_most_of_what_was_found(review):
    far = "word " * 400
    lay(review, {"text": f"{far}log {far}the lease of a log {far}"})
    hit = only(review, "log", "lease")
    shown = text_of(hit.snippet)
    assert len(shown) <= LONGEST + 4
    assert "lease of a log" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert not any(text.startswith("ord") for text, _ in hit.snippet)


def test_a_text_without_spaces_is_cut_all_the_same(review):
    lay(review, {"text": "x" * 1000 + "-log-" + "y" * 1000})
    assert ("log", True) in only(review, "log").snippet


def test_signs_of_any_kind_are_shown_as_they_are(review):
    text = "List<int> & \x02log\x03 <script>İstanbul’s log</script>"
    lay(review, {"text": text})
    assert text_of(only(review, "log").snippet) == text
    assert ("log", True) in only(review, "log").snippet


def test_each_review_gets_its_own_and_is_told_of_how_many_more(review, other):
    lay(review, *({"text": "A log."} for _ in range(5)))
    lay(other, {"text": "A log."})
    found = best_passages([Asked("log")], [review.pk, other.pk], most=2)
    assert [hit.more for hit in found[review.pk]] == [4, 3]
    assert [hit.more for hit in found[other.pk]] == [0]


def test_passages_of_other_reviews_are_not_looked_at(review, other):
    lay(review, {"text": "A log."})
    lay(other, {"text": "A log."})
    assert list(best_passages([Asked("log")], [other.pk])) == [other.pk]
    assert best_passages([Asked("log")], []) == {}


def test_kind_and_verdicts_narrow(review):
    lay(
        review,
        {"text": "log"},
        {"text": "log", "kind": "claim", "verdict": "holds"},
        {"text": "log", "kind": "claim", "verdict": "overstated"},
    )
    assert anchors(review, "log", kind="section") == ["p0"]
    assert anchors(review, "log", kind="claim") == ["p1", "p2"]
    assert anchors(review, "log", verdicts=["overstated"]) == ["p2"]
    assert anchors(review, "log", kind="section", verdicts=["holds"]) == []


def test_without_words_the_first_claims_of_the_verdicts_are_shown(review):
    lay(
        review,
        {"text": "section"},
        {"text": "first", "kind": "claim", "verdict": "holds"},
        {"text": "second", "kind": "claim", "verdict": "overstated"},
        {"text": "third", "kind": "claim", "verdict": "holds"},
    )
    assert anchors(review, verdicts=["holds"]) == ["p1", "p3"]
    assert anchors(review, kind="claim", most=2) == ["p1", "p2"]
    assert anchors(review) == []


HOSTILE = ["", " ", '"', "'", "\\", "\x00", "\ud800", "*", "-", "!!!", "a\x00log", "%s"]
HOSTILE += ["🙂", "\u202elog", "\u0301", "log" * 3000, "(", "[", "<b>", ":*", "ﬁ", "ß"]


def test_no_term_breaks_the_look_up(review):
    lay(review, {"text": "A log, and İ ß ﬁ."})
    for text in HOSTILE:
        for is_prefix in (False, True):
            best_passages([Asked(text, True, is_prefix), Asked("log")], [review.pk])
    many = [Asked(f"w{n}") for n in range(200)]
    assert best_passages(many, [review.pk]) == {}


def test_the_look_up_asks_the_same_however_many_reviews(
    review, other, django_assert_max_num_queries
):
    lay(review, {"text": "A log."})
    lay(other, {"text": "A log."})
    with django_assert_max_num_queries(3):
        best_passages([Asked("log")], [review.pk, other.pk])


def test_a_word_begins_as_its_stem_does(db, settings):
    """Or the passages in which a word stands would not be looked at for it."""
    texts = (settings.BASE_DIR / "content").rglob("*.md")
    words = {word for path in texts for word in WORD.findall(folded(path.read_text()))}
    strange = {
        word: stem
        for word, stem in stems(words).items()
        if not word.startswith(beginning(stem))
    }
    assert strange == {}
    assert len(words) > 4000
