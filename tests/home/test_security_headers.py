"""Browsers are told what a page may do, and who may use what it is made of."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images.tests.utils import get_test_image_file

from home.models import EditorialImage
from home.security.headers import UNUSED_FEATURES
from tests.factories import ReviewPageFactory
from tests.home.observatory import policy_of, score

PROJECT = Path(__file__).resolve().parents[2]
SECURITY = [
    *("SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER"),
    *("SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD"),
    *("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_DOMAIN"),
    *("SESSION_COOKIE_PATH", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE"),
    *("CSRF_COOKIE_DOMAIN", "CSRF_COOKIE_PATH", "ALLOWED_HOSTS", "ADMIN_HOST"),
    *("WAGTAILADMIN_BASE_URL", "CSRF_TRUSTED_ORIGINS"),
    *("SECURE_CROSS_ORIGIN_OPENER_POLICY", "USE_X_FORWARDED_HOST", "DEBUG"),
    *("WAGTAIL_FRONTEND_LOGIN_URL", "PUBLIC_URL", "SECOND_FACTOR"),
]


def production(data, **variables):
    """What the production settings say of security, in a process of their own."""
    code = (
        "import json, sys; from django.conf import settings;"
        "print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}))"
    )
    given = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "PUBLIC_URL": "https://example.org",
        "SECRET_KEY": "a-b_c.d" * 10,
        **variables,
    }
    told = subprocess.run(
        [sys.executable, "-c", code, *SECURITY],
        cwd=PROJECT,
        env=given,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return json.loads(told.stdout)


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    return production(tmp_path_factory.mktemp("production"))


@pytest.fixture
def as_in_production(settings, said):
    for name, value in said.items():
        setattr(settings, name, value)
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def review(site):
    return ReviewPageFactory(parent=site, slug="kafka")


@pytest.mark.parametrize(
    ("address", "least"), [("/", 130), ("/writing/kafka/", 130), ("/admin/login/", 135)]
)
def test_the_observatory_gives_at_least_110(
    client, review, as_in_production, address, least
):
    page = client.get(address, secure=True)
    assert page.status_code == 200
    total, found = score(page, redirect=client.get(address))
    assert total >= least, found


def test_cookies_are_for_this_host_over_tls_alone(client, review, as_in_production):
    cookies = client.get("/admin/login/", secure=True).cookies
    assert set(cookies) == {"__Host-csrftoken"}
    cookie = cookies["__Host-csrftoken"]
    assert (cookie["secure"], cookie["httponly"]) == (True, True)
    assert (cookie["path"], cookie["domain"], cookie["samesite"]) == ("/", "", "Lax")


def test_the_cookie_of_a_session_is_for_this_host_over_tls_alone(
    client, administrator, as_in_production
):
    form = {"username": "administrator", "password": "secret"}
    cookies = client.post("/admin/login/", form, secure=True).cookies
    cookie = cookies["__Host-sessionid"]
    assert (cookie["secure"], cookie["httponly"]) == (True, True)
    assert (cookie["path"], cookie["domain"], cookie["samesite"]) == ("/", "", "Lax")


def test_tls_is_asked_for_a_year_and_subdomains(client, site, as_in_production):
    header = client.get("/", secure=True)["Strict-Transport-Security"]
    assert header == "max-age=31536000; includeSubDomains; preload"


def test_the_bar_of_editors_goes_by_the_name_of_the_cookie(
    client, editor, review, as_in_production
):
    client.force_login(editor)
    response = client.get(review.url, secure=True)
    assert "wagtail-userbar" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"


ADDRESSES = [
    *("/", "/writing/kafka/", "/feed/", "/search/?q=kafka", "/nothing-here/"),
    *("/robots.txt", "/admin/login/", "/writing/kafka/card.png", "/writing/kafka"),
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_headers(client, review, address):
    response = client.get(address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "Cross-Origin-Resource-Policy" in response


def test_no_browser_power_is_granted(client, site):
    granted = client.get("/")["Permissions-Policy"].split(", ")
    assert granted == [f"{feature}=()" for feature in UNUSED_FEATURES]


@pytest.mark.parametrize("address", ["/", "/nothing-here/", "/admin/login/"])
def test_nothing_runs_that_is_not_a_file_of_ours(client, site, address):
    policy = policy_of(client.get(address))
    assert policy["default-src"] == policy["base-uri"] == {"'none'"}
    assert policy["script-src"] == policy["style-src"] == {"'self'"}
    assert policy["form-action"] == policy["frame-ancestors"] == {"'self'"}
    # What falls back on default-src is not let in by a directive of its own.
    assert policy.keys().isdisjoint({"object-src", "frame-src", "worker-src"})


@pytest.mark.parametrize(
    ("address", "policy"),
    [
        ("/", "same-origin"),
        ("/writing/kafka/", "same-origin"),
        ("/writing/kafka/cite.bib", "same-origin"),
        ("/admin/login/", "same-origin"),
        ("/feed/", "cross-origin"),
        ("/feed.json", "cross-origin"),
        ("/writing/kafka/card.png", "cross-origin"),
        ("/favicon.ico", "cross-origin"),
    ],
)
def test_other_sites_may_show_pictures_and_feeds_alone(client, review, address, policy):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Cross-Origin-Resource-Policy"] == policy


def test_a_picture_of_the_library_may_be_shown_elsewhere(client, site):
    image = EditorialImage.objects.create(title="A", file=get_test_image_file())
    response = client.get(image.get_rendition("width-100").url)
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_what_a_signed_in_person_is_shown_stays_here(client, editor, review):
    client.force_login(editor)
    page = client.get("/feed/")
    assert "no-store" in page["Cache-Control"]
    assert page["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.pdf", "application/pdf"),
        ("a.txt", "text/plain"),
        ("a.csv", "text/csv"),
        ("a.bib", "application/x-bibtex"),
    ],
)
def test_a_document_is_kept_not_shown(client, site, name, kind):
    file = ContentFile(b"%PDF- <script>alert(1)</script>", name=name)
    document = Document.objects.create(title="A", file=file)
    response = client.get(document.url)
    assert response["Content-Type"] == kind
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    policy = policy_of(response)
    assert policy["default-src"] == {"'none'"}
    assert policy["sandbox"] == set()
