"""What a reader's browser does with the public pages."""

import gzip

import pytest
from playwright.sync_api import expect

from tests.e2e.library import EVERYTHING, MISSING, PAGES, REVIEWS

KB = 1024
WEIGHT = 60 * KB

# How far the page goes beyond the window.
TOO_WIDE = """() => document.documentElement.scrollWidth
    - document.documentElement.clientWidth"""

# Everything the Tab key should come to, in the order of the page.
REACHABLE = """() => [...document.querySelectorAll(
    'a[href], button, input, summary, [tabindex="0"]'
  )].filter((element) => element.checkVisibility({visibilityProperty: true}))
    .map((element, place) => { element.dataset.place = place; }).length"""

# Where the focus is, and whether it shows.
FOCUSED = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return {
    place: element.dataset.place ?? null,
    shown: shown && element.getBoundingClientRect().height > 0,
    html: element.outerHTML.slice(0, 120),
  };
}"""


pytestmark = pytest.mark.usefixtures("filled")


@pytest.mark.parametrize("address", PAGES)
def test_no_page_scrolls_sideways(address, visit):
    page = visit()
    page.goto(address)
    for width in (360, 768, 1024, 1280, 1680):
        page.set_viewport_size({"width": width, "height": 900})
        wider = page.evaluate(TOO_WIDE)
        assert wider == 0, f"{wider} pixels too wide at {width}"


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_quiet_and_complete_on_its_own(address, visit):
    """No error, nothing that the policy stops, nothing from another host."""
    page = visit()
    page.goto(address)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    expected = [page.url] if address == MISSING else []
    faults = [
        fault
        for fault in page.watch.faults
        if not any(f"404 (Not Found) ({url})" in fault for url in expected)
    ]
    assert faults == []
    assert page.watch.elsewhere == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_shows_its_text_without_scripts(address, visit):
    scripted, plain = visit(), visit(java_script_enabled=False)
    scripted.goto(address)
    plain.goto(address)
    # Scripts may add what only works with them, such as a button that copies.
    words = iter(text_of(scripted))
    assert all(word in words for word in text_of(plain))
    assert len(text_of(plain)) > 20


def text_of(page):
    return page.get_by_role("main").inner_text().split()


def test_search_works_without_scripts(visit):
    page = visit(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("searchbox", name="Search the reviews").fill("offset")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=offset")
    page.get_by_role("main").get_by_role("link", name="Kafka:").click()
    page.wait_for_url("**/writing/kafka/")


def test_the_theme_is_remembered_without_a_cookie(visit):
    page = visit(color_scheme="light")
    page.goto("/")
    light = background(page)

    page.get_by_role("button", name="Dark").click()
    dark = background(page)
    assert dark != light
    page.goto("/about/")
    assert background(page) == dark
    expect(page.get_by_role("button", name="Dark")).to_have_attribute(
        "aria-pressed", "true"
    )

    page.get_by_role("button", name="Light").click()
    page.emulate_media(color_scheme="dark")
    page.reload()
    assert background(page) == light

    page.get_by_role("button", name="System").click()
    page.reload()
    assert background(page) == dark
    assert page.context.cookies() == []


def background(page):
    return page.evaluate("getComputedStyle(document.documentElement).backgroundColor")


def test_no_public_page_leaves_a_cookie(visit):
    page = visit()
    for address in PAGES:
        page.goto(address)
    assert page.context.cookies() == []


def test_the_first_stop_of_the_tab_key_skips_to_the_text(visit):
    page = visit()
    page.goto(EVERYTHING)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = "document.querySelector('main').contains(document.activeElement)"
    assert page.evaluate(inside)


@pytest.mark.parametrize("address", ["/", "/writing/", "/search/?q=log", EVERYTHING])
def test_the_tab_key_comes_to_everything_and_shows_where_it_is(address, visit):
    page = visit()
    page.goto(address)
    count = page.evaluate(REACHABLE)
    visited, hidden = set(), []
    for _ in range(count):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        visited.add(stop["place"])
        if not stop["shown"]:
            hidden.append(stop["html"])
    assert hidden == []
    assert visited == {str(place) for place in range(count)}


@pytest.mark.parametrize("address", REVIEWS)
def test_a_printed_review_has_the_text_and_no_navigation(address, visit):
    page = visit()
    page.goto(address)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".claim").first).to_be_visible()
    for navigation in page.locator("nav, form, button, .skip, .colophon ul").all():
        expect(navigation).to_be_hidden()


@pytest.mark.parametrize("address", REVIEWS)
def test_a_review_weighs_sixty_kilobytes_at_most(address, visit):
    """HTML, style sheets and scripts, compressed."""
    page = visit()
    page.goto(address, wait_until="networkidle")
    total = sum(
        len(gzip.compress(response.body()))
        for response in page.watch.responses
        if response.request.resource_type in {"document", "stylesheet", "script"}
    )
    assert total <= WEIGHT, f"{total / KB:.1f} kB"
