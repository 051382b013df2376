"""Two forms of one review: whoever comes second is told, and both texts are kept."""

import json
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from tests.conftest import person
from tests.factories import ReviewPageFactory, claim, prose
from tests.writing.review_forms import review_form, sound_body
from writing.history.concurrent_editing import TOLD
from writing.history.labels import KEPT_ASIDE
from writing.models import ReviewPage
from writing.site_setup import MODERATORS

FIRST, SECOND = "The first one's title", "The second one's title"
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def review(site):
    return ReviewPageFactory(parent=site, live=False)


@pytest.fixture
def ann(site):
    return signed_in("ann")


@pytest.fixture
def ben(site):
    return signed_in("ben")


def signed_in(name):
    client = Client()
    client.force_login(person(name, MODERATORS))
    client.name = name
    return client


def opened(review):
    """What the form that is opened now sends of the version it shows."""
    review.refresh_from_db()
    newest = review.latest_revision
    return {
        "loaded_revision_id": str(newest.pk),
        "loaded_revision_created_at": newest.created_at.isoformat(),
    }


def save(client, review, loaded, address="edit", headers=None, **fields):
    args = [review.pk]
    if address == "revisions_revert":
        args.append(fields.pop("revision"))
    parts = {name: fields.pop(name) for name in list(fields) if name.endswith("-id")}
    form = review_form(review.paper, review, **fields) | parts
    url = reverse(f"wagtailadmin_pages:{address}", args=args)
    return client.post(url, form | loaded, **(headers or {}))


def newest(review):
    return ReviewPage.objects.get(pk=review.pk).get_latest_revision()


def titles(review):
    return [
        revision.content["title"]
        for revision in review.revisions.order_by("created_at")
    ]


def told(response):
    """What is said above the form, beside that something was saved before."""
    assert response.status_code == 200
    said = [str(message) for message in response.context["messages"]]
    return [message for message in said if "has been updated" not in message]


def test_the_second_to_save_is_stopped_and_both_texts_are_kept(review, ann, ben):
    loaded = opened(review)
    assert save(ann, review, loaded, title=FIRST).status_code == 302
    response = save(ben, review, loaded, title=SECOND)
    assert "ann saved a newer version" in told(response)[0]
    assert newest(review).content["title"] == FIRST
    assert set(titles(review)) >= {FIRST, SECOND}
    assert titles(review)[-1] == FIRST


def test_what_was_typed_stays_in_the_form(review, ann, ben):
    loaded = opened(review)
    save(ann, review, loaded, title=FIRST)
    body = sound_body(("prose", "Words that <b>Ben</b> typed."))
    text = save(ben, review, loaded, title=SECOND, body=body).content.decode()
    assert f'value="{SECOND.replace(chr(39), "&#x27;")}"' in text
    assert "Words that" in text
    assert "data-w-autosave-interval-value" not in text


@pytest.mark.parametrize("action", ["publish", "submit"])
def test_nothing_is_published_or_submitted_over_an_unseen_version(
    review, ann, ben, action
):
    loaded = opened(review)
    save(ann, review, loaded, title=FIRST)
    pressed = {f"action-{action}": "yes"}
    save(ben, review, loaded | pressed, title=SECOND)
    review.refresh_from_db()
    assert not review.live
    assert not review.workflow_in_progress
    assert newest(review).content["title"] == FIRST


def test_the_second_may_save_once_told_and_the_first_text_stays(review, ann, ben):
    loaded = opened(review)
    save(ann, review, loaded, title=FIRST)
    answer = save(ben, review, loaded, title=SECOND)
    again = {
        "loaded_revision_id": str(newest(review).pk),
        "loaded_revision_created_at": answer.context["loaded_revision_created_at"],
    }
    assert save(ben, review, again, title=SECOND).status_code == 302
    assert newest(review).content["title"] == SECOND
    assert FIRST in titles(review)


def test_being_told_of_one_version_is_not_being_told_of_the_next(review, ann, ben):
    loaded = opened(review)
    save(ann, review, loaded, title=FIRST)
    again = opened(review) | {"loaded_revision_created_at": TOLD}
    save(ann, review, opened(review), title="A third title")
    assert "newer version" in told(save(ben, review, again, title=SECOND))[0]
    assert newest(review).content["title"] == "A third title"


def test_a_draft_that_saves_itself_replaces_nothing_unseen(review, ann, ben):
    loaded = opened(review)
    first = save(ann, review, loaded, headers=JSON, title=FIRST).json()
    assert first["success"]
    second = save(ben, review, loaded, headers=JSON, title=SECOND)
    assert second.status_code == 400
    assert second.json()["error_code"] == "invalid_revision"
    assert "ann saved a newer version" in second.json()["error_message"]
    assert newest(review).content["title"] == FIRST
    assert SECOND in titles(review)


def test_a_draft_goes_on_saving_itself_over_its_own_version(review, ann):
    saved = save(ann, review, opened(review), headers=JSON, title=FIRST).json()
    own = {"overwrite_revision_id": str(saved["revision_id"])}
    again = save(ann, review, own, headers=JSON, title=SECOND).json()
    assert again["revision_id"] == saved["revision_id"]
    assert FIRST not in titles(review)


