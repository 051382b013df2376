"""An editor takes a zip file to the CMS, sees what it would change, and imports it."""

import pytest
from playwright.sync_api import expect

from tests.conftest import person
from tests.e2e.editing import choose, sign_in
from tests.factories import PaperFactory, enter_tags
from tests.writing.bundle_files import WITH_PICTURE
from writing.models import ReviewPage
from writing.site_setup import EDITORS

POST = b"""\
---
title: A post about logs
tags: [messaging, golang]
---
A log is a list. {{< youtube x >}}
"""


@pytest.fixture(scope="module")
def people(site):
    enter_tags()
    PaperFactory(short_title="The Log", title="The Log")
    return person("editor", EDITORS)


@pytest.fixture
def editor(people, visit, site):
    page = visit()
    sign_in(page, "editor")
    page.goto(f"/admin/reviews/import/{site.pk}/")
    return page


def upload(page, name, data):
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.get_by_label("Zip or Markdown file").set_input_files(file)
    page.get_by_role("button", name="See what would change").click()
    expect(page.get_by_text("Nothing is stored yet")).to_be_visible()


def test_a_zip_file_is_looked_at_and_imported(editor):
    upload(editor, "kafka.zip", WITH_PICTURE)
    expect(editor.get_by_role("checkbox", name="Kafka, read closely")).to_be_checked()
    editor.get_by_text("Blocks of the body").click()
    expect(editor.get_by_text("Kafka delivers each message")).to_be_visible()
    assert not ReviewPage.objects.filter(slug="kafka").exists()
    editor.get_by_role("button", name="Import these").click()
    expect(editor.get_by_text("This was imported.")).to_be_visible()
    editor.get_by_role("link", name="Kafka, read closely").click()
    expect(editor.locator("[name='title']")).to_have_value("Kafka, read closely")
    assert not ReviewPage.objects.get(slug="kafka").live
    assert editor.watch.faults == []


def test_a_post_is_given_its_paper_and_becomes_a_draft(editor):
    upload(editor, "2024-01-05-logs.md", POST)
    choose(editor, "Choose paper", "The Log")
    editor.get_by_role("button", name="Take these papers").click()
    report = editor.get_by_role("table").filter(has_text="What was done")
    expect(report).to_contain_text("the tag “golang”, which the vocabulary lacks")
    editor.get_by_role("button", name="Import these").click()
    expect(editor.get_by_text("This was imported.")).to_be_visible()
    review = ReviewPage.objects.get(slug="logs")
    assert (review.live, review.paper.short_title) == (False, "The Log")
    assert editor.watch.faults == []
    assert editor.watch.elsewhere == []
