"""What is wrong with a bundle is told with its file and line."""

import pytest

from tests.writing.bundles.conftest import FRONT
from writing.bundles.errors import BundleError
from writing.bundles.reader import read_bundle

BODY_LINE = FRONT.count("\n") + 1
CLAIM = ":::{claim} Said.\n"


def refusal(folder):
    with pytest.raises(BundleError) as caught:
        read_bundle(folder)
    return caught.value


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("Text.\n:::{clam} Said.\n:::", 2, 'unknown directive "clam" (prose, claim'),
        (f"{CLAIM}:verdict: maybe\n:::", 2, 'unknown verdict "maybe" (holds, cond'),
        (f"{CLAIM}:words: a\n:colour: red\n:::", 3, "claim has no option :colour:"),
        (f"{CLAIM}:words: a\n:words: b\n:::", 3, ":words: is given twice"),
        (f"{CLAIM}:said: again\n:::", 2, "said is given twice"),
        (f"{CLAIM}:words:\n:::", 2, ":words: is empty"),
        (f"{CLAIM}:words: a\nfound\n:::", 3, "an empty line must follow"),
        (f"{CLAIM}\n:words: a\n:::", 3, "options must follow the opening line"),
        (f"{CLAIM}:label: No Label\n:::", 2, 'label: "No Label" is no label'),
        (f'{CLAIM}:words: "a\n:::', 2, "words: not JSON"),
        (f'{CLAIM}:words: ["a"]\n:::', 2, "words: it must be text"),
        (f"{CLAIM}:heard: somebody\n:::", 2, 'heard: "somebody" is not where'),
        (f"{CLAIM}:heard: [t](x) 2026-13-01\n:::", 2, "is no day of the calendar"),
        (f"{CLAIM}:id: 1\n:::", 2, '"1" is no id'),
        (f"{CLAIM}Found.\n\nMore.", 1, "the directive is not closed; end it with"),
        (f"{CLAIM}:::\n\n:::\n", 4, "these colons open or close no directive"),
        (f"{CLAIM}\nFound.\n{CLAIM}:::", 4, "the directive of line"),
        (":::{equation} said\nx\n:::", 1, "equation takes no argument"),
        (":::{equation}\n:numbered: yes\n:::", 2, "it must be true or false"),
        (":::{key-numbers}\na,b\n1,2\n:::", 2, "the first row must be value,unit"),
        (":::{code} klingon\nx\n:::", 1, 'unknown language "klingon"'),
        (":::{chart} C\n:series: [{}]\n:colour: x\n:::", 3, "chart has no option"),
        (':::{chart} C\n:series: [{"col": "a"}]\n:::', 2, 'unknown name "col"'),
        ("% note to self\n\nText.", 1, 'a line that begins with % is "% prose"'),
        ("% prose\n\n:::{quote}\nx\n:::", 1, "no plain Markdown follows this line"),
        ("% id: 12\nText.", 1, '"12" is no id'),
        ("Text.\n\n```\n:::{claim} x", 3, "this listing is not closed"),
        (f"{CLAIM}:label: a\n:::\n{CLAIM}:label: a\n:::", 5, 'label "a" is used twice'),
        (":::{figure} no.png\n:::", 1, 'there is no file "no.png"'),
        (":::{figure} references.bib\n:::", 1, "is not named as a picture"),
    ],
)
def test_a_fault_of_the_body_is_told_with_its_line(shelf, body, line, message):
    error = refusal(shelf.put(body=body))
    assert (error.file, error.line) == ("kafka/index.md", BODY_LINE + line - 1)
    assert message in str(error)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("title: Kafka, read", "name: Kafka, read", 2, 'unknown name "name"'),
        ("title: Kafka, read closely\n", "", 2, "title is missing"),
        ("title: Kafka, read", "title: &a Kafka, read", 2, "anchors and aliases"),
        ("title: Kafka, read", "title: !!str Kafka, read", 2, "is not read"),
        ("title: Kafka, read closely", "title: [a]", 2, "title must be text"),
        ("tags: [clusters, logs, messaging]", "tags: logs", 11, "tags must be a list"),
        ("tags: [clusters, logs, messaging]", "tags: [logs, Logs]", 11, "stands twice"),
        (
            "tags: [clusters, logs, messaging]",
            "title: again",
            11,
            '"title" is given twice',
        ),
        ("published: 2026-11-12", "published: 12 Nov", 14, "is no date, YYYY-MM-DD"),
        ("published: 2026-11-12", "published: 2026-11-31", 14, "is no day of the cal"),
        ("  year: 2011", "  year: soon", 19, 'year: "soon" is no number'),
        ("  year: 2011\n", "", 15, "year is missing in paper"),
        ("  year: 2011", "  year: 2011\n  isbn: 1", 20, 'unknown name "isbn" in pap'),
        (
            "  year: 2011",
            "  year: 2011\n  relations: [{kind: likes, paper: x}]",
            20,
            'unknown relation "likes"',
        ),
        (
            "  year: 2011",
            "  year: 2011\n  relations: [{kind: extends, paper: kafka}]",
            20,
            "a paper has no relation to itself",
        ),
        (
            "  year: 2011",
            "  year: 2011\n  authors:\n  - {literal: A, given: B}",
            21,
            "literal stands in place of",
        ),
        ("- The second.", "- {text: The second.}", 9, "id is missing in a takeaway"),
        ("- name: The editors", "- nom: The editors", 13, 'unknown name "nom"'),
        ("tags: [clusters", 'tags: ["clusters', 18, "flow sequence of line 11"),
        ("title: Kafka", "title: \x07Kafka", 2, "not YAML: special characters"),
    ],
)
def test_a_fault_of_the_front_matter_is_told_with_its_line(
    shelf, old, new, line, message
):
    assert old in FRONT
    error = refusal(shelf.put(front=FRONT.replace(old, new)))
    assert (error.file, error.line) == ("kafka/index.md", line)
    assert message in str(error)


