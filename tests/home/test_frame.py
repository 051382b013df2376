"""Settings, plain pages and the small text files."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from wagtail.models import Site
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import HomePage, PlainPage, SiteSettings
from tests.factories import ReviewPageFactory


def change_settings(**values):
    SiteSettings.objects.update(**values)


def test_an_administrator_changes_name_and_links_in_the_cms(
    client, administrator, site
):
    client.force_login(administrator)
    pk = Site.objects.get().pk
    form = {
        "site_name": "Second Look",
        "tagline": "",
        "description": "Papers, looked at again.",
        "publisher": "",
        "security_contact": "",
        "links": streamfield([("link", {"text": "Imprint", "url": "/about/"})]),
    }
    address = reverse("wagtailsettings:edit", args=["home", "sitesettings", pk])
    client.post(address, nested_form_data(form))
    text = client.get("/").content.decode()
    assert "Second Look" in text
    assert "Papers, looked at again." in text
    assert '<a href="/about/">Imprint</a>' in text


def test_the_name_of_the_site_is_escaped(client, site):
    change_settings(site_name="<script>alert(1)</script>")
    text = client.get("/about/").content.decode()
    assert "<script>alert(1)" not in text


def test_a_plain_page_shows_its_text(client, site):
    text = client.get("/about/").content.decode()
    assert "<h1>About</h1>" in text
    assert "What a verdict means" in text


def test_a_link_of_a_plain_page_follows_its_target(client, site):
    review = ReviewPageFactory(parent=site)
    page = PlainPage.objects.get()
    page.body = f'<p><a linktype="page" id="{review.pk}">Read it</a></p>'
    page.save_revision().publish()
    review.slug = "elsewhere"
    review.save()
    assert '<a href="/writing/elsewhere/">' in client.get("/about/").content.decode()


def test_the_menu_lists_public_pages_marked_for_it(client, site):
    def menu():
        text = client.get("/").content.decode()
        return text[text.index('aria-label="Main"') :].partition("</nav>")[0]

    assert ">Writing<" in menu()
    assert ">About<" in menu()
    PlainPage.objects.get().unpublish()
    assert ">About<" not in menu()


def test_the_front_page_of_an_empty_site_is_whole(client, site):
    response = client.get("/")
    assert response.status_code == 200
    assert HomePage.objects.get().introduction in response.content.decode()


def test_robots_are_kept_from_cms_and_search_and_told_the_sitemap(client, site):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /admin/", "Disallow: /search/"} <= set(lines)
    assert "Sitemap: http://testserver/sitemap.xml" in lines


@pytest.mark.parametrize(
    ("contact", "printed"),
    [
        ("mailto:security@example.org", "mailto:security@example.org"),
        ("", "http://localhost/about/"),
    ],
)
def test_security_txt_names_a_contact_and_expires_within_a_year(
    client, site, contact, printed
):
    change_settings(security_contact=contact)
    response = client.get("/.well-known/security.txt")
    lines = dict(
        line.split(": ", 1) for line in response.content.decode().splitlines() if line
    )
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert lines["Contact"] == printed
    left = datetime.fromisoformat(lines["Expires"]) - datetime.now(UTC)
    assert timedelta(days=30) < left < timedelta(days=365)
