"""Prints what queries find in a small library, on the database that is set.

Run as `python -m tests.search.asking` it makes the test database, or takes the one that
is there, and leaves it as it was.
"""

import json
import os
import sys

import django

QUERIES = [
    *("kafka", "KAFKA", "broker", "partition", "ledger", "raft", "nonsense", "the log"),
    *("commit", "commits", "committed", "replicating", "replicas", "elections"),
    *("naive", "naïve", "Erdős", "erdos", "café", "Zürich"),
    *("log broker", "broker log", "kafka raft", "leader election", "exactly once"),
    *('"exactly once"', '"once exactly"', '"leader election"', '"state machine"'),
    *("kafka -raft", "log -kafka", "kafka OR raft", "raft OR nonsense", "2011", "gpt4"),
    *("", '"', "'", "()", "--", "AND", "\x00", "%", "*", "🙂", "log; DROP TABLE"),
]
# Asked as Wagtail's own trees of queries, which the language of the site is made into.
TREES = ["and", "or", "not", "phrase", "none", "prefix"]


def library():
    """Reviews of which each query finds some and leaves others."""
    from tests.factories import ReviewPageFactory, prose, sound, writing_index

    texts = {
        "Kafka": "The broker keeps a log in partitions, exactly once. Written in 2011.",
        "Raft": "A leader election; the log is replicated and committed by a naïve rule.",
        "Paxos": "Erdős met at a café in Zürich. Once, exactly, the ledger was a state.",
        "Ledgers": "A state machine replicates. Commits wait for kafka and for raft.",
    }
    for title, text in texts.items():
        ReviewPageFactory(
            parent=writing_index(),
            title=title,
            dek="Nothing else is said. " * 6,
            body=sound(prose(text)),
        )


def trees():
    from wagtail.search.query import And, Not, Or, Phrase, PlainText

    log, kafka = PlainText("log"), PlainText("kafka")
    return {
        "and": And([log, kafka]),
        "or": Or([PlainText("election"), PlainText("café")]),
        "not": And([log, Not(kafka)]),
        "phrase": Phrase("state machine"),
        "none": And([Phrase("exactly once"), PlainText("election")]),
    }


def answers():
    """The titles that each query finds, by query."""
    from search.queries import cleaned

    from writing.models import ReviewPage

    def titles(query):
        found = ReviewPage.objects.search(query)
        return sorted(review.title for review in found)

    plain = {
        query: titles(cleaned(query)) if cleaned(query) else [] for query in QUERIES
    }
    return plain | {f"tree {name}": titles(tree) for name, tree in trees().items()}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.test.utils import setup_test_environment

    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=True)
    with transaction.atomic():
        call_command("prepare_site")
        library()
        answered = {"vendor": connection.vendor, "answers": answers()}
        transaction.set_rollback(True)
    json.dump(answered, sys.stdout)


if __name__ == "__main__":
    main()
