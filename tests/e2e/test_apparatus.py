"""What a review does for its reader: depths, keys, and what opens in place."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.library import EVERYTHING, review_without_maths

pytestmark = pytest.mark.usefixtures("filled")


@pytest.fixture
def review(visit):
    page = visit()
    page.goto(EVERYTHING)
    return page


def popover(page):
    return page.locator("#pop")


def link_to(page, fragment):
    """The first link of the text to a place on the page."""
    return page.locator(f".body a[href^='#{fragment}']:not(.anchor, .number)").first


# Links of each kind, and what opens beside them.
OPENED = {
    "ref-": "Kafka",
    "claim-": "What the paper says",
    "equation-": "",
    "figure-": "",
    "text": "Text of every kind",
}


@pytest.mark.parametrize("fragment", OPENED)
def test_what_a_link_points_at_opens_beside_it(review, fragment):
    link = link_to(review, fragment)
    link.scroll_into_view_if_needed()
    link.hover()
    expect(popover(review)).to_be_visible()
    expect(popover(review)).to_contain_text(OPENED[fragment])
    expect(link).to_have_attribute("aria-describedby", "pop")
    box = popover(review).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280


def test_a_popover_opens_on_focus_and_escape_closes_it(review):
    review.keyboard.press("Tab")
    link = link_to(review, "ref-")
    link.focus()
    expect(popover(review)).to_be_visible()
    review.keyboard.press("Escape")
    expect(popover(review)).to_have_count(0)
    expect(link).to_be_focused()


def test_a_popover_stays_while_it_is_pointed_at_and_goes_afterwards(review):
    link = link_to(review, "ref-")
    link.scroll_into_view_if_needed()
    link.hover()
    expect(popover(review)).to_be_visible()
    popover(review).hover()
    review.wait_for_function("() => document.querySelector('#pop:hover')")
    expect(popover(review)).to_be_visible()
    review.mouse.move(5, 5)
    expect(popover(review)).to_have_count(0)


def test_the_first_tap_opens_and_the_second_follows(visit):
    page = visit(width=390, has_touch=True, is_mobile=True)
    page.goto(EVERYTHING)
    link = link_to(page, "ref-")
    link.tap()
    expect(popover(page)).to_be_visible()
    assert "#" not in page.url
    link.tap()
    page.wait_for_url(re.compile("#ref-"))


def test_a_popover_repeats_no_id(review):
    link_to(review, "claim-").hover()
    expect(popover(review)).to_be_visible()
    ids = review.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_without_script_the_same_links_are_anchors(visit):
    page = visit(java_script_enabled=False)
    page.goto(EVERYTHING)
    link_to(page, "ref-").click()
    page.wait_for_url(re.compile("#ref-"))
    expect(page.locator(".references li:target")).to_be_in_viewport()


def test_a_reference_leads_back_to_where_it_is_cited(review):
    back = review.locator(".uses a").first
    back.click()
    anchor = back.get_attribute("href")
    expect(review.locator(anchor)).to_be_in_viewport()


def test_j_and_k_step_from_claim_to_claim(review):
    cards = review.locator(".body .claim")
    for _ in range(2):
        review.keyboard.press("j")
    expect(cards.nth(1)).to_be_focused()
    expect(cards.nth(1)).to_be_in_viewport()
    review.keyboard.press("k")
    expect(cards.nth(0)).to_be_focused()


def test_the_keys_can_be_turned_off_and_that_is_remembered(review):
    review.get_by_role("button", name="Turn off").click()
    review.reload()
    review.keyboard.press("j")
    expect(review.get_by_role("button", name="Turn on")).to_be_visible()
    assert review.evaluate("document.activeElement === document.body")


def test_a_letter_typed_into_the_search_field_moves_nothing(review):
    field = review.get_by_role("combobox", name="Search the reviews")
    field.press_sequentially("jk")
    expect(field).to_be_focused()
    expect(field).to_have_value("jk")


def test_in_the_verdicts_the_keys_step_through_the_table(visit):
    page = visit()
    page.goto(f"{EVERYTHING}?depth=verdicts")
    page.keyboard.press("j")
    expect(page.locator(".claim-table .said a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\?depth=claims#claim-"))
    expect(page.locator(".claim").first).to_be_in_viewport()


def test_the_depth_is_remembered_on_the_device_without_a_cookie(review):
    review.get_by_role("link", name="Claims", exact=False).get_by_text("min").click()
    review.wait_for_url("**?depth=claims")
    review.goto("/writing/kafka/")
    review.wait_for_url("**/writing/kafka/?depth=claims")
    review.locator(".depths").get_by_role("link", name="In full").click()
    review.goto("/writing/mooncake/")
    expect(review).to_have_url(re.compile("/writing/mooncake/$"))
    assert review.context.cookies() == []


def test_an_address_with_a_place_in_it_shows_the_whole_review(review):
    review.evaluate("localStorage.setItem('depth', 'verdicts')")
    anchor = review.locator(".body .claim").first.get_attribute("id")
    review.goto("about:blank")
    review.goto(f"{EVERYTHING}#{anchor}")
    expect(review.locator(f"#{anchor}")).to_be_in_viewport()
    assert "depth" not in review.url


def test_the_values_of_a_chart_are_read_with_the_arrow_keys(review):
    chart = review.locator("figure.chart").first
    chart.scroll_into_view_if_needed()
    drawing = chart.locator("svg:visible").first
    drawing.focus()
    review.keyboard.press("ArrowRight")
    readout = chart.locator("output")
    expect(readout).to_be_visible()
    expect(readout).to_contain_text(re.compile(r"\d"))


def test_the_face_for_maths_is_loaded_where_there_is_maths_only(visit):
    def faces(address):
        page = visit()
        page.goto(address, wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        return {url.rsplit("/")[-1] for url in page.watch.requests if "math" in url}

    assert faces(EVERYTHING) == {"stix-two-math-core.woff2"}
    assert faces(review_without_maths()) == set()


def test_the_ledger_names_each_paper_in_one_line_on_a_phone(visit):
    page = visit(width=360)
    page.goto("/writing/claims/")
    lines = page.locator(".ledger .work a").evaluate_all(
        "names => names.map(name => name.getClientRects().length)"
    )
    assert lines == [1] * 50
