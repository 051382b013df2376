"""The editors' queue of what the readers of drafts said."""

import pytest
from django.test import Client

from tests.factories import ReviewPageFactory
from tests.writing.drafts.links import DraftLinkFactory
from tests.writing.drafts.test_draft_comments import say

QUEUE = "/admin/reviews/draft-comments/"


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def comment(link, address):
    """A comment on a claim, as its reader sent it."""
    say(Client(), address, "Too <b>strong</b>.\n\nI think.", name="<i>Ada</i>")
    return link.comments.get()


def test_a_comment_is_shown_as_text_with_its_claim(desk, comment):
    text = desk.get(QUEUE).content.decode()
    assert "“Kafka delivers each message exactly once.”" in text
    assert "Verdict then: Contradicted" in text
    assert "Too &lt;b&gt;strong&lt;/b&gt;." in text
    assert "&lt;i&gt;Ada&lt;/i&gt;" in text


def test_it_leads_to_the_claim_in_the_editor(desk, comment):
    review = comment.link.review
    way = f"/admin/pages/{review.pk}/edit/#:w:contentpath=body.{comment.block_id}"
    assert f'href="{way}"' in desk.get(QUEUE).content.decode()


def test_done_takes_it_from_the_queue_and_reopen_brings_it_back(desk, comment, editor):
    desk.post(f"{QUEUE}{comment.pk}/done/")
    comment.refresh_from_db()
    assert comment.handled_by == editor
    assert "I think." not in desk.get(QUEUE).content.decode()
    assert "I think." in desk.get(f"{QUEUE}?state=handled").content.decode()
    assert "I think." in desk.get(f"{QUEUE}?state=all").content.decode()
    desk.post(f"{QUEUE}{comment.pk}/reopen/")
    comment.refresh_from_db()
    assert (comment.handled_at, comment.handled_by) == (None, None)
    assert "I think." in desk.get(QUEUE).content.decode()


def test_looking_changes_nothing_and_a_change_needs_a_token(desk, comment, editor):
    for action in ("done", "reopen"):
        assert desk.get(f"{QUEUE}{comment.pk}/{action}/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(f"{QUEUE}{comment.pk}/done/").status_code == 403
    comment.refresh_from_db()
    assert comment.handled_at is None


def test_after_a_change_one_is_where_one_was_and_nowhere_else(desk, comment):
    here = f"{QUEUE}?state=all"
    done = f"{QUEUE}{comment.pk}/done/"
    assert desk.post(done, {"next": here}).url == here
    assert desk.post(done, {"next": "https://elsewhere.example/"}).url == QUEUE


def test_the_queue_can_be_of_one_review(desk, site, comment):
    other = DraftLinkFactory(review=ReviewPageFactory(parent=site, title="Other"))
    other.comments.create(text="Elsewhere.")
    text = desk.get(f"{QUEUE}?review={other.review.pk}").content.decode()
    assert "Elsewhere." in text
    assert "I think." not in text
    for junk in ("x", "0", "", "1' or 1"):
        text = desk.get(QUEUE, {"review": junk, "state": junk}).content.decode()
        assert "I think." in text


def test_the_queue_goes_on_over_pages(desk, link):
    for number in range(31):
        link.comments.create(text=f"Thing {number}.")
    assert "Thing 0." not in desk.get(QUEUE).content.decode()
    assert "Thing 0." in desk.get(f"{QUEUE}?p=2").content.decode()
    assert "Thing 0." in desk.get(f"{QUEUE}?p=junk&state=all&p=9").content.decode()


def test_the_menu_counts_what_is_open(desk, comment):
    assert "Draft comments (1)" in desk.get("/admin/").content.decode()
    desk.post(f"{QUEUE}{comment.pk}/done/")
    text = desk.get("/admin/").content.decode()
    assert "Draft comments" in text
    assert "Draft comments (" not in text


def test_comments_stay_when_a_person_or_a_version_goes(desk, comment, editor):
    desk.post(f"{QUEUE}{comment.pk}/done/")
    comment.revision.delete()
    editor.delete()
    comment.refresh_from_db()
    assert comment.handled_by is None
    assert comment.handled_at
    assert comment.said


def test_the_queue_takes_the_same_queries_for_many_comments(
    desk, link, django_assert_max_num_queries
):
    for number in range(25):
        link.comments.create(text=f"Thing {number}.")
    desk.get(QUEUE)
    with django_assert_max_num_queries(30):
        desk.get(QUEUE)
