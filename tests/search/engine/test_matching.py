"""What a search matches, on whichever database the tests run."""

import pytest
from wagtail.search.query import (
    MATCH_ALL,
    MATCH_NONE,
    And,
    Boost,
    Fuzzy,
    Not,
    Or,
    Phrase,
    PlainText,
)

from writing.models import Paper


@pytest.fixture
def papers(paper):
    """Four papers; “system” stands in two, and each has words of its own."""
    return [
        paper("Kafka", "A distributed messaging system", 2011, [("Jay", "Kreps")]),
        paper("Raft", "An understandable consensus algorithm", 2014),
        paper("Spanner", "A globally-distributed database", 2012, venue="OSDI"),
        paper("Mémoire", "Remembering naïve systems exactly once", 2012),
    ]


def words(text, **options):
    return PlainText(text, **options)


ALL = {"Kafka", "Raft", "Spanner", "Mémoire"}
FOUND = [
    # Words are stemmed, and neither case nor accents make a difference.
    ("messages", {"Kafka"}),
    ("DATABASES", {"Spanner"}),
    ("memoire", {"Mémoire"}),
    ("mémoire", {"Mémoire"}),
    ("me\u0301moire", {"Mémoire"}),
    ("naive", {"Mémoire"}),
    ("systems", {"Kafka", "Mémoire"}),
    # All words must stand there, whichever field each is in.
    ("kafka system", {"Kafka"}),
    ("kafka consensus", set()),
    ("kreps messaging", {"Kafka"}),
    ("osdi", {"Spanner"}),
    (words("kafka consensus", operator="or"), {"Kafka", "Raft"}),
    # Words that are written together stand together.
    ("globally-distributed", {"Spanner"}),
    ("distributed-globally", set()),
    ("exactly-once", {"Mémoire"}),
    (Phrase("messaging system"), {"Kafka"}),
    (Phrase("system messaging"), set()),
    (Phrase("distributed system"), set()),
    # Only whole words match.
    ("messag", {"Kafka"}),
    ("conse", set()),
    # Combinations, in whatever nesting.
    (And([words("distributed"), words("system")]), {"Kafka"}),
    (Or([words("raft"), Phrase("messaging system")]), {"Kafka", "Raft"}),
    (And([words("distributed"), Not(words("kafka"))]), {"Spanner"}),
    (words("distributed") & ~Phrase("messaging system"), {"Spanner"}),
    (Not(words("system")), {"Raft", "Spanner"}),
    (Not(Not(words("system"))), {"Kafka", "Mémoire"}),
    (Not(Or([words("system"), words("raft")])), {"Spanner"}),
    (Not(And([words("distributed"), words("system")])), {"Raft", "Spanner", "Mémoire"}),
    (Or([Not(words("system")), words("kafka")]), {"Kafka", "Raft", "Spanner"}),
    (
        Or([Not(words("system")), Not(words("raft"))]),
        ALL,
    ),
    (And([Not(words("system")), Not(words("raft"))]), {"Spanner"}),
    (And([Or([words("kafka"), words("raft")]), Not(words("consensus"))]), {"Kafka"}),
    (
        And([Or([Not(words("kafka")), words("raft")]), words("distributed")]),
        {"Spanner"},
    ),
    (
        Not(And([words("kafka"), Not(words("kafka"))])),
        ALL,
    ),
    (And([words("kafka"), Not(words("kafka"))]), set()),
    (Boost(words("raft"), 3), {"Raft"}),
    (And([Boost(words("raft"), 3), Not(Boost(words("kafka"), 2))]), {"Raft"}),
    (MATCH_ALL, ALL),
    (MATCH_NONE, set()),
    (And([MATCH_ALL, words("raft")]), {"Raft"}),
    (Or([MATCH_NONE, words("raft")]), {"Raft"}),
    (And([MATCH_NONE, words("raft")]), set()),
    (Or([MATCH_ALL, words("raft")]), ALL),
    # Misspelt words.
    (Fuzzy("spaner"), {"Spanner"}),
    (Fuzzy("consensos"), {"Raft"}),
    (Fuzzy("zzzzz"), set()),
    # What has no words narrows nothing that it is part of.
    (And([words("raft"), words("!?")]), {"Raft"}),
    (Or([words("raft"), Phrase("“”")]), {"Raft"}),
    (And([words("raft"), Not(words("…"))]), {"Raft"}),
    (Not(words("…")), set()),
    (And([]), set()),
    (Or([]), set()),
]


def named(value):
    """A set in one order: each of the processes must call a test by the same name."""
    return repr(sorted(value) if isinstance(value, set) else value)


@pytest.mark.parametrize(("query", "expected"), FOUND, ids=named)
def test_a_query_finds(papers, find, backend, query, expected):
    assert set(find(query)) == expected
    results = backend.search(query, Paper.objects.all())
    assert results.count() == len(expected)
    keys = {paper.pk for paper in papers if paper.short_title in expected}
    assert set(results.matched_keys()) == keys
    assert len(results.matched_keys()) == len(keys)
    assert set(results.ranked_keys()) == keys


