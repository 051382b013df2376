"""Every address there is, walked: who is not signed in gets nothing of the CMS."""

import re
from uuid import UUID

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.urls.converters import get_converters
from django.utils.regex_helper import normalize

SAMPLES = {
    "int": "1",
    "str": "x",
    "slug": "x",
    "path": "x",
    "uuid": str(UUID(int=1)),
}
# Of the CMS, what who is not signed in may see: the doors, and icons for them.
OPEN = {
    "wagtailadmin_login",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_complete",
    # A link that is none is told to be none.
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
}


def walked(patterns, before=""):
    """Every pattern, with an address that it answers."""
    for entry in patterns:
        address = before + sample(entry.pattern)
        if isinstance(entry, URLPattern):
            yield f"/{address}", entry.name or ""
        else:
            yield from walked(entry.url_patterns, address)


def sample(pattern):
    """A text that a pattern matches: each of its arguments is 1 or x."""
    if hasattr(pattern, "_route"):
        kinds = {type(one): name for name, one in get_converters().items()}
        values = {
            name: SAMPLES[kinds[type(converter)]]
            for name, converter in pattern.converters.items()
        }
        return re.sub(
            r"<(?:\w+:)?(\w+)>", lambda found: values[found[1]], str(pattern._route)
        )
    text, names = normalize(pattern.regex.pattern)[0]
    return text % dict.fromkeys(names, "1")


def of_cms(address):
    return address.startswith("/admin/")


@pytest.fixture(scope="module")
def addresses():
    found = dict(walked(get_resolver().url_patterns))
    assert len(found) > 300
    return found


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_not_signed_in_gets_nothing_of_the_cms(site, addresses, method):
    def ask(address):
        stranger = Client()
        return getattr(stranger, method)(address)

    closed = [one for one, name in addresses.items() if name not in OPEN]
    assert opened(closed, ask) == {}


def opened(addresses, ask):
    """Those of the CMS that answer with anything but a refusal, and what they do."""
    asked = {address: ask(address) for address in addresses if of_cms(address)}
    assert len(asked) > 250
    answers = {
        address: (response.status_code, response.get("Location", ""))
        for address, response in asked.items()
    }
    return {
        address: (status, location)
        for address, (status, location) in answers.items()
        if not (status in {401, 403, 404, 405} or is_sent_away(status, location))
    }


def is_sent_away(status, location):
    return status == 302 and location.startswith(("/admin/login/?next=", "/admin/"))


def test_only_doors_of_the_cms_are_open(site, addresses):
    found = {name for address, name in addresses.items() if of_cms(address)}
    assert found >= OPEN


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "options"])
def test_no_public_address_breaks_or_begins_a_session(site, addresses, method):
    for address in (one for one in addresses if not of_cms(one)):
        response = getattr(Client(), method)(address)
        assert response.status_code < 500, address
        assert "sessionid" not in response.cookies, address
        is_redirect = 300 <= response.status_code < 400
        assert is_redirect or "Content-Security-Policy" in response, address


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_pages_and_files_are_not_written_to(site, addresses, method):
    FORMS = ("_util/", "authenticate_with_password", "objection/", "draft/")
    for address in addresses:
        if of_cms(address) or any(form in address for form in FORMS):
            continue
        answer = getattr(Client(enforce_csrf_checks=True), method)(address)
        assert answer.status_code in {301, 302, 403, 404, 405}, address


def test_no_api_is_public(site, addresses):
    installed = {app.name for app in apps.get_app_configs()}
    assert not any(
        name.startswith(("wagtail.api", "rest_framework", "ninja"))
        for name in installed
    )
    # The CMS's own, for its page chooser, is for who is signed in.
    assert {one for one in addresses if "api" in one and not of_cms(one)} == set()
    for address in ("/api/", "/api/v2/pages/", "/api/v3/pages/", "/api/main/pages/"):
        assert Client().get(address).status_code == 404
