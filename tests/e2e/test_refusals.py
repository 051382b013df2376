"""What the editor says of a review that can't be published as it is."""

import pytest
from playwright.sync_api import expect

from tests.conftest import person
from tests.e2e.editing import (
    act,
    add_block,
    choose,
    field,
    sign_in,
    write_markdown,
    write_title,
)
from tests.factories import PaperFactory, ReviewPageFactory, claim, prose
from writing.models import ReviewPage
from writing.site_setup import MODERATORS

BODY = [
    prose("A partition is a log."),
    claim(),
    {"type": "equation", "value": {"latex": "x", "alt": "x", "label": "x"}},
    {
        "type": "table",
        "value": {"data": "A,B\n1,2", "caption": "Tests", "locators": "§5, p. 5"},
    },
    prose("The end."),
]
LONG = "A very long paragraph. " * 400
KINDS = (
    "Prose",
    "Claim",
    "Quote",
    "Key numbers",
    "Figure",
    "Equation",
    "Code",
    "Table",
    "Chart",
    "Callout",
)
# Where the fault is typed, the fault, and what is said of it.
FAULTS = {
    "body-1-value-locators": ("somewhere near the end", "somewhere near the end"),
    "body-2-value-latex": (r"\frac{a}{", "at character 10"),
    "body-3-value-data": ("A,B\n1,2,3", "2"),
}


@pytest.fixture(scope="module")
def account(site):
    return person("moderator", MODERATORS)


@pytest.fixture
def moderator(account, visit):
    page = visit()
    sign_in(page, "moderator")
    return page


def test_faults_are_shown_on_their_blocks_and_nothing_typed_is_lost(site, moderator):
    draft = ReviewPageFactory(parent=site, live=False, body=BODY)
    editor = f"/admin/pages/{draft.pk}/edit/"
    moderator.goto(editor)
    write_markdown(moderator, "body-0-value", f"\n\n{LONG.strip()}")
    for path, (text, _) in FAULTS.items():
        field(moderator, path).fill(text)
    # Saved first: a publish must not overtake what the draft saves by itself.
    expect(act(moderator, "Save draft")).to_contain_text("has been updated")
    moderator.goto(editor)
    texts_are_kept(moderator)

    expect(act(moderator, "Publish")).to_contain_text("could not be")

    expect(place_of(moderator, "body-0-value")).to_contain_text("A paragraph may hold")
    for path, (_, message) in FAULTS.items():
        expect(place_of(moderator, path).locator(".error-message")).to_contain_text(
            message
        )
    expect(moderator.locator(".error-message:visible")).to_have_count(4)
    texts_are_kept(moderator)
    assert not ReviewPage.objects.get(pk=draft.pk).live


def texts_are_kept(page):
    expect(field(page, "body-0-value")).to_have_value(
        f"A partition is a log.\n\n{LONG.strip()}"
    )
    for path, (text, _) in FAULTS.items():
        expect(field(page, path)).to_have_value(text)


def place_of(page, path):
    """The part of the form that belongs to one field."""
    return page.locator("[data-contentpath]").filter(has=field(page, path)).last


def test_a_draft_with_an_empty_block_of_each_kind_is_saved(site, moderator):
    PaperFactory(short_title="Kafka")
    moderator.goto(f"/admin/pages/add/writing/reviewpage/{site.pk}/")
    write_title(moderator, "Hardly begun")
    choose(moderator, "Choose paper", "Kafka")
    for kind in KINDS:
        add_block(moderator, kind)
    expect(act(moderator, "Save draft")).to_contain_text("Hardly begun")
    draft = ReviewPage.objects.get(title="Hardly begun")
    assert len(latest(draft).body) == len(KINDS)


def test_a_label_is_proposed_from_the_finished_text(site, moderator):
    """The editor saves by itself while a sentence is half typed."""
    draft = ReviewPageFactory(parent=site, live=False, body=BODY[:1])
    moderator.clock.install()
    moderator.goto(f"/admin/pages/{draft.pk}/edit/")
    # The editor looks for changes two seconds after it was opened.
    moderator.clock.run_for(3_000)
    said = field(moderator, f"{add_block(moderator, 'Claim')}-said")
    # Filled in, not typed: a key goes to whatever the editor gives the focus meanwhile.
    with moderator.expect_response(saved_by_itself):
        said.fill("Messages")
    said.fill("Messages are kept on several machines.")
    expect(act(moderator, "Save draft")).to_contain_text(draft.title)
    saved = latest(draft).body[1].value
    assert saved["said"] == "Messages are kept on several machines."
    assert saved["label"] == "messages-are-kept-on-several"


def saved_by_itself(response):
    """Whether a response answers the form that is sent without anybody's asking."""
    return response.request.method == "POST" and response.url.endswith("/edit/")


def latest(draft):
    """The draft as it was last saved."""
    return ReviewPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
