"""What a search field does while one types, and what a found word does afterwards."""

import pytest
from playwright.sync_api import expect

from bench.reach import violations
from search.models import Facet, Suggestion
from tests.factories import offer
from writing.models import ReviewPage

KAFKA = "/writing/kafka/"
NAMES = [
    ("review", "A log that became a platform", "kafka", ""),
    ("paper", "Logs of a cache", "mooncake", ""),
    ("author", "Kay Log", "kafka", ""),
    ("heading", "What a log is", "kafka", "claims"),
]
ACTIVE = """() => document.getElementById(
  document.activeElement.getAttribute("aria-activedescendant"))?.textContent ?? null"""


@pytest.fixture(scope="module", autouse=True)
def library(filled):
    Suggestion.objects.all().delete()
    Facet.objects.filter(kind__in=["tag", "series"]).delete()
    for kind, text, slug, anchor in NAMES:
        offer(kind, text, ReviewPage.objects.get(slug=slug), anchor=anchor)


def field(page):
    return page.get_by_role("combobox", name="Search the reviews")


def options(page):
    return page.get_by_role("option")


@pytest.fixture
def typing(visit):
    """A page on which “log” was typed in the masthead, and names are offered."""
    page = visit()
    page.goto("/")
    field(page).press_sequentially("log")
    expect(options(page)).to_have_count(len(NAMES))
    return page


def test_names_are_offered_as_one_types(typing):
    box = field(typing)
    expect(box).to_have_attribute("aria-expanded", "true")
    assert box.get_attribute("aria-controls") == typing.get_by_role(
        "listbox", name="Suggestions"
    ).get_attribute("id")
    expect(typing.locator("form.find [role=status]")).to_have_text("4 suggestions.")
    marked = typing.locator(".offered mark").all_inner_texts()
    assert [text.lower() for text in marked] == ["log"] * len(NAMES)
    expect(options(typing).last).to_contain_text(
        ReviewPage.objects.get(slug="kafka").title
    )
    assert typing.watch.faults == []


def test_the_arrows_go_through_the_list_and_back_to_the_field(typing):
    assert typing.evaluate(ACTIVE) is None
    for _, name, *_ in NAMES:
        typing.keyboard.press("ArrowDown")
        assert name in typing.evaluate(ACTIVE)
        selected = typing.locator("[role=option][aria-selected=true]")
        expect(selected).to_have_count(1)
        expect(selected).to_contain_text(name)
    typing.keyboard.press("ArrowDown")
    assert typing.evaluate(ACTIVE) is None
    typing.keyboard.press("ArrowUp")
    assert "What a log is" in typing.evaluate(ACTIVE)
    expect(field(typing)).to_have_value("log")
    expect(field(typing)).to_be_focused()


def test_home_moves_in_the_text(typing):
    typing.keyboard.press("ArrowDown")
    typing.keyboard.press("Home")
    assert typing.evaluate(ACTIVE) is None
    assert typing.evaluate("document.activeElement.selectionStart") == 0


def test_enter_follows_an_option(typing):
    typing.keyboard.press("ArrowDown")
    typing.keyboard.press("Enter")
    typing.wait_for_url(f"**{KAFKA}")


def test_enter_on_the_field_searches(typing):
    typing.keyboard.press("Enter")
    typing.wait_for_url("**/search/?q=log")


@pytest.mark.parametrize("touch", [False, True])
def test_an_option_can_be_pressed(visit, touch):
    page = visit(has_touch=touch)
    page.goto("/")
    field(page).press_sequentially("kay")
    option = options(page).first
    option.tap() if touch else option.click()
    page.wait_for_url("**/search/?q=author*")


def test_escape_closes_then_clears(typing):
    typing.keyboard.press("ArrowDown")
    typing.keyboard.press("Escape")
    expect(options(typing).first).to_be_hidden()
    expect(field(typing)).to_have_attribute("aria-expanded", "false")
    expect(field(typing)).to_have_value("log")
    assert typing.evaluate(ACTIVE) is None
    typing.keyboard.press("Escape")
    expect(field(typing)).to_have_value("")
    expect(field(typing)).to_be_focused()


def test_an_arrow_opens_a_closed_list(typing):
    typing.keyboard.press("Escape")
    typing.keyboard.press("ArrowDown")
    expect(options(typing).first).to_be_visible()


