"""Public pages can be kept by caches and tell no visitor from another."""

import pytest
from django.urls import reverse

from tests.factories import ReviewPageFactory, SeriesPageFactory

PUBLIC = [
    "/",
    "/about/",
    "/writing/",
    "/writing/tags/",
    "/writing/tags/messaging/",
    "/writing/kafka/",
    "/writing/logs/",
    "/feed/",
    "/feed/messaging/",
    "/search/?q=kafka",
    "/sitemap.xml",
    "/robots.txt",
    "/.well-known/security.txt",
]
KEPT_IN_FRONT = (
    "public, max-age=0, must-revalidate, s-maxage=1, stale-while-revalidate=1"
)
PAGES = [address for address in PUBLIC if address.endswith("/")]


@pytest.fixture
def library(site):
    review = ReviewPageFactory(parent=site, slug="kafka", tags=["messaging"])
    SeriesPageFactory(parent=site, slug="logs", reviews=[review])


def vary(response):
    return {word.strip() for word in response.get("Vary", "").split(",")}


def policy_of(response):
    """The sources that each directive of the response's policy allows."""
    parts = response["Content-Security-Policy"].split(";")
    return dict(part.strip().split(" ", 1) for part in parts)


def test_a_public_page_says_that_it_may_be_kept(client, library):
    for address in PUBLIC:
        response = client.get(address)
        assert response.status_code == 200, address
        assert not response.cookies, address
        assert "Cookie" not in vary(response), address
        assert response["Cache-Control"] == KEPT_IN_FRONT


def test_a_public_page_that_has_not_changed_is_not_sent_again(client, library):
    for address in PUBLIC:
        tag = client.get(address)["ETag"]
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b""), address


def test_a_public_page_has_a_head(client, library):
    answers = {address: client.head(address) for address in PUBLIC}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert {answer.content for answer in answers.values()} == {b""}


def test_a_head_has_the_length_of_the_page_and_no_body(client, library):
    head = client.head("/writing/")
    assert int(head["Content-Length"]) == len(client.get("/writing/").content)
    assert head.content == b""


def test_a_page_is_compressed(client, library):
    response = client.get("/writing/", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"


def test_a_public_page_lets_no_foreign_or_inline_script_run(client, library):
    for address in PUBLIC:
        policy = policy_of(client.get(address))
        assert policy["default-src"] == "'none'", address
        assert policy["script-src"] == policy["style-src"] == "'self'", address
        assert policy["frame-ancestors"] == "'self'", address
        assert not any("unsafe" in sources for sources in policy.values()), address


def test_the_cms_may_use_its_own_inline_scripts(client, editor, library):
    client.force_login(editor)
    response = client.get("/admin/")
    assert policy_of(response)["script-src"] == "'self' 'unsafe-inline'"
    assert "no-store" in response["Cache-Control"]


def test_what_a_signed_in_person_sees_is_kept_by_nobody(client, editor, library):
    client.force_login(editor)
    for address in PAGES:
        assert client.get(address)["Cache-Control"] == "private, no-store", address


def test_the_editors_bar_is_shown_to_editors_only(client, editor, library):
    assert "wagtail-userbar" not in client.get("/writing/kafka/").content.decode()
    client.force_login(editor)
    assert "wagtail-userbar" in client.get("/writing/kafka/").content.decode()


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "PROPFIND", "CONNECT"])
def test_odd_methods_are_refused(client, library, method):
    for address in ("/", "/writing/kafka/", "/admin/", "/search/"):
        response = client.generic(method, address)
        assert response.status_code == 405, address
        assert "GET" in response["Allow"]


UNKNOWN = [
    "/nothing-here/",
    "/writing/nothing-here/",
    "/writing/tags/nothing-here/",
    "/feed/nothing-here/",
    "/writing/kafka/more/",
    "/nothing.php",
    "/%00/",
    "/%ff/",
    "/" + "long/" * 400,
]


def test_an_unknown_address_answers_404_in_our_words(client, library):
    for address in UNKNOWN:
        response = client.get(address)
        assert response.status_code == 404, address
        assert "Not on this site" in response.content.decode()
        assert not response.cookies


ODD_PAGES = ["abc", "999", "0", "-1", "", "1e9", "%00", "9" * 5000]


@pytest.mark.parametrize("address", ["/writing/", "/writing/tags/messaging/"])
def test_an_odd_page_number_is_harmless(client, library, address):
    for page in ODD_PAGES:
        response = client.get(f"{address}?page={page}")
        assert "/writing/kafka/" in response.content.decode(), page


def test_sniffing_framing_and_referrers_are_kept_down(client, library):
    response = client.get("/")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["X-Frame-Options"] == "DENY"


def test_the_log_in_page_is_not_kept(client, library):
    assert "no-store" in client.get(reverse("wagtailadmin_login"))["Cache-Control"]
