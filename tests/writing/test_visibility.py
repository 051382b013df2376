"""What is not public is nowhere to be read, found or counted."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.factories import (
    PaperFactory,
    ReviewPageFactory,
    SeriesPageFactory,
    claim,
    prose,
    sound,
)
from writing.models import Claim

TITLE = "A Concealed Reading"
PLACES = [
    "/",
    "/writing/",
    "/writing/tags/",
    "/writing/tags/messaging/",
    "/writing/logs/",
    "/writing/open/",
    "/feed/",
    "/feed/messaging/",
    "/sitemap.xml",
    "/search/?q=concealed",
    "/search/?q=messaging",
    "/nothing-here/",
]


def restrict(page, kind):
    PageViewRestriction.objects.create(
        page=page, restriction_type=kind, password="open sesame"
    )


def plan(review):
    review.go_live_at = timezone.now() + timedelta(days=1)
    review.save_revision().publish()


WAYS = {
    "never published": lambda review: None,
    "unpublished": lambda review: review.unpublish(),
    "planned": plan,
    "with a password": lambda review: restrict(review, "password"),
    "for who is signed in": lambda review: restrict(review, "login"),
}


@pytest.fixture
def paper(site):
    return PaperFactory(short_title="Kafka")


@pytest.fixture
def public(site, paper):
    """A public review that shares paper, tag and series with the hidden one."""
    return ReviewPageFactory(
        parent=site, paper=paper, slug="open", title="Open", tags=["messaging"]
    )


@pytest.fixture(params=WAYS)
def hidden(request, site, paper, public):
    """A review that is not public, in each of the ways there are."""
    review = ReviewPageFactory(
        parent=site,
        paper=paper,
        slug="concealed",
        title=TITLE,
        tags=["messaging", "unheard"],
        body=sound(
            prose("Begin."), claim(said="Nobody reads this.", verdict="conditional")
        ),
        live=request.param not in {"never published", "planned"},
    )
    SeriesPageFactory(parent=site, slug="logs", title="Logs", reviews=[review, public])
    WAYS[request.param](review)
    return review


def places_that_show(client, *words):
    """Where any of the words is to be read."""
    texts = {place: client.get(place).content.decode() for place in PLACES}
    return [
        place for place, text in texts.items() if any(word in text for word in words)
    ]


def test_it_is_listed_nowhere(client, hidden):
    told = (TITLE, "/concealed/", "Nobody reads this", "unheard")
    assert places_that_show(client, *told) == []


def test_the_same_review_in_public_is_listed_everywhere(client, site, public):
    SeriesPageFactory(parent=site, slug="logs", title="Logs", reviews=[public])
    told = places_that_show(client, "/writing/open/")
    silent = {"/writing/tags/", "/search/?q=concealed", "/nothing-here/"}
    assert set(PLACES) - set(told) <= silent


def test_its_own_address_tells_nothing(client, hidden):
    response = client.get("/writing/concealed/")
    assert response.status_code in {200, 302, 404}
    assert "Nobody reads this" not in response.content.decode()


def test_a_tag_that_only_it_has_is_not_there(client, hidden):
    assert client.get("/writing/tags/unheard/").status_code == 404
    assert client.get("/feed/unheard/").status_code == 404


def test_it_is_not_counted(client, hidden):
    text = client.get("/writing/").content.decode()
    assert 'messaging <span class="n">1</span>' in text
    assert 'Logs <span class="n">1</span>' in text
    assert 'conditions</span> <span class="n">0</span>' in text
    assert 'Contradicted</span> <span class="n">1</span>' in text


def test_it_is_no_step_of_its_series(client, hidden):
    text = client.get("/writing/open/").content.decode()
    assert "Part 1 of 1 in" in text
    assert "Related" not in text


def assert_nobody_keeps(response):
    directives = set(response["Cache-Control"].split(", "))
    assert {"private", "no-store"} <= directives
    assert "public" not in directives


@pytest.fixture
def reader_with_password(client, public):
    restrict(public, "password")
    form = client.get(public.url)
    assert_nobody_keeps(form)
    client.post(
        form.context["action_url"],
        {"password": "open sesame", "return_url": public.url},
    )
    return client


def test_who_knows_the_password_reads_what_no_cache_may_keep(
    reader_with_password, public
):
    response = reader_with_password.get(public.url)
    assert "exactly once" in response.content.decode()
    assert_nobody_keeps(response)


def test_who_is_signed_in_reads_what_is_for_them(client, editor, public):
    restrict(public, "login")
    assert client.get(public.url, follow=True).status_code == 200
    client.force_login(editor)
    response = client.get(public.url)
    assert "exactly once" in response.content.decode()
    assert_nobody_keeps(response)


@pytest.mark.parametrize("kind", ["password", "login"])
def test_below_a_restricted_index_nothing_is_public(client, site, public, kind):
    restrict(site, kind)
    assert places_that_show(client, "exactly once", ">Open<") == []


def test_a_draft_series_is_listed_nowhere(client, site, public):
    SeriesPageFactory(parent=site, title="Unready", reviews=[public], live=False)
    assert places_that_show(client, "Unready") == []


def test_claims_of_what_is_unpublished_are_gone(site, public):
    public.unpublish()
    assert not Claim.objects.exists()


def test_a_draft_of_a_live_review_is_not_read(client, public):
    public.title = TITLE
    public.body = [("prose", "Nobody reads this.")]
    public.save_revision()
    assert places_that_show(client, TITLE, "Nobody reads this") == []


def test_an_editor_reads_a_draft_by_its_link_and_others_do_not(client, editor, site):
    draft = ReviewPageFactory(parent=site, live=False)
    address = f"/admin/pages/{draft.pk}/view_draft/"
    assert client.get(address).status_code == 302
    client.force_login(editor)
    response = client.get(address)
    assert "exactly once" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
