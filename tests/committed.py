"""Databases whose changes are committed, as those of a running site are."""

from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache
from django.db import connection


@contextmanager
def own_database(name):
    """A copy of the migrated database, for one module alone.

    What other threads are to see must be committed, so no transaction keeps it from
    other tests; and a flush would leave them an empty database.
    """
    migrated = connection.settings_dict["NAME"]
    own = settings.DATA_DIR / f"{name}.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(own)])
    use_database(own)
    yield own
    use_database(migrated)


def use_database(path):
    """Connect to another file, here and in every thread that begins from now on."""
    connection.close()
    connection.settings_dict["NAME"] = path
    cache.clear()
