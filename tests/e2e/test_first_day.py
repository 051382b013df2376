"""The first day of an editor: from an arXiv id to a review that readers find."""

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from tests.conftest import person
from tests.e2e.editing import (
    act,
    add_block,
    add_key_numbers,
    add_prose,
    add_takeaway,
    field,
    name_sources_and_people,
    sign_in,
    write_title,
)
from tests.factories import DEK, TAGS, enter_tags
from tests.writing.services import ARXIV, reply, serving
from writing.models import Paper, ReviewPage
from writing.site_setup import MODERATORS

TITLE = "Toolformer, read again"
ADDRESS = "/writing/toolformer-read-again/"
VERDICTS = ["contradicted", "holds", "overstated", "absent", "holds", "overstated"]
TELL = """addEventListener("click", click => {
  if (click.isTrusted && click.detail > 0) tellOfClick();
}, true)"""


@pytest.fixture(scope="module")
def arxiv():
    with serving() as one, override_settings(ARXIV_API_URL=f"{one.url}{ARXIV}"):
        one.answer(ARXIV, reply("toolformer.xml"))
        yield one


@pytest.fixture
def person_and_clicks(site, arxiv, visit):
    """Somebody who has never been here, and a count of what they click."""
    enter_tags()
    person("newcomer", MODERATORS)
    page, clicks = visit(), []
    page.context.expose_function("tellOfClick", lambda: clicks.append(page.url))
    page.context.add_init_script(TELL)
    sign_in(page, "newcomer")
    return page, clicks


def test_a_newcomer_comes_from_an_arxiv_id_to_a_sound_public_review(
    person_and_clicks,
):
    page, clicks = person_and_clicks
    begin_with_the_paper(page)
    write_the_front(page)
    write_the_body(page)
    name_sources_and_people(page, "schick2023", "Toolformer", "The editors", TAGS)

    checks = open_the_checks(page)
    missing = checks.get_by_role("button").filter(has_text="Where to look is missing")
    missing.click()
    expect(field(page, "body-1-value-locators")).to_be_focused()
    field(page, "body-1-value-locators").fill("§3, p. 4")
    expect(checks.get_by_role("status")).to_contain_text("Ready to publish")

    expect(act(page, "Publish")).to_contain_text("published")
    assert page.goto(ADDRESS).ok
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.locator(".body .claim")).to_have_count(7)
    assert ReviewPage.objects.get().paper == Paper.objects.get(arxiv_id="2302.04761")
    # What can be reached by Tab is filled in without a click.
    assert len(clicks) <= 70


def begin_with_the_paper(page):
    page.get_by_role("button", name="Pages").click()
    page.get_by_role("link", name="Writing", exact=True).click()
    page.get_by_role("link", name="Add child page").click()
    page.get_by_role("link", name="Review page", exact=True).click()
    write_title(page, TITLE)
    paper = page.get_by_role("region", name="Paper")
    paper.get_by_role("button", name="Paste a paper").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("BibTeX, RIS").fill("2302.04761v1")
    dialog.get_by_role("button", name="Read", exact=True).click()
    expect(dialog.get_by_label("Short title")).to_have_value("Toolformer")
    dialog.get_by_role("button", name="Add and choose it").click()
    expect(paper.locator("[data-chooser-title]")).to_have_text("Toolformer (2023)")


def write_the_front(page):
    field(page, "dek").fill(DEK)
    field(page, "bottom_line").fill("Read it for the filter.")
    for text in ("The first thing.", "The second thing.", "The third thing."):
        add_takeaway(page, text)


def write_the_body(page):
    add_prose(page, "## What was built\n\nA model that calls tools [@schick2023].")
    # The first claim is left without its place.
    for number, verdict in enumerate(["conditional", *VERDICTS]):
        said = {"said": f"Saying {number}.", "verdict": verdict}
        place = {"locators": "§3"} if number else {}
        add_block(page, "Claim", said | place, {"found": "So it is."})
    add_block(page, "Quote", {"text": "Words of the paper.", "locators": "§3, p. 2"})
    number = {"value": "4", "what": "tools", "locators": "§3"}
    add_key_numbers(page, [number] * 3)
    add_block(page, "Equation", {"latex": "N = P", "alt": "N is P", "label": "n"})
    add_block(page, "Code", {"code": "print(1)", "caption": "A call"})
    table = {"data": "A,B\n1,2", "caption": "Two counts", "locators": "§5, p. 5"}
    add_block(page, "Table", table)
    add_prose(page, "\n\n".join(["word " * 189 + "word"] * 10))


def open_the_checks(page):
    page.get_by_role("button", name="Toggle publishing checks").click()
    return page.locator("[data-side-panel='gate']")
