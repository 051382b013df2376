"""Whatever readers type is a question, and is understood as they would expect."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.language import KINDS, LONGEST, Filter, ask
from search.language.signs import cut, words_of

SYNONYMS = {
    "exactly once": ("EOS", "exactly-once semantics"),
    "EOS": ("exactly once",),
    "mixture of experts": ("MoE",),
}


def expand(phrase):
    return SYNONYMS.get(phrase, ())


def groups(text):
    """Words as they are, phrases between brackets, alternatives between bars."""
    return [
        "|".join(f"[{t.text}]" if t.is_phrase else t.text for t in group)
        for group in ask(text).groups
    ]


def tree(text, name="all_words"):
    """The tree as Wagtail prints it, without what is always so."""
    printed = repr(getattr(ask(text), name)(expand))
    return printed.replace(" boost=1", "").replace(" operator='and'", "")


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("kafka log", ["kafka", "log"]),
        ("  kafka \u00a0\u3000\u2003log\n", ["kafka", "log"]),
        ("kafka kafka", ["kafka"]),
        ('"at least" once', ["[at least]", "once"]),
        ("“at least” once", ["[at least]", "once"]),
        ("«at least» „once“", ["[at least]", "[once]"]),
        ('log "at least once', ["log", "[at least once]"]),
        ('""', []),
        ('" "', []),
        ('log"at least"once', ["log", "[at least]", "once"]),
        ("raft OR paxos", ["raft|paxos"]),
        ('raft OR "view change" OR zab log', ["raft|[view change]|zab", "log"]),
        ("raft or paxos", ["raft", "or", "paxos"]),
        ("OR raft", ["raft"]),
        ("raft OR", ["raft"]),
        ("raft OR OR paxos", ["raft|paxos"]),
        ("raft OR raft", ["raft"]),
        ("raft OR -log paxos", ["raft", "paxos"]),
        ("raft OR tag:logs paxos", ["raft", "paxos"]),
        ("OR", []),
        ('"OR"', ["[OR]"]),
        ("(raft OR paxos)", ["raft|paxos"]),
        ("((((raft))))", ["raft"]),
        ("AND NOT NEAR", ["AND", "NOT", "NEAR"]),
        ("at-least-once", ["[at-least-once]"]),
        ("LLM.int8()", ["[LLM.int8]"]),
        ("O(n log n)", ["[O(n]", "log", "n"]),
        ("GPT-4?", ["[GPT-4]"]),
        ("2.1×", ["[2.1]"]),
        ("C++ C# F", ["C++", "C#", "F"]),
        ("p99 100%", ["p99", "100"]),
        ("snake_case", ["[snake_case]"]),
        ("Kafka's (Kafka’s)", ["Kafka"]),
        ("don't", ["[don't]"]),
        ("--flag - -- ---", ["flag"]),
        ("http://example.org/a", ["[http://example.org/a]"]),
        ("12:30 key:value ::", ["[12:30]", "[key:value]"]),
        ("year:abc year:20", ["[year:abc]", "[year:20]"]),
        ("verdict:great verdict:h", ["[verdict:great]", "[verdict:h]"]),
        ("arxiv:abc", ["[arxiv:abc]"]),
        ('tag: tag:"" logs', ["tag", "logs"]),
        ('tag:!!! author:" "', ["tag", "author"]),
        ('verdict:"very great"', ["[verdict:very great]"]),
        ('"tag:logs"', ["[tag:logs]"]),
        ("🙂 !!! … —", []),
        ("ﬂash 注意力 שלום мир naïve", ["ﬂash", "注意力", "שלום", "мир", "naïve"]),
        ("a\x00b \ud800kafka\udfff", ["a", "b", "kafka"]),
        ("\u202ekafka\u200f \u200blog", ["kafka", "log"]),
        ("soft\u00adware", ["software"]),
        ("nai\u0308ve", ["naïve"]),
        ("", []),
    ],
)
def test_words_phrases_and_alternatives_are_understood(typed, understood):
    assert groups(typed) == understood


@pytest.mark.parametrize(
    ("typed", "excluded"),
    [
        ("kafka -loss", ["loss"]),
        ('kafka -"at least once"', ["at least once"]),
        ("kafka -at-least-once", ["at-least-once"]),
        ("-year:abc", ["year:abc"]),
        ("at-least - once --once -!!!", []),
    ],
)
def test_a_minus_before_a_word_or_phrase_excludes_it(typed, excluded):
    assert [term.text for term in ask(typed).excluded] == excluded


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("tag:logs", [("tag", "logs")]),
        ("TAG:logs Tag:Logs", [("tag", "logs")]),
        ('tag:"large  models"', [("tag", "large models")]),
        ("tag:“large models”", [("tag", "large models")]),
        ('tag:"large models', [("tag", "large models")]),
        ('tag:large-models tag:"Large Models"', [("tag", "large-models")]),
        ("author:Kreps", [("author", "Kreps")]),
        (
            'author:"Jay Kreps" venue:NetDB',
            [("author", "Jay Kreps"), ("venue", "NetDB")],
        ),
        ("series:logs", [("series", "logs")]),
        ("year:2023", [("year", "2023")]),
        ("year:2023..2025", [("year", "2023..2025")]),
        ("year:2025..2023", [("year", "2023..2025")]),
        ("year:2023-2025", [("year", "2023..2025")]),
        ("year:2023–2025", [("year", "2023..2025")]),
        ("year:..2019", [("year", "..2019")]),
        ("year:2020..", [("year", "2020..")]),
        ("year:..", []),
        ("year:٢٠٢٣", []),
        ("verdict:overstated", [("verdict", "overstated")]),
        ("verdict:OVER", [("verdict", "overstated")]),
        ("verdict:holds", [("verdict", "holds")]),
        ('verdict:"holds with conditions"', [("verdict", "conditional")]),
        ("verdict:conditional", [("verdict", "conditional")]),
        ("verdict:absent", [("verdict", "absent")]),
        ("verdict:not-in-the-paper", [("verdict", "absent")]),
        ('verdict:"Not in the paper"', [("verdict", "absent")]),
        ("arxiv:2310.11511", [("arxiv", "2310.11511")]),
        ("arXiv:2310.11511v2", [("arxiv", "2310.11511")]),
        ("arxiv:https://arxiv.org/abs/2310.11511", [("arxiv", "2310.11511")]),
        ("arxiv:cs/9901001", [("arxiv", "cs/9901001")]),
    ],
)
def test_filters_are_understood(typed, understood):
    filters = ask(typed).filters
    assert [(one.kind, one.value) for one in filters] == understood


@pytest.mark.parametrize(
    ("value", "years"),
    [
        ("2023", (2023, 2023)),
        ("2023..2025", (2023, 2025)),
        ("..2019", (None, 2019)),
        ("2020..", (2020, None)),
    ],
)
def test_a_filter_by_year_has_a_first_and_a_last_year(value, years):
    assert Filter("year", value).years == years


def test_a_minus_before_a_filter_negates_it():
    assert ask("-tag:logs").filters == (Filter("tag", "logs", negated=True),)
    assert ask("-tag:logs tag:logs").text == "-tag:logs tag:logs"


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("what is the log of kafka", ["log", "kafka"]),
        ("why doesn't it hold", ["hold"]),
        ("what's “the log”", ["the log"]),
        ("exactly once", ["exactly", "once"]),
        ("to be or not to be", ["to", "be", "or", "not"]),
        ('"the" log', ["the", "log"]),
    ],
)
def test_stop_words_count_only_where_there_is_nothing_else(typed, terms):
    assert [term.text for term in ask(typed).terms] == terms


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("kafka log", "<PlainText 'kafka log'>"),
        ("what is kafka", "<PlainText 'kafka'>"),
        ("LLM.int8()", "<Phrase 'LLM.int8'>"),
        ('log "at least"', "<And <PlainText 'log'> <Phrase 'at least'>>"),
        ("raft OR paxos", "<Or <PlainText 'raft'> <PlainText 'paxos'>>"),
        ("log -loss", "<And <PlainText 'log'> <Not <PlainText 'loss'>>>"),
        (
            'log x-y -"a b" -c',
            "<And <PlainText 'log'> <Phrase 'x-y'> "
            "<Not <Or <Phrase 'a b'> <PlainText 'c'>>>>",
        ),
        ("log -the", "<PlainText 'log'>"),
        ("EOS", "<Or <PlainText 'EOS'> <Phrase 'exactly once'>>"),
        (
            "kafka exactly once",
            "<And <PlainText 'kafka'> <Or <PlainText 'exactly once'> "
            "<PlainText 'EOS'> <Phrase 'exactly-once semantics'>>>",
        ),
        (
            "mixture of experts",
            "<Or <PlainText 'mixture experts'> <PlainText 'MoE'>>",
        ),
        (
            '"exactly once"',
            "<Or <Phrase 'exactly once'> <PlainText 'EOS'> "
            "<Phrase 'exactly-once semantics'>>",
        ),
        (
            "EOS OR raft",
            "<Or <PlainText 'EOS'> <Phrase 'exactly once'> <PlainText 'raft'>>",
        ),
        ("-loss", "None"),
        ("tag:logs", "None"),
        ("🙂", "None"),
        ("", "None"),
    ],
)
def test_a_question_becomes_a_tree_of_wagtails_search(typed, wanted):
    assert tree(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("kafka log", "<PlainText 'kafka log' operator='or'>"),
        (
            'log "what is sent" -loss',
            "<And <Or <PlainText 'log' operator='or'> <PlainText 'sent'>> "
            "<Not <PlainText 'loss'>>>",
        ),
        (
            "exactly once kafka",
            "<Or <PlainText 'kafka' operator='or'> <PlainText 'exactly once'> "
            "<PlainText 'EOS'> <Phrase 'exactly-once semantics'>>",
        ),
        ('"GPT-4 is the model"', "<And <PlainText 'model'> <Phrase 'GPT-4'>>"),
        ("-loss tag:logs", "None"),
    ],
)
def test_a_relaxed_question_wants_some_of_the_words(typed, wanted):
    assert tree(typed, "any_words") == wanted


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("  what  is “a log", 'what is "a log"'),
        ("tag:logs kafka OR raft -x", "kafka OR raft -x tag:logs"),
        ("year:2025-2023 verdict:not", "year:2023..2025 verdict:absent"),
        ('"GPT-4" "tag:x"', 'GPT-4 "tag:x"'),
        ("((a))", "a"),
    ],
)
def test_a_question_is_written_back_as_one_would_type_it(typed, written):
    assert ask(typed).text == written


def test_a_filter_can_be_taken_away():
    question = ask('log tag:logs tag:"Large Models" year:2023')
    left = question.without(Filter("tag", "large-models"))
    assert left.text == left.typed == "log tag:logs year:2023"


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("x" * LONGEST, "x" * LONGEST),
        ("x" * (LONGEST + 1), "x" * LONGEST),
        ("  " + "x" * LONGEST + "  ", "x" * LONGEST),
        ("x" * (LONGEST - 1) + "q\u0323", "x" * (LONGEST - 1)),
        ("x" * (LONGEST - 2) + "👩\u200d🔬", "x" * (LONGEST - 2)),
        ("q" + "\u0323" * LONGEST, "q" + "\u0323" * (LONGEST - 1)),
    ],
)
def test_a_long_question_is_cut_between_letters(text, beginning):
    question = ask(text)
    assert question.typed == beginning
    assert question.was_cut == (len(text.strip()) > LONGEST)


def test_what_cannot_be_written_back_within_the_limit_is_cut():
    unclosed = '"a ' + "x" * (LONGEST - 9) + '" "b c'
    question = ask(unclosed)
    assert len(unclosed) == LONGEST
    assert question.was_cut
    assert [term.text for term in question.terms] == ["a " + "x" * (LONGEST - 9)]


PIECES = st.sampled_from(
    [
        *(f"{kind}:" for kind in KINDS),
        *("OR", "-", '"', "“", "”", " ", ":", "..", "2023", "2019", "overstated"),
        *("kafka", "the", "GPT-4", "'s", "(", ")", "*", "\x00", "\u0301", "\u200d"),
        *("2310.11511", "holds with conditions", "🙂", "\ud800", "ש", "\u3000", "+"),
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(codec=None), max_size=300),
    st.lists(PIECES, max_size=80).map("".join),
    st.lists(PIECES, max_size=60).map(" ".join),
)


@given(TEXTS)
@example('"' * 10_000)
@example("(" * 10_000)
@example("-" * 10_000)
@example("tag:" * 10_000)
@example("a OR " * 10_000)
@example("\u0301" * 10_000)
@example("\x00" * 10_000)
@example('tag:"' + "x" * 300)
def test_any_text_is_a_question_that_can_be_written_back(text):
    question = ask(text)
    assert ask(question.text) == question
    assert len(question.typed) <= LONGEST
    assert len(question.text) <= LONGEST
    assert ask(question.typed).typed == question.typed


@given(TEXTS)
def test_a_question_has_a_tree_if_it_looks_for_some_word(text):
    question = ask(text)
    assert (question.all_words(expand) is None) == (not question.terms)
    assert (question.any_words(expand) is None) == (not question.terms)
    assert all(term.words for term in question.terms)


@given(TEXTS, TEXTS)
def test_a_filter_is_kept_whatever_stands_before_it(text, value):
    value = " ".join(words_of(cut(value, 20)))
    text = text[:100].replace('"', "").translate(dict.fromkeys(map(ord, "“”„‟«»＂")))
    if value:
        assert any(
            one.matches(Filter("tag", value))
            for one in ask(f'{text} tag:"{value}"').filters
        )
