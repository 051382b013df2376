"""Editors make draft links, see what became of them, and take them back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageLogEntry

from home.models import PlainPage
from tests.conftest import person
from tests.factories import ReviewPageFactory
from tests.writing.drafts.links import DraftLinkFactory, end, saved_again
from writing.models import DraftLink


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def stranger(site):
    """An editor of another part of the site, who may not edit reviews."""
    group = Group.objects.create(name="Others")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page"):
        GroupPagePermission.objects.create(
            group=group,
            page=PlainPage.objects.get(),
            permission=Permission.objects.get(codename=codename),
        )
    return person("stranger", "Others")


def links_of(review):
    return f"/admin/reviews/{review.pk}/draft-links/"


def form(**fields):
    fields = {"recipient": "Ada Example", "version": "", "days": "14", **fields}
    return {"comments_allowed": "on", **fields}


def test_an_editor_makes_a_link_and_finds_its_address(desk, review, editor):
    response = desk.post(f"{links_of(review)}new/", form(), follow=True)
    link = DraftLink.objects.get()
    assert (link.recipient, link.newest, link.created_by) == (
        "Ada Example",
        True,
        editor,
    )
    assert link.expires_at - link.created_at == timedelta(days=14)
    address = f"http://testserver{link.get_absolute_url()}"
    assert f'value="{address}"' in response.content.decode()
    assert Client().get(address).status_code == 200


def test_a_link_to_one_version_is_made_by_choosing_it(desk, review):
    version = review.latest_revision
    saved_again(review, "Of late.")
    desk.post(f"{links_of(review)}new/", form(version=version.pk, days="1"))
    link = DraftLink.objects.get()
    assert (link.newest, link.revision) == (False, version)


@pytest.mark.parametrize(
    "fields",
    [
        {"recipient": " "},
        {"recipient": "n" * 101},
        {"days": "0"},
        {"days": "91"},
        {"days": "many"},
        {"version": "999999"},
    ],
)
def test_what_no_link_can_be_made_of_is_said_and_kept(desk, review, fields):
    response = desk.post(f"{links_of(review)}new/", form(**fields))
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == fields.keys()
    assert not DraftLink.objects.exists()


def test_a_version_of_another_review_is_none_of_this_one(desk, site, review):
    other = ReviewPageFactory(parent=site)
    fields = form(version=other.latest_revision.pk)
    response = desk.post(f"{links_of(review)}new/", fields)
    assert "version" in response.context["form"].errors


def test_a_revoked_link_opens_nothing_and_stays_revoked(desk, review, link, address):
    revoke = f"/admin/reviews/draft-links/{link.pk}/revoke/"
    desk.get(revoke)
    assert Client().get(address).status_code == 200
    desk.post(revoke)
    assert Client().get(address).status_code == 404
    link.refresh_from_db()
    first = link.revoked_at
    desk.post(revoke)
    link.refresh_from_db()
    assert link.revoked_at == first


def test_what_was_done_with_links_is_in_the_history(desk, review):
    desk.post(f"{links_of(review)}new/", form(recipient="<b>Ada</b>"))
    link = DraftLink.objects.get()
    for _ in range(2):
        desk.post(f"/admin/reviews/draft-links/{link.pk}/revoke/")
    actions = PageLogEntry.objects.filter(action__startswith="writing.draft_link")
    assert sorted(actions.values_list("action", "user__username")) == [
        ("writing.draft_link.create", "editor"),
        ("writing.draft_link.revoke", "editor"),
    ]
    text = desk.get(f"/admin/pages/{review.pk}/history/").content.decode()
    assert "Made a draft link for &lt;b&gt;Ada&lt;/b&gt;" in text
    assert "Revoked the draft link for" in text


def test_the_list_tells_the_state_of_each_link(desk, review):
    end(DraftLinkFactory(review=review, recipient="Eve"))
    DraftLinkFactory(review=review, revoked_at=timezone.now())
    DraftLinkFactory(review=review, newest=False)
    opened = DraftLinkFactory(review=review, recipient="Ada")
    Client().get(opened.get_absolute_url())
    text = desk.get(links_of(review)).content.decode()
    for told in ("Expired", "Revoked", "Version gone", "1 time, last on"):
        assert told in text
    assert text.count("http://testserver/draft/") == 2
    assert opened.get_absolute_url() in text


def test_the_list_takes_the_same_queries_for_many_links(
    desk, review, django_assert_max_num_queries
):
    for _ in range(12):
        DraftLinkFactory(review=review)
    desk.get(links_of(review))
    with django_assert_max_num_queries(30):
        desk.get(links_of(review))


def test_the_editor_of_a_review_leads_to_its_links(desk, review):
    for place in (f"{review.pk}/edit/", f"{review.get_parent().pk}/"):
        text = desk.get(f"/admin/pages/{place}").content.decode()
        assert links_of(review) in text


def test_a_stranger_sees_and_changes_nothing(client, review, link, stranger):
    client.force_login(stranger)
    comment = link.comments.create(text="Hm.")
    for address in (
        links_of(review),
        f"{links_of(review)}new/",
        f"/admin/reviews/draft-links/{link.pk}/revoke/",
        f"/admin/reviews/draft-comments/{comment.pk}/done/",
        f"/admin/reviews/draft-comments/{comment.pk}/reopen/",
    ):
        for method in ("get", "post"):
            response = getattr(client, method)(address, form())
            assert response.status_code in {302, 405}, address
            assert response.get("Location", "/admin/") == "/admin/"
    link.refresh_from_db()
    comment.refresh_from_db()
    assert link.is_open
    assert comment.handled_at is None
    assert DraftLink.objects.count() == 1
    assert "Hm." not in client.get("/admin/reviews/draft-comments/").content.decode()


def test_the_links_of_what_is_no_review_are_not_there(desk, site):
    assert desk.get(f"/admin/reviews/{site.pk}/draft-links/").status_code == 404
