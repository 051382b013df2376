"""What the reader of a draft link says reaches the editors, and nobody else."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.factories import claim, sound
from tests.writing.drafts.links import SECRET, DraftLinkFactory, saved_again
from writing.drafts.limits import AT_MOST
from writing.models import DraftComment
from writing.models.draft_links import COMMENT_LENGTH

OWN = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}


def say(client, address, text="Too strong.", claim="exactly-once", **more):
    """Send the form below a claim as a browser would."""
    headers = more.pop("headers", OWN)
    fields = {"text": text, "claim": claim, **more}
    return client.post(address, fields, headers=headers)


def test_a_comment_on_a_claim_is_held_for_the_editors(client, link, address):
    response = say(client, address, "Too <b>strong</b>.\r\nI think.", name=" Ada  L. ")
    assert response.status_code == 303
    assert response.url == f"{address}?sent=exactly-once#say-exactly-once"
    comment = DraftComment.objects.get()
    assert comment.text == "Too <b>strong</b>.\nI think."
    assert comment.name == "Ada L."
    assert comment.said == "Kafka delivers each message exactly once."
    assert comment.verdict == "Contradicted"
    assert comment.revision == link.review.latest_revision
    assert str(comment.block_id) in [block.id for block in link.review.body]


def test_who_commented_is_thanked_without_a_cookie(client, address):
    response = client.get(say(client, address).url)
    text = response.content.decode()
    assert text.count("Thank you: your comment is with the editors.") == 1
    assert not response.cookies
    assert "csrf" not in text


def test_a_comment_is_shown_to_no_reader(client, address):
    say(client, address, "Between us.", name="Ada L.")
    for reader in (client, Client()):
        text = reader.get(address).content.decode()
        assert "Between us." not in text
        assert "Ada L." not in text


def test_a_comment_on_the_whole_draft_names_no_claim(client, address):
    response = say(client, address, claim="")
    assert response.url == f"{address}?sent=#say"
    comment = DraftComment.objects.get()
    assert (comment.said, comment.label, comment.block_id) == ("", "", None)
    assert "Thank you" in client.get(response.url).content.decode()


def test_the_depth_that_was_read_is_kept(client, address):
    response = say(client, f"{address}?depth=claims")
    assert response.url.startswith(f"{address}?depth=claims&sent=exactly-once#")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": " \n "}, "Write your comment first."),
        ({"text": "a" * (COMMENT_LENGTH + 1)}, "this one has 2001."),
        ({"text": "a\0b"}, "Null characters are not allowed."),
        ({"text": "Kept words", "name": "n" * 101}, "100 characters at most."),
        ({"text": "Kept words", "claim": "gone"}, "not in the draft any more"),
        ({"text": "Kept words", "claim": "a\0b"}, "not in the draft any more"),
    ],
)
def test_what_cannot_be_taken_is_said_and_kept(client, address, fields, told):
    response = say(client, address, **fields)
    text = response.content.decode()
    assert response.status_code == 400
    assert told in text
    assert fields["text"].strip() in text
    assert text.count("<details open>") == 1
    assert not DraftComment.objects.exists()


def test_as_long_a_comment_as_may_be_is_taken_with_its_line_ends(client, address):
    text = "line\r\n" * (COMMENT_LENGTH // 5)
    assert say(client, address, text).status_code == 303


def test_a_flood_is_refused_before_it_is_read(client, address):
    response = say(client, address, "a" * 100_000)
    assert response.status_code == 413
    assert "longer than a comment" in response.content.decode()
    assert response["Referrer-Policy"] == "no-referrer"


def test_a_form_that_cannot_be_read_is_no_error_of_ours(client, address):
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x", "text/csv"):
        response = client.post(address, "junk", content_type=kind, headers=OWN)
        assert response.status_code == 400


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({}, True),
        ({"Origin": "null"}, True),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "https://elsewhere.example"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "null"}, False),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"}, False),
    ],
)
def test_another_site_cannot_send_a_comment(address, headers, taken):
    strict = Client(enforce_csrf_checks=True)
    response = say(strict, address, headers=headers)
    assert response.status_code == (303 if taken else 404)
    assert DraftComment.objects.exists() == taken


def test_a_link_may_be_for_reading_alone(client, review):
    link = DraftLinkFactory(review=review, comments_allowed=False)
    address = link.get_absolute_url()
    assert "<form method" not in client.get(address).content.decode()
    assert say(client, address).status_code == 404
    assert not DraftComment.objects.exists()


def test_a_comment_keeps_the_claim_as_its_reader_had_it(client, review, address):
    read = review.latest_revision
    review.body = sound(claim(said="Softened.", label="softened"))
    review.save_revision()
    assert say(client, address, version=read.pk).status_code == 303
    comment = DraftComment.objects.get()
    assert comment.said == "Kafka delivers each message exactly once."
    assert comment.revision == read


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 18, "9" * 40, "²"])
def test_a_version_that_is_none_of_the_reviews_counts_for_nothing(
    client, review, address, version
):
    assert say(client, address, version=version).status_code == 303
    assert DraftComment.objects.get().revision == review.latest_revision


def test_a_link_to_one_version_takes_comments_on_no_other(client, review):
    link = DraftLinkFactory(review=review, revision=review.latest_revision)
    newer = saved_again(review, SECRET)
    say(client, link.get_absolute_url(), version=newer.pk)
    assert DraftComment.objects.get().revision == link.revision


def test_a_comment_that_was_sent_twice_is_kept_once(client, address):
    for _ in range(2):
        assert say(client, address).status_code == 303
    assert DraftComment.objects.count() == 1


def test_one_sender_says_ten_things_an_hour(client, address):
    answers = [say(client, address, f"Thing {n}").status_code for n in range(11)]
    assert answers == [303] * 10 + [429]
    response = say(client, address, "One thing more")
    assert response["Retry-After"] == "3600"
    assert "One thing more" in response.content.decode()
    assert "many comments within an hour" in response.content.decode()
    later = timezone.now() + timedelta(minutes=61)
    with time_machine.travel(later):
        assert say(client, address, "One thing more").status_code == 303


def test_a_link_brings_twenty_comments_an_hour_whoever_sends(address):
    answers = [
        say(Client(REMOTE_ADDR=f"192.0.2.{n}"), address, str(n)).status_code
        for n in range(21)
    ]
    assert answers == [303] * 20 + [429]


def test_a_link_brings_no_more_than_can_be_read(client, link, address):
    long_ago = timezone.now() - timedelta(days=3)
    rows = [DraftComment(link=link, text=str(n)) for n in range(AT_MOST)]
    DraftComment.objects.bulk_create(rows)
    DraftComment.objects.update(created_at=long_ago)
    assert say(client, address).status_code == 429


def test_no_address_is_stored_and_tomorrows_digest_is_another(client, address):
    say(client, address, "One")
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        say(client, address, "Two")
    senders = set(DraftComment.objects.values_list("sender", flat=True))
    assert len(senders) == 2
    assert not any("127.0.0.1" in sender for sender in senders)


@pytest.fixture
def watched(review, editor):
    """The address of a link that an editor made."""
    return DraftLinkFactory(review=review, created_by=editor).get_absolute_url()


def test_who_made_the_link_is_told_once_an_hour(client, watched, review):
    say(client, watched, "A & B <c>", name="Ada\nBcc: x@example.org")
    say(client, watched, "More")
    (message,) = mail.outbox
    assert message.to == ["editor@localhost"]
    assert review.title in message.subject
    assert "A & B <c>" in message.body
    assert f"/admin/reviews/draft-comments/?review={review.pk}" in message.body
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        say(client, watched, "Later")
    assert len(mail.outbox) == 2


def test_two_links_are_told_of_each_by_itself(client, watched, review, editor):
    other = DraftLinkFactory(review=review, created_by=editor)
    say(client, watched)
    say(client, other.get_absolute_url())
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_nobody_is_told_who_is_not_here(client, watched, editor, change):
    type(editor).objects.update(**change)
    assert say(client, watched).status_code == 303
    assert mail.outbox == []


def test_nobody_is_told_who_may_not_edit_any_more(client, watched, editor):
    editor.groups.clear()
    assert say(client, watched).status_code == 303
    assert mail.outbox == []


def test_a_comment_is_kept_when_no_mail_can_be_sent(client, watched, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with caplog.at_level(logging.ERROR):
        assert say(client, watched).status_code == 303
    assert "No mail went out" in caplog.text
    assert DraftComment.objects.exists()
