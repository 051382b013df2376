"""Which migrations made the tables."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader

from home.backup.faults import BackupError

Migration = tuple[str, str]


def applied() -> list[Migration]:
    """The migrations the database has been through, squashed ones for those in them."""
    loader = MigrationLoader(connection)
    return sorted(loader.applied_migrations.keys() & loader.graph.nodes.keys())


def bring_to(told: list[Migration]) -> None:
    """See that the tables are as they were when a backup was made.

    An older backup is taken by a database that is new: it is migrated as far as the
    backup was, filled, and then the rest of the way.
    """
    executor = MigrationExecutor(connection)
    wanted = as_named_here(told, executor.loader)
    if unknown := sorted(wanted - executor.loader.graph.nodes.keys()):
        app, name = unknown[0]
        raise BackupError(
            f"The backup was made by another version, which has {app}'s migration "
            f"{name}: restore it with that version's code."
        )
    if not applied():
        executor.migrate(last_of(wanted, executor.loader.graph))
    here = set(applied())
    if here > wanted:
        raise BackupError(
            "The backup has an older database schema than this database. Restore it "
            "into a new, empty one: it is then brought up to date."
        )
    if here != wanted:
        raise BackupError("This database is not up to date: run migrate first.")


def as_named_here(told: list[Migration], loader: MigrationLoader) -> set[Migration]:
    """The same migrations, where those of the older version were squashed since."""
    named = set(told)
    for key, squashed in loader.replacements.items():
        if key in loader.graph.nodes and named.issuperset(squashed.replaces):
            named = named.difference(squashed.replaces) | {key}
    return named


def last_of(migrations: set[Migration], graph: MigrationGraph) -> list[Migration]:
    """Those that no other of their app comes after."""
    before = {
        (parent.key[0], parent.key[1])
        for migration in migrations
        for parent in graph.node_map[migration].parents
        if parent.key[0] == migration[0]
    }
    return sorted(migrations - before)
