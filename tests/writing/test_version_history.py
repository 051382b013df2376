"""The history shows which versions count, and does not bury them under saves."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import ReviewPageFactory
from writing.history.labels import labels_of


@pytest.fixture
def review(site):
    return ReviewPageFactory(parent=site, live=False)


@pytest.fixture
def history(client, moderator, review):
    """The rows of the history, each as its words."""
    client.force_login(moderator)

    def rows(**query):
        response = client.get(
            reverse("wagtailadmin_pages:history", args=[review.pk]), query
        )
        assert response.status_code == 200
        table = re.search(r"<tbody>(.*)</tbody>", response.content.decode(), re.DOTALL)
        parts = re.findall(r"<tr.*?</tr>", table[1], re.DOTALL) if table else []
        return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in parts]

    return rows


def save(review, user, title="Another"):
    review.title = title
    return review.save_revision(user=user, log_action=True)


def labelled(rows, label):
    return [row for row in rows if label in row]


def test_saves_of_one_person_are_one_line(history, review, editor):
    for _ in range(5):
        save(review, editor)
    [line] = labelled(history(), "Draft saved")
    assert "and 4 saves before it" in line
    assert line.count("Review this version") == 4


def test_saves_of_another_person_are_another_line(history, review, editor, moderator):
    for user in (editor, editor, moderator, moderator, editor):
        save(review, user)
    lines = labelled(history(), "Draft saved")
    assert ["1 save before it" in line for line in lines] == [False, True, True]


def test_what_was_submitted_keeps_its_line_and_its_label(history, review, editor):
    save(review, editor)
    submitted = save(review, editor)
    review.get_workflow().start(review, editor)
    for _ in range(3):
        save(review, editor)
    assert labels_of(review) == {submitted.pk: ["Submitted"]}
    lines = labelled(history(), "Draft saved")
    assert len(lines) == 3
    assert "Submitted" in lines[1]


def test_what_was_published_and_what_is_live_are_told_apart(
    history, review, editor, moderator
):
    first = save(review, editor)
    first.publish(user=moderator)
    review.refresh_from_db()
    save(review, editor)
    second = save(review, editor)
    second.publish(user=moderator)
    review.refresh_from_db()
    save(review, editor)
    assert labels_of(review) == {first.pk: ["Published"], second.pk: ["Live"]}
    lines = labelled(history(versions="settled"), "Draft saved")
    assert ["Live" in line for line in lines] == [True, False]
    assert "Published" in lines[1]


def test_what_is_scheduled_is_labelled_until_it_is_published(review, editor, moderator):
    review.go_live_at = timezone.now() + timedelta(days=1)
    revision = save(review, editor)
    revision.publish(user=moderator)
    review.refresh_from_db()
    assert labels_of(review) == {revision.pk: ["Scheduled"]}


def test_every_save_can_be_listed_by_itself(history, review, editor):
    for _ in range(5):
        save(review, editor)
    assert len(labelled(history(versions="every"), "Draft saved")) == 5
    assert labelled(history(versions="settled"), "Draft saved") == []


def test_other_filters_go_on_working(history, review, editor, moderator):
    for user in (editor, moderator, editor):
        save(review, user)
    [line] = labelled(history(user=editor.pk), "Draft saved")
    assert "1 save before it" in line
    assert len(history(action="wagtail.create")) == 1


def test_a_choice_that_is_none_is_refused_in_words(client, moderator, review):
    client.force_login(moderator)
    address = reverse("wagtailadmin_pages:history", args=[review.pk])
    assert client.get(f"{address}?versions=nonsense").status_code == 200


def test_the_history_costs_the_same_however_long_it_is(
    history, review, editor, moderator
):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            history()
        return len(queries)

    save(review, editor)
    save(review, moderator).publish(user=moderator)
    save(review, editor)
    history()
    short = cost()
    for n in range(30):
        revision = save(review, editor)
        if n % 10 == 0:
            revision.publish(user=moderator)
    assert cost() == short


def test_who_may_not_edit_sees_no_history(client, review, django_user_model):
    client.force_login(django_user_model.objects.create_user("nobody"))
    address = reverse("wagtailadmin_pages:history", args=[review.pk])
    assert client.get(address).status_code in {302, 403}
