"""A preview shows what is not saved, to its editor alone."""

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from home.models import HomePage, PlainPage
from tests.factories import PaperFactory, ReviewPageFactory, SeriesPageFactory
from tests.writing.paper_forms import paper_form
from tests.writing.review_forms import review_form

UNSAVED = "Not saved yet"


def form(page, **fields):
    values = {"slug": page.slug, "comments": inline_formset([]), "title": UNSAVED}
    return nested_form_data(values | fields)


def home(site):
    page = HomePage.objects.get()
    return page, form(page, introduction=UNSAVED)


def about(site):
    page = PlainPage.objects.get()
    return page, form(page, body=rich_text("<p>Text</p>"))


def index(site):
    return site, form(site)


def review(site):
    page = ReviewPageFactory(parent=site)
    return page, review_form(page.paper, page, title=UNSAVED)


def series(site):
    entry = {"review": ReviewPageFactory(parent=site).pk}
    page = SeriesPageFactory(parent=site)
    return page, form(page, entries=inline_formset([entry]))


@pytest.fixture(params=[home, about, index, review, series])
def page_and_form(request, site):
    return request.param(site)


def preview(client, address, form):
    """What the preview panel gets for a form as it stands."""
    posted = client.post(address, form)
    assert posted.json() == {"is_valid": True, "is_available": True}
    response = client.get(address)
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    return response


def assert_private(response):
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


@pytest.fixture
def drafting(client, editor, moderator, administrator):
    """The same browser, signed in to look at previews."""
    client.force_login(administrator)
    return client


def test_a_preview_shows_what_is_not_saved(drafting, page_and_form):
    page, values = page_and_form
    response = preview(drafting, f"/admin/pages/{page.pk}/edit/preview/", values)
    assert UNSAVED in response.content.decode()
    assert_private(response)


@pytest.mark.parametrize("visited_before", [True, False])
def test_readers_see_nothing_of_a_preview(drafting, page_and_form, visited_before):
    page, values = page_and_form
    reader = Client()
    before = reader.get(page.url).content if visited_before else b""
    preview(drafting, f"/admin/pages/{page.pk}/edit/preview/", values)
    after = reader.get(page.url)
    assert UNSAVED.encode() not in after.content
    assert after.content == before or not visited_before
    assert "public" in after["Cache-Control"]


def test_the_previewing_editors_own_visit_shows_the_public_page(
    drafting, page_and_form
):
    page, values = page_and_form
    preview(drafting, f"/admin/pages/{page.pk}/edit/preview/", values)
    response = drafting.get(page.url)
    assert UNSAVED not in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_a_review_can_be_previewed_before_it_is_first_saved(drafting, site):
    address = f"/admin/pages/add/writing/reviewpage/{site.pk}/preview/"
    response = preview(drafting, address, review_form(PaperFactory(), title=UNSAVED))
    assert UNSAVED in response.content.decode()
    assert_private(response)


def test_a_series_can_be_previewed_before_it_is_first_saved(drafting, site):
    entries = inline_formset([{"review": ReviewPageFactory(parent=site).pk}])
    values = {"title": UNSAVED, "slug": "new", "entries": entries}
    values["comments"] = inline_formset([])
    address = f"/admin/pages/add/writing/seriespage/{site.pk}/preview/"
    response = preview(drafting, address, nested_form_data(values))
    assert UNSAVED in response.content.decode()
    assert_private(response)


def test_a_preview_of_a_review_shows_its_body_and_claims_as_typed(drafting, site):
    page = ReviewPageFactory(parent=site, body=[("prose", "Old text.")], live=False)
    address = f"/admin/pages/{page.pk}/edit/preview/"
    text = preview(drafting, address, review_form(page.paper, page)).content.decode()
    assert "What was built" in text
    assert "Seven claims, held against the paper" in text
    assert "Old text." not in text


def test_an_old_version_is_shown_to_no_cache(drafting, site):
    page = ReviewPageFactory(parent=site, title="Of old")
    revision = page.latest_revision
    page.title = "Of late"
    page.save_revision().publish()
    response = drafting.get(f"/admin/pages/{page.pk}/revisions/{revision.pk}/view/")
    assert "Of old" in response.content.decode()
    assert_private(response)


def test_a_paper_can_be_previewed(drafting, site):
    paper = PaperFactory()
    previews = "/admin/snippets/writing/paper/preview/"
    for address in (previews, f"{previews}{paper.pk}/"):
        response = preview(drafting, address, paper_form(title=UNSAVED))
        assert UNSAVED in response.content.decode()
        assert "Jay Kreps" in response.content.decode()
        assert_private(response)
