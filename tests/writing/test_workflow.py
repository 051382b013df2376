"""From submitting to publishing, with a mail at each step; comments; locks."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment
from wagtail.test.utils.form_data import inline_formset

from tests.factories import ReviewPageFactory
from tests.writing.review_forms import review_form

BASE = "https://reviews.example"
SUBMIT = {"action-submit": "action-submit"}


@pytest.fixture(autouse=True)
def public_address(settings):
    settings.WAGTAILADMIN_BASE_URL = BASE
    settings.DEFAULT_FROM_EMAIL = "desk@reviews.example"


@pytest.fixture
def review(site, editor):
    return ReviewPageFactory(parent=site, live=False, owner=editor, title="Kafka")


def address(name, *args):
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def submit(client, review, editor, **fields):
    client.force_login(editor)
    form = review_form(review.paper, review, **fields)
    client.post(address("edit", review.pk), form | SUBMIT)
    review.refresh_from_db()


def act(client, review, action, user, **fields):
    client.force_login(user)
    state = review.current_workflow_task_state
    client.post(address("workflow_action", review.pk, action, state.pk), fields)
    review.refresh_from_db()


def links_work(client, message):
    """Every link leads to the CMS, or to the page as readers see it, and answers."""
    links = re.findall(r"https?://[^\s\"<>]+", message.body)
    assert links
    for link in links:
        assert link.startswith((f"{BASE}/admin/", "http://localhost/writing/"))
        assert client.get(urlsplit(link).path).status_code == 200, link


def test_moderators_are_mailed_what_was_submitted(client, review, editor, moderator):
    submit(client, review, editor)
    message = next(one for one in mail.outbox if moderator.email in one.to)
    assert "Kafka" in message.subject
    assert message.from_email == "desk@reviews.example"
    assert all(editor.email not in one.to for one in mail.outbox)
    client.force_login(moderator)
    links_work(client, message)


def test_who_submitted_is_mailed_that_it_was_published(
    client, review, editor, moderator
):
    submit(client, review, editor)
    mail.outbox.clear()
    act(client, review, "approve", moderator)
    assert review.live
    [message] = mail.outbox
    assert message.to == [editor.email]
    assert "approved" in message.body
    client.force_login(editor)
    links_work(client, message)


def test_who_submitted_is_mailed_why_it_came_back(client, review, editor, moderator):
    submit(client, review, editor)
    mail.outbox.clear()
    act(client, review, "reject", moderator, comment="Name the section.")
    assert not review.live
    [message] = mail.outbox
    assert message.to == [editor.email]
    assert "Name the section." in message.body
    client.force_login(editor)
    links_work(client, message)


def test_what_came_back_is_submitted_again_and_published(
    client, review, editor, moderator
):
    submit(client, review, editor)
    act(client, review, "reject", moderator, comment="Name the section.")
    submit(client, review, editor, title="Kafka again")
    assert review.current_workflow_task_state is not None
    act(client, review, "approve", moderator)
    assert (review.live, review.title) == (True, "Kafka again")


def test_what_is_scheduled_is_published_at_its_hour(client, review, editor, moderator):
    later = timezone.now() + timedelta(days=1)
    review.get_workflow().start(review, editor)
    client.force_login(moderator)
    form = review_form(
        review.paper,
        review,
        go_live_at=later.strftime("%Y-%m-%d %H:%M"),
        expire_at="",
    )
    client.post(address("edit", review.pk), form | {"action-publish": "yes"})
    call_command("publish_scheduled")
    review.refresh_from_db()
    assert not review.live
    with time_machine.travel(later + timedelta(minutes=1)):
        call_command("publish_scheduled")
    review.refresh_from_db()
    assert review.live


# By where a comment may stand: a field, a block of the body, a field of a block, a row.
PLACES = {
    "field": lambda page: "dek",
    "block": lambda page: f"body.{page.body[0].id}",
    "field of a block": lambda page: f"body.{page.body[1].id}.said",
    "takeaway": lambda page: f"takeaways.{page.takeaways[0].id}",
    "row": lambda page: f"byline.{page.byline.first().pk}.name",
}


def commented(review, place, text="Is this so?", **fields):
    row = {"text": text, "contentpath": place, "position": "", "resolved": ""}
    row["replies"] = inline_formset([])
    return review_form(review.paper, review, comments=inline_formset([row]), **fields)


@pytest.mark.parametrize("place", list(PLACES))
def test_a_comment_stands_at_its_place_and_is_mailed(
    client, review, editor, moderator, place
):
    follow = {"comment_notifications": "on"}
    client.force_login(editor)
    client.post(address("edit", review.pk), review_form(review.paper, review) | follow)
    mail.outbox.clear()
    newest = review.get_latest_revision_as_object()
    client.force_login(moderator)
    answer = client.post(
        address("edit", review.pk), commented(newest, PLACES[place](newest))
    )
    assert answer.status_code == 302
    assert Comment.objects.get().contentpath == PLACES[place](newest)
    [message] = mail.outbox
    assert message.to == [editor.email]
    assert "Is this so?" in message.body
    client.force_login(editor)
    links_work(client, message)


def test_a_locked_review_is_saved_by_nobody_else(client, review, editor, moderator):
    client.force_login(moderator)
    client.post(address("lock", review.pk))
    client.force_login(editor)
    before = review.revisions.count()
    response = client.get(address("edit", review.pk))
    said = " ".join(map(str, response.context["messages"]))
    assert "locked by moderator" in re.sub(r"<[^>]+>", "", said)
    form = review_form(review.paper, review, title="Past the lock")
    refused = client.post(address("edit", review.pk), form).content.decode()
    assert "could not be saved as it is locked" in refused
    assert "Past the lock" in refused
    assert review.revisions.count() == before


def test_an_editor_neither_locks_nor_unlocks(client, review, editor, moderator):
    client.force_login(editor)
    client.post(address("lock", review.pk))
    review.refresh_from_db()
    assert not review.locked
    client.force_login(moderator)
    client.post(address("lock", review.pk))
    client.force_login(editor)
    client.post(address("unlock", review.pk))
    review.refresh_from_db()
    assert review.locked
