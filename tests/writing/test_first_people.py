"""The first people get passwords that the CMS itself would take."""

import re
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from deploy.prepare import settle
from writing.models import ReviewPage

VARIABLES = ["EDITOR_PASSWORD", "MODERATOR_PASSWORD", "ADMIN_PASSWORD"]


@pytest.fixture(autouse=True)
def environment(site, monkeypatch):
    """One that gives nobody a password, and where nobody is yet."""
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)


def create(**options):
    said = StringIO()
    call_command("create_people", stdout=said, **options)
    return said.getvalue()


def people():
    return get_user_model().objects


@pytest.mark.parametrize("variable", VARIABLES)
@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("secret", "too short. It must contain at least 12 characters"),
        ("q1w2e3r4t5y6", "too common"),
        ("849302716593", "entirely numeric"),
    ],
)
def test_a_weak_password_is_refused_by_its_variable(
    monkeypatch, variable, password, why
):
    monkeypatch.setenv(variable, password)
    with pytest.raises(CommandError) as refused:
        create()
    said = str(refused.value)
    assert said.startswith(f"{variable} can't be used: This password is ")
    assert why in said
    assert password not in said
    assert not people().exists()


def test_a_password_like_the_name_is_refused(monkeypatch):
    monkeypatch.setenv("ADMIN_PASSWORD", "administrator1")
    with pytest.raises(CommandError, match="too similar to the username"):
        create()


def test_one_that_is_given_is_that_of_the_account_and_is_not_shown(monkeypatch):
    monkeypatch.setenv("EDITOR_PASSWORD", "a password of their own")
    said = create()
    assert "editor         (from EDITOR_PASSWORD)" in said
    assert people().get(username="editor").check_password("a password of their own")
    [made] = re.findall(r"moderator +(\S+)", said)
    assert people().get(username="moderator").check_password(made)


def test_a_check_makes_nobody(monkeypatch):
    assert create(check=True) == ""
    assert not people().exists()
    monkeypatch.setenv("EDITOR_PASSWORD", "secret")
    with pytest.raises(CommandError):
        create(check=True)


def test_where_somebody_is_no_password_is_read(administrator, monkeypatch):
    monkeypatch.setenv("EDITOR_PASSWORD", "secret")
    assert create() == ""
    assert people().get() == administrator


def test_a_first_start_ends_before_it_loads_the_library(monkeypatch):
    monkeypatch.setenv("ADMIN_PASSWORD", "secret")
    with pytest.raises(CommandError, match="ADMIN_PASSWORD can't be used"):
        settle()
    assert not ReviewPage.objects.exists()