NESTED = [
    Fuzzy("spaner"),
    Phrase("a b"),
    MATCH_ALL,
    MATCH_NONE,
    words("raft"),
    words(""),
]


@pytest.mark.parametrize("inner", NESTED, ids=repr)
@pytest.mark.parametrize("combine", [And, Or])
def test_no_nesting_is_refused(papers, find, inner, combine):
    for query in (
        combine([inner, words("kafka")]),
        combine([Not(inner), Boost(inner, 2)]),
        Not(combine([Boost(inner, 0.5), Not(words("system"))])),
        Boost(Not(combine([inner, inner])), 2),
    ):
        assert isinstance(find(query), list)


HOSTILE = [
    '"', '""', '"a', 'a"b', "'", "''", "a'b", "*", "a*", "*a", "(", ")", "()", "(a",
    "-", "--", "-a", "+a", "^a", "a^2", "AND", "OR", "NOT", "a AND", "AND a", "NOT NOT",
    "NEAR(a b)", "NEAR/2", "title:kafka", "title : kafka", "{title}:a", "a:b", ":*",
    "a:*", "a:A", "!a", "!!", "a & b", "a | b", "a <-> b", "<2>", "\\", "\\'", "%",
    "%s", "%(a)s", "_", ";", "--;", "DROP TABLE", "\x00", "a\x00b", "\x02\x03",
    "\ud800", "a\udfffb", "\ufffe", "\U0010ffff", "🙂",
    "🙂🙂 kafka", "👩‍👩‍👧", "שלום",
    "\u202eakfak", "ａｂｃ",
    "½", "ŉ", "ﬁ", "İ", "\u0301", "e\u0301\u0301", "हिन्दी",
    "日本語", "𞤀𞤁", " ", "\n\t", "\u3000", "\xa0", "x" * 10_000, "x " * 5_000,
    '"' * 10_000,
    " ".join(f"w{n}" for n in range(2_000)), "-".join(f"w{n}" for n in range(2_000)),
    "(" * 5_000, "the", "the of a", "1e999", "1.5e-3", "0x10", "10.1145/177.1", "a@b.c",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_no_text_is_refused(papers, backend, find, text):
    for query in (text, words(text, operator="or"), Phrase(text), Fuzzy(text)):
        find(query)
        find(query, fields=["title"])
        find(
            And([PlainText("kafka"), Not(query)])
            if query != text
            else Not(Phrase(text))
        )
    results = backend.search(text, Paper)
    assert results.count() == len(results)
    assert sorted(results.ranked_keys()) == sorted(results.matched_keys())
    list(backend.autocomplete(text, Paper))


def test_a_blank_query_finds_nothing(papers, find):
    assert [find(text) for text in ("", " ", "\t\n", "!?", "\x00")] == [[]] * 5


FIELDS = [
    ("distributed", ["title"], {"Kafka", "Spanner"}),
    ("distributed", ["short_title"], set()),
    ("kafka", ["short_title"], {"Kafka"}),
    ("kafka", ["title"], set()),
    ("kafka distributed", ["short_title", "title"], {"Kafka"}),
    ("kafka distributed", ["title"], set()),
    ("osdi", ["venue"], {"Spanner"}),
    ("osdi", ["title"], set()),
    (Phrase("messaging system"), ["title"], {"Kafka"}),
    (And([words("distributed"), Not(words("kafka"))]), ["title"], {"Kafka", "Spanner"}),
    (Not(words("distributed")), ["title"], {"Raft", "Mémoire"}),
    ("kafka", [], set()),
]


@pytest.mark.parametrize(("query", "fields", "expected"), FIELDS, ids=named)
def test_a_search_in_some_fields_finds(papers, find, query, fields, expected):
    assert set(find(query, fields=fields)) == expected


def test_a_field_that_is_not_indexed_is_refused(papers, find):
    with pytest.raises(Exception, match="Cannot search with field"):
        find("kafka", fields=["slug"])


BEGUN = [
    ("kaf", {"Kafka"}),
    ("KAFKA", {"Kafka"}),
    ("mem", {"Mémoire"}),
    ("distributed mess", {"Kafka"}),
    ("distrib mess", set()),
    ("glob", {"Spanner"}),
    ("kreps", set()),
    ("zz", set()),
]


@pytest.mark.parametrize(("begun", "expected"), BEGUN, ids=named)
def test_what_is_begun_is_completed(papers, backend, begun, expected):
    found = backend.autocomplete(begun, Paper.objects.all())
    assert {paper.short_title for paper in found} == expected
    assert found.count() == len(expected)


def test_what_is_begun_is_completed_in_some_fields(papers, backend):
    found = backend.autocomplete("dist", Paper, fields=["short_title"])
    assert list(found) == []
    assert len(backend.autocomplete("dist", Paper, fields=["title"])) == 2
