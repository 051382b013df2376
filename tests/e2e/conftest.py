"""A real browser, and a site that it reads, with a database of its own."""

import os

import pytest
from django.db import connection
from playwright.sync_api import expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from bench.browsing import FLAGS
from tests.databases import own_copy
from tests.e2e.library import add_everything
from tests.e2e.watching import Watch
from tests.factories import writing_index

PATIENCE = 15_000

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def browser():
    with pytest.MonkeyPatch.context() as patch:
        # Playwright's synchronous API keeps an event loop running in this thread, in
        # which Django would refuse to touch the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
                args=list(FLAGS),
            )
            yield chromium
            chromium.close()


@pytest.fixture(scope="module")
def db(request, django_db_setup, django_db_blocker):
    """A copy of the new site's database, for this module alone.

    What the server's threads are to see must be committed, so no transaction keeps it
    from other tests; and a flush would leave them an empty database.
    """
    migrated = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), own_copy(migrated, request.module.__name__):
        yield


@pytest.fixture(scope="module")
def site(db):
    """The Writing index of the new site."""
    return writing_index()


@pytest.fixture(scope="module")
def filled(request, stocked, django_db_blocker):
    """The sample library and something on every other public page.

    It comes before the server, which reads the database that it finds.
    """
    with django_db_blocker.unblock(), own_copy(stocked, request.module.__name__):
        add_everything()
        yield


@pytest.fixture(scope="module")
def server(site, browser):
    served = LiveServer("127.0.0.1")
    yield served.url
    served.stop()


@pytest.fixture
def visit(browser, server):
    """Opens browser contexts: `visit(viewport=…)` gives a page that is watched."""
    contexts = []

    def opened(width=1280, height=900, **options):
        context = browser.new_context(
            base_url=server,
            viewport={"width": width, "height": height},
            **options,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.watch = Watch(page, server)
        return page

    yield opened
    for context in contexts:
        context.close()
