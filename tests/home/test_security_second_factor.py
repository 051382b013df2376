"""A password alone opens nothing of who set up an app."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import get_resolver

from home.security.second_factor import devices
from home.security.second_factor.gate import SECONDS_AT_THE_DOOR
from tests.factories import ReviewPageFactory
from tests.home.second_factor import (
    CODE,
    KEY,
    LOG_IN,
    OFF,
    SET_UP,
    both,
    code_of,
    is_in,
    password,
    shown_codes,
    started,
)
from tests.home.test_security_addresses import OPEN, opened, walked
from tests.home.test_security_headers import production
from tests.test_settings import production as started_with


def test_after_the_password_a_code_is_asked_for_and_next_is_kept(client, guarded):
    response = password(client, "/admin/reports/desk/reviews/?page=1")
    assert response.url.startswith(f"{CODE}?next=")
    page = client.get(response.url)
    kept = re.search(r'name="next" value="([^"]+)"', page.content.decode())[1]
    assert kept == "/admin/reports/desk/reviews/?page=1"
    form = {"code": code_of(), "next": kept}
    assert client.post(CODE, form).url == kept
    assert client.get(kept).status_code == 200


def test_who_comes_back_half_way_is_asked_for_the_code(client, guarded):
    password(client)
    sent = client.get("/admin/reports/desk/reviews/", follow=True)
    assert sent.redirect_chain[-1][0].startswith(CODE)
    assert "next=/admin/reports/desk/reviews/" in sent.redirect_chain[-1][0]


@pytest.mark.parametrize("then", ["https://evil.example/", "//evil.example/x"])
def test_the_code_leads_to_no_other_host(client, guarded, then):
    assert "evil" not in password(client, then).url
    response = client.post(CODE, {"code": code_of(), "next": then})
    assert response.url == "/admin/"


def test_who_has_no_app_signs_in_as_before(client, editor):
    assert password(client, "/admin/account/").url == "/admin/account/"
    assert is_in(client)


def test_a_password_alone_opens_no_address_of_the_cms(client, guarded):
    password(client)
    known = dict(walked(get_resolver().url_patterns))
    doors = OPEN | {"second_factor_code"}
    closed = [one for one, name in known.items() if name not in doors]
    assert opened(closed, client.get) == {}


def test_a_password_alone_opens_neither_drafts_nor_restricted_pages(
    client, guarded, site
):
    draft = ReviewPageFactory(parent=site, live=False, owner=guarded)
    page = ReviewPageFactory(parent=site, slug="kafka")
    page.view_restrictions.create(restriction_type="login")
    private = [
        *("/writing/kafka/", f"/admin/pages/{draft.pk}/view_draft/"),
        *(f"/admin/pages/{draft.pk}/edit/", f"/admin/api/main/pages/{draft.pk}/"),
    ]
    password(client)
    assert 200 not in [client.get(address).status_code for address in private]
    client.post(CODE, {"code": code_of()})
    assert {client.get(address).status_code for address in private} == {200}


def test_a_session_from_before_the_app_is_out(client, editor, later):
    other = Client()
    for browser in (client, other):
        browser.force_login(editor)
    client.post(SET_UP, {"code": code_of(started(client))})
    assert is_in(client)
    assert not is_in(other)


def test_each_log_in_asks_for_a_code_anew(client, guarded):
    both(client)
    assert is_in(client)
    password(client)
    assert not is_in(client)


def test_a_new_app_ends_the_sessions_of_the_old(client, guarded, later):
    both(client)
    devices.remove(guarded)
    later(timedelta(minutes=1))
    assert devices.set_up(guarded, KEY, code_of())
    assert not is_in(client)


def test_a_password_lasts_a_quarter_of_an_hour_at_the_door(client, guarded, later):
    password(client)
    later(timedelta(seconds=SECONDS_AT_THE_DOOR + 1))
    assert client.post(CODE, {"code": code_of()}).url.startswith(LOG_IN)
    assert not is_in(client)
    assert "Password" in client.get(LOG_IN).content.decode()


def test_who_is_another_person_starts_again(client, guarded):
    password(client)
    assert client.post(CODE, {"leave": "yes"}).url == LOG_IN
    assert "_auth_user_id" not in client.session


def test_a_new_password_by_mail_does_not_pass_the_code(client, guarded):
    client.post("/admin/password_reset/", {"email": "editor@localhost"})
    address = mail.outbox[0].body.split("8000")[1].split()[0]
    form = dict.fromkeys(("new_password1", "new_password2"), "oP7-sdfn-wq3z")
    client.post(client.get(address).url, form)
    assert not is_in(client)
    response = password(client, password="oP7-sdfn-wq3z")
    assert response.url.startswith(CODE)


@pytest.mark.parametrize("remember", ["on", ""])
def test_remember_me_remembers_who_showed_a_code(client, guarded, remember, later):
    password(client, remember=remember)
    half = client.session.session_key
    cookie = client.post(CODE, {"code": code_of()}).cookies["sessionid"]
    assert cookie["max-age"] == (7 * 24 * 3600 if remember else "")
    # Whoever knew the name of the half session has nothing.
    assert cookie.value != half
    stranger = Client()
    stranger.cookies["sessionid"] = half
    assert not is_in(stranger)


def test_the_page_that_asks_for_a_code_has_nothing_inline(client, guarded):
    password(client)
    response = client.get(CODE)
    text = response.content.decode()
    assert "'unsafe-inline'" not in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text)
    scripts = re.findall(r"<script([^>]*)>", text)
    assert all("src=" in one or "application/json" in one for one in scripts)


# Readers' log-in, and hosts


@pytest.mark.parametrize("hosts", ["one", "two"])
def test_readers_show_a_code_where_they_sign_in(guarded, site, settings, hosts):
    host = "testserver"
    if hosts == "two":
        settings.ADMIN_HOST, host = "cms.example.org", "example.org"
        settings.ALLOWED_HOSTS = [host, settings.ADMIN_HOST]
    settings.WAGTAIL_FRONTEND_LOGIN_URL = "/_util/login/"
    page = ReviewPageFactory(parent=site, slug="kafka")
    page.view_restrictions.create(restriction_type="login")
    reader = Client(headers={"Host": host})
    asked = reader.get(reader.get("/writing/kafka/").url).content.decode()
    then = re.search(r'name="next" value="([^"]+)"', asked)[1]
    response = password(reader, then, door="/_util/login/")
    assert response.url == "/_util/login/code/?next=/writing/kafka/"
    assert reader.get("/writing/kafka/").status_code == 302
    assert "Now the code" in reader.get(response.url).content.decode()
    form = {"code": code_of(), "next": "/writing/kafka/"}
    assert reader.post("/_util/login/code/", form).url == "/writing/kafka/"
    assert reader.get("/writing/kafka/").status_code == 200


def test_the_cms_host_has_its_own_door(guarded, settings):
    settings.ADMIN_HOST = "cms.example.org"
    settings.ALLOWED_HOSTS = ["example.org", "cms.example.org"]
    client = Client(headers={"Host": "cms.example.org"})
    assert password(client).url.startswith(CODE)
    assert client.post(CODE, {"code": code_of()}).url == "/admin/"
    assert is_in(client)
    reader = Client(headers={"Host": "example.org"})
    assert [reader.get(one).status_code for one in (CODE, SET_UP, OFF)] == [404] * 3


# Where it is required


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR = "required"


def test_who_has_none_is_led_to_set_one_up_and_no_further(client, editor, required):
    response = password(client, "/admin/reports/desk/reviews/")
    assert response.url == f"{SET_UP}?next=/admin/reports/desk/reviews/"
    for address in ("/admin/", "/admin/account/", OFF, CODE, "/admin/api/main/pages/"):
        assert client.get(address).status_code != 200, address
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith(SET_UP)
    page = client.get(response.url)
    assert page.status_code == 200
    assert "'unsafe-inline'" not in page["Content-Security-Policy"]


def test_who_sets_one_up_goes_on_to_where_they_wanted(client, editor, required, later):
    password(client)
    form = {"code": code_of(started(client)), "next": "/admin/reports/desk/reviews/"}
    page = client.post(SET_UP, form)
    assert len(shown_codes(page)) == devices.RECOVERY_CODES
    assert 'href="/admin/reports/desk/reviews/"' in page.content.decode()
    assert is_in(client)


def test_a_session_from_before_it_was_required_is_out(client, editor, settings):
    client.force_login(editor)
    assert is_in(client)
    settings.SECOND_FACTOR = "required"
    assert not is_in(client)


def test_who_turns_it_off_sets_it_up_again(client, guarded, required, later):
    both(client)
    later(timedelta(minutes=1))
    client.post(OFF, {"code": code_of()})
    assert not is_in(client)
    assert started(client) != KEY


def test_who_may_not_enter_the_cms_needs_none(
    client, site, required, django_user_model
):
    django_user_model.objects.create_user("editor", password="secret")
    page = ReviewPageFactory(parent=site, slug="kafka")
    page.view_restrictions.create(restriction_type="login")
    then = "/writing/kafka/"
    assert password(client, then, door="/_util/login/").url == then
    assert client.get(then).status_code == 200


def test_from_readers_host_the_set_up_is_on_that_of_the_cms(editor, settings, required):
    settings.ADMIN_HOST = "cms.example.org"
    settings.WAGTAILADMIN_BASE_URL = "https://cms.example.org"
    settings.ALLOWED_HOSTS = ["example.org"]
    reader = Client(headers={"Host": "example.org"})
    response = password(reader, "/writing/", door="/_util/login/")
    assert response.url == f"https://cms.example.org{SET_UP}?next=/writing/"


def test_whether_it_is_required_is_read_from_the_environment(tmp_path):
    assert production(tmp_path)["SECOND_FACTOR"] == "offered"
    said = production(tmp_path, SECOND_FACTOR="required")
    assert said["SECOND_FACTOR"] == "required"


def test_a_word_that_says_neither_stops_the_start(tmp_path):
    given = {"SECRET_KEY": "k" * 60, "PUBLIC_URL": "https://example.org"}
    outcome = started_with(tmp_path, **given, SECOND_FACTOR="perhaps")
    assert outcome.returncode != 0
    assert "SECOND_FACTOR must be one of offered, required" in outcome.stderr
