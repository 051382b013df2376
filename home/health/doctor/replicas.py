"""Whether the servers that readers are served from follow the primary, and keep up."""

import time
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from home.health.doctor.database import silence
from home.health.doctor.examining import Finding, examines, fault, warning
from home.replicas import position

# Seconds a replica gets until it has what the primary had when it was asked. Readers
# go to another server after one or two; whoever needs five has more than a hiccup.
LONGEST_LAG = 5
PAUSE = 0.1
# A server tells itself from any other by the microsecond it was started at.
STANDING = "SELECT pg_is_in_recovery(), pg_postmaster_start_time()::text"
# A standby has the number of the cluster that it was copied from.
COPY_OF = "SELECT system_identifier, current_database() FROM pg_control_system()"
LAST_REPLAYED = "SELECT to_char(pg_last_xact_replay_timestamp(), 'YYYY-MM-DD HH24:MI')"


@examines("replicas", seconds=60)
def replicas_follow() -> Iterator[Finding]:
    """Each of REPLICA_URLS answers, is a replica, and has what the primary has."""
    silent = {alias: said for alias in settings.REPLICAS if (said := silence(alias))}
    for alias, said in silent.items():
        yield fault(
            f"The replica “{alias}” can't be reached: {said}",
            f"See whether its server runs; {named(alias)}.",
        )
    answering = [alias for alias in settings.REPLICAS if alias not in silent]
    if silence(DEFAULT_DB_ALIAS) or connections[DEFAULT_DB_ALIAS].vendor == "sqlite":
        return
    wrong = {alias: one for alias in answering if (one := wrong_server(alias))}
    yield from wrong.values()
    for alias in behind([alias for alias in answering if alias not in wrong]):
        yield too_late(alias)


def wrong_server(alias: str) -> Finding | None:
    """What is said of a server that does not follow the primary."""
    if not ask(alias, STANDING)[0]:
        return no_replica(alias)
    if ask(alias, COPY_OF) != ask(DEFAULT_DB_ALIAS, COPY_OF):
        return another_site(alias)
    return None


def no_replica(alias: str) -> Finding:
    """What takes writes of its own; after a failover it may be the primary."""
    if ask(alias, STANDING) == ask(DEFAULT_DB_ALIAS, STANDING):
        return warning(
            f"The replica “{alias}” is the primary itself: nothing follows it here.",
            f"Make a new replica of it, as after a failover; {named(alias)}.",
        )
    return fault(
        f"“{alias}” is no replica: it follows no other server, so that readers are "
        "shown what it had when it ceased to.",
        f"Make it a replica of the primary again; {named(alias)}.",
    )


def another_site(alias: str) -> Finding:
    return fault(
        f"“{alias}” is a replica of another database than DATABASE_URL names.",
        f"See what it follows; {named(alias)}.",
    )


def behind(aliases: list[str]) -> list[str]:
    """Those that don't get what the primary has now in the time they may take."""
    mark, deadline = position(DEFAULT_DB_ALIAS) or 0, time.monotonic() + LONGEST_LAG
    while late := [alias for alias in aliases if (position(alias) or 0) < mark]:
        if time.monotonic() > deadline:
            break
        time.sleep(PAUSE)
    return late


def too_late(alias: str) -> Finding:
    (last,) = ask(alias, LAST_REPLAYED)
    since = f" The last change it has is of {last}." if last else ""
    return warning(
        f"The replica “{alias}” is more than {LONGEST_LAG} seconds behind the primary: "
        f"readers are not served from it.{since}",
        "See pg_stat_replication on the primary, and the log of the replica.",
    )


def named(alias: str) -> str:
    """Where it stands in what the operator wrote."""
    return f"it is number {alias.rpartition('-')[2]} of REPLICA_URLS"


def ask(alias: str, sql: str) -> tuple[Any, ...]:
    """The one row that a server answers with."""
    with connections[alias].cursor() as cursor:
        cursor.execute(sql)
        row: tuple[Any, ...] = cursor.fetchone()
        return row
