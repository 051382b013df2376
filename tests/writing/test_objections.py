"""“This is wrong”: what readers may send about a claim, and what keeps others out."""

import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.factories import ReviewPageFactory
from tests.writing.correcting import again, drafted, objection_to
from writing.models import Objection

FORM = "/writing/kafka/claims/exactly-once/objection/"
THANKS = f"{FORM}thanks/"
TEXT = "Section 3.3 promises nothing of the kind, as far as I can see."
SAID = "Kafka delivers each message exactly once."


@pytest.fixture
def review(site):
    return ReviewPageFactory(parent=site, slug="kafka", title="Kafka")


@pytest.fixture
def send(client, review, django_capture_on_commit_callbacks):
    """Sends the form as a browser on this site does; fields may be replaced."""

    def sent(headers=None, address="192.0.2.1", to=FORM, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(
                to,
                {"text": TEXT, **fields},
                headers={"sec-fetch-site": "same-origin"} | (headers or {}),
                REMOTE_ADDR=address,
            )

    return sent


def test_each_claim_leads_to_its_form(client, review):
    html = client.get(review.url).content.decode()
    assert 'href="claims/exactly-once/objection/"' in html
    assert html.count("This is wrong?") == review.claims.count()


def test_the_form_shows_the_claim_its_verdict_and_its_place(client, review):
    response = client.get(FORM)
    html = response.content.decode()
    assert SAID in html
    assert "<span>Contradicted</span>" in html
    assert "§3.3, p.\u00a04" in html
    assert response["X-Robots-Tag"] == "noindex"


def test_neither_form_nor_answer_sets_a_cookie(client, send):
    answers = [client.get(FORM), send(), send(text=""), client.get(THANKS)]
    assert not any(answer.cookies for answer in answers)
    assert "csrf" not in answers[0].content.decode()


def test_what_is_sent_is_kept_with_the_claim_as_it_stood(send):
    response = send(place="§3.3", name="R. Eader", email="reader@example.org")
    assert (response.status_code, response["Location"]) == (303, THANKS)
    assert response["Cache-Control"] == "private, no-store"
    objection = Objection.objects.get()
    assert (objection.text, objection.place) == (TEXT, "§3.3")
    assert (objection.name, objection.email) == ("R. Eader", "reader@example.org")
    assert (objection.said, objection.verdict) == (SAID, "contradicted")
    assert objection.state == Objection.State.OPEN


def test_no_more_is_asked_for_than_what_is_wrong(client, send):
    assert send().status_code == 303
    assert "Your words are with the editors" in client.get(THANKS).content.decode()


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"text": ""}, "Please write what is wrong."),
        ({"text": "Wrong!"}, "Please write a little more: 20 characters at least."),
        ({"text": "x" * 2001}, "That is 2001 characters: please write 2000 at most."),
        ({"email": "nobody"}, "That is no e-mail address"),
        ({"place": "x" * 201}, "200"),
        ({"name": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_with_it_is_said_and_what_was_typed_kept(send, fields, problem):
    response = send(**{"place": "kept as typed", **fields})
    html = response.content.decode()
    assert response.status_code == 422
    assert problem in html
    assert 'aria-invalid="true"' in html
    assert next(iter(fields.values()))[:200].replace("\x00", "") in html.replace(
        "\x00", ""
    )
    assert not Objection.objects.exists()


def test_line_breaks_count_as_they_were_typed(send):
    assert send(text="\r\n".join(["x" * 19] * 100)).status_code == 303
    assert "\r" not in Objection.objects.get().text


def test_what_a_reader_types_is_never_markup(send):
    html = send(text="<script>", name='"><b>').content.decode()
    assert "&lt;script&gt;" in html
    assert "<b>" not in html.split("<form")[2]


def test_a_program_that_fills_in_the_trap_is_thanked_and_forgotten(send):
    assert send(website="https://example.org/").status_code == 303
    assert not Objection.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "", "origin": "https://elsewhere.example"},
        {"sec-fetch-site": "", "origin": "null"},
    ],
)
def test_a_form_on_another_site_sends_nothing(send, headers):
    response = send(headers)
    assert response.status_code == 403
    assert TEXT in response.content.decode()
    assert not Objection.objects.exists()


