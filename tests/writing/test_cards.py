"""Where the card of a page is kept, when it is drawn, and who is given it."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.storage.filesystem import FileSystemStorage
from django.template import Context, Template
from PIL import Image
from wagtail.models import PageViewRestriction

from home.models import SiteSettings
from tests.factories import PaperFactory, ReviewPageFactory
from writing import cards
from writing.models import ReviewPage
from writing.rendering.cards import HEIGHT, WIDTH, Card


def size(drawn):
    return Image.open(BytesIO(drawn)).size


@pytest.fixture
def review(site):
    return ReviewPageFactory(parent=site, slug="kafka", title='A "log"')


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def names(review):
    folder = f"cards/{review.pk}"
    return default_storage.listdir(folder)[1] if default_storage.exists(folder) else []


def test_the_card_of_a_review_says_what_the_page_says(review):
    said = cards.review_card(review, SiteSettings.objects.get())
    assert said.site_name == "Close Reading"
    assert said.title == "A “log”"
    assert (said.paper, said.venue) == (review.paper.short_title, "NetDB 2011")
    assert [count for _, _, count in said.counts] == [2, 0, 2, 1, 2]


@pytest.mark.parametrize(
    ("venue", "printed"),
    [
        ("NetDB 2011", "NetDB 2011"),
        ("OSDI ’11", "OSDI ’11"),
        ("ICML", "ICML 2011"),
        ("", "2011"),
    ],
)
def test_a_venue_has_its_year_once(venue, printed):
    assert cards.venue_of(PaperFactory.build(venue=venue, year=2011)) == printed


def test_a_card_is_drawn_once_the_publish_is_committed(
    review, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        cards.draw_card_of(review)
        assert names(review) == []
    assert len(names(review)) == 1


def test_nothing_is_drawn_for_a_review_that_is_gone_by_then(
    review, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        cards.draw_card_of(review)
        ReviewPage.objects.update(live=False)
    assert names(review) == []


def test_a_failure_after_the_commit_is_logged_and_goes_no_further(
    review, django_capture_on_commit_callbacks, monkeypatch, caplog
):
    def fail(card):
        raise MemoryError

    monkeypatch.setattr(cards, "draw_card", fail)
    with django_capture_on_commit_callbacks(execute=True):
        cards.draw_card_of(review)
    assert "MemoryError" in caplog.text


def test_a_kept_card_is_not_drawn_again(review, monkeypatch):
    drawn = cards.card_of(review)
    monkeypatch.setattr(cards, "draw_card", None)
    assert cards.card_of(review) == drawn


def test_a_new_card_takes_the_place_of_the_former(review):
    cards.card_of(review)
    former = names(review)
    review.title = "Another"
    cards.card_of(review)
    assert len(names(review)) == 1
    assert names(review) != former


def test_a_card_that_was_cut_short_is_drawn_again(review, storage):
    drawn = cards.card_of(review)
    (path,) = (storage / "cards" / str(review.pk)).iterdir()
    path.write_bytes(drawn[:500])
    assert cards.card_of(review) == drawn
    assert path.read_bytes() == drawn
    assert len(names(review)) == 1


def test_a_card_somebody_else_kept_meanwhile_is_kept_once(review, monkeypatch):
    monkeypatch.setattr(cards, "former_names", lambda folder: [])
    cards.keep("cards/1", "a.png", b"one")
    cards.keep("cards/1", "a.png", b"two")
    assert default_storage.listdir("cards/1")[1] == ["a.png"]


@pytest.mark.parametrize("broken", ["exists", "listdir", "_save", "_open", "delete"])
def test_a_card_is_drawn_while_storage_is_down(client, review, monkeypatch, broken):
    def fail(*args, **kwargs):
        raise OSError(broken)

    cards.kept("cards/other", Card("Close Reading", "T"))
    monkeypatch.setattr(FileSystemStorage, broken, fail)
    response = client.get("/writing/kafka/card.png")
    assert response.status_code == 200
    assert size(response.content) == (WIDTH, HEIGHT)


def test_a_card_stands_beside_its_review(client, review):
    response = client.get("/writing/kafka/card.png")
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=3600"
    assert response.content == cards.card_of(review)
    again = client.get(
        "/writing/kafka/card.png", headers={"if-none-match": response["ETag"]}
    )
    assert again.status_code == 304


def test_the_etag_follows_what_is_on_the_card(client, review):
    before = client.get("/writing/kafka/card.png")["ETag"]
    SiteSettings.objects.update(site_name="Second Look")
    assert client.get("/writing/kafka/card.png")["ETag"] != before


@pytest.mark.parametrize("address", ["/card.png", "/writing/kafka/card.png"])
def test_head_gets_the_headers_alone(client, review, address):
    response = client.head(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert response.content == b""
    assert client.post(address).status_code == 405


def test_a_draft_has_no_card(client, review):
    review.unpublish()
    assert client.get("/writing/kafka/card.png").status_code == 404


def test_a_restricted_review_has_no_card(client, review, administrator):
    PageViewRestriction.objects.create(
        page=review, restriction_type=PageViewRestriction.LOGIN
    )
    assert client.get("/writing/kafka/card.png").status_code == 404
    client.force_login(administrator)
    assert client.get("/writing/kafka/card.png").status_code == 404


@pytest.mark.parametrize("page", ["writing", "about", "writing/nothing", "%00", "a//b"])
def test_nothing_else_has_a_card_of_its_own(client, review, page):
    assert client.get(f"/{page}/card.png").status_code == 404


def test_the_site_has_a_card_of_its_tagline(client, site):
    SiteSettings.objects.update(tagline="", description="Papers, read again.")
    described = client.get("/card.png").content
    SiteSettings.objects.update(tagline="Held against the paper.")
    assert size(client.get("/card.png").content) == (WIDTH, HEIGHT)
    assert client.get("/card.png").content != described


def address(rf, page, **attributes):
    request = rf.get("/")
    request.__dict__.update(attributes)
    template = Template("{% load card_tags %}{% card_address page %}")
    return template.render(Context({"page": page, "request": request}))


def test_the_address_of_a_card_changes_with_it(rf, review):
    before = address(rf, review)
    assert before.startswith("http://localhost/writing/kafka/card.png?v=")
    review.title = "Another"
    assert address(rf, review) != before


def test_other_pages_are_shared_with_the_card_of_the_site(rf, site):
    assert address(rf, site).startswith("http://localhost/card.png?v=")


def test_what_has_no_address_has_no_card(rf, site):
    assert address(rf, None) == address(rf, "") == ""
    assert address(rf, ReviewPage()) == ""
    assert address(rf, site, is_preview=True) == ""


def test_the_address_of_a_card_asks_the_database_nothing(
    rf, review, django_assert_num_queries
):
    page = ReviewPage.objects.select_related("paper", "rendered").get()
    request = rf.get("/")
    context = Context({"page": page, "request": request})
    template = Template("{% load card_tags %}{% card_address page %}")
    template.render(context)
    with django_assert_num_queries(0):
        template.render(context)
