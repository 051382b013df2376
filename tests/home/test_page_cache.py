"""A kept page is the page: the same answer, for all readers, as long as it is right."""

import gzip
import subprocess
import sys
from copy import deepcopy
from itertools import count

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache, caches
from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from psycopg.conninfo import make_conninfo
from wagtail.models import PageViewRestriction

import config.caches
from home import generations
from home.models import PlainPage
from home.page_cache import shelves
from home.page_cache.entries import may_be_kept
from tests.databases import own_copy
from tests.factories import ReviewPageFactory, SeriesPageFactory, writing_index
from tests.writing.drafts.links import DraftLinkFactory
from writing.models import ReviewPage

REVIEW = "/writing/kafka/"
ADDRESSES = [
    *("/", "/about/", "/writing/", "/writing/tags/", "/writing/tags/messaging/"),
    *("/writing/claims/", "/writing/claims/?verdict=holds", "/writing/corrections/"),
    *(REVIEW, f"{REVIEW}?depth=claims", f"{REVIEW}index.md", "/writing/logs/"),
    *("/feed/", "/feed.json", "/sitemap.xml", "/robots.txt", "/card.png"),
    "/.well-known/security.txt",
]
GZIP = {"accept-encoding": "gzip"}
titles = (f"Title {number}" for number in count())


@pytest.fixture(scope="module")
def db(request, django_db_setup, django_db_blocker):
    """Two reviews and a series; gives the path of the database."""
    migrated, module = connection.settings_dict["NAME"], request.module.__name__
    with django_db_blocker.unblock(), own_copy(migrated, module) as path:
        index = writing_index()
        review = ReviewPageFactory(parent=index, slug="kafka", tags=["messaging"])
        ReviewPageFactory(parent=index, slug="raft", tags=["messaging"])
        SeriesPageFactory(parent=index, slug="logs", reviews=[review])
        yield path


@pytest.fixture
def published(db):
    """The same, with nothing kept yet."""
    cache.clear()
    forget()
    generations.for_each_host.forget()
    generations.for_all_hosts.forget()
    return db


def forget():
    """Forget what this process keeps, as another one would not know it."""
    shelves.shelf.clear()
    shelves.queries.clear()


