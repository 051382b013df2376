"""How an app is set up and turned off; each of its codes is good once."""

import logging
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from home.backup.contents import kept_models
from home.security.second_factor import devices
from tests.conftest import person
from tests.home.second_factor import (
    CODE,
    KEY,
    OFF,
    SET_UP,
    both,
    code_of,
    is_in,
    password,
    shown_codes,
    started,
)


def test_an_app_counts_once_it_has_shown_a_code(client, editor, later):
    client.force_login(editor)
    key = started(client)
    assert started(client) == key
    response = client.post(SET_UP, {"code": "000000"})
    assert "not the code" in response.content.decode()
    assert not TOTPDevice.objects.exists()
    codes = shown_codes(client.post(SET_UP, {"code": code_of(key)}))
    assert len(set(codes)) == devices.RECOVERY_CODES
    assert devices.device_of(editor)
    assert is_in(client)


def test_recovery_codes_are_shown_once_and_kept_as_digests(client, editor, later):
    client.force_login(editor)
    codes = shown_codes(client.post(SET_UP, {"code": code_of(started(client))}))
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == len(codes)
    assert kept.isdisjoint({*codes, *(code.replace("-", "") for code in codes)})
    assert client.get(SET_UP).url == "/admin/account/"
    said = f"{client.get('/admin/account/').content}{dict(client.session)}"
    assert not any(code in said for code in codes)
    assert "10 recovery codes left" in said


def test_a_second_app_takes_no_ones_place(client, guarded):
    assert not devices.set_up(guarded, KEY, code_of())
    both(client)
    assert client.post(SET_UP, {"code": code_of()}).url == "/admin/account/"
    assert TOTPDevice.objects.count() == 1


def test_the_account_page_leads_to_it_and_still_saves(client, editor):
    client.force_login(editor)
    page = client.get("/admin/account/")
    assert SET_UP in page.content.decode()
    form = {"name_email-email": "new@localhost", "notifications-updated": ""}
    form |= {"theme-theme": "dark", "theme-contrast": "system"}
    form |= {"theme-density": "default"}
    form |= {"name_email-first_name": "E", "name_email-last_name": "D"}
    assert client.post("/admin/account/", form).status_code == 302
    editor.refresh_from_db()
    assert editor.email == "new@localhost"


def test_turning_it_off_takes_a_code(client, guarded, later):
    both(client)
    assert client.post(OFF, {"code": "000000"}).status_code == 200
    assert devices.device_of(guarded)
    later(timedelta(minutes=1))
    assert client.post(OFF, {"code": code_of()}).url == "/admin/account/"
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()
    assert password(Client(), "/admin/").url == "/admin/"


def test_a_recovery_code_turns_it_off_too(client, guarded):
    both(client)
    code = devices.new_recovery_codes(guarded)[0]
    assert client.post(OFF, {"code": code}).status_code == 302
    assert not devices.device_of(guarded)


# Codes


def test_a_code_of_the_app_is_good_once(client, guarded):
    code = code_of()
    assert both(client, code).status_code == 302
    assert both(Client(), code).status_code == 200


def test_the_code_of_the_set_up_does_not_sign_in(client, editor, later, caplog):
    with caplog.at_level(logging.WARNING, devices.__name__):
        assert devices.set_up(editor, KEY, code_of())
    assert "A second factor was set up for editor." in caplog.text
    assert both(client).status_code == 200


def test_a_recovery_code_is_good_once(client, guarded, caplog):
    code = devices.new_recovery_codes(guarded)[3]
    with caplog.at_level(logging.WARNING, devices.__name__):
        assert both(client, code.upper().replace("-", " ")).status_code == 302
    assert "A recovery code was used for editor." in caplog.text
    assert both(Client(), code).status_code == 200
    assert devices.recovery_codes_left(guarded) == devices.RECOVERY_CODES - 1


def test_a_code_of_long_ago_is_none(client, guarded, later):
    code = code_of()
    later(timedelta(minutes=2))
    assert both(client, code).status_code == 200


def test_a_code_of_another_persons_app_is_none(client, guarded):
    other = "K" * 32
    assert devices.set_up(person("moderator", "Moderators"), other, code_of(other))
    assert both(client, code_of(other)).status_code == 200


def test_after_wrong_codes_the_wait_doubles(guarded, later):
    for _ in range(4):
        assert not devices.use(guarded, "000000")
        later(timedelta(seconds=10))
    assert not devices.use(guarded, "000000")
    later(timedelta(seconds=10))
    assert not devices.use(guarded, code_of())
    later(timedelta(seconds=10))
    assert devices.use(guarded, code_of())


@pytest.mark.parametrize("address", [CODE, OFF])
def test_the_fifth_wrong_code_is_the_last(client, guarded, address):
    password(client)
    if address == OFF:
        client.post(CODE, {"code": code_of()})
    answers = [client.post(address, {"code": "000000"}).status_code for _ in range(6)]
    assert answers == [200] * 4 + [429] * 2


def test_wrong_codes_are_counted_whoever_asks_from_wherever(guarded):
    for host in range(6):
        client = Client(REMOTE_ADDR=f"198.51.100.{host}")
        password(client)
        client.post(CODE, {"code": "000000"})
    assert devices.device_of(guarded).throttling_failure_count > 0
    owner = Client()
    assert both(owner, devices.new_recovery_codes(guarded)[0]).status_code == 302


def test_wrong_recovery_codes_keep_nobody_from_the_right_one(guarded):
    right = devices.new_recovery_codes(guarded)[0]
    for host in range(6):
        client = Client(REMOTE_ADDR=f"198.51.100.{host}")
        password(client)
        client.post(CODE, {"code": "nonsense"})
    assert both(Client(), right).status_code == 302


# A lost phone, and backups


def test_an_administrator_removes_what_was_lost(client, guarded, caplog):
    devices.new_recovery_codes(guarded)
    with caplog.at_level(logging.WARNING, devices.__name__):
        call_command("reset_second_factor", "editor", stdout=StringIO())
    assert "The second factor was removed for editor." in caplog.text
    password(client)
    assert is_in(client)
    assert not StaticToken.objects.exists()


def test_a_name_that_has_none_is_told_of(editor):
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("reset_second_factor", "editor")
    with pytest.raises(CommandError, match="Nobody is called nobody"):
        call_command("reset_second_factor", "nobody")


def test_a_backup_holds_apps_and_codes():
    # Without them a restored site would be open to a password alone.
    kept = {model._meta.label for model in kept_models()}
    assert kept >= {
        *("otp_totp.TOTPDevice", "otp_static.StaticDevice", "otp_static.StaticToken"),
    }
