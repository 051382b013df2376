"""Brings the data up to the code: what `make run` does before it serves.

One process for all of it, since loading Django takes longer than most of the steps.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from home import triggers
from writing.rendering.body import VERSION


def prepare() -> None:
    # Which tables pages show may change without a migration.
    if has_unapplied_migrations() or not triggers.is_complete(connection):
        say("Bringing the database up to date")
        call_command("migrate", interactive=False, verbosity=0)
    if not settings.DEBUG:
        collect_static_files()
    call_command("prepare_site")
    if not get_user_model().objects.exists():
        settle()
    render_anew()
    index_anew()


def has_unapplied_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def settle() -> None:
    """Give an empty site its library and its people.

    The people come last: a site that has some is somebody's, and is left alone.
    """
    # Nobody should wait for the library to be told of a weak password.
    call_command("create_people", check=True)
    say("Loading the sample library (once)")
    with transaction.atomic():
        call_command("import_reviews", "content", publish=True)
        call_command("import_reviews", "docs/sample-draft")
    call_command("create_people")


def render_anew() -> None:
    """Draw what is live again when the renderer is not the one that drew it."""
    stamp = Path(settings.DATA_DIR, "renderer.version")
    if not was(stamp, str(VERSION)):
        call_command("render_reviews", verbosity=0)
        stamp.write_text(str(VERSION))


def index_anew() -> None:
    """Index all reviews when what writes to the index now has not done so."""
    # Models are there only once Django is set up.
    from search.indexing.rebuilding import is_current  # noqa: PLC0415

    if not is_current():
        say("Indexing the reviews for search (once)")
        call_command("rebuild_search", verbosity=0)


def collect_static_files() -> None:
    """Collect them anew when one was added, removed or changed."""
    stamp = Path(settings.DATA_DIR, "static.sha256")
    fingerprint = static_files_fingerprint()
    if Path(settings.STATIC_ROOT).is_dir() and was(stamp, fingerprint):
        return
    say("Collecting style sheets, scripts and fonts")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(fingerprint)


def static_files_fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(None):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def was(stamp: Path, fingerprint: str) -> bool:
    return stamp.is_file() and stamp.read_text() == fingerprint


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    try:
        django.setup()
        prepare()
    except (CommandError, ImproperlyConfigured) as error:
        sys.exit(str(error))
    except DatabaseError as error:
        sys.exit(f"The database in {settings.DATA_DIR} cannot be used: {error}.")
    except OSError as error:
        sys.exit(f"{error.filename or settings.DATA_DIR}: {error.strerror}.")


if __name__ == "__main__":
    main()
