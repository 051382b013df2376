"""The CMS may live on a host of its own, and then nowhere else."""

import pytest
from django.test import Client

from home.models import PlainPage
from tests.factories import ReviewPageFactory
from tests.home.test_security_headers import production
from tests.writing.drafts.links import DraftLinkFactory

PUBLIC, CMS = "example.org", "cms.example.org"


@pytest.fixture
def hosts(site, settings):
    settings.ADMIN_HOST = CMS
    settings.PUBLIC_URL = f"https://{PUBLIC}"
    settings.WAGTAIL_FRONTEND_LOGIN_URL = "/_util/login/"
    settings.ALLOWED_HOSTS = [PUBLIC, CMS]
    return site


@pytest.fixture
def reader(hosts):
    return Client(headers={"Host": PUBLIC})


@pytest.fixture
def at_work(hosts, administrator):
    client = Client(headers={"Host": CMS})
    client.force_login(administrator)
    return client


ADMIN = ["/admin/", "/admin/login/", "/admin/password_reset/", "/admin/api/main/pages/"]


@pytest.mark.parametrize("address", ADMIN)
def test_readers_host_knows_no_cms(reader, administrator, address):
    assert reader.get(address).status_code == 404
    reader.force_login(administrator)
    assert reader.get(address).status_code == 404
    assert reader.post(address).status_code == 404


@pytest.mark.parametrize("host", ["cms.example.org:443", "CMS.example.org"])
def test_the_cms_answers_on_its_host_however_it_is_written(hosts, host):
    client = Client(headers={"Host": host})
    assert client.get("/admin/login/").status_code == 200


def test_readers_pages_are_on_readers_host_alone(reader, at_work):
    assert reader.get("/writing/").status_code == 200
    response = at_work.get("/writing/?page=2")
    assert response.status_code == 302
    assert response["Location"] == "https://example.org/writing/?page=2"
    assert at_work.post("/_util/login/").status_code == 404


def test_the_root_of_the_cms_host_is_the_cms(at_work):
    assert at_work.get("/")["Location"] == "/admin/"


def test_a_path_cannot_lead_to_a_third_host(at_work):
    for path in ("//evil.example/", "/\\evil.example/", "/@evil.example/"):
        location = at_work.get("/", PATH_INFO=path)["Location"]
        assert location.startswith("https://example.org/"), path


def test_files_that_the_cms_shows_are_on_its_host(at_work):
    for path in ("/media/images/none.png", "/documents/1/none.pdf"):
        # Looked for here, rather than sent elsewhere.
        assert at_work.get(path).status_code == 404, path


def test_an_unsaved_page_is_previewed_in_the_cms(at_work):
    page = PlainPage.objects.get()
    draft = at_work.get(f"/admin/pages/{page.pk}/view_draft/")
    assert draft.status_code == 200
    address = f"/admin/pages/{page.pk}/edit/preview/"
    form = {"title": "Changed", "slug": page.slug, "body": "null", "introduction": ""}
    assert at_work.post(address, form).json()["is_valid"]
    preview = at_work.get(f"{address}?in_preview_panel=true")
    assert preview.status_code == 200
    assert "Changed" in preview.content.decode()


def test_readers_sign_in_where_the_page_is(reader, editor, hosts):
    page = ReviewPageFactory(parent=hosts, slug="kafka")
    page.view_restrictions.create(restriction_type="login")
    response = reader.get("/writing/kafka/")
    assert response["Location"].startswith("/_util/login/?next=")
    assert "Sign in" in reader.get(response["Location"]).content.decode()
    form = {"username": "editor", "password": "secret", "next": "/writing/kafka/"}
    assert reader.post("/_util/login/", form)["Location"] == "/writing/kafka/"
    shown = reader.get("/writing/kafka/")
    assert shown.status_code == 200
    assert "wagtail-userbar" not in shown.content.decode()


def test_a_readers_log_in_is_throttled_too(reader, editor):
    form = {"username": "editor", "password": "wrong"}
    answers = [reader.post("/_util/login/", form).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]


def test_a_draft_link_leads_to_readers_host(at_work, hosts):
    link = DraftLinkFactory(review=ReviewPageFactory(parent=hosts, live=False))
    text = at_work.get(f"/admin/reviews/{link.review.pk}/draft-links/").content.decode()
    assert f"https://example.org{link.get_absolute_url()}" in text


def test_without_the_setting_one_host_has_both(client, site):
    assert client.get("/admin/login/").status_code == 200
    assert client.get("/writing/").status_code == 200


def test_the_host_is_read_from_the_environment(tmp_path):
    said = production(tmp_path, ADMIN_HOST="cms.example.org")
    assert said["ALLOWED_HOSTS"] == ["example.org", "cms.example.org"]
    assert said["WAGTAILADMIN_BASE_URL"] == "https://cms.example.org"
    assert said["CSRF_TRUSTED_ORIGINS"] == [
        "https://example.org",
        "https://cms.example.org",
    ]
    assert production(tmp_path)["ADMIN_HOST"] == ""
