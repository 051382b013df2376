"""What queries find in a small library, on the database that is set.

`pytest tests/search/asking.py` writes it as JSON to the file that ANSWERS names.
"""

import json
import os
from pathlib import Path

from django.db import connection

from search.language import ask
from search.passages import best_passages
from tests.factories import ReviewPageFactory, claim, prose, sound
from writing.models import ReviewPage

QUERIES = [
    *("kafka", "KAFKA", "broker", "partition", "ledger", "raft", "nonsense", "the log"),
    *("commit", "commits", "committed", "replicating", "replicas", "elections"),
    *("naive", "naïve", "Erdős", "erdos", "café", "cafe", "Zürich", "zurich"),
    *("log broker", "broker log", "kafka raft", "leader election", "exactly once"),
    *('"exactly once"', '"once exactly"', '"leader election"', '"state machine"'),
    *(
        "kafka -raft",
        "log -kafka",
        "kafka OR raft",
        "raft OR nonsense",
        '"a log" -raft',
    ),
    *("-kafka", "what is a log", "to be or not to be", "repl*", "elec*", "kaf*"),
    *(
        "2011",
        "gpt-4",
        "3.1",
        "O(n log n)",
        "at-least-once",
        "C++",
        "don't",
        "tag:logs",
    ),
    *(
        "",
        '"',
        "'",
        "()",
        "--",
        "AND",
        "\x00",
        "%",
        "*",
        "🙂",
        "log; DROP TABLE",
        "<b>",
    ),
]
TEXTS = {
    "Kafka": "The broker keeps a log in partitions, exactly once. Written in 2011.",
    "Raft": "A leader election; the log is replicated and committed by a naïve rule.",
    "Paxos": "Erdős met at a café in Zürich. Once, exactly, the ledger was a state.",
    "Ledgers": "A state machine replicates. Commits wait for kafka and for raft.",
    "Numbers": "GPT-4 and Llama 3.1 sort in O(n log n) at-least-once; C++ doesn't.",
}


def library(site):
    """Reviews of which most queries find some and leave others."""
    for title, text in TEXTS.items():
        ReviewPageFactory(
            parent=site,
            title=title,
            dek="Nothing else is said. " * 8,
            body=sound(
                prose(f"## Part\n\n{text}"),
                claim(said=f"It is {title}.", found="So.", label="known"),
            ),
        )


def nothing_else(phrase):
    """No phrase has another that means the same."""
    return ()


def titles(query):
    """The reviews that have all the words, and those that have some of them."""
    trees = (query.all_words(nothing_else), query.any_words(nothing_else))
    return [
        sorted(review.title for review in ReviewPage.objects.search(tree))
        if tree is not None
        else None
        for tree in trees
    ]


def passages(query):
    """The best passages of all reviews, by the review's title."""
    reviews = dict(ReviewPage.objects.values_list("pk", "title"))
    found = best_passages(query.terms, list(reviews))
    return {
        reviews[key]: [[hit.anchor, list(hit.words)] for hit in hits]
        for key, hits in sorted(found.items())
    }


def answers(site):
    """What the database is, and what each query finds."""
    library(site)
    questions = {query: ask(query) for query in QUERIES}
    told = {
        "vendor": connection.vendor,
        "reviews": {query: titles(asked) for query, asked in questions.items()},
        "passages": {query: passages(asked) for query, asked in questions.items()},
    }
    return json.loads(json.dumps(told))


def test_the_answers_are_told(site):
    Path(os.environ["ANSWERS"]).write_text(json.dumps(answers(site)))
