"""A correction from the editor's desk to its readers, and a word back from one."""

import pytest
from playwright.sync_api import expect

from bench.reach import violations
from tests.conftest import person
from tests.e2e.editing import act, field, sign_in
from tests.factories import ReviewPageFactory, claim, prose, sound
from writing.models import Objection
from writing.site_setup import MODERATORS

ADDRESS = "/writing/kafka/"
OLD = f"{ADDRESS}versions/1/"
FORM = f"{ADDRESS}claims/exactly-once/objection/"
PAGES = [
    ADDRESS,
    OLD,
    f"{OLD}changes/",
    "/writing/corrections/",
    "/writing/claims/?changed=1",
    FORM,
    f"{FORM}thanks/",
]
REASON = "the authors' erratum takes Table 2 back."
OBJECTION = "Section 3.3 promises nothing of the kind, as far as I can see."
TOO_WIDE = """() => document.documentElement.scrollWidth
    - document.documentElement.clientWidth"""


@pytest.fixture(scope="module")
def review(site):
    person("moderator", MODERATORS)
    body = sound(prose("## What was built\n\nA partition is a log."), claim())
    return ReviewPageFactory(parent=site, slug="kafka", title="Kafka", body=body)


def test_a_verdict_changes_in_public_and_a_reader_answers(review, visit):
    editor, reader = visit(), visit(java_script_enabled=False)
    a_change_without_a_reason_is_refused(editor, review)
    with_a_reason_it_is_published(editor, review)
    a_reader_sees_what_changed(reader)
    and_reads_what_stood_there_before(reader)
    and_says_what_is_wrong(reader)
    the_editor_deals_with_it(editor)
    assert editor.watch.faults == []
    every_page_is_sound(visit)


def a_change_without_a_reason_is_refused(page, review):
    sign_in(page, "moderator")
    page.goto(f"/admin/pages/{review.pk}/edit/")
    field(page, "body-1-value-verdict").select_option("conditional")
    act(page, "Publish")
    refusal = page.get_by_text("goes from Contradicted to Holds with conditions")
    expect(refusal.first).to_be_visible()


def with_a_reason_it_is_published(page, review):
    field(page, "correction_note").fill(REASON)
    expect(act(page, "Publish")).to_contain_text("Kafka")
    page.goto(f"/admin/pages/{review.pk}/edit/")
    expect(field(page, "correction_note")).to_have_value("")


def a_reader_sees_what_changed(page):
    page.goto(ADDRESS)
    page.locator(".r-head").get_by_role("link").filter(has=page.locator("time")).click()
    told = page.get_by_role("region", name="Corrections")
    expect(told).to_contain_text("Contradicted")
    expect(told).to_contain_text("Because the authors’ erratum takes Table 2 back.")
    card = page.locator("#claim-exactly-once")
    expect(card.get_by_text("it was Contradicted")).to_be_visible()


def and_reads_what_stood_there_before(page):
    page.get_by_role("link", name="The earlier version").click()
    page.wait_for_url(f"**{OLD}")
    expect(page.get_by_role("note")).to_contain_text("This is an earlier version")
    scale = page.locator("#claim-exactly-once .scale [aria-current]")
    expect(scale).to_have_text("Contradicted")
    page.get_by_role("link", name="what changed in the text").click()
    expect(page.locator("del").last).to_contain_text("Verdict: Contradicted")
    expect(page.locator("ins").last).to_contain_text("Verdict: Holds with conditions")


def and_says_what_is_wrong(page):
    """By keyboard alone, and without script."""
    page.goto(ADDRESS)
    page.locator("#claim-exactly-once").get_by_role(
        "link", name="This is wrong?"
    ).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{FORM}")
    page.get_by_label("What is wrong?").focus()
    page.keyboard.insert_text("Wrong!")
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    problem = page.get_by_text("Please write a little more")
    expect(problem).to_be_visible()
    text = page.get_by_label("What is wrong?")
    expect(text).to_have_value("Wrong!")
    text.fill(OBJECTION)
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send to the editors")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{FORM}thanks/")
    assert Objection.objects.get().text == OBJECTION
    assert page.context.cookies() == []


def the_editor_deals_with_it(page):
    page.goto("/admin/")
    page.get_by_role("link", name="Objections (1)").click()
    page.get_by_role("link", name=OBJECTION[:40]).click()
    page.get_by_role("link", name="Open the claim in the editor").click()
    expect(field(page, "body-1-value-said")).to_be_in_viewport()
    page.go_back()
    page.get_by_label("Internal note").fill("Looked at; the erratum covers it.")
    page.get_by_role("button", name="Decline").click()
    expect(page.get_by_text("The objection is declined.")).to_be_visible()


def every_page_is_sound(visit):
    page = visit()
    found = []
    for address in PAGES:
        page.goto(address)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            for width in (1280, 360):
                page.set_viewport_size({"width": width, "height": 900})
                where = f"{address} {theme} {width}"
                found += [f"{where}: {line}" for line in violations(page)]
                if page.evaluate(TOO_WIDE):
                    found.append(f"{where}: scrolls sideways")
    assert not found, "\n".join(found)
    assert page.watch.faults == []
    assert page.watch.elsewhere == []