def test_tab_closes_and_goes_on(typing):
    typing.keyboard.press("Tab")
    expect(options(typing).first).to_be_hidden()
    expect(typing.get_by_role("button", name="Search").first).to_be_focused()


def test_only_the_last_letters_are_asked_for(visit):
    page = visit()
    page.goto("/")
    field(page).press_sequentially("kay l")
    expect(options(page)).to_have_count(1)
    asked = [url for url in page.watch.requests if "/suggest/" in url]
    assert asked[-1].endswith("q=kay%20l")
    assert len(asked) < len("kay l")


def test_nothing_known_is_said_and_shows_no_list(visit):
    page = visit()
    page.goto("/")
    field(page).press_sequentially("zugzwang")
    expect(page.locator("form.find [role=status]")).to_have_text("No suggestions.")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_help_that_fails_leaves_the_form_alone(visit):
    page = visit()
    page.route("**/search/suggest/*", lambda route: route.abort())
    page.goto("/")
    field(page).press_sequentially("log")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=log")


@pytest.mark.parametrize("address", ["/", KAFKA, "/search/"])
def test_a_slash_goes_to_the_field(visit, address):
    page = visit()
    page.goto(address)
    page.keyboard.press("Control+/")
    expect(field(page)).not_to_be_focused()
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("")
    page.keyboard.press("/")
    expect(field(page)).to_have_value("/")


def test_a_slash_goes_to_the_search_page_where_no_field_is_shown(visit):
    page = visit(width=360)
    page.goto(KAFKA)
    page.keyboard.press("/")
    page.wait_for_url("**/search/#q")
    expect(page.get_by_role("combobox", name="Search for")).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "touch"), [(1280, False), (360, True)])
def test_axe_finds_nothing_while_the_list_is_open(visit, theme, width, touch):
    page = visit(width=width, color_scheme=theme, has_touch=touch)
    page.goto("/search/")
    page.get_by_role("combobox", name="Search for").press_sequentially("log")
    expect(options(page)).to_have_count(len(NAMES))
    page.keyboard.press("ArrowDown")
    assert list(violations(page)) == []
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wider == 0
    if touch:
        heights = [option.bounding_box()["height"] for option in options(page).all()]
        assert min(heights) >= 44


def test_words_that_were_found_are_marked_in_the_claim(visit):
    page = visit()
    claim = first_claim(page)
    words = claim.locator(".says").inner_text().split()
    long = next(word for word in words if word.isalpha() and len(word) > 5)
    page.goto(f"{KAFKA}?found={long.upper()}|zugzwang#{claim.get_attribute('id')}")
    marks = page.locator("main mark")
    assert {text.lower() for text in marks.all_inner_texts()} == {long.lower()}
    expect(page.locator(".claim mark")).to_have_count(marks.count())
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    assert canonical.endswith(KAFKA)
    assert page.watch.faults == []


def test_only_whole_words_are_marked_and_the_text_stays(visit):
    page = visit()
    page.goto(KAFKA)
    text = page.locator("main").inner_text()
    page.goto(f"{KAFKA}?found=log|at-least-once")
    marks = {mark.lower() for mark in page.locator("main mark").all_inner_texts()}
    assert marks <= {"log", "at-least-once"}
    assert "log" in marks
    assert page.locator("main").inner_text() == text
    assert list(violations(page)) == []
    assert page.watch.faults == []


def test_a_heading_marks_its_section_alone(visit):
    page = visit()
    page.goto("/writing/everything/?found=a#text")
    marks = page.locator("main mark")
    assert marks.count() > 0
    expect(page.locator(":is(.claim, .r-head) mark")).to_have_count(0)


HOSTILE = [
    "zz(",
    "zz-%5Dzz",
    "%5Czz%5B",
    "zz++",
    "%00",
    "(((",
    "%5B%5E",
    "*",
    "|||",
    "%ED%A0%80",
    "x" * 5000,
    "%3Cb%3E",
    ".",
]


@pytest.mark.parametrize("found", HOSTILE)
def test_no_found_words_break_the_page(visit, found):
    page = visit()
    page.goto(f"{KAFKA}?found={found}#%E0%A4%A")
    expect(page.locator("main mark")).to_have_count(0)
    assert page.watch.faults == []


def first_claim(page):
    page.goto(KAFKA)
    return page.locator(".body .claim[id]").first
