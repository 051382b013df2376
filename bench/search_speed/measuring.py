"""What is measured in one database: questions, indexing, size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db import connection
from django.test import Client

from bench.search_speed import index, postgresql, sqlite
from bench.search_speed.clock import cost, cost_once
from bench.search_speed.findings import Finding
from bench.search_speed.parts import cost_of_parts
from bench.search_speed.questions import Question, beginnings, questions
from bench.search_speed.reviews import Journal

BARE = {"sqlite": sqlite, "postgresql": postgresql}
INDEX_TABLES = ("search_", "modelsearch_")
SUGGESTIONS = "/search/suggest/"


def measured(journal: Journal, reviews: int) -> Iterator[Finding]:
    """Everything that is measured in a database that is filled and indexed."""
    # Pages are kept for as long as nothing changes, but not of who sends credentials.
    site = Client(headers={"host": "127.0.0.1", "authorization": "Basic Og=="})
    # What the frame of every page costs; more on a busy machine than on an idle one.
    about = asking(site, "/about/", "")
    yield finding(reviews, "frame", "a page of plain text", cost(about))
    for question in questions(journal, reviews):
        yield searched(site, question, reviews)
    for name, typed in beginnings().items():
        ask = asking(site, SUGGESTIONS, typed)
        yield finding(reviews, "suggestion", name, cost(ask))
    yield from indexed(reviews)
    yield from weighed(reviews)


def searched(site: Client, question: Question, reviews: int) -> Finding:
    """The page of results, whole and in parts, beside the bare SQL."""
    bare = BARE[connection.vendor]
    ask = asking(site, "/search/", question.typed)

    def ask_bare() -> int:
        return [bare.ask(each) for each in question.asked][-1][-1][0]

    return finding(
        reviews,
        "search",
        question.name,
        cost(ask),
        bare=cost(ask_bare),
        parts=cost_of_parts(ask),
        note=f"`{question.typed}`, {ask_bare():,} reviews",
    )


def asking(site: Client, path: str, typed: str) -> Callable[[], None]:
    """A request that has to succeed."""

    def ask() -> None:
        answer = site.get(path, {"q": typed})
        if answer.status_code != 200:  # noqa: PLR2004
            raise RuntimeError(f"{path} answers {answer.status_code} to {typed!r}.")

    return ask


def indexed(reviews: int) -> Iterator[Finding]:
    """What it costs to index one review that was edited."""
    costs = sorted(
        cost_once(partial(index.index_one, review)) for review in index.edited()
    )
    yield finding(
        reviews,
        "indexing",
        "index one review",
        costs[len(costs) // 2],
        note=f"dearest {costs[-1]:.1f}",
    )


def rebuilt(reviews: int) -> Iterator[Finding]:
    """What it costs to make the whole index."""
    spent = cost_once(index.rebuild)
    each = f"{spent / reviews:.1f} ms a review"
    yield finding(reviews, "rebuild", "rebuild all", spent / 1000, unit="s", note=each)


def weighed(reviews: int) -> Iterator[Finding]:
    """The size on disk of what is there for the search, and of everything."""
    sizes = BARE[connection.vendor].sizes()
    of_index = sum(
        size for table, size in sizes.items() if table.startswith(INDEX_TABLES)
    )
    named = {"size of the index": of_index, "size of all": sum(sizes.values())}
    for name, size in named.items():
        yield finding(reviews, "size", name, size / 1e6, unit="MB")


def finding(reviews: int, kind: str, name: str, ours: float, **more: Any) -> Finding:
    """A finding in the database that is connected."""
    return Finding(connection.vendor, reviews, kind, name, ours, **more)
