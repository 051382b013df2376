"""An editor stores two versions of a paper and is led to what the newer one changed."""

import pytest
from playwright.sync_api import expect

from tests.conftest import person
from tests.e2e.editing import field, sign_in
from tests.factories import ReviewPageFactory
from tests.writing.version_files import WORDS, paper_with, quoting
from writing.site_setup import EDITORS

# With ligatures and broken words, as a browser prints it.
SHEET = (
    "<html lang=en><style>body { hyphens: auto; width: 18em; "
    "text-align: justify; font: 12pt serif }</style><p>{}</p>"
)
FILLING = "Efficient offline workflow configurations affect fluffy traffic. "


@pytest.fixture(scope="module")
def review(site):
    person("editor", EDITORS)
    paper = paper_with("v1", "v2")
    body = quoting("Efficient offline workflow configurations", "p. 1")
    body[2]["value"] |= {"words": WORDS, "locators": "p. 3"}
    return ReviewPageFactory(parent=site, paper=paper, body=body)


def printed(browser, text):
    """A PDF as Chromium prints it."""
    with browser.new_page() as page:
        page.set_content(SHEET.replace("{}", text))
        return page.pdf(format="A5")


def store(page, review, version, data):
    page.goto(f"/admin/papers/{review.paper_id}/texts/")
    field(page, "version").select_option(version)
    file = {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": data}
    field(page, "file").set_input_files(file)
    page.get_by_role("button", name="Store the text").click()
    return page.get_by_role("status").filter(has_text=f"The text of {version}")


def test_a_newer_version_leads_to_the_words_that_it_moved(visit, browser, review):
    page = visit()
    sign_in(page, "editor")
    first = printed(browser, FILLING * 120 + WORDS)
    expect(store(page, review, "v1", first)).to_be_visible()

    page.goto(f"/admin/reviews/{review.pk}/quotes/")
    words = page.get_by_role("row", name="Claim 1 Kafka")
    expect(words).to_contain_text("Found p. 1 of v1")
    expect(words.locator("mark")).to_contain_text("Efficient offline workflow")
    moved = page.get_by_role("row", name="Claim 2")
    expect(moved.locator("mark")).to_have_text(WORDS)

    told = store(page, review, "v2", printed(browser, WORDS + FILLING * 130))
    expect(told).to_contain_text("1 place moved in 1 review.")
    page.goto(f"/admin/pages/{review.pk}/edit/")
    banner = page.locator("#stale-claims")
    expect(banner).to_contain_text("A newer version of the paper, v2, is here.")
    banner.get_by_role("link", name="See where").click()
    page.get_by_role("link", name="Claim 2").click()
    expect(field(page, "body-2-value-words")).to_be_in_viewport()

    page.goto(f"/admin/reviews/stale-claims/?review={review.pk}")
    page.get_by_role("button", name="Done: Claim 2").click()
    expect(page.get_by_text("Nothing is open")).to_be_visible()
    assert page.watch.faults == []
