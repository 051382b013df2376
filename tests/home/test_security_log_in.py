"""Who guesses is stopped; who is let in is let in anew, and out when told to."""

import logging
from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import PageViewRestriction

from home.security.remote_addresses import countable_address
from home.security.sessions import SessionStore
from tests.conftest import person
from tests.factories import ReviewPageFactory

LIMIT = 5
WRONG = "wrong"
LOG_IN = "/admin/login/"
HASHERS = [
    "home.security.password_hashers.FrugalArgon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]


def log_in(client, name="editor", password=WRONG, address="192.0.2.1"):
    form = {"username": name, "password": password}
    return client.post(LOG_IN, form, REMOTE_ADDR=address)


def fail(times, **how):
    """The answers to so many wrong log-ins, each from a browser of its own."""
    return [log_in(Client(), **how).status_code for _ in range(times)]


def test_the_fifth_wrong_password_is_the_last(editor):
    assert fail(LIMIT) == [200] * (LIMIT - 1) + [429]
    # Even the right one is not looked at any more.
    response = log_in(Client(), password="secret")
    assert response.status_code == 429
    assert response["Retry-After"] == "900"
    assert "Try again in 15 minutes" in response.content.decode()


def test_a_stranger_does_not_lock_out_the_person(client, editor):
    fail(LIMIT, address="198.51.100.7")
    assert log_in(client, password="secret").status_code == 302


def test_an_address_does_not_go_on_with_other_names(site):
    names = [f"person-{number}" for number in range(4 * LIMIT)]
    answers = [log_in(Client(), name).status_code for name in names]
    assert answers == [200] * (len(names) - 1) + [429]


def test_a_name_is_not_guessed_from_ever_new_addresses(editor):
    AccessAttempt.objects.bulk_create(
        AccessAttempt(
            username="editor", ip_address=f"203.0.113.{host}", failures_since_start=4
        )
        for host in range(25)
    )
    assert log_in(Client(), password="secret").status_code == 429


def test_it_ends_after_a_while_though_the_guessing_went_on(client, editor, later):
    fail(LIMIT)
    later(timedelta(minutes=10))
    assert fail(2) == [429, 429]
    later(timedelta(minutes=6))
    assert log_in(client, password="secret").status_code == 302


def test_the_answer_is_the_same_for_nobody(editor):
    known, unknown = (
        [log_in(Client(), name).content for _ in range(LIMIT)][-1]
        for name in ("editor", "nobody")
    )
    assert known == unknown


@pytest.mark.parametrize(
    ("hops", "address"),
    [
        ({"REMOTE_ADDR": "192.0.2.1"}, "192.0.2.1"),
        # Nobody vouches for what a stranger says of himself.
        ({"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "1.1.1.1"}, "192.0.2.1"),
        (
            {
                "REMOTE_ADDR": "127.0.0.1",
                "HTTP_X_FORWARDED_FOR": "1.1.1.1, 192.0.2.1",
            },
            "192.0.2.1",
        ),
        # Who has one address of IPv6 has a network of them.
        ({"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::"),
        ({"REMOTE_ADDR": ""}, None),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "unknown"}, None),
    ],
)
def test_the_address_is_the_one_that_a_believed_proxy_tells(rf, hops, address):
    assert countable_address(rf.get("/", **hops)) == address


def test_where_no_address_is_known_guessing_is_limited_all_the_same(editor):
    assert fail(LIMIT, address="")[-1] == 429


def test_log_ins_are_noted_and_forgotten_after_30_days(client, editor, later):
    log_in(client, password="secret")
    assert AccessLog.objects.get().ip_address == "192.0.2.1"
    later(timedelta(days=31))
    log_in(Client(), password="secret")
    assert AccessLog.objects.get().attempt_time > timezone.now() - timedelta(days=1)


def test_wrong_log_ins_are_forgotten_with_the_next_one(client, editor, later):
    fail(1, name="nobody")
    later(timedelta(minutes=16))
    log_in(client, password="secret")
    assert not AccessAttempt.objects.exists()


def test_neither_rows_nor_log_hold_what_was_typed(editor, caplog):
    with caplog.at_level(logging.INFO, "axes"):
        fail(LIMIT, name="my-password-in-the-wrong-field", password="hunter2-hunter2")
    attempt = AccessAttempt.objects.get()
    stored = f"{attempt.post_data} {attempt.get_data} {caplog.text}"
    assert "wrong-field" not in stored
    assert "hunter2" not in stored
    assert "192.0.2.1" in caplog.text


# Passwords that are no person's


@pytest.fixture
def restricted(site):
    """A page that asks for a password, and where it is sent."""
    page = ReviewPageFactory(parent=site, slug="kafka")
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="open sesame"
    )
    return f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"


def test_the_password_of_a_page_is_not_guessed(client, restricted):
    guesses = [{"password": f"{n}", "return_url": "/"} for n in range(LIMIT)]
    answers = [client.post(restricted, form).status_code for form in guesses]
    assert answers == [200] * (LIMIT - 1) + [429]
    right = {"password": "open sesame", "return_url": "/"}
    assert client.post(restricted, right).status_code == 429
    assert client.get("/writing/kafka/").status_code != 429


def test_who_knows_the_password_of_a_page_is_not_counted(client, restricted):
    right = {"password": "open sesame", "return_url": "/"}
    answers = [client.post(restricted, right).status_code for _ in range(2 * LIMIT)]
    assert set(answers) == {302}


def test_nobody_is_flooded_with_mail(client, editor):
    form = {"email": "editor@localhost"}
    answers = [
        client.post("/admin/password_reset/", form).status_code for _ in range(9)
    ]
    assert answers[LIMIT - 1 :] == [429] * 5
    assert len(mail.outbox) == LIMIT


def test_asking_for_a_new_password_tells_nobody_who_has_an_account(client, editor):
    known, unknown = (
        client.post("/admin/password_reset/", {"email": f"{name}@localhost"})
        for name in ("editor", "nobody")
    )
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_the_mail_leads_to_the_address_of_the_settings(client, editor, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://example.org"
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    form = {"email": "editor@localhost"}
    client.post("/admin/password_reset/", form, headers=headers)
    assert "https://example.org/admin/password_reset/confirm/" in mail.outbox[0].body
    assert "evil" not in mail.outbox[0].body


def test_a_link_to_a_new_password_ends_within_an_hour(client, editor, settings, later):
    client.post("/admin/password_reset/", {"email": "editor@localhost"})
    address = mail.outbox[0].body.split("8000")[1].split()[0]
    assert client.get(address).status_code == 302
    later(timedelta(minutes=61))
    assert client.get(address).status_code == 200


# How passwords are kept


def test_passwords_are_kept_by_argon2id(settings):
    settings.PASSWORD_HASHERS = HASHERS
    kept = make_password("a long enough secret")
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_an_older_hash_is_replaced_at_the_next_log_in(client, editor, settings):
    settings.PASSWORD_HASHERS = HASHERS
    editor.password = make_password("secret", hasher="pbkdf2_sha256")
    editor.save()
    log_in(client, password="secret")
    editor.refresh_from_db()
    assert identify_hasher(editor.password).algorithm == "argon2"


@pytest.mark.parametrize("password", ["short-secre", "administrator", "1" * 14])
def test_weak_passwords_are_refused(password):
    user = get_user_model()(username="administrator")
    with pytest.raises(ValidationError):
        validate_password(password, user)


def test_a_sentence_is_a_password():
    validate_password("müde Störche stapfen 9 Stunden")


# Sessions


def test_a_new_password_ends_the_sessions_of_the_old(client, editor):
    log_in(client, password="secret")
    assert client.get("/admin/").status_code == 200
    editor.set_password("a new enough secret")
    editor.save()
    assert client.get("/admin/").status_code == 302


def test_a_session_begins_with_the_log_in(client, editor):
    session = client.session
    session["kept"] = "before"
    session.save()
    log_in(client, password="secret")
    assert client.session.session_key != session.session_key


def test_signing_out_ends_the_session(client, editor):
    log_in(client, password="secret")
    key = client.session.session_key
    client.post("/admin/logout/")
    client.cookies["sessionid"] = key
    assert client.get("/admin/").status_code == 302


def test_who_is_no_longer_active_is_out(client, editor):
    client.force_login(editor)
    assert client.get("/admin/").status_code == 200
    editor.is_active = False
    editor.save()
    assert client.get("/admin/").status_code == 302


def remembered(client):
    """The cookie of who signed in for more than this browser."""
    form = {"username": "editor", "password": "secret", "remember": "on"}
    return client.post(LOG_IN, form).cookies["sessionid"]


def test_a_session_lasts_a_week_at_most_however_much_it_is_used(client, editor, later):
    assert remembered(client)["max-age"] == 7 * 24 * 3600
    for _ in range(14):
        assert client.get("/admin/").status_code == 200
        later(timedelta(hours=12))
    later(timedelta(minutes=1))
    assert client.get("/admin/").status_code == 302


def test_another_log_in_begins_the_week_anew(client, editor, later):
    for _ in range(8):
        remembered(client)
        later(timedelta(hours=23))
    assert client.get("/admin/").status_code == 200


def test_a_session_ends_after_a_day_without_use(client, editor, later):
    remembered(client)
    key = client.session.session_key
    later(timedelta(hours=23))
    assert client.get("/admin/").status_code == 200
    later(timedelta(hours=24, minutes=1))
    assert client.get("/admin/").status_code == 302
    # It is gone, and not only from this browser.
    client.cookies["sessionid"] = key
    assert client.get("/admin/").status_code == 302


def test_an_editor_that_is_left_open_is_no_use(client, editor, later, site):
    review = ReviewPageFactory(parent=site, owner=editor, live=False)
    remembered(client)
    client.get(f"/admin/pages/{review.pk}/edit/")
    alone = EditingSession.objects.get()
    ping = reverse(
        "wagtailadmin_editing_sessions:ping",
        args=["wagtailcore", "page", review.pk, alone.pk],
    )
    for _ in range(3):
        later(timedelta(hours=7))
        assert client.post(ping).status_code == 200
    later(timedelta(hours=4))
    assert client.get("/admin/").status_code == 302


def test_use_is_written_down_once_in_ten_minutes(client, editor, later):
    remembered(client)
    client.get("/admin/")

    def writes():
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/")
        said = [one["sql"] for one in captured if "django_session" in one["sql"]]
        return sum(not sql.startswith("SELECT") for sql in said)

    later(timedelta(minutes=9))
    assert writes() == 0
    later(timedelta(minutes=2))
    assert writes() > 0
    assert writes() == 0


def test_to_note_use_undoes_nothing_that_another_request_wrote(client, editor, later):
    remembered(client)
    other = SessionStore(client.session.session_key)
    other["told"] = "Published."
    later(timedelta(minutes=11))

    def written_first(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and "django_session" in sql and other.modified:
            other.modified = False
            other.save()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(written_first):
        assert client.get("/admin/").status_code == 200
    assert not other.modified
    assert client.session["told"] == "Published."


def test_who_reads_is_answered_while_the_session_can_not_be_written(
    client, editor, later
):
    remembered(client)
    later(timedelta(minutes=11))

    def held(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and "django_session" in sql:
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(held):
        assert client.get("/admin/").status_code == 200


def test_a_session_from_before_its_age_was_noted_goes_on(client, editor, later):
    remembered(client)
    session = client.session
    del session["began"], session["used"]
    session.save()
    assert client.get("/admin/").status_code == 200
    later(timedelta(hours=24, minutes=1))
    assert client.get("/admin/").status_code == 302


def test_without_remember_me_the_cookie_ends_with_the_browser(client, editor):
    assert not log_in(client, password="secret").cookies["sessionid"]["max-age"]


def test_two_people_of_one_office_do_not_lock_each_other_out(client, editor):
    person("colleague", "Editors")
    fail(LIMIT, name="colleague")
    assert log_in(client, password="secret").status_code == 302
