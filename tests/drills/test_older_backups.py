"""What an older version backed up comes back under the newest code."""

import gzip
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from home.backup.archive import opened
from tests.drills.sites import OTHERS, Deployment

pytestmark = pytest.mark.django_db

OLDER = Path(__file__).with_name("older")
VERSIONS = ["d145860", *(["b28bafb"] if "LONG_DRILLS" in os.environ else [])]
PAGES = ["/", "/writing/", "/writing/kafka/", "/writing/kafka/index.md", *OTHERS]
# Their rows are the code's: migrations add what is new, and drop what is gone.
OF_THE_CODE = {"auth_permission", "django_content_type"}


@pytest.fixture(params=VERSIONS)
def backup(request, tmp_path):
    """A backup as the commit's own version left it; tests/drills/older tells how."""
    path = tmp_path / "older.backup"
    path.write_bytes(
        gzip.decompress((OLDER / f"{request.param}.backup.gz").read_bytes())
    )
    return path


def found(database, query):
    with closing(sqlite3.connect(database)) as asked:
        return asked.execute(query).fetchall()


def count(database, table):
    [(rows,)] = found(database, f'SELECT count(*) FROM "{table}"')  # noqa: S608
    return rows


def migrations(database):
    return set(found(database, "SELECT app, name FROM django_migrations"))


def test_an_older_backup_is_brought_up_to_date_and_served(backup, furnished, tmp_path):
    site, database = Deployment(tmp_path), tmp_path / "db.sqlite3"
    (tmp_path / "static").symlink_to(furnished.data / "static")
    site.manage("restore", backup)
    assert migrations(database) == migrations(furnished.data / "db.sqlite3")
    with opened(backup) as archive:
        told = {one.name: one.rows for one in archive.manifest.tables}
    kept = told.keys() - OF_THE_CODE
    assert {name: count(database, name) for name in kept} == {
        name: told[name] for name in kept
    }
    with site.served() as server:
        pages = {path: server.get(path) for path in PAGES}
    assert {status for status, _ in pages.values()} == {200}
    for path in ("/writing/", "/writing/kafka/", "/search/?q=log"):
        assert b"What the Original Paper Actually Says" in pages[path][1]
