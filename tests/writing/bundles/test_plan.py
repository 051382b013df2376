"""What an import would do is found out by doing it, and nothing of that stays."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from home.models import EditorialImage, EditorialRendition
from tests.writing.bundle_files import FIGURE
from tests.writing.bundles.conftest import FRONT, SOUND
from tests.writing.bundles.strategies import png
from tests.writing.bundles.test_commands import run
from writing.bundles.library import read_library
from writing.bundles.plan import Task, carry_out, plan
from writing.bundles.planned import PlanChanged
from writing.models import (
    Claim,
    Paper,
    Rendered,
    ReviewPage,
    ReviewTag,
    SeriesPage,
)

SERIES = "- {slug: path, title: A path, reviews: [kafka]}\n"
TAGS = "- {name: logs, description: What one only adds to.}\n"
STORED = (
    *(ReviewPage, SeriesPage, Paper, ReviewTag, Claim, Rendered),
    *(EditorialImage, EditorialRendition),
)


def counts():
    return [model.objects.count() for model in STORED]


def media():
    return sorted(Path(settings.MEDIA_ROOT).rglob("*.*"))


@pytest.fixture
def shelf(shelf, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    shelf.put(body=SOUND + FIGURE, **{"flow.png": png()})
    (shelf.folder / "series.yaml").write_text(SERIES)
    (shelf.folder / "tags.yaml").write_text(TAGS)
    return shelf


def planned(shelf, site, **options):
    return plan(read_library(shelf.folder), Task(site, **options))


def import_all(shelf, site, **options):
    found = planned(shelf, site, **options)
    tickets = [item.ticket for item in found.altering]
    return carry_out(read_library(shelf.folder), Task(site, **options), tickets)


@pytest.mark.parametrize("publish", [False, True])
def test_a_plan_leaves_no_row_and_no_file(site, shelf, publish):
    before = counts(), media()
    found = planned(shelf, site, publish=publish)
    assert [item.key for item in found.items] == [
        "review:kafka",
        "series:path",
        "tag:logs",
    ]
    assert (found.items[0].new_pictures, found.faults) == (["flow"], [])
    assert (counts(), media()) == before


@pytest.mark.parametrize("publish", [False, True])
def test_the_import_does_what_the_plan_said(site, shelf, publish):
    said = planned(shelf, site, publish=publish)
    done = import_all(shelf, site, publish=publish)
    assert [one.ticket for one in done.items] == [one.ticket for one in said.items]
    assert ReviewPage.objects.get().live == publish
    assert len(media()) >= 1
    assert planned(shelf, site, publish=publish).altering == []


def test_a_change_is_told_field_by_field_and_block_by_block(site, shelf):
    import_all(shelf, site)
    body = SOUND.replace(":verdict: contradicted", ":verdict: overstated")
    body = body.replace("A partition is a log", "A partition is a file") + FIGURE
    front = FRONT.replace("closely", "again").replace("year: 2011", "year: 2012")
    added = ":::{quote}\n:locators: p. 1\n\nThree words here.\n:::\n"
    shelf.put(front=front, body=body + added, **{"flow.png": png()})
    [item] = planned(shelf, site).altering
    assert [(one.name, one.old, one.new) for one in item.changes] == [
        ("title", "Kafka, read closely", "Kafka, read again")
    ]
    assert [(one.name, one.old, one.new) for one in item.paper] == [
        ("year", "2011", "2012")
    ]
    told = [(one.done, one.kind) for one in item.blocks]
    assert told == [("changed", "prose"), ("changed", "claim"), ("added", "quote")]
    [verdict] = item.blocks[1].changes
    assert (verdict.old, verdict.new) == ("Contradicted", "Overstated")
    assert ("Overstated", 2, 3) in item.claim_counts
    assert item.new_pictures == []


def test_blocks_that_go_or_move_are_told(site, shelf):
    import_all(shelf, site)
    first, claim, rest = SOUND.partition(":::{claim} Kafka")[0], "", ""
    rest = SOUND[len(first) :]
    claim, _, rest = rest.partition("\n:::\n")
    moved = f"{first}{rest}\n{claim}\n:::\n"
    shelf.put(body=moved)
    [item] = planned(shelf, site).altering
    assert ("moved", "claim") in [(one.done, one.kind) for one in item.blocks]
    assert ("removed", "figure") in [(one.done, one.kind) for one in item.blocks]


def test_what_the_gate_finds_is_told_and_forbids_no_draft(site, shelf):
    shelf.put(front=FRONT.replace("- The third.\n", ""))
    item = planned(shelf, site).items[0]
    assert any("Takeaways" in text for level, text in item.findings if level == "error")
    refused = planned(shelf, site, publish=True)
    assert "kafka/index.md:7: Takeaways" in str(refused.faults[0])
    assert [one.key for one in refused.items] == ["tag:logs"]


def test_an_import_of_a_site_that_has_changed_does_nothing(site, shelf):
    library, task = read_library(shelf.folder), Task(site)
    import_all(shelf, site)
    shelf.put(body=SOUND + "\nMore.\n")
    library = read_library(shelf.folder)
    tickets = [item.ticket for item in plan(library, task).altering]
    review = ReviewPage.objects.get()
    review.dek = "Written in the meantime."
    review.save_revision()
    before = counts(), media()
    with pytest.raises(PlanChanged):
        carry_out(library, task, tickets)
    assert (counts(), media()) == before
    assert ReviewPage.objects.get().get_latest_revision_as_object().dek == review.dek


def test_only_what_is_chosen_is_imported(site, shelf):
    shelf.put_other("other")
    library, task = read_library(shelf.folder), Task(site)
    tickets = {item.name: item.ticket for item in plan(library, task).altering}
    carry_out(library, task, [tickets["other"]])
    assert [review.slug for review in ReviewPage.objects.all()] == ["other"]
    assert not ReviewTag.objects.exclude(description="").exists()


def test_a_series_whose_review_is_not_chosen_is_refused_in_words(site, shelf):
    library, task = read_library(shelf.folder), Task(site)
    tickets = {item.name: item.ticket for item in plan(library, task).altering}
    with pytest.raises(PlanChanged) as changed:
        carry_out(library, task, [tickets["path"]])
    fault = 'series.yaml:1: there is no review "kafka"'
    assert [str(one) for one in changed.value.plan.faults] == [fault]
    assert not SeriesPage.objects.exists()


def test_a_forged_ticket_stores_nothing(site, shelf):
    with pytest.raises(PlanChanged):
        carry_out(read_library(shelf.folder), Task(site), ["review:kafka:0"])
    assert counts() == [0] * len(STORED)
    assert media() == []


# The command


def test_the_command_tells_and_stores_nothing(site, shelf):
    out, err, status = run("import_reviews", shelf.folder, "--dry-run")
    assert (err, status) == ("", 0)
    assert "review kafka: new" in out
    assert "  added: claim “Kafka delivers each message exactly once.”" in out
    assert "  new picture: flow" in out
    assert "0 unchanged; nothing was stored" in out
    assert counts() == [0] * len(STORED)


def test_the_command_tells_faults_and_fails(site, shelf):
    shelf.put(front=FRONT.replace("title: Kafka, read", "titel: Kafka, read"))
    _, err, status = run("import_reviews", shelf.folder, "--dry-run")
    assert status == 1
    assert 'kafka/index.md:2: unknown name "titel"' in err


def test_a_dry_run_of_what_was_imported_finds_nothing_to_do(site, shelf):
    call_command("import_reviews", str(shelf.folder))
    out, _, _ = run("import_reviews", shelf.folder, "--dry-run")
    assert out == "3 unchanged; nothing was stored\n"
