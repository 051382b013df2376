"""The queue of places that a newer version changes, and the banner that leads to it."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import ReviewPageFactory
from tests.writing.version_files import paper_with, quoting, stale_claim, store
from writing.models import StaleClaim

QUEUE = "/admin/reviews/stale-claims/"


@pytest.fixture
def review(site):
    return ReviewPageFactory(
        parent=site, title="Kafka <1>", paper=paper_with("v1", "v3"), body=quoting()
    )


@pytest.fixture
def text(review):
    return store(review.paper, "v3", "A newer text.").text


@pytest.fixture
def row(review, text):
    StaleClaim.objects.all().delete()
    return stale_claim(review, text)


@pytest.fixture
def signed_in(client, editor):
    client.force_login(editor)
    return client


def edit(review):
    return reverse("wagtailadmin_pages:edit", args=[review.pk])


def test_the_queue_leads_to_the_words_in_the_editor(signed_in, review, row):
    page = signed_in.get(QUEUE).content.decode()
    assert f"{edit(review)}#:w:contentpath=body.{row.block_id}.words" in page
    assert "Kafka &lt;1&gt;" in page
    assert "vanished" in page


def test_the_queue_is_filtered_by_review(signed_in, site, review, text, row):
    other = ReviewPageFactory(parent=site, title="Other", body=quoting())
    stale_claim(other, text, said="Quite another saying.")
    shown = signed_in.get(f"{QUEUE}?review={review.pk}").content.decode()
    assert "Quite another saying." not in shown
    assert "Quite another saying." in signed_in.get(QUEUE).content.decode()


@pytest.mark.parametrize("asked", ["x", "-1", "9" * 30, "", "²"])
def test_a_filter_that_is_no_review_shows_all_or_none(signed_in, row, asked):
    for name in ("review", "page"):
        assert signed_in.get(QUEUE, {name: asked}).status_code == 200
    assert signed_in.post(f"{QUEUE}done/", {"row": asked}).status_code == 302
    assert StaleClaim.objects.open().count() == 1


def test_a_place_is_marked_as_done_by_whom_and_when(signed_in, editor, row):
    signed_in.post(f"{QUEUE}done/", {"row": row.pk})
    row.refresh_from_db()
    assert row.handled_by == editor
    assert row.handled_at is not None
    assert "Nothing is open" in signed_in.get(QUEUE).content.decode()


def test_all_of_a_review_are_marked_as_done(signed_in, review, text, row):
    stale_claim(review, text, label="Claim 2")
    signed_in.post(f"{QUEUE}done/", {"review": review.pk})
    assert not StaleClaim.objects.open().exists()


def test_one_that_is_done_leaves_the_others_of_its_review(signed_in, review, text, row):
    stale_claim(review, text, label="Claim 2")
    fields = {"row": row.pk, "review": review.pk}
    answer = signed_in.post(f"{QUEUE}done/", fields)
    assert answer.url == f"{QUEUE}?review={review.pk}"
    assert [one.label for one in StaleClaim.objects.open()] == ["Claim 2"]


def test_to_look_marks_nothing_as_done(signed_in, row):
    assert signed_in.get(f"{QUEUE}done/?row={row.pk}").status_code == 405
    assert StaleClaim.objects.open().exists()


def test_a_form_from_elsewhere_marks_nothing(editor, row):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(f"{QUEUE}done/", {"row": row.pk}).status_code == 403
    assert StaleClaim.objects.open().exists()


def test_many_places_are_shown_a_page_at_a_time(signed_in, review, text, row):
    for number in range(2, 53):
        stale_claim(review, text, label=f"Claim {number}")
    assert "Page 1 of 2" in signed_in.get(QUEUE).content.decode()
    assert "Claim 52<" in signed_in.get(f"{QUEUE}?page=2").content.decode()


def test_the_queue_takes_as_many_queries_for_many(
    signed_in, review, text, row, django_assert_max_num_queries
):
    for number in range(2, 40):
        stale_claim(review, text, label=f"Claim {number}")
    with django_assert_max_num_queries(30):
        signed_in.get(QUEUE)


def test_the_editor_of_a_review_sees_a_banner(signed_in, review, row):
    page = " ".join(signed_in.get(edit(review)).content.decode().split())
    assert "A newer version of the paper, v3, is here. 1 vanished." in page
    assert f"{QUEUE}?review={review.pk}" in page


def test_where_nothing_is_open_there_is_no_banner(signed_in, review):
    assert "A newer version" not in signed_in.get(edit(review)).content.decode()
    add = f"/admin/pages/add/writing/reviewpage/{review.get_parent().pk}/"
    assert "A newer version" not in signed_in.get(add).content.decode()


def test_the_menu_counts_what_is_open(signed_in, row):
    assert "Newer versions (1)" in signed_in.get("/admin/").content.decode()
    StaleClaim.objects.update(handled_at="2026-01-01T00:00Z")
    page = signed_in.get("/admin/").content.decode()
    assert "Newer versions" in page
    assert "Newer versions (" not in page
