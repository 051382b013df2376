"""Two browsers with one review open: each person is told, and both texts are kept."""

import pytest
from playwright.sync_api import expect

from tests.conftest import person
from tests.e2e.editing import act, field, sign_in, write_markdown
from tests.factories import ReviewPageFactory, prose
from writing.models import ReviewPage
from writing.site_setup import MODERATORS

FIRST, SECOND = "What Ann wrote.", "What Ben wrote."


@pytest.fixture(scope="module")
def people(site):
    person("ann", MODERATORS)
    person("ben", MODERATORS)


@pytest.fixture
def review(site, people):
    return ReviewPageFactory(parent=site, live=False, body=[prose("As it was.")])


@pytest.fixture
def desk(review, visit):
    """Opens the review's form for somebody, ready to notice what is typed."""

    def opened(name):
        page = visit()
        page.clock.install()
        sign_in(page, name)
        reopen(page, review)
        return page

    return opened


def reopen(page, review):
    page.goto(f"/admin/pages/{review.pk}/edit/")
    # The editor looks for changes two seconds after it was opened.
    page.clock.run_for(3_000)


def is_sent_form(answer):
    """Whether a response answers the review's form."""
    return answer.request.method == "POST" and answer.url.endswith("/edit/")


def saved_by_itself(page, text):
    """Type; the answer to the form that the editor then sends by itself.

    What it could not send earlier may go first, and is another answer.
    """
    with page.expect_response(
        lambda answer: (
            answer.url.endswith("/edit/")
            and text.encode() in (answer.request.post_data_buffer or b"")
        )
    ) as saved:
        field(page, "dek").fill(text)
    return saved.value


def autosave(page):
    return page.locator("#w-autosave-indicator .w-autosave-indicator__state--paused")


def deks(review):
    versions = review.revisions.order_by("created_at", "pk")
    return [version.content["dek"] for version in versions]


def newest(review):
    return ReviewPage.objects.get(pk=review.pk).latest_revision.content["dek"]


def test_both_texts_are_kept_when_both_drafts_save_themselves(desk, review):
    ann, ben = desk("ann"), desk("ben")
    assert saved_by_itself(ann, FIRST).ok
    assert saved_by_itself(ben, SECOND).status == 400
    expect(autosave(ben)).to_be_visible()
    assert newest(review) == FIRST
    assert {FIRST, SECOND} <= set(deks(review))

    press_save_and_go_on(ben)
    warning = ben.get_by_role("status").filter(has_text="ann saved a newer version")
    expect(warning).to_be_visible()
    expect(field(ben, "dek")).to_have_value(SECOND)
    with ben.context.expect_page() as opened:
        warning.get_by_role("link", name="Compare the two").click()
    expect(opened.value.locator(".comparison .deletion")).to_contain_text(["Ann"])
    expect(opened.value.locator(".comparison .addition")).to_contain_text(["Ben"])

    reopen(ann, review)
    expect(
        ann.get_by_role("status").filter(has_text="ben had this page open as well")
    ).to_be_visible()


def press_save_and_go_on(page):
    """Save, past the dialog that says that there is a newer version."""
    expect(page.locator(".w-editing-sessions__session--saved")).to_be_visible()
    footer = page.get_by_role("navigation", name="Actions (footer)")
    footer.get_by_role("button", name="Save draft").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("kept in the history")
    with page.expect_navigation():
        dialog.get_by_role("button", name="Save draft").click()


def test_the_second_chooses_and_the_first_is_told_in_turn(desk, review):
    ann, ben = desk("ann"), desk("ben")
    assert saved_by_itself(ann, FIRST).ok
    saved_by_itself(ben, SECOND)
    press_save_and_go_on(ben)
    with ben.expect_navigation():
        footer = ben.get_by_role("navigation", name="Actions (footer)")
        footer.get_by_role("button", name="Save draft").click()
    assert newest(review) == SECOND
    assert saved_by_itself(ann, "What Ann wrote next.").status == 400
    assert newest(review) == SECOND
    assert {FIRST, SECOND, "What Ann wrote next."} <= set(deks(review))


def test_both_texts_are_kept_when_one_was_cut_off_meanwhile(desk, review):
    ann, ben = desk("ann"), desk("ben")
    ben.context.set_offline(True)
    field(ben, "dek").fill(SECOND)
    expect(autosave(ben)).to_be_visible()
    assert saved_by_itself(ann, FIRST).ok
    # What he typed offline is sent at once, perhaps with what he types then.
    with ben.expect_response(is_sent_form) as refused:
        ben.context.set_offline(False)
        field(ben, "dek").fill(f"{SECOND} Back again.")
    assert refused.value.status == 400
    assert newest(review) == FIRST
    assert [dek for dek in deks(review) if dek.startswith(SECOND)]
    expect(field(ben, "dek")).to_have_value(f"{SECOND} Back again.")


def test_two_windows_of_one_person_are_two_editors(desk, review):
    one, other = desk("ann"), desk("ann")
    assert saved_by_itself(one, FIRST).ok
    refused = saved_by_itself(other, SECOND)
    assert "You saved a newer version in another window" in refused.text()
    assert {FIRST, SECOND} <= set(deks(review))


def test_one_person_alone_is_never_stopped(desk, review):
    """Save while the draft saves itself, and go on, and save again."""
    ann = desk("ann")
    assert saved_by_itself(ann, FIRST).ok
    field(ann, "dek").fill("Typed at the last moment.")
    expect(act(ann, "Save draft")).to_contain_text("has been updated")
    ann.clock.run_for(3_000)
    write_markdown(ann, "body-0-value", " And more.")
    expect(act(ann, "Save draft")).to_contain_text("has been updated")
    assert newest(review) == "Typed at the last moment."
    assert ann.get_by_text("saved a newer version").count() == 0


def test_a_form_that_was_sent_does_not_save_itself_while_it_waits(desk, review):
    """It would store a version that the form which comes back has never seen."""
    ann, sent = desk("ann"), []
    # An answer without a page: the form stays, as it does while it waits for one.
    ann.route("**/edit/", lambda route: (sent.append(1), route.fulfill(status=204)))
    field(ann, "dek").fill("Typed at the last moment.")
    footer = ann.get_by_role("navigation", name="Actions (footer)")
    with ann.expect_request("**/edit/"):
        footer.get_by_role("button", name="Save draft").click(no_wait_after=True)
    ann.clock.run_for(3_000)
    assert len(sent) == 1
    ann.unroute("**/edit/")
    assert saved_by_itself(ann, "Typed on.").ok
    assert newest(review) == "Typed on."
