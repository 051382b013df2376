"""The publishing checks beside the form: live, and each leads to its place."""

import pytest
from playwright.sync_api import expect

from tests.conftest import person
from tests.e2e.editing import act, add_block, field, sign_in, write_markdown
from tests.factories import ReviewPageFactory, claim, prose, sound
from writing.models import Override, ReviewPage
from writing.site_setup import MODERATORS

DOUBT = "A TODO is left."


@pytest.fixture(scope="module")
def account(site):
    return person("moderator", MODERATORS)


@pytest.fixture
def moderator(account, visit):
    page = visit()
    sign_in(page, "moderator")
    return page


@pytest.fixture
def draft(site):
    body = sound(prose("Begin."), claim(locators=""), prose(DOUBT))
    return ReviewPageFactory(parent=site, live=False, body=body)


def edit(page, review):
    page.goto(f"/admin/pages/{review.pk}/edit/")
    page.get_by_role("button", name="Toggle publishing checks").click()
    return page.locator("[data-side-panel='gate']")


def finding(panel, text):
    return panel.get_by_role("button").filter(has_text=text)


def test_a_finding_goes_when_its_cause_does(draft, moderator):
    panel = edit(moderator, draft)
    expect(panel.get_by_role("status")).to_contain_text("1 error, 1 warning.")
    counter = moderator.locator(
        "[data-side-panel-toggle=gate] [data-side-panel-toggle-counter]"
    )
    expect(counter).to_have_text("2")

    field(moderator, "body-1-value-locators").fill("§3, p. 4")
    expect(finding(panel, "Where to look is missing")).to_have_count(0)
    write_markdown(moderator, "body-0-value", " A TBD.")
    expect(finding(panel, "“TBD” is left")).to_be_visible()
    expect(counter).to_have_text("2")
    assert not ReviewPage.objects.get(pk=draft.pk).live
    assert moderator.watch.faults == []


def test_a_finding_leads_into_a_folded_block(draft, moderator):
    panel = edit(moderator, draft)
    wanted = field(moderator, "body-1-value-locators")
    expect(wanted).to_be_visible()
    moderator.get_by_role("button", name="Collapse all").click()
    expect(wanted).to_be_hidden()
    button = finding(panel, "Where to look is missing")
    button.focus()
    moderator.keyboard.press("Enter")
    expect(wanted).to_be_focused()
    expect(wanted).to_be_in_viewport()


def test_a_finding_leads_to_the_markdown_of_a_block(draft, moderator):
    panel = edit(moderator, draft)
    finding(panel, "“TODO” is left").click()
    moderator.keyboard.insert_text("Here. ")
    expect(field(moderator, f"body-{last_prose(draft)}-value")).to_have_value(
        f"Here. {DOUBT}"
    )


def last_prose(review):
    blocks = list(review.body)
    return next(n for n, block in enumerate(blocks) if block.value == DOUBT)


def test_a_finding_leads_to_another_tab(site, moderator):
    draft = ReviewPageFactory(parent=site, live=False, byline=["TBD"])
    panel = edit(moderator, draft)
    name = field(moderator, "byline-0-name")
    expect(name).to_be_hidden()
    finding(panel, "“TBD” is left").click()
    expect(name).to_be_visible()
    expect(name).to_be_focused()


def test_on_a_phone_a_finding_leads_out_of_the_panel(draft, account, visit):
    page = visit(width=390, height=800)
    sign_in(page, "moderator")
    panel = edit(page, draft)
    finding(panel, "Where to look is missing").click()
    expect(panel).to_be_hidden()
    expect(field(page, "body-1-value-locators")).to_be_focused()


def test_checks_that_cannot_be_run_say_so_and_are_tried_again(draft, moderator):
    panel = edit(moderator, draft)
    expect(panel.get_by_role("status")).to_contain_text("1 error, 1 warning.")
    moderator.route("**/checks/", lambda route: route.abort())
    field(moderator, "title").fill("Another title")
    expect(panel.get_by_role("status")).to_contain_text("could not be run")
    moderator.unroute("**/checks/")
    field(moderator, "title").fill("A third title")
    expect(panel.get_by_role("status")).to_contain_text("1 error, 1 warning.")


def test_a_new_review_is_checked_before_and_after_its_first_save(site, moderator):
    moderator.goto(f"/admin/pages/add/writing/reviewpage/{site.pk}/")
    moderator.get_by_role("button", name="Toggle publishing checks").click()
    panel = moderator.locator("[data-side-panel='gate']")
    expect(finding(panel, "Title This field")).to_be_visible()
    add_block(moderator, "Quote")
    expect(panel.get_by_role("status")).to_contain_text("can’t be read")
    assert moderator.watch.faults == []


def test_warnings_are_let_stand_with_a_reason(site, moderator):
    body = sound(prose("Begin."), claim(), prose(DOUBT))
    draft = ReviewPageFactory(parent=site, live=False, body=body)
    moderator.goto(f"/admin/pages/{draft.pk}/edit/")
    expect(act(moderator, "Publish")).to_contain_text("could not be")
    warnings = moderator.get_by_role("region", name="1 warning before publishing")
    expect(warnings).to_contain_text("“TODO” is left in the text.")
    warnings.get_by_role("textbox").fill("The paper's own word.")
    with moderator.expect_navigation():
        warnings.get_by_role("button", name="Publish all the same").click()
    expect(moderator.get_by_role("status").first).to_contain_text("has been published")
    assert ReviewPage.objects.get(pk=draft.pk).live
    assert Override.objects.get().user.username == "moderator"
