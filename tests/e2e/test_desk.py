"""The desk in a browser: what an editor and a moderator find, and do from there."""

import pytest
from playwright.sync_api import expect

from bench.reach import violations
from tests.conftest import person
from tests.e2e.editing import sign_in
from tests.factories import ReviewPageFactory
from writing.models import ReviewTag
from writing.site_setup import EDITORS, MODERATORS


@pytest.fixture(scope="module", autouse=True)
def library(site):
    """A live review, a draft of the editor's in moderation, and two tags for one."""
    editor = person("editor", EDITORS)
    person("moderator", MODERATORS)
    review = ReviewPageFactory(parent=site, title="Exactly once, almost")
    review.latest_revision.publish()
    draft = review.get_latest_revision_as_object()
    draft.dek = "Short."
    draft.save_revision(user=editor)
    review.refresh_from_db()
    review.get_workflow().start(review, editor)
    ReviewTag.objects.create(name="log")


def panel(page, name):
    return page.get_by_role("region", name=name)


def ours(found):
    """What axe finds in the desk's own panels."""
    return [line for line in found if "desk" in line]


def test_an_editor_finds_the_draft_and_where_it_fails(visit):
    page = visit()
    sign_in(page, "editor")
    drafts = panel(page, "My drafts")
    expect(drafts.get_by_role("link", name="Exactly once, almost")).to_be_visible()
    expect(drafts).to_contain_text("In moderation")
    expect(panel(page, "Waiting for me")).to_contain_text("Nothing waits for you.")
    panel(page, "Gate failures").get_by_role("button", name="Check now").click()
    expect(panel(page, "Gate failures")).to_contain_text(
        "1 error. Dek: It has 6 characters; write 150 to 400."
    )
    assert page.watch.faults == []


def test_a_moderator_sends_a_draft_back_from_the_desk(visit):
    page = visit()
    sign_in(page, "moderator")
    waiting = panel(page, "Waiting for me")
    waiting.get_by_role("button", name="Request changes").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("The dek is too short.")
    dialog.get_by_role("button", name="Request changes").click()
    expect(panel(page, "Waiting for me")).to_contain_text("Nothing waits for you.")
    assert page.watch.faults == []
    assert page.watch.elsewhere == []


def test_a_moderator_merges_twins_from_the_desk(visit):
    page = visit()
    sign_in(page, "moderator")
    panel(page, "Tags that look like twins").get_by_role(
        "link", name="log"
    ).first.click()
    page.get_by_role("button", name="Keep “logs”, drop “log”").click()
    expect(page.get_by_role("status").first).to_contain_text("“log” is “logs” now")
    page.goto("/admin/")
    expect(page.get_by_text("Tags that look like twins")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 800])
def test_axe_finds_nothing_in_the_panels(visit, width):
    page = visit(width=width)
    sign_in(page, "moderator")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert ours(violations(page)) == []
    fits = "document.documentElement.scrollWidth <= window.innerWidth"
    assert page.evaluate(fits)