def test_a_browser_that_tells_only_its_origin_is_served_too(send):
    headers = {"sec-fetch-site": "", "origin": "http://testserver"}
    assert send(headers).status_code == 303


def test_one_sender_may_send_five_an_hour(send):
    assert [send().status_code for _ in range(6)] == [303] * 5 + [429]
    refused = send()
    assert refused["Retry-After"] == "3600"
    assert TEXT in refused.content.decode()
    assert "was not taken" in refused.content.decode()
    assert send(address="192.0.2.2").status_code == 303
    an_hour_ago = timezone.now() - timedelta(minutes=61)
    Objection.objects.update(created_at=an_hour_ago)
    assert send().status_code == 303


def test_one_review_takes_thirty_an_hour_from_all_together(send, review):
    for number in range(30):
        objection_to(review, sender=f"sender {number}")
    assert send().status_code == 429
    assert Objection.objects.count() == 30


def test_who_sends_is_known_by_a_digest_only(send):
    send()
    send(address="192.0.2.2")
    first, second = Objection.objects.values_list("sender", flat=True)
    assert first != second
    assert all(len(one) == 64 and "192" not in one for one in (first, second))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"address": "2001:db8::1"}, {"address": "2001:db8::ffff"}),
        (
            {
                "address": "127.0.0.1",
                "headers": {"x-forwarded-for": "made-up, 1.2.3.4"},
            },
            {"address": "127.0.0.1", "headers": {"x-forwarded-for": "other, 1.2.3.4"}},
        ),
        (
            {"address": "1.2.3.4", "headers": {"x-forwarded-for": "5.6.7.8"}},
            {"address": "1.2.3.4"},
        ),
    ],
    ids=["one network", "behind our proxy", "with a made-up header"],
)
def test_a_sender_is_the_same_however_they_call_themselves(send, one, other):
    send(**one)
    send(**other)
    assert Objection.objects.values("sender").distinct().count() == 1


def test_a_form_that_was_open_while_the_label_changed_is_still_taken(send, review):
    draft = drafted(review)
    draft.body[1].value["label"] = "renamed"
    draft.save_revision().publish()
    assert send().status_code == 303
    assert Objection.objects.get().label == "renamed"


@pytest.mark.parametrize("address", [FORM, THANKS, FORM.replace("exactly", "no")])
def test_what_is_not_public_has_no_form(client, review, address):
    if "exactly" in address:
        assert client.get(address).status_code == 200
        PageViewRestriction.objects.create(page=review, restriction_type="login")
    assert client.get(address).status_code == 404
    assert client.post(address, {"text": TEXT}).status_code in {404, 405}
    PageViewRestriction.objects.all().delete()
    again(review).unpublish()
    assert client.get(address).status_code == 404
    assert not Objection.objects.exists()


# What moderators hear


def test_moderators_hear_of_the_first_within_the_hour_and_no_more(moderator, send):
    send(email="reader@example.org")
    send()
    (message,) = mail.outbox
    assert message.to == [moderator.email]
    assert SAID in message.body
    assert "1 open" in message.body
    assert "/admin/reviews/objections/" in message.body
    assert "reader@example.org" not in message.body
    hour = timezone.now() - timedelta(minutes=61)
    Objection.objects.update(announced_at=hour)
    send()
    assert "3 open" in mail.outbox[-1].body
    assert len(mail.outbox) == 2


def test_mail_that_fails_costs_the_reader_nothing(moderator, send, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with caplog.at_level(logging.WARNING, "writing.objections.taking"):
        assert send().status_code == 303
    assert "Moderators were not told of an objection" in caplog.text
    assert Objection.objects.count() == 1


def test_nobody_is_written_to_where_there_is_no_moderator(send):
    assert send().status_code == 303
    assert mail.outbox == []
