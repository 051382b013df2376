"""What every test may lean on: a prepared site, and people of each role."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction

from tests.databases import connected_to, copy_of, drop
from tests.factories import enter_tags, writing_index
from writing.models import ReviewPage
from writing.site_setup import EDITORS, MODERATORS

# What only one database has; nothing else may depend on which it is.
ONLY_ON = {
    "sqlite": ["search/engine/test_fts5.py"],
    "postgresql": [
        "search/engine/test_postgresql.py",
        "writing/bundles/test_beside_publishers.py",
    ],
}
collect_ignore = [
    name
    for vendor, names in ONLY_ON.items()
    if vendor != connection.vendor
    for name in names
]


def pytest_report_header():
    left_out = ", ".join(collect_ignore)
    return f"database: {connection.vendor}, which has no use for {left_out}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A new site's database: page tree, groups and moderation, before every test."""
    with django_db_blocker.unblock():
        call_command("prepare_site")


@pytest.fixture
def site(db):
    """The Writing index of the new site."""
    # Where pages lie, as Wagtail remembers it, is not taken back with the database.
    cache.clear()
    return writing_index()


@pytest.fixture(scope="session")
def stocked(django_db_setup, django_db_blocker):
    """A copy of the new site's database with the sample library published in it."""
    with django_db_blocker.unblock():
        database = copy_of(connection.settings_dict["NAME"], "stocked")
        with connected_to(database):
            call_command("import_reviews", "content", publish=True, stdout=StringIO())
    yield database
    with django_db_blocker.unblock():
        drop(database)


@pytest.fixture(scope="module")
def library(stocked, django_db_blocker):
    """The reviews of the sample library, in a database that has no others.

    What the module changes is taken back after it.
    """
    with (
        django_db_blocker.unblock(),
        connected_to(stocked),
        transaction.atomic(),
    ):
        yield ReviewPage.objects.published()
        transaction.set_rollback(True)


@pytest.fixture
def vocabulary(site):
    """Tags that editors may choose."""
    return enter_tags()


def person(name, group=None):
    users = get_user_model().objects
    if group is None:
        return users.create_superuser(name, f"{name}@localhost", "secret")
    user = users.create_user(name, f"{name}@localhost", "secret")
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(site):
    return person("editor", EDITORS)


@pytest.fixture
def moderator(site):
    return person("moderator", MODERATORS)


@pytest.fixture
def administrator(site):
    return person("administrator")


def pytest_terminal_summary(terminalreporter):
    for report in terminalreporter.stats.get("skipped", []):
        terminalreporter.write_line(f"SKIPPED, which fails the run: {report.nodeid}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """A skipped test is a test nobody ran: the run fails."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus == 0 and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
