"""My drafts, what waits for me, and what happens by itself."""

from datetime import timedelta

from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupPagePermission

from tests.factories import DEK, PaperFactory, ReviewPageFactory
from writing.desk import queues
from writing.desk.queues import Queue
from writing.link_checks.rounds import note_addresses
from writing.models import Paper

SOON = timedelta(days=3)


def submit(review, user):
    return review.get_workflow().start(review, user)


def schedule(review, user, when):
    draft = review.get_latest_revision_as_object()
    draft.go_live_at = when
    draft.save_revision(user=user).publish(user=user)


def test_an_empty_desk_says_so_in_a_line(editor, panels):
    found = panels(editor)
    assert "Nothing waits for you." in found["waiting_for_me"]
    assert "You have no drafts." in found["my_drafts"]
    assert "scheduled" not in found
    assert "dead_links" not in found


def test_my_drafts_are_mine(editor, colleague, drafted, site, panels):
    drafted(editor, title="Mine")
    drafted(colleague, title="Theirs")
    ReviewPageFactory(parent=site, title="Begun", live=False, owner=editor)
    found = panels(editor)["my_drafts"]
    assert "Mine" in found
    assert "Begun" in found
    assert "Theirs" not in found


def test_what_is_published_is_no_draft(editor, drafted, panels):
    review = drafted(editor, dek=DEK, title="Done")
    review.latest_revision.publish()
    assert "Done" not in panels(editor)["my_drafts"]


def test_a_draft_that_may_not_be_edited_any_more_is_not_listed(
    editor, drafted, panels, site
):
    drafted(editor, title="Once mine")
    GroupPagePermission.objects.filter(group__name="Editors").delete()
    assert "my_drafts" not in panels(editor)


def test_a_paper_that_i_changed_is_among_my_drafts(editor, panels):
    paper = PaperFactory(short_title="Chubby")
    paper.save_revision(user=editor)
    Paper.objects.update(has_unpublished_changes=True)
    assert "Chubby" in panels(editor)["my_drafts"]


def test_a_draft_says_where_it_stands(editor, moderator, drafted, panels):
    review = drafted(editor, title="Mine")
    state = submit(review, editor)
    assert "In moderation" in panels(editor)["my_drafts"]
    state.current_task_state.reject(user=moderator, comment="The dek is short.")
    assert "Returned" in panels(editor)["my_drafts"]


def test_a_moderator_is_told_what_to_decide_and_an_editor_is_not(
    editor, colleague, moderator, drafted, panels
):
    submit(drafted(editor, title="Submitted"), editor)
    found = panels(moderator)["waiting_for_me"]
    assert "Submitted" in found
    assert "Approve" in found
    assert "Submitted" not in panels(colleague)["waiting_for_me"]


def test_a_paper_in_moderation_waits_for_a_moderator(editor, moderator, panels):
    paper = PaperFactory(short_title="Chubby")
    paper.save_revision(user=editor)
    submit(paper, editor)
    assert "Chubby" in panels(moderator)["waiting_for_me"]


def test_what_was_returned_waits_for_who_submitted_it_with_the_reason(
    editor, colleague, moderator, drafted, panels
):
    state = submit(drafted(editor, title="Submitted"), editor)
    state.current_task_state.reject(user=moderator, comment="The dek is <short>.")
    found = panels(editor)["waiting_for_me"]
    assert "Returned" in found
    assert "The dek is &lt;short&gt;." in found
    assert "Submitted" not in panels(colleague)["waiting_for_me"]


def test_a_queue_is_added_by_a_line(editor, panels, monkeypatch):
    three = Queue("objections of readers", lambda user: 3, "desk:links")
    none = Queue("comments on drafts", lambda user: 0, "desk:links")
    monkeypatch.setattr(queues, "QUEUES", [three, none])
    found = panels(editor)["waiting_for_me"]
    assert "Objections of readers: 3" in found
    assert "omments on drafts" not in found
    assert "Nothing waits" not in found


def test_what_goes_live_and_what_is_taken_down_is_told(
    editor, moderator, published, panels
):
    schedule(published(title="Coming"), moderator, timezone.now() + SOON)
    published(title="Going", expire_at=timezone.now() + SOON)
    found = panels(editor)["scheduled"]
    assert "Coming Goes live moderator" in found
    assert "Going Taken down" in found


def test_a_day_that_passed_without_a_publish_is_told(editor, drafted, panels):
    review = drafted(editor, title="Late")
    draft = review.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() - SOON
    draft.save_revision(user=editor)
    assert "Late Missed" in panels(editor)["scheduled"]


def test_the_home_page_asks_as_much_for_six_reviews_as_for_two(
    client, editor, moderator, drafted, django_assert_num_queries
):
    def add(count):
        for _ in range(count):
            submit(drafted(editor), editor)
            schedule(drafted(moderator, dek=DEK), moderator, timezone.now() + SOON)
        note_addresses()
        call_command("check_desk", verbosity=0)

    add(1)
    client.force_login(moderator)
    client.get("/admin/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/admin/")
    add(2)
    with django_assert_num_queries(len(asked)):
        client.get("/admin/")


def test_a_panel_shows_eight_and_leads_to_the_rest(editor, drafted, panels):
    for number in range(9):
        drafted(editor, title=f"Draft number {number}")
    found = panels(editor)["my_drafts"]
    assert found.count("Draft number") == 8
    assert "All (9)" in found


def test_who_edits_no_page_has_no_desk(site, panels, django_user_model):
    keeper = django_user_model.objects.create_user("keeper", password="secret")
    keeper.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert panels(keeper) == {}
