"""The schedule: each revision by itself, and people are told what failed."""

import logging
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from home.models import PlainPage
from tests.factories import PaperFactory, ReviewPageFactory, claim, prose, sound
from tests.writing.review_forms import review_form
from writing.models import Paper, ReviewPage
from writing.scheduling import keep_publishing, unschedule

pytestmark = pytest.mark.usefixtures("site")
UNFIT = sound(claim(locators=""))
DOUBTFUL = sound(prose("TODO"), claim())


def due(thing, minutes=2):
    revision = thing.get_latest_revision() or thing.save_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=minutes)
    revision.save()
    return revision


def draft(site, **values):
    return ReviewPageFactory(parent=site, live=False, **values)


def is_live(thing):
    return type(thing).objects.get(pk=thing.pk).live


@pytest.fixture
def failed(site):
    """A revision that was due and unfit, after the schedule was looked at."""
    revision = due(draft(site, title="Unfit", body=UNFIT))
    call_command("publish_scheduled")
    return Revision.objects.get(pk=revision.pk)


def test_what_fails_is_no_longer_scheduled_and_the_next_goes_live(site, failed):
    fit = draft(site)
    due(fit)
    call_command("publish_scheduled")
    assert failed.approved_go_live_at is None
    assert not failed.content_object.live
    assert is_live(fit)


def test_a_revision_with_warnings_fails_too(site):
    doubtful, fit = draft(site, body=DOUBTFUL), draft(site)
    due(doubtful, 3)
    due(fit)
    call_command("publish_scheduled")
    assert (is_live(doubtful), is_live(fit)) == (False, True)


def test_a_fault_nobody_thought_of_holds_nothing_back(site, caplog):
    broken, fit = draft(site, title="Broken"), draft(site)
    revision = due(broken, 3)
    revision.content["body"] = '[{"type": "claim", "value": 1}]'
    revision.save()
    due(fit)
    with caplog.at_level(logging.ERROR):
        call_command("publish_scheduled")
    assert (is_live(broken), is_live(fit)) == (False, True)
    assert Revision.objects.get(pk=revision.pk).approved_go_live_at is None
    assert "Traceback" in caplog.text


def test_the_history_of_the_page_says_why(client, moderator, failed):
    entry = PageLogEntry.objects.get(action="writing.publish.refused")
    assert entry.revision == failed
    client.force_login(moderator)
    address = reverse("wagtailadmin_pages:history", args=[failed.object_id])
    text = client.get(address).content.decode()
    assert "Could not be published as scheduled: “Unfit” was not published." in text


def test_moderators_and_who_scheduled_it_are_told_by_mail(
    site, editor, moderator, administrator
):
    review = draft(site, title="Unfit", body=UNFIT)
    revision = due(review)
    Revision.objects.filter(pk=revision.pk).update(user=editor)
    call_command("publish_scheduled")
    assert {one.to[0] for one in mail.outbox} == {
        "editor@localhost",
        "moderator@localhost",
        "administrator@localhost",
    }
    message = mail.outbox[0]
    assert message.subject == "Not published as scheduled: Unfit"
    assert "Where to look is missing" in message.body
    assert f"/admin/pages/{review.pk}/edit/" in message.body


def test_who_scheduled_it_is_told_rather_than_who_wrote_it(
    client, site, editor, moderator
):
    review = draft(site)
    client.force_login(moderator)
    soon = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    form = review_form(review.paper, review, go_live_at=soon)
    address = reverse("wagtailadmin_pages:edit", args=[review.pk])
    client.post(address, form | {"action-publish": "1"})
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    Paper.objects.update(live=False)
    Revision.objects.filter(pk=revision.pk).update(
        user=editor, approved_go_live_at=timezone.now() - timedelta(minutes=1)
    )
    revision = Revision.objects.get(pk=revision.pk)
    revision.content["go_live_at"] = timezone.now().isoformat()
    revision.save(update_fields=["content"])
    call_command("publish_scheduled")
    assert [one.to[0] for one in mail.outbox] == ["moderator@localhost"]


def test_a_mail_server_out_of_reach_stops_nothing(site, moderator, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    unfit, fit = draft(site, body=UNFIT), draft(site)
    due(unfit, 3)
    due(fit)
    with caplog.at_level(logging.ERROR):
        call_command("publish_scheduled")
    assert is_live(fit)
    assert "Nobody could be told by mail" in caplog.text


def test_papers_and_plain_pages_are_published_as_before():
    paper, about = PaperFactory(live=False), PlainPage.objects.get()
    about.unpublish()
    for thing in (paper, about):
        due(thing)
    call_command("publish_scheduled")
    assert (is_live(paper), is_live(about)) == (True, True)


def test_what_has_expired_is_taken_down(site):
    past = timezone.now() - timedelta(minutes=1)
    review = ReviewPageFactory(parent=site, expire_at=past)
    call_command("publish_scheduled")
    review = ReviewPage.objects.get(pk=review.pk)
    assert (review.live, review.expired) == (False, True)


def test_a_dry_run_changes_nothing(site, capsys):
    fit = draft(site, title="Fit")
    due(fit)
    call_command("publish_scheduled", dryrun=True)
    assert not is_live(fit)
    assert "Fit" in capsys.readouterr().out


def test_a_second_scheduler_does_not_tell_again(failed, moderator):
    unschedule(failed.pk, "It was not published.")
    assert mail.outbox == []


def test_what_is_due_later_waits(site):
    fit = draft(site)
    due(fit, minutes=-5)
    call_command("publish_scheduled")
    assert not is_live(fit)


def test_the_server_looks_again_after_a_look_that_failed(monkeypatch):
    looks, stop = [], Event()

    def look(name):
        looks.append(name)
        if len(looks) == 2:
            stop.set()
        raise OSError("no database")

    monkeypatch.setattr("writing.scheduling.call_command", look)
    thread = Thread(target=keep_publishing, args=(0.001, stop))
    thread.start()
    thread.join(timeout=10)
    assert looks == ["publish_scheduled"] * 2
