"""Counts the queries of each request, on every database connection."""

import re
from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from home.health.answering import current

LONGEST = 300
# Values come as parameters; what a statement still quotes may be somebody's words.
QUOTED = re.compile(r"'(?:[^']|'')*'")
# The columns of a model are long, and say little.
COLUMNS = re.compile(r"\bSELECT .{40,}? FROM ", re.DOTALL)
BLANKS = re.compile(r"\s+")


def watch(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Count what is asked over a connection that was just opened."""
    if tally not in connection.execute_wrappers:
        # First, so that a wrapper which takes itself off again takes off the last.
        connection.execute_wrappers.insert(0, tally)


def tally(
    execute: Callable[..., Any],
    sql: str,
    params: Any,
    many: bool,
    context: dict[str, Any],
) -> Any:
    """Execute a statement, and count it for the request it belongs to."""
    answering = current()
    if answering is None:
        return execute(sql, params, many, context)
    began = perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        answering.count(sql, perf_counter() - began)


def readable(statement: str) -> str:
    """A statement in one line, without what it quotes, cut where it gets long."""
    # Text arrives as psycopg's own type where a query was composed.
    line = BLANKS.sub(" ", QUOTED.sub("'…'", str(statement))).strip()
    line = COLUMNS.sub("SELECT … FROM ", line)
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
