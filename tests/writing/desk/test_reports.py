"""The desk's reports: what they list, to whom, and what a spreadsheet gets."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission, Page

from tests.factories import claim, prose, sound
from writing.link_checks.rounds import note_addresses
from writing.models import OutsideLink, ReviewTag

REPORTS = ["reviews", "links", "tags", "searches"]


def report(client, name, query=""):
    return client.get(f"/admin/reports/desk/{name}/?{query}")


def csv_of(client, name):
    file = report(client, name, "export=csv")
    return b"".join(file.streaming_content).decode().splitlines()


def linking(url="https://outside.example/page"):
    return sound(prose(f"[here]({url})"), claim())


def shut_out_of_all_but(title):
    held = GroupPagePermission.objects.filter(group=Group.objects.get(name="Editors"))
    held.update(page=Page.objects.get(title=title))


def test_a_review_is_told_with_its_standing(client, editor, drafted):
    drafted(editor, title="Mine")
    call_command("check_desk", verbosity=0)
    client.force_login(editor)
    page = report(client, "reviews").content.decode()
    for told in ("Mine", "1 error", "2 holds", "live + draft"):
        assert told in page


BOTH = {"Live one", "Drafted one"}
NARROWED = {
    "": BOTH,
    "state=live": BOTH,
    "state=draft": {"Drafted one"},
    "state=submitted": {"Drafted one"},
    "state=scheduled": set(),
    "gate=errors": {"Drafted one"},
    "gate=warnings": {"Live one"},
    "gate=clean": set(),
    "gate=changed": set(),
    "reading=newer": set(),
    "reading=stale": set(),
    "mine=true": {"Drafted one"},
    "mine=false": {"Live one"},
    "state=nonsense": BOTH,
    "ordering=-rendered__words": BOTH,
}


def test_the_report_of_reviews_can_be_narrowed(client, moderator, drafted, published):
    today = timezone.localdate()
    doubtful = sound(prose("A log, TODO: of what?"), claim())
    published(title="Live one", published_on=today, body=doubtful)
    review = drafted(moderator, title="Drafted one", published_on=today)
    review.get_workflow().start(review, moderator)
    call_command("check_desk", verbosity=0)
    client.force_login(moderator)
    found = {}
    for query in NARROWED:
        page = report(client, "reviews", query).content.decode()
        found[query] = {title for title in BOTH if title in page}
    assert found == NARROWED


def test_nobody_is_told_of_what_they_may_not_edit(client, editor, published):
    published(title="Open one", body=linking("https://open.example/a"))
    published(title="Hidden one", body=linking("https://hidden.example/a"))
    note_addresses()
    shut_out_of_all_but("Open one")
    client.force_login(editor)
    for name in ("reviews", "links"):
        page = report(client, name).content.decode()
        assert "Hidden one" not in page
        assert "hidden.example" not in page
        assert "Hidden one" not in "\n".join(csv_of(client, name))
    assert "Open one" in report(client, "links").content.decode()


def test_a_link_is_told_with_its_places(client, editor, published):
    review = published(title="Linking", body=linking())
    note_addresses()
    client.force_login(editor)
    page = report(client, "links", "state=new&q=outside").content.decode()
    assert "Linking: Prose 1" in page
    block = review.body[0].id
    assert f"/admin/pages/{review.pk}/edit/#:w:contentpath=body.{block}" in page


def test_no_cell_of_a_spreadsheet_is_a_formula(client, administrator, published):
    published(title="=HYPERLINK(1)")
    ReviewTag.objects.create(name="+cmd", description="@SUM(1)")
    client.force_login(administrator)
    assert any(line.startswith("'=HYPERLINK(1)") for line in csv_of(client, "reviews"))
    assert any("'+cmd,cmd,'@SUM(1)" in line for line in csv_of(client, "tags"))
    file = report(client, "reviews", "export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(file.streaming_content))).active
    cell = sheet.cell(2, 1)
    assert (cell.value, cell.data_type) == ("'=HYPERLINK(1)", "s")


def test_a_tag_is_told_with_its_use_and_its_twins(client, moderator, published):
    published()
    ReviewTag.objects.create(name="log")
    client.force_login(moderator)
    page = report(client, "tags").content.decode()
    assert "singular and plural" in page
    assert csv_of(client, "tags")[0] == (
        "Tag,Address,Line,Live reviews,Drafts,Last published,Looks like"
    )
    assert any(
        line.startswith("logs,logs,,1,0,2026-01-01,log")
        for line in csv_of(client, "tags")
    )
    assert "clusters" not in report(client, "tags", "used=false").content.decode()


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_asks_as_much_for_three_reviews_as_for_one(
    client, administrator, published, name
):
    published(body=linking())
    note_addresses()
    client.force_login(administrator)
    report(client, name)
    with CaptureQueriesContext(connection) as asked:
        report(client, name)
    published(body=linking("https://outside.example/1"))
    published(body=linking("https://outside.example/2"))
    note_addresses()
    assert OutsideLink.objects.count() == 3
    with CaptureQueriesContext(connection) as again:
        report(client, name)
    assert len(again) == len(asked)
