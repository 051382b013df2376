"""The whole way of a review, from an empty form to a reader who finds it."""

import pytest
from playwright.sync_api import expect
from wagtail.images.tests.utils import get_test_image_file

from home.models import EditorialImage
from tests.conftest import person
from tests.e2e.editing import (
    act,
    add_block,
    add_key_numbers,
    add_prose,
    add_takeaway,
    choose,
    field,
    name_sources_and_people,
    sign_in,
    write_markdown,
    write_title,
)
from tests.factories import DEK, TAGS, PaperFactory, enter_tags
from writing.models import ReviewPage
from writing.site_setup import EDITORS, MODERATORS

TITLE = "Kafka, read again"
ADDRESS = "/writing/kafka-read-again/"
ONE_WORD = "leapfrogging"
NUMBERS = [
    ("400,000", "msg/s", "producer, batch of 50"),
    ("50,000", "msg/s", "producer, batch of 1"),
    ("22,000", "msg/s", "one consumer"),
]
DATA = "Test,Messages/s\nProducer of 50,400000\nConsumer,22000"


@pytest.fixture(scope="module")
def people(site):
    person("editor", EDITORS)
    person("moderator", MODERATORS)


@pytest.fixture(scope="module")
def library(site):
    enter_tags()
    PaperFactory(short_title="Kafka", slug="kafka")
    EditorialImage.objects.create(
        title="Pipeline",
        file=get_test_image_file(),
        credit="The editors",
        licence="own",
    )


def test_a_review_goes_from_an_empty_form_to_its_readers(people, library, visit):
    editor, moderator, reader = visit(), visit(), visit()

    begin_a_review(editor)
    write_the_front(editor)
    write_the_body(editor)
    name_sources_and_people(editor, "kreps2011", "Kafka", "Ada Reader", TAGS)
    watch_the_preview_follow(editor)
    expect(act(editor, "Save draft")).to_contain_text(TITLE)
    expect(act(editor, "Submit to")).to_contain_text("submitted for moderation")
    nobody_can_reach_it(reader)

    approve(moderator)

    read_it(reader)
    find_it(reader)


def begin_a_review(page):
    sign_in(page, "editor")
    page.get_by_role("button", name="Pages").click()
    page.get_by_role("link", name="Writing", exact=True).click()
    page.get_by_role("link", name="Add child page").click()
    page.get_by_role("link", name="Review page", exact=True).click()


def write_the_front(page):
    write_title(page, TITLE)
    choose(page, "Choose paper", "Kafka")
    field(page, "dek").fill(DEK)
    field(page, "bottom_line").fill("Read it for the shape of the log.")
    for text in ("The first thing.", "The second thing.", "The third thing."):
        add_takeaway(page, text)