def test_a_second_window_of_one_person_is_told_so(review, ann):
    loaded = opened(review)
    save(ann, review, loaded, title=FIRST)
    response = save(ann, review, loaded, title=SECOND)
    assert "You saved a newer version in another window" in told(response)[0]
    assert set(titles(review)) >= {FIRST, SECOND}


def test_sending_the_same_text_twice_is_no_conflict(review, ann):
    loaded = opened(review)
    save(ann, review, loaded, title=FIRST)
    ids = identified(review)
    save(ann, review, opened(review), title=FIRST, **ids)
    assert save(ann, review, loaded, title=FIRST, **ids).status_code == 302
    assert not PageLogEntry.objects.filter(action=KEPT_ASIDE).exists()


def identified(review):
    """Streams of which every part has an id, as browsers send them."""
    form = review_form(review.paper, review)
    parts = [name for name in form if name.endswith("-type")]
    return {
        f"{name.removesuffix('type')}id": str(UUID(int=n))
        for n, name in enumerate(parts, 1)
    }


def test_who_is_stopped_again_beside_the_same_version_keeps_one_text_aside(
    review, ann, ben
):
    loaded = opened(review)
    save(ann, review, loaded, title=FIRST)
    for title in ("One try", "Another try", SECOND):
        save(ben, review, loaded, title=title)
    assert review.revisions.count() == 3
    assert SECOND in titles(review)


def test_a_text_that_is_no_draft_yet_stays_in_the_form_only(review, ann, ben):
    loaded = opened(review)
    save(ann, review, loaded, title=FIRST)
    response = save(ben, review, loaded, title="", dek=SECOND)
    said = " ".join(told(response))
    assert "Yours is not saved" in said
    assert SECOND.replace("'", "&#x27;") in response.content.decode()
    assert newest(review).content["title"] == FIRST


def test_what_a_locked_out_person_sends_stays_in_the_form_only(review, ann, ben):
    loaded = opened(review)
    save(ann, review, loaded, title=FIRST)
    ann.post(reverse("wagtailadmin_pages:lock", args=[review.pk]))
    response = save(ben, review, loaded, title=SECOND)
    said = " ".join(told(response))
    assert "locked" in said
    assert SECOND not in titles(review)


def test_an_old_version_is_not_brought_back_over_an_unseen_one(review, ann, ben):
    old = review.latest_revision
    loaded = opened(review)
    save(ann, review, loaded, title=FIRST)
    response = save(
        ben, review, loaded, "revisions_revert", revision=old.pk, title=review.title
    )
    assert "newer version" in told(response)[0]
    assert newest(review).content["title"] == FIRST


def test_the_first_is_told_when_the_form_is_opened_again(review, ann, ben):
    loaded = opened(review)
    save(ann, review, loaded, title=FIRST)
    save(ben, review, loaded, title=SECOND)
    edit = reverse("wagtailadmin_pages:edit", args=[review.pk])
    assert "ben had this page open as well" in told(ann.get(edit))[0]
    assert told(ben.get(edit)) == []
    save(ann, review, opened(review), title="Merged")
    assert told(ann.get(edit)) == []


def test_the_two_can_be_compared_and_the_aside_is_in_the_history(review, ann, ben):
    loaded = opened(review)
    save(ann, review, loaded, title=FIRST)
    response = save(ben, review, loaded, title=SECOND)
    aside = review.revisions.get(object_str=SECOND)
    compare = reverse(
        "wagtailadmin_pages:revisions_compare",
        args=[review.pk, newest(review).pk, aside.pk],
    )
    assert compare in told(response)[0]
    assert ben.get(compare).status_code == 200
    history = ann.get(reverse("wagtailadmin_pages:history", args=[review.pk]))
    assert "Kept aside" in history.content.decode()


def test_names_of_people_are_printed_as_text(review, ann, site):
    cat = person("cat", MODERATORS)
    cat.first_name = "<script>alert(1)</script>"
    cat.save()
    client = Client()
    client.force_login(cat)
    loaded = opened(review)
    save(client, review, loaded, title=FIRST)
    text = save(ann, review, loaded, title=SECOND).content.decode()
    assert "<script>alert(1)</script>" not in text


def test_a_version_that_was_published_is_not_overwritten_by_a_draft(review, ann):
    saved = save(ann, review, opened(review), headers=JSON, title=FIRST).json()
    newest(review).publish()
    own = {"overwrite_revision_id": str(saved["revision_id"])}
    again = save(ann, review, own, headers=JSON, title=SECOND).json()
    assert again["success"]
    assert again["revision_id"] != saved["revision_id"]
    page = Page.objects.get(pk=review.pk)
    assert page.live_revision.content["title"] == FIRST
    assert json.dumps(newest(review).content).count(SECOND) > 0


def test_a_review_with_another_body_is_compared_block_by_block(site, ann, ben):
    page = ReviewPageFactory(parent=site, live=False, body=[prose("Old."), claim()])
    loaded = opened(page)
    save(ann, page, loaded, title=FIRST)
    save(ben, page, loaded, title=SECOND)
    aside = page.revisions.get(object_str=SECOND).as_object()
    assert all(block.id for block in aside.body)
