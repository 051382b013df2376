"""A small site that drills copy: three reviews, a picture, the copy of a paper."""

import os
import shutil

import pytest
from django.db import connection

from tests.drills.sites import PASSWORD, Deployment, copy_database

# What takes minutes is for `make drills`.
collect_ignore = ["test_other_database.py", "test_older_backups.py"]
if "LONG_DRILLS" in os.environ:
    collect_ignore = []


@pytest.fixture(scope="session")
def migrated(tmp_path_factory, django_db_setup):
    """A directory with a database that has tables, and nobody's content."""
    data = tmp_path_factory.mktemp("migrated")
    if connection.vendor == "sqlite":
        # Migrating takes the longest.
        copy_database(connection.settings_dict["NAME"], data / "db.sqlite3")
    else:
        Deployment(data).manage("migrate", "--verbosity=0")
    return Deployment(data)


@pytest.fixture(scope="session")
def furnished(migrated, tmp_path_factory):
    """The small site; to be copied, never changed."""
    deployment = Deployment(
        tmp_path_factory.mktemp("furnished"), more={"MODERATOR_PASSWORD": PASSWORD}
    )
    copy_database(migrated.data / "db.sqlite3", deployment.data / "db.sqlite3")
    deployment.run("-m", "tests.drills.furnishing")
    return deployment


def copied(deployment, data):
    """The same site in another directory."""
    shutil.copytree(
        *(deployment.data, data),
        ignore=shutil.ignore_patterns("db.sqlite3*", "static", "cache"),
        dirs_exist_ok=True,
    )
    if (deployment.data / "static").is_dir():
        (data / "static").symlink_to(deployment.data / "static")
    copy_database(deployment.data / "db.sqlite3", data / "db.sqlite3")
    return Deployment(data)


@pytest.fixture
def deployment(furnished, tmp_path):
    """The small site, to do with as the test likes."""
    return copied(furnished, tmp_path)


def nobodys(migrated, furnished, data, **more):
    """Another machine, with the code's tables and its own style sheets."""
    copy_database(migrated.data / "db.sqlite3", data / "db.sqlite3")
    (data / "static").symlink_to(furnished.data / "static")
    return Deployment(data, more=more)


@pytest.fixture
def empty_machine(migrated, furnished, tmp_path_factory):
    return nobodys(migrated, furnished, tmp_path_factory.mktemp("empty-machine"))


@pytest.fixture(scope="session")
def original(furnished, tmp_path_factory):
    return copied(furnished, tmp_path_factory.mktemp("original"))


@pytest.fixture(scope="session")
def pages(original):
    """What readers saw before anything was lost."""
    with original.served() as server:
        pages = server.pages()
    answered = [path for path, (status, _) in pages.items() if status == 200]
    assert any(path.startswith("/media/images/") for path in answered)
    assert len(answered) >= 30
    return pages