def elsewhere():
    """The beginning of a program that is connected to the same database as `c`."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"import sqlite3; c = sqlite3.connect({str(told['NAME'])!r}); c"
    names = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
    where = make_conninfo(**{name: told[key] for name, key in names.items()})
    return f"import psycopg; c = psycopg.connect({where!r}); c"


def publish(title=None):
    """Publish the review anew; gives the title it has now."""
    review = ReviewPage.objects.get(slug="kafka")
    review.title = title or next(titles)
    review.save_revision().publish()
    return review.title


def text(response):
    return response.content.decode()


def is_kept(address, asked, headers=None):
    """Whether an address is answered with one query: that for the generation."""
    with asked(1) as queries:
        response = Client().get(address, headers=headers)
    return response.status_code == 200 and "home_generation" in queries[0]["sql"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_second_reader_costs_one_query(
    client, published, django_assert_num_queries, address
):
    client.get(address)
    assert is_kept(address, django_assert_num_queries)
    forget()
    if "?" not in address:
        assert is_kept(address, django_assert_num_queries)


def without(middleware):
    return [name for name in settings.MIDDLEWARE if middleware not in name]


def headers_of(response):
    """All but what every answer has for itself: its id, and a second of the clock."""
    headers = dict(response.headers)
    assert headers.pop("X-Request-ID")
    headers.pop("X-Accel-Expires", None)
    return headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_kept_answer_is_the_one_that_was_made(client, published, settings, address):
    made = client.get(address)
    kept = client.get(address)
    assert (kept.content, headers_of(kept)) == (made.content, headers_of(made))
    settings.MIDDLEWARE = without("page_cache")
    plain = Client().get(address)
    assert plain.content == kept.content
    ours, theirs = headers_of(kept), headers_of(plain)
    assert ours.pop("ETag") != theirs.pop("ETag", "")
    assert ours == theirs


def test_a_client_that_takes_gzip_gets_the_same_page(client, published):
    packed = [client.get(REVIEW, headers=GZIP) for _ in range(2)]
    assert {one["Content-Encoding"] for one in packed} == {"gzip"}
    assert packed[0].content == packed[1].content
    plain = client.get(REVIEW)
    assert gzip.decompress(packed[0].content) == plain.content
    assert plain["ETag"] != packed[0]["ETag"]
    assert not packed[0]["ETag"].startswith("W/")


def test_head_is_answered_by_the_kept_page(client, published):
    cold = client.head(REVIEW)
    page = client.get(REVIEW)
    warm = client.head(REVIEW)
    assert cold.content == warm.content == b""
    assert headers_of(cold) == headers_of(warm) == headers_of(page)


def test_what_did_not_change_is_not_sent_again_after_a_publish(client, published):
    tag = client.get("/about/", headers=GZIP)["ETag"]
    publish()
    again = client.get("/about/", headers={**GZIP, "if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_publish_is_read_at_once(client, published):
    for address in (REVIEW, "/writing/", "/", "/feed/", "/writing/tags/messaging/"):
        client.get(address)
        title = publish()
        assert title in text(client.get(address)), address


def test_a_draft_that_is_saved_lapses_nothing(
    client, published, django_assert_num_queries
):
    client.get(REVIEW)
    review = ReviewPage.objects.get(slug="kafka")
    review.title = "A draft only"
    review.save_revision()
    assert is_kept(REVIEW, django_assert_num_queries)
    assert "A draft only" not in text(client.get(REVIEW))


def test_a_change_by_another_process_is_read_at_once(client, published):
    client.get("/about/")
    change = "UPDATE wagtailcore_page SET title = 'From elsewhere' WHERE slug = 'about'"
    program = f"{elsewhere()}.execute({change!r}); c.commit()"
    subprocess.run([sys.executable, "-c", program], check=True)
    assert "From elsewhere" in text(client.get("/about/"))


def test_a_publish_while_a_page_is_made_is_read_by_the_next(
    client, published, monkeypatch
):
    context = ReviewPage.get_context

    def overtaken(self, *args, **kwargs):
        monkeypatch.undo()
        found = context(self, *args, **kwargs)
        publish("Overtaking")
        return found

    monkeypatch.setattr(ReviewPage, "get_context", overtaken)
    assert "Overtaking" not in text(client.get(REVIEW))
    assert "Overtaking" in text(client.get(REVIEW))


def test_marks_of_campaigns_change_nothing(
    client, published, django_assert_num_queries
):
    page = client.get("/writing/")
    marked = "/writing/?utm_source=a&fbclid=b"
    assert is_kept(marked, django_assert_num_queries)
    assert client.get(marked).content == page.content
    cache.clear()
    forget()
    assert client.get(marked).content == page.content
    assert is_kept("/writing/", django_assert_num_queries)


def test_invented_queries_push_no_page_out(client, published, monkeypatch):
    monkeypatch.setattr(shelves.queries, "room", 60_000)
    client.get("/writing/")
    kept = len(shelves.shelf._entries)
    for number in range(12):
        client.get(f"/writing/?page={number}")
    assert len(shelves.shelf._entries) == kept
    assert 0 < shelves.queries.used <= 60_000


def test_a_shelf_is_never_fuller_than_its_room(client, published, monkeypatch):
    monkeypatch.setattr(shelves.shelf, "room", 20_000)
    for address in ADDRESSES:
        assert client.get(address).status_code == 200
        assert shelves.shelf.used <= 20_000


@pytest.fixture
def signed_in(published):
    person, _ = get_user_model().objects.get_or_create(
        username="administrator", is_superuser=True
    )
    client = Client()
    client.force_login(person)
    return client


def test_a_signed_in_person_neither_fills_nor_reads_it(client, signed_in, published):
    assert "wagtail-userbar" in text(signed_in.get(REVIEW))
    assert "wagtail-userbar" not in text(client.get(REVIEW))
    assert "wagtail-userbar" in text(signed_in.get(REVIEW))


@pytest.mark.parametrize("first", ["the reader", "the preview"])
def test_a_preview_is_never_kept_nor_answered_by_what_is(
    client, signed_in, published, first
):
    if first == "the reader":
        client.get(REVIEW)
    review = ReviewPage.objects.get(slug="kafka")
    review.title = "Only previewed"
    review.save_revision()
    preview = signed_in.get(f"/admin/pages/{review.pk}/view_draft/")
    assert "Only previewed" in text(preview)
    assert "no-store" in preview["Cache-Control"]
    assert "Only previewed" not in text(client.get(REVIEW))
    assert "Only previewed" in text(
        signed_in.get(f"/admin/pages/{review.pk}/view_draft/")
    )


@pytest.mark.parametrize("first", ["the reader", "the link"])
def test_a_draft_behind_a_link_is_never_kept(client, published, first):
    if first == "the reader":
        client.get(REVIEW)
    review = ReviewPage.objects.get(slug="kafka")
    review.title = "Only for who has the link"
    review.save_revision()
    address = DraftLinkFactory(review=review).get_absolute_url()
    for _ in range(2):
        draft = client.get(address)
        assert "Only for who has the link" in text(draft)
        assert "no-store" in draft["Cache-Control"]
        assert "Only for who has the link" not in text(client.get(REVIEW))
    assert not any("/draft/" in key for key in shelves.shelf._entries)


@pytest.mark.parametrize("kind", ["login", "password"])
def test_a_page_that_becomes_private_is_gone_from_it(client, published, kind):
    words = text(client.get(REVIEW))
    restriction = PageViewRestriction.objects.create(
        page=ReviewPage.objects.get(slug="kafka"),
        restriction_type=kind,
        password="secret",
    )
    for _ in range(2):
        assert "Bottom line" not in text(Client().get(REVIEW))
    restriction.delete()
    assert text(client.get(REVIEW)) == words


def with_cookie():
    response = HttpResponse()
    response.set_cookie("name", "value")
    return response


NOT_KEPT = {
    "a cookie": with_cookie(),
    "private": HttpResponse(headers={"Cache-Control": "private, max-age=9"}),
    "no-store": HttpResponse(headers={"Cache-Control": "max-age=0, No-Store"}),
    "a difference by cookie": HttpResponse(headers={"Vary": "Accept, Cookie"}),
    "any difference": HttpResponse(headers={"Vary": "*"}),
    "a redirect": HttpResponse(status=302),
    "an error": HttpResponse(status=500),
    "a stream": StreamingHttpResponse([]),
    "another's encoding": HttpResponse(headers={"Content-Encoding": "br"}),
}


@pytest.mark.parametrize("kind", NOT_KEPT)
def test_it_does_not_keep(kind):
    assert not may_be_kept(NOT_KEPT[kind])


def test_it_keeps_what_anyone_may():
    assert may_be_kept(HttpResponse(headers={"Cache-Control": "public, max-age=9"}))


PERSONAL = {
    "a session": {"headers": {"cookie": "sessionid=x"}},
    "a message": {"headers": {"cookie": "messages=x"}},
    "a password": {"headers": {"authorization": "Basic eDp4"}},
}


@pytest.mark.parametrize("kind", PERSONAL)
def test_a_request_with_something_of_its_own_is_not_answered_by_it(
    client, published, kind
):
    client.get(REVIEW)
    kept = dict(shelves.shelf._entries)
    cache.clear()
    forget()
    assert client.get(REVIEW, **PERSONAL[kind]).status_code == 200
    assert kept
    assert not shelves.shelf._entries


def test_an_error_is_not_kept(client, published):
    assert client.get("/coming/").status_code == 404
    home = PlainPage.objects.get(slug="about").get_parent()
    page = home.add_child(
        instance=PlainPage(title="Coming", slug="coming", body="Soon.")
    )
    assert client.get("/coming/").status_code == 200
    page.delete()
    assert client.get("/coming/").status_code == 404


def test_a_foreign_host_gets_nothing(client, published, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    for host, status in (("one.example", 200), ("two.example", 200), ("x.test", 400)):
        for _ in range(2):
            response = client.get("/about/", headers={"host": host})
            assert response.status_code == status, host


@pytest.fixture
def on_disk(published, settings, tmp_path):
    """The cache as it is on one machine; gives its directory."""
    settings.CACHES = {"default": config.caches.files(tmp_path / "cache")}
    yield tmp_path / "cache"
    del caches["default"]


def test_rubbish_in_the_cache_is_a_miss(client, on_disk):
    page = client.get(REVIEW)
    files = list(on_disk.glob("*.djcache"))
    assert files
    for rubbish in (b"", b"rubbish", b"\x80\x04K\x01.", files[0].read_bytes()[:200]):
        for file in files:
            file.write_bytes(rubbish)
        forget()
        assert client.get(REVIEW).content == page.content


def test_something_else_in_the_cache_is_a_miss(client, published, monkeypatch):
    page = client.get(REVIEW)
    forget()
    monkeypatch.setattr(cache, "get", lambda *args, **kwargs: "something else")
    assert client.get(REVIEW).content == page.content


def test_without_the_cache_pages_are_made_each_time(client, on_disk):
    page = client.get(REVIEW)
    for file in on_disk.iterdir():
        file.unlink()
    on_disk.rmdir()
    on_disk.write_text("in the way")
    forget()
    assert client.get(REVIEW).content == page.content
    assert client.get("/writing/").status_code == 200
    assert publish() in text(client.get(REVIEW))


def test_another_release_makes_its_own_pages(client, published, monkeypatch):
    client.get(REVIEW)
    handled = deepcopy(list(shelves.shelf._entries))
    monkeypatch.setattr("home.page_cache.middleware.fingerprint", lambda: "newer")
    assert Client().get(REVIEW).status_code == 200
    assert len(shelves.shelf._entries) == len(handled) + 1


def test_another_port_in_the_host_keeps_no_second_copy_of_what_is_large(
    client, published
):
    for port in (8001, 8002, 8003):
        client.get("/search/?q=kafka", headers={"host": f"localhost:{port}"})
    values = generations.for_all_hosts.of(generations.current())
    [kept] = [key for key in values if "facets" in key]
    assert kept == ("facets",)
