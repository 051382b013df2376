"""An upload is looked at, then imported: two steps in the CMS, and what is between."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import PaperFactory, ReviewPageFactory
from tests.writing.bundle_files import (
    FILES,
    TICKET,
    WITH_PICTURE,
    bundle,
    plan_of,
    with_series,
    zip_of,
)
from tests.writing.bundles.conftest import FRONT, SOUND
from tests.writing.bundles.strategies import png
from writing.models import BundleUpload, ReviewPage, SeriesPage
from writing.models.uploads import KEPT

HUGO = """\
+++
title = "A log"
tags = ["messaging", "golang"]
%s
+++
Text[^1]. {{< youtube x >}}

![A flow.](flow.png "How it flows.")

[^1]: A note.
"""


@pytest.fixture
def show(client, site, vocabulary):
    """Uploads a file as a person; gives the page that says what would change."""
    return lambda person, data, **fields: plan_of(client, site, person, data, **fields)


def address_of(site, person):
    return (
        f"/admin/reviews/import/{site.pk}/{BundleUpload.objects.get(user=person).pk}/"
    )


def confirm(client, site, person, tickets):
    address = address_of(site, person)
    response = client.post(address, {"take": tickets}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


# Looking


def test_an_upload_shows_and_stores_nothing(show, editor):
    page = show(editor, WITH_PICTURE)
    assert "Nothing is stored yet" in page
    assert "Kafka, read closely" in page
    assert "New pictures: flow" in page
    assert "Holds 0 → 2" in " ".join(page.split())
    assert not ReviewPage.objects.exists()


def test_a_person_looks_again_as_often_as_they_want(client, site, show, editor):
    page = show(editor, bundle())
    again = client.get(address_of(site, editor)).content.decode()
    assert TICKET.findall(again) == TICKET.findall(page)
    assert not ReviewPage.objects.exists()


def test_errors_are_shown_beside_what_can_be_imported(show, editor):
    good = {f"kafka/{name}": content for name, content in FILES.items()}
    bad = FRONT.replace("title:", "titel:").replace("slug: kafka", "slug: raft")
    page = show(editor, zip_of({**good, "raft/index.md": bad + SOUND}))
    assert "raft/index.md:2: unknown name" in page
    assert len(TICKET.findall(page)) == 1


def test_what_is_typed_by_others_is_shown_as_text(show, editor):
    text = (
        "---\ntitle: <script>x</script>\n'<b>': 1\npaper: <i>\n---\n<script>y</script>"
    )
    page = show(editor, text.encode(), name="x.md")
    assert "<script>x" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;x" in page


# Importing


def test_what_is_ticked_is_imported_and_nothing_else(client, site, show, editor):
    page = show(editor, with_series())
    [review] = [one for one in TICKET.findall(page) if one.startswith("review:")]
    done = confirm(client, site, editor, [review])
    assert "Created" in done
    assert ReviewPage.objects.get().slug == "kafka"
    assert not SeriesPage.objects.exists()


def test_nothing_ticked_is_said_and_the_upload_stays(client, site, show, editor):
    show(editor, bundle())
    assert "Nothing was imported: choose" in confirm(client, site, editor, [])
    assert BundleUpload.objects.exists()


def test_a_site_that_changed_meanwhile_is_told_and_shown_anew(
    client, site, show, editor
):
    tickets = TICKET.findall(show(editor, bundle()))
    ReviewPageFactory(parent=site, slug="kafka", title="Another")
    page = confirm(client, site, editor, tickets)
    assert "the site has changed meanwhile" in page
    assert "Another" in page
    assert ReviewPage.objects.get().get_latest_revision_as_object().title == "Another"


def test_a_second_confirmation_finds_no_upload(client, site, show, editor):
    tickets = TICKET.findall(show(editor, bundle()))
    address = address_of(site, editor)
    client.post(address, {"take": tickets})
    response = client.post(address, {"take": tickets}, follow=True)
    assert "upload the file again" in response.content.decode()
    assert ReviewPage.objects.get().revisions.count() == 1


def test_a_confirmation_needs_the_token_of_its_form(site, show, editor):
    tickets = TICKET.findall(show(editor, bundle()))
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    response = client.post(address_of(site, editor), {"take": tickets})
    assert response.status_code == 403
    assert not ReviewPage.objects.exists()


# What is kept between


def test_an_upload_is_shown_to_nobody_else(client, site, show, editor, moderator):
    tickets = TICKET.findall(show(editor, bundle()))
    address = address_of(site, editor)
    client.force_login(moderator)
    for response in (
        client.get(address, follow=True),
        client.post(address, {"take": tickets}, follow=True),
    ):
        assert "upload the file again" in response.content.decode()
    assert not ReviewPage.objects.exists()


def test_who_may_not_add_reviews_any_more_imports_nothing(client, site, show, editor):
    tickets = TICKET.findall(show(editor, bundle()))
    address = address_of(site, editor)
    editor.groups.clear()
    assert client.post(address, {"take": tickets}).status_code == 302
    assert not ReviewPage.objects.exists()


def test_an_upload_is_kept_for_an_hour(client, site, show, editor, moderator):
    show(editor, bundle())
    address = address_of(site, editor)
    late = timezone.now() - KEPT - timedelta(seconds=1)
    BundleUpload.objects.update(created_at=late)
    page = client.get(address, follow=True).content.decode()
    assert "upload the file again" in page
    show(moderator, bundle())
    assert BundleUpload.objects.get().user == moderator


def test_a_person_has_one_upload(show, editor):
    show(editor, bundle())
    show(editor, with_series())
    assert BundleUpload.objects.count() == 1


def test_a_confirmed_upload_is_not_kept(client, site, show, editor):
    confirm(client, site, editor, TICKET.findall(show(editor, bundle())))
    assert not BundleUpload.objects.exists()


def test_a_refused_archive_is_not_kept(show, editor):
    page = show(editor, zip_of({"../kafka/index.md": FRONT}))
    assert "is no name of a file in a bundle" in page
    assert not BundleUpload.objects.exists()


# Foreign texts


def test_a_text_that_names_its_paper_is_a_draft_with_a_report(
    client, site, show, editor
):
    PaperFactory(slug="kafka")
    text = (HUGO % "paper = 'kafka'").encode()
    page = show(editor, zip_of({"a-log/index.md": text, "a-log/flow.png": png()}))
    assert "which the vocabulary lacks" in page
    assert "{{&lt; youtube x &gt;}}" in page
    done = confirm(client, site, editor, TICKET.findall(page))
    assert "which the vocabulary lacks" in done
    review = ReviewPage.objects.get()
    assert (review.slug, review.live, review.paper.slug) == ("a-log", False, "kafka")
    kinds = [block.block_type for block in review.body]
    assert kinds == ["prose", "figure"]
    assert [tag.name for tag in review.tags.all()] == ["messaging"]


def test_of_a_text_without_a_paper_its_paper_is_asked(client, site, show, editor):
    paper = PaperFactory(slug="kafka")
    page = show(editor, (HUGO % "").encode(), name="2024-01-05-a-log.md")
    assert "Which paper are these about?" in page
    assert not TICKET.findall(page)
    fields = {"papers": "choose", "a-log": paper.pk}
    response = client.post(address_of(site, editor), fields, follow=True)
    page = response.content.decode()
    assert "Which paper" not in page
    confirm(client, site, editor, TICKET.findall(page))
    assert ReviewPage.objects.get().paper == paper


@pytest.mark.parametrize("chosen", ["", "0", "nothing"])
def test_a_paper_that_is_not_there_is_not_taken(client, site, show, editor, chosen):
    show(editor, (HUGO % "").encode(), name="a-log.md")
    fields = {"papers": "choose", "a-log": chosen}
    response = client.post(address_of(site, editor), fields, follow=True)
    assert "No paper was chosen." in response.content.decode()


def test_a_text_of_ours_may_come_alone(client, site, show, editor):
    body = SOUND.replace("[@kreps2011kafka, §3]", "")
    page = show(editor, (FRONT + body).encode(), name="kafka.md")
    assert "kafka.md" in page
    confirm(client, site, editor, TICKET.findall(page))
    assert ReviewPage.objects.get().slug == "kafka"


def test_a_fault_of_a_text_is_told_with_its_own_name_and_line(show, editor):
    text = f"{FRONT}\n:::{{claim}} x\n:verdict: maybe\n:::\n"
    line = text.count("\n", 0, text.index(":verdict:")) + 1
    page = show(editor, text.encode(), name="my-kafka.md")
    assert f"my-kafka.md:{line}: unknown verdict" in page


def test_what_an_editor_wrote_since_is_kept_when_a_text_comes_again(
    client, site, show, editor
):
    PaperFactory(slug="kafka")
    text = (HUGO % "paper = 'kafka'").encode()
    page = show(editor, text, name="a-log.md")
    confirm(client, site, editor, TICKET.findall(page))
    review = ReviewPage.objects.get()
    review.bottom_line = "Read it."
    review.save_revision()
    assert "Unchanged" in show(editor, text, name="a-log.md")


def test_files_that_are_not_read_are_named(show, editor):
    PaperFactory(slug="kafka")
    text = (HUGO % "paper = 'kafka'").encode()
    files = {"content/_index.md": "---\ntitle: x\n---", "hugo.toml": "x = 1"}
    page = show(editor, zip_of({"content/a.md": text, **files}))
    assert "<code>hugo.toml</code>" in page
    assert "<code>content/_index.md</code>" in page


def test_an_editor_publishes_no_foreign_text_and_a_moderator_none_that_is_unfit(
    show, moderator
):
    PaperFactory(slug="kafka")
    text = (HUGO % "paper = 'kafka'").encode()
    page = show(moderator, text, name="a-log.md", publish="on")
    assert "a-log.md:1: Dek" in page
    assert not TICKET.findall(page)
