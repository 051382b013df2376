"""The preview panel: what it shows follows the form, and a click leads back to it."""

import pytest
from playwright.sync_api import expect

from tests.conftest import person
from tests.e2e.editing import field, sign_in
from tests.factories import ReviewPageFactory, claim, prose
from writing.previews.modes import PREVIEW_MODES
from writing.site_setup import MODERATORS

SAID = "Kafka delivers each message exactly once."
BODY = [
    prose("First words. [A link](https://example.org/)."),
    claim(said=SAID, label="exactly-once"),
    prose("Last words."),
]


@pytest.fixture(scope="module")
def review(site):
    person("moderator", MODERATORS)
    return ReviewPageFactory(parent=site, live=False, body=BODY)


@pytest.fixture
def editor(review, visit):
    """The review's form with the preview panel open beside it."""
    page = visit(width=1500)
    sign_in(page, "moderator")
    page.clock.install()
    page.goto(f"/admin/pages/{review.pk}/edit/")
    page.get_by_role("button", name="Toggle preview").click()
    expect(panel(page).get_by_text("First words.")).to_be_visible()
    # The editor looks for changes two seconds after it was opened.
    page.clock.run_for(3_000)
    yield page
    assert page.watch.faults == []


def panel(page):
    return page.frame_locator("#w-preview-iframe")


def choose_mode(page, label):
    page.get_by_label("Preview mode").select_option(label=label)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Last words.", "body-2-value"),
        ("First words.", "body-0-value"),
        ("The paper promises at-least-once delivery.", "body-1-value-found"),
    ],
)
def test_a_click_on_markdown_puts_the_cursor_into_its_editor(editor, text, place):
    panel(editor).locator(".body").get_by_text(text).click(position={"x": 5, "y": 5})
    focused = editor.locator(f"[name='{place}'] + .EasyMDEContainer .CodeMirror-code")
    expect(focused).to_be_focused()
    expect(focused).to_be_in_viewport()


def test_a_click_opens_the_field_of_a_block(editor):
    panel(editor).locator(".claim").get_by_text(SAID).click()
    expect(field(editor, "body-1-value-said")).to_be_focused()


def test_a_click_in_the_table_of_claims_opens_the_claim(editor):
    panel(editor).locator(".claim-table .no").first.click()
    expect(field(editor, "body-1-value-said")).to_be_focused()


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (".r-head h1", "title"),
        (".r-head .dek", "dek"),
        (".bottom-line p", "bottom_line"),
    ],
)
def test_a_click_on_the_front_opens_its_field(editor, part, name):
    panel(editor).locator(part).click()
    expect(field(editor, name)).to_be_focused()


def test_a_click_on_a_takeaway_opens_that_one(editor):
    panel(editor).locator(".takeaways li").nth(1).click()
    takeaway = editor.locator(
        "[data-contentpath]", has=field(editor, "takeaways-1-value")
    )
    expect(takeaway.last.locator(":focus")).to_be_attached()


def test_a_click_opens_the_tab_on_which_the_field_is(editor):
    panel(editor).locator(".filed").click(position={"x": 3, "y": 3})
    expect(editor.get_by_role("tab", name="About")).to_have_attribute(
        "aria-selected", "true"
    )


def test_a_link_in_the_preview_is_followed_and_nothing_is_opened(editor):
    panel(editor).locator(".claim-table .said a").click()
    expect(panel(editor).locator("#claim-exactly-once")).to_be_in_viewport()
    assert editor.evaluate("document.activeElement.tagName") == "IFRAME"


@pytest.mark.parametrize("label", list(PREVIEW_MODES.values()))
def test_every_mode_follows_the_form(editor, label):
    choose_mode(editor, label)
    typed = f"As {label.lower()} shows it"
    field(editor, "title").fill(typed)
    expect(panel(editor).get_by_text(typed).filter(visible=True).first).to_be_visible()


def test_messages_of_others_open_nothing(editor, review):
    """Only the frame that shows the preview may ask for a place in the form."""
    editor.evaluate(
        "postMessage({closeReading: {block: '', field: 'title'}}, location.origin)"
    )
    editor.evaluate("new Promise(requestAnimationFrame)")
    expect(field(editor, "title")).not_to_be_focused()


def test_a_preview_in_a_tab_of_its_own_has_nobody_to_tell(editor, review, visit):
    with editor.context.expect_page() as opened:
        editor.get_by_role("link", name="Preview in new tab").click()
    tab = opened.value
    tab.locator(".r-head h1").click()
    assert "data-block" not in tab.content()