def test_a_fault_of_the_bibliography_is_told_with_its_line(shelf):
    folder = shelf.put(
        **{"references.bib": "@misc{a, title={A}}\n\n@misc{a, title={B}}"}
    )
    error = refusal(folder)
    assert (error.file, error.line) == ("kafka/references.bib", 3)


def test_an_error_reads_as_file_line_and_message(shelf):
    body = f"{CLAIM}:verdict: maybe\n:::"
    assert str(refusal(shelf.put(body=body))).startswith(
        f'kafka/index.md:{BODY_LINE + 1}: unknown verdict "maybe" (holds, conditional'
    )


def test_the_second_of_two_equal_ids_is_refused(shelf):
    line = "% id: 00000000-0000-4000-8000-000000000001\nText.\n"
    error = refusal(shelf.put(body=f"{line}\n{line}"))
    assert "is used twice" in str(error)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("No front matter.", "the file must begin with a line of ---"),
        ("---\ntitle: T\n", "the front matter has no second line of ---"),
        ("---\n- a\n---\n", "the front matter must be a mapping"),
        ("---\n---\n", "title is missing"),
        ("", "the file must begin"),
    ],
)
def test_a_file_without_front_matter_is_refused(shelf, text, message):
    assert message in str(refusal(shelf.put(front=text, body="")))


def test_what_is_not_utf_8_is_refused_with_its_line(shelf):
    folder = shelf.put(**{"index.md": b"---\ntitle: \xff\n---\n"})
    assert (refusal(folder).line, refusal(folder).message) == (2, "this is not UTF-8")


def test_a_nul_character_is_refused_with_its_line(shelf):
    error = refusal(shelf.put(body="One.\n\x00\n"))
    assert (error.line, error.message) == (BODY_LINE + 1, "there is a NUL character")
