"""A draft link from the editor's desk to its reader, who has no account or script."""

import re

import pytest
from playwright.sync_api import expect

from bench.reach import violations
from tests.conftest import person
from tests.e2e.clipboard import pasted
from tests.e2e.editing import sign_in
from tests.e2e.library import REFERENCES, body
from tests.factories import ReviewPageFactory
from tests.writing.drafts.links import DraftLinkFactory
from writing.site_setup import EDITORS


@pytest.fixture(scope="module")
def review(site):
    person("editor", EDITORS)
    return ReviewPageFactory(
        parent=site,
        title="In the making",
        live=False,
        body=body(),
        references=REFERENCES,
    )


@pytest.fixture
def address(review):
    return DraftLinkFactory(review=review).get_absolute_url()


def box_of(page, label):
    return page.locator(f"#say-{label}")


def test_an_editor_gives_a_link_and_the_reader_answers_at_a_claim(review, visit):
    desk = visit()
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(desk, "editor")
    desk.goto(f"/admin/pages/{review.pk}/edit/")
    desk.get_by_role("button", name="Actions", exact=True).first.click()
    desk.get_by_role("link", name="Draft links").click()
    desk.get_by_role("link", name="New draft link").click()
    desk.get_by_role("textbox", name="For whom").fill("Ada Example")
    desk.get_by_role("button", name="Make the link").click()
    desk.get_by_role("button", name="Copy the address for Ada Example").click()
    expect(desk.get_by_text("Copied", exact=True)).to_be_visible()
    address = pasted(desk)

    reader = visit(java_script_enabled=False)
    reader.goto(address)
    expect(reader.get_by_role("heading", level=1)).to_have_text("In the making")
    expect(reader.get_by_text("Draft for Ada Example.")).to_be_visible()
    assert reader.locator("figure.figure img").get_attribute("src")
    box = box_of(reader, "exactly-once")
    box.get_by_text("Comment on this claim").click()
    box.get_by_role("textbox", name="Your comment").fill("The paper says\nless.")
    box.get_by_role("button", name="Send to the editors").click()
    expect(box.get_by_role("status")).to_have_text(re.compile("Thank you"))
    expect(box).to_be_in_viewport()
    assert reader.context.cookies() == []

    desk.goto("/admin/")
    desk.get_by_role("link", name="Draft comments (1)").click()
    expect(desk.get_by_text("The paper says")).to_be_visible()
    desk.get_by_role("link", name="Edit the claim").click()
    said = desk.get_by_role("textbox", name="What is said").first
    expect(said).to_have_value("Kafka delivers each message exactly once.")
    expect(said).to_be_in_viewport()
    desk.go_back()
    desk.get_by_role("button", name="Done").click()
    expect(desk.get_by_text("No comment waits for an answer.")).to_be_visible()

    desk.goto(f"/admin/reviews/{review.pk}/draft-links/")
    expect(desk.get_by_text("1 time, last on")).to_be_visible()
    desk.get_by_role("link", name="Revoke the link for Ada Example").click()
    desk.get_by_role("button", name="Revoke").click()
    expect(desk.get_by_role("cell", name="Opens nothing")).to_be_visible()
    assert reader.goto(address).status == 404
    assert desk.watch.faults == []


def test_what_was_typed_is_kept_when_it_is_too_long(address, visit):
    reader = visit(java_script_enabled=False)
    reader.goto(address)
    box = box_of(reader, "exactly-once")
    box.get_by_text("Comment on this claim").click()
    text = box.get_by_role("textbox", name="Your comment")
    text.fill("long " * 500)
    box.get_by_role("button", name="Send to the editors").click()
    expect(box.get_by_role("alert")).to_contain_text("2000 characters at most")
    expect(text).to_have_value("long " * 500)
    expect(box).to_be_in_viewport()


def test_a_comment_is_written_by_keyboard_alone(address, visit):
    reader = visit()
    reader.goto(address)
    box = box_of(reader, "exactly-once")
    box.locator("summary").focus()
    for key in ("Enter", "Tab"):
        reader.keyboard.press(key)
    expect(box.get_by_role("textbox", name="Your comment")).to_be_focused()
    reader.keyboard.insert_text("By keys.")
    for key in ("Tab", "Tab", "Enter"):
        reader.keyboard.press(key)
    expect(box.get_by_role("status")).to_be_visible()
    assert reader.watch.faults == []
    assert reader.watch.elsewhere == []


def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(address, visit):
    page = visit()
    found = []
    for place in (address, f"{address}?sent=exactly-once", "/draft/wrong/"):
        page.goto(place)
        page.locator("summary").evaluate_all("all => all.forEach(one => one.click())")
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            for width in (1280, 360):
                page.set_viewport_size({"width": width, "height": 900})
                found += [f"{theme}, {width}: {line}" for line in violations(page)]
                assert page.evaluate("document.documentElement.scrollWidth") == width
    assert not found, "\n".join(found)
