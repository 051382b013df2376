"""What is unsound in the library is told from stored rows, to who may edit it."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from tests.factories import DEK, PaperFactory, ReviewPageFactory, prose, sound
from tests.factories import claim as claim_block
from writing.desk.checking import due
from writing.desk.months import months_before
from writing.link_checks.rounds import note_addresses
from writing.models import LinkState, OutsideLink, Paper, ReviewPage, Standing

CHECK = "/admin/reports/desk/check/"


def check(*options):
    call_command("check_desk", *options, verbosity=0)


def shut_out(review):
    """Let editors write at one other page only."""
    held = GroupPagePermission.objects.filter(group=Group.objects.get(name="Editors"))
    other = Page.objects.exclude(pk=review.pk).get(title="Other")
    held.update(page=other)


def test_a_check_keeps_what_the_gate_finds_in_each_text(editor, drafted):
    review = drafted(editor)
    check()
    live, draft = (review.standings.get(text=text) for text in ("live", "draft"))
    assert (live.errors, draft.errors) == (0, 1)
    assert draft.findings[0]["label"] == "Dek"
    assert draft.saved_at == review.latest_revision_created_at


def test_what_has_not_changed_is_not_checked_again_within_a_day(editor, drafted):
    drafted(editor)
    check()
    assert due(ReviewPage.objects.all()) == []
    Standing.objects.update(checked_at=timezone.now() - timedelta(days=2))
    assert len(due(ReviewPage.objects.all())) == 1


def test_what_changed_is_checked_first(editor, drafted):
    first, second = drafted(editor), drafted(editor)
    check()
    second.get_latest_revision_as_object().save_revision(user=editor)
    assert due(ReviewPage.objects.all(), every=True) == [second.pk, first.pk]


def test_a_check_has_a_bound_and_says_what_is_left(editor, drafted, capsys):
    drafted(editor)
    drafted(editor)
    call_command("check_desk", "--at-most=1")
    assert capsys.readouterr().out == "Checked 1 review, 1 left for the next time.\n"


def test_a_published_draft_has_no_standing_left(editor, drafted):
    review = drafted(editor, dek=DEK)
    check()
    review.latest_revision.publish()
    assert not Standing.objects.current().filter(text="draft").exists()
    check()
    assert [one.text for one in review.standings.all()] == ["live"]


def test_a_draft_that_nobody_submitted_is_no_failure(editor, drafted, panels):
    drafted(editor, title="Unfinished")
    check()
    found = panels(editor)["gate_failures"]
    assert "Unfinished" not in found
    assert "Nothing that is live or on its way" in found


def test_a_submitted_draft_with_errors_is_a_failure_with_its_reason(
    editor, drafted, panels
):
    review = drafted(editor, title="Submitted")
    review.get_workflow().start(review, editor)
    check()
    found = panels(editor)["gate_failures"]
    assert "Submitted Draft" in found
    assert "Dek: It has 6 characters; write 150 to 400." in found


def test_a_live_review_is_a_failure_when_its_paper_is_taken_down(
    editor, published, panels
):
    review = published(title="Live one")
    Paper.objects.filter(pk=review.paper_id).update(live=False)
    check()
    assert "Live one Live" in panels(editor)["gate_failures"]


def test_what_changed_since_the_check_is_named(editor, drafted, panels):
    review = drafted(editor, title="Changed one")
    assert "Nothing has been checked yet." in panels(editor)["gate_failures"]
    check()
    assert "Changed one" not in panels(editor)["gate_failures"]
    review.get_latest_revision_as_object().save_revision(user=editor)
    assert "Changed one" in panels(editor)["gate_failures"]


def test_check_now_checks_what_the_person_may_edit(client, editor, drafted, published):
    published(title="Other")
    review = drafted(editor)
    shut_out(review)
    client.force_login(editor)
    response = client.post(CHECK, follow=True)
    assert "1 review checked." in response.content.decode()
    assert not review.standings.exists()


def test_check_now_changes_nothing_when_it_is_only_visited(client, editor, drafted):
    drafted(editor)
    client.force_login(editor)
    assert client.get(CHECK).status_code == 405
    assert not Standing.objects.exists()


def test_a_review_not_revised_for_a_year_is_stale(editor, published, panels):
    day = months_before(timezone.localdate(), 12)
    published(title="Old one", published_on=day - timedelta(days=1))
    published(title="New one", published_on=day)
    published(title="Revised one", published_on=date(2020, 1, 1), revised_on=day)
    found = panels(editor)["stale_readings"]
    assert "Old one Not revised since" in found
    assert "New one" not in found
    assert "Revised one" not in found


def test_how_long_is_long_is_a_setting(editor, published, panels, settings):
    settings.DESK_STALE_MONTHS = 1
    published(title="Old one", published_on=timezone.localdate() - timedelta(days=40))
    assert "Old one" in panels(editor)["stale_readings"]


def read(first, other):
    """A paper of which the first of two versions was read, with their dates."""
    paper = PaperFactory(short_title="Mamba")
    paper.versions.create(label="one", date=first, sort_order=0)
    paper.versions.create(label="other", date=other, sort_order=1)
    paper.save()
    return paper


def test_a_version_is_newer_by_its_date(editor, published, panels):
    today = timezone.localdate()
    published(paper=read("2024-01-01", "2023-01-01"), published_on=today)
    assert "stale_readings" not in panels(editor)
    published(paper=read("2023-01-01", "2024-01-01"), published_on=today)
    found = panels(editor)["stale_readings"]
    assert "Mamba: read one, other is newer" in found


def dead_link(site, title="Linking"):
    text = prose("[here](https://dead.example/page)")
    review = ReviewPageFactory(
        parent=site, title=title, body=sound(text, claim_block())
    )
    note_addresses()
    OutsideLink.objects.update(
        state=LinkState.DEAD, reason="It is gone.", first_failed_at=timezone.now()
    )
    return review


def test_a_dead_link_is_told_with_its_place(editor, site, panels):
    review = dead_link(site)
    found = panels(editor)["dead_links"]
    assert "dead.example/page It is gone. Linking: Prose 1" in found
    assert OutsideLink.objects.get().uses.get().review == review


def test_a_link_of_what_one_may_not_edit_is_not_told(editor, site, published, panels):
    published(title="Other")
    shut_out(dead_link(site, title="Hidden one"))
    found = panels(editor)
    assert "dead_links" not in found
    assert "Hidden one" not in str(found)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 11, 26), 12, date(2025, 11, 26)),
        (date(2026, 5, 1), 0, date(2026, 5, 1)),
    ],
)
def test_months_are_counted_in_the_calendar(day, months, before):
    assert months_before(day, months) == before