def write_the_body(page):
    add_prose(
        page,
        f"## What was built\n\nA reader may go back, {ONE_WORD} nobody [@kreps2011]."
        + ("\n\n" + "word " * 189 + "word") * 10,
    )
    add_block(
        page,
        "Claim",
        {
            "said": "Kafka delivers each message exactly once.",
            "verdict": "contradicted",
            "locators": "§3.3, p. 4",
            "words": "In general, Kafka only guarantees at-least-once delivery.",
            "heard-kind": "link",
            "heard-url": "https://example.org/post",
            "heard-title": "A post",
            "heard-date": "2014-04-27",
        },
        {"found": "The paper promises **at-least-once** delivery."},
    )
    for number, verdict in enumerate(["holds", "overstated", "absent"] * 2):
        add_block(
            page,
            "Claim",
            {
                "said": f"Saying {number}.",
                "verdict": verdict,
                "locators": "§3",
                "heard-kind": "reading",
            },
            {"found": "So it is."},
        )
    add_block(page, "Quote", {"text": "Words of the paper.", "locators": "§3, p. 2"})
    add_key_numbers(
        page,
        [
            {"value": value, "unit": unit, "what": what, "locators": "§5, p. 5"}
            for value, unit, what in NUMBERS
        ],
    )
    place = add_block(page, "Figure", {"alt": "Boxes in a row"})
    choose(page, "Choose an image", "Pipeline")
    write_markdown(page, f"{place}-caption", "The pipeline, *redrawn*")
    add_block(
        page,
        "Equation",
        {"latex": r"N = \frac{P}{C}", "alt": "N is P over C", "label": "share"},
    )
    add_block(
        page,
        "Code",
        {
            "language": "python",
            "code": "for partition in mine:\n    pull(partition)",
            "caption": "Pulling",
            "lines": "2",
        },
    )
    add_block(
        page,
        "Table",
        {"data": DATA, "caption": "What each test measured", "locators": "§5, p. 5"},
    )
    add_block(
        page,
        "Chart",
        {
            "kind": "bar",
            "data": DATA,
            "caption": "Messages a second",
            "alt": "The producer is far ahead of the consumer.",
            "locators": "§5, pp. 5–6",
            "y_axis-label": "Messages",
            "y_axis-unit": "1/s",
        },
    )
    add_block(
        page,
        "Callout",
        {"kind": "limits", "title": "Mind the comparison"},
        {"text": "Only one side batched its writes; see {ref}`share`."},
    )


def watch_the_preview_follow(page):
    """What is typed and not saved shows in the panel beside the form."""
    page.get_by_role("button", name="Toggle preview").click()
    # While it loads the new text, the panel holds two frames.
    preview = page.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", name="What was built")).to_be_visible()
    expect(preview.get_by_text("Typed a moment ago")).to_have_count(0)
    write_markdown(page, "body-0-value", "\n\nTyped a moment ago.")
    expect(preview.get_by_text("Typed a moment ago.")).to_be_attached()
    page.get_by_role("button", name="Toggle preview").click()


def nobody_can_reach_it(page):
    """A draft is not at its address, and nothing that is public names it."""
    assert page.goto(ADDRESS).status == 404
    for address in (
        "/",
        "/writing/",
        "/writing/tags/",
        f"/search/?q={ONE_WORD}",
        "/feed/",
        "/sitemap.xml",
    ):
        response = page.request.get(address)
        assert response.ok, address
        assert "kafka-read-again" not in response.text(), address
        assert TITLE not in response.text(), address
    assert page.request.get("/writing/tags/messaging/").status == 404
    assert page.request.get("/feed/messaging/").status == 404


def approve(page):
    sign_in(page, "moderator")
    review = ReviewPage.objects.get(title=TITLE)
    assert not review.live
    page.get_by_role("link", name=TITLE).first.click()
    expect(act(page, "Approve and Publish")).to_contain_text("has been updated")


def read_it(page):
    assert page.goto(ADDRESS).ok
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_text("Ada Reader").first).to_be_visible()
    expect(page.locator(".body > *")).to_have_count(16)
    expect(page.locator("#claim-kafka-delivers-each-message-exactly")).to_be_attached()
    expect(page.locator("#equation-share math")).to_be_visible()
    page.locator(".figure img").scroll_into_view_if_needed()
    expect(page.locator(".figure img")).to_have_js_property("complete", True)
    expect(page.locator(".numbers dd")).to_have_count(3)
    expect(page.get_by_text("Typed a moment ago.")).to_be_visible()
    expect(page.locator("#references ~ ol li")).to_have_count(1)


def find_it(page):
    page.goto("/")
    page.get_by_role("combobox", name="Search the reviews").fill(ONE_WORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=TITLE).click()
    page.wait_for_url(f"**{ADDRESS}")
    page.get_by_role("link", name="messaging").first.click()
    page.wait_for_url("**/writing/tags/messaging/")
    page.get_by_role("link", name=TITLE).click()
    page.wait_for_url(f"**{ADDRESS}")
