"""The queue in the CMS: who sees which objection, and what becomes of it."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission

from tests.conftest import person
from tests.factories import ReviewPageFactory
from tests.writing.correcting import correct, objection_to
from writing.models import Objection

QUEUE = "/admin/reviews/objections/"


@pytest.fixture
def review(site):
    return ReviewPageFactory(parent=site, slug="kafka", title="Kafka")


@pytest.fixture
def objection(review):
    return objection_to(review, email="reader@example.org")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def other_editor(site, review):
    """An editor who may write below the index, but edit only what is their own."""
    group = Group.objects.create(name="Guests")
    editors = Group.objects.get(name="Editors")
    group.permissions.set(editors.permissions.all())
    own = GroupPagePermission.objects.filter(group=editors, page=site)
    GroupPagePermission.objects.create(
        group=group,
        page=site,
        permission=own.get(permission__codename="add_page").permission,
    )
    return person("guest", "Guests")


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_queue_lists_what_readers_say(desk, objection):
    html = text_of(desk, QUEUE)
    assert objection.text in html
    assert objection.said in html
    assert f"{QUEUE}{objection.pk}/" in html


def test_the_queue_is_narrowed_by_state_and_review(desk, objection, site):
    other = ReviewPageFactory(parent=site, title="Raft")
    objection_to(other, text="Raft elects no such leader.", state="declined")
    assert "no such leader" not in text_of(desk, f"{QUEUE}?state=open")
    assert objection.text not in text_of(desk, f"{QUEUE}?review={other.pk}")


def test_one_objection_leads_to_the_claim_in_the_editor(desk, objection):
    html = text_of(desk, f"{QUEUE}{objection.pk}/")
    edit = f"/admin/pages/{objection.review_id}/edit/"
    assert f'href="{edit}#:w:contentpath=body.{objection.block_id}"' in html
    assert "mailto:reader@example.org" in html


def test_it_is_shown_beside_the_claim_as_it_stands_now(desk, objection):
    correct(objection.review)
    html = text_of(desk, f"{QUEUE}{objection.pk}/")
    assert "<b>Contradicted</b>" in html
    assert "<b>Holds with conditions</b>" in html


@pytest.mark.parametrize("state", ["accepted", "declined"])
def test_an_editor_decides_with_a_note(desk, editor, objection, state):
    answer = {"state": state, "answer": "Table 2 says it."}
    assert desk.post(f"{QUEUE}{objection.pk}/", answer).status_code == 302
    objection.refresh_from_db()
    assert (objection.state, objection.answer) == (state, "Table 2 says it.")
    assert objection.handled_by == editor
    assert objection.handled_at
    assert not Objection.objects.open().exists()


def test_it_can_be_opened_again(desk, objection):
    desk.post(f"{QUEUE}{objection.pk}/", {"state": "accepted"})
    desk.post(f"{QUEUE}{objection.pk}/", {"state": "open"})
    objection.refresh_from_db()
    assert (objection.state, objection.handled_by) == ("open", None)


@pytest.mark.parametrize("fields", [{}, {"state": "shredded"}, {"answer": "x" * 2001}])
def test_nonsense_is_said_to_be_so_and_decides_nothing(desk, objection, fields):
    response = desk.post(f"{QUEUE}{objection.pk}/", fields)
    assert response.status_code == 200
    assert "was not stored" in response.content.decode()
    objection.refresh_from_db()
    assert objection.state == "open"


def test_deleting_asks_first_and_takes_the_address_along(desk, objection):
    assert "e-mail address" in text_of(desk, f"{QUEUE}{objection.pk}/delete/")
    assert Objection.objects.exists()
    desk.post(f"{QUEUE}{objection.pk}/delete/")
    assert not Objection.objects.exists()


def test_the_menu_counts_what_is_open(desk, objection):
    assert "Objections (1)" in text_of(desk, "/admin/")
    desk.post(f"{QUEUE}{objection.pk}/", {"state": "declined"})
    html = text_of(desk, "/admin/")
    assert "Objections" in html
    assert "Objections (" not in html


def test_an_editor_without_rights_on_the_page_sees_nothing_of_it(
    client, other_editor, objection
):
    client.force_login(other_editor)
    html = text_of(client, QUEUE)
    assert objection.text not in html
    assert "Kafka" not in html
    assert "Objections (" not in text_of(client, "/admin/")
    for address in (f"{QUEUE}{objection.pk}/", f"{QUEUE}{objection.pk}/delete/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"state": "accepted"}).status_code == 404
    objection.refresh_from_db()
    assert objection.state == "open"


def test_an_editor_sees_what_is_said_of_a_page_of_their_own(
    client, other_editor, review
):
    review.owner = other_editor
    review.save()
    objection = objection_to(review)
    client.force_login(other_editor)
    assert objection.text in text_of(client, QUEUE)
    assert objection.text in text_of(client, f"{QUEUE}{objection.pk}/")


def test_what_a_reader_typed_is_never_markup(desk, review):
    objection = objection_to(review, text="<img src=x onerror=alert(1)> is wrong")
    for address in (QUEUE, f"{QUEUE}{objection.pk}/"):
        assert "<img src=x" not in text_of(desk, address)


def test_forty_objections_cost_no_more_queries_than_a_few(
    desk, review, django_assert_max_num_queries
):
    for number in range(40):
        objection_to(review, sender=str(number))
    text_of(desk, QUEUE)
    with django_assert_max_num_queries(30):
        text_of(desk, QUEUE)
