"""What every test may lean on: a prepared site, and people of each role."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction

from tests.factories import enter_tags, writing_index
from writing.models import ReviewPage
from writing.site_setup import EDITORS, MODERATORS


@pytest.fixture
def site(db):
    """The page tree, groups and moderation of a new site; gives the Writing index."""
    call_command("prepare_site")
    return writing_index()


@pytest.fixture(scope="module")
def library(django_db_setup, django_db_blocker):
    """The site as it opens, with its sample reviews; taken back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("prepare_site")
        call_command("import_reviews", "content", publish=True, stdout=StringIO())
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
