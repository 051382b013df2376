"""The CMS's own pages: quiet, and asking nobody else for anything."""

import pytest
from playwright.sync_api import expect

from tests.conftest import person
from tests.e2e.editing import sign_in
from tests.e2e.library import REFERENCES, body
from tests.factories import ReviewPageFactory
from writing.site_setup import MODERATORS


@pytest.fixture(scope="module")
def review(site):
    person("moderator", MODERATORS)
    return ReviewPageFactory(
        parent=site, title="Everything", body=body(), references=REFERENCES
    )


@pytest.fixture
def moderator(review, visit):
    page = visit()
    sign_in(page, "moderator")
    return page


def test_the_cms_is_quiet_and_asks_no_other_host(review, moderator):
    for address in (
        "/admin/",
        f"/admin/pages/{review.get_parent().pk}/",
        f"/admin/pages/add/writing/reviewpage/{review.get_parent().pk}/",
        f"/admin/pages/{review.pk}/history/",
        "/admin/snippets/writing/paper/",
        f"/admin/snippets/writing/paper/edit/{review.paper.pk}/",
        "/admin/images/",
        "/admin/reports/workflow/",
        review.url,
    ):
        moderator.goto(address, wait_until="networkidle")
    assert moderator.watch.faults == []
    assert moderator.watch.elsewhere == []


def test_the_editor_with_its_preview_is_quiet_too(review, moderator):
    moderator.goto(f"/admin/pages/{review.pk}/edit/")
    moderator.get_by_role("button", name="Toggle preview").click()
    preview = moderator.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text("Everything")
    moderator.get_by_role("region", name="Body").get_by_role(
        "button", name="Insert a block"
    ).last.click()
    moderator.wait_for_load_state("networkidle")
    assert moderator.watch.faults == []
    assert moderator.watch.elsewhere == []


def test_the_markdown_toolbar_is_drawn_in_letters_and_offers_no_other_preview(
    review, moderator
):
    moderator.goto(f"/admin/pages/{review.pk}/edit/")
    toolbar = moderator.get_by_role("toolbar").first
    heading = toolbar.get_by_role("button", name="Medium Heading")
    drawn = heading.evaluate(
        """button => [[button, "::before"], [button.firstChild, "::before"],
            [button, "::after"]].map(([element, part]) =>
                getComputedStyle(element, part).content).join(" ")"""
    )
    assert drawn == 'none "H2" none'
    expect(toolbar.get_by_role("button", name="Preview")).to_have_count(0)
    expect(toolbar.get_by_role("button", name="Side by Side")).to_have_count(0)
