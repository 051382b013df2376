"""The two commands, as an operator runs them."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.writing.bundles.conftest import BODY, FRONT
from writing.models import Paper, ReviewPage, ReviewTag, SeriesPage

BAD = FRONT.replace("title: Kafka, read", "titel: Kafka, read")
SERIES = """\
- slug: path
  title: A path
  introduction: In this order.
  reviews: [kafka, other]
"""


def run(*arguments):
    """What a command prints, what it complains of, and its exit status."""
    out, err = StringIO(), StringIO()
    try:
        call_command(*map(str, arguments), stdout=out, stderr=err)
    except SystemExit as stop:
        return out.getvalue(), err.getvalue(), stop.code
    return out.getvalue(), err.getvalue(), 0


def files(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in Path(folder).rglob("*")
        if path.is_file()
    }


def test_a_bad_bundle_does_not_keep_a_good_one_out(site, shelf):
    shelf.put()
    shelf.put_other("other", ("title: Kafka, read", "titel: Kafka, read"))
    out, err, status = run("import_reviews", shelf.folder)
    assert status == 1
    assert 'other/index.md:2: unknown name "titel"' in err
    assert out == "1 review: 1 created; 1 not brought in\n"
    assert list(ReviewPage.objects.values_list("slug", flat=True)) == ["kafka"]


def test_a_review_refused_by_the_gate_takes_its_paper_with_it(site, shelf):
    shelf.put()
    shelf.put_other("other", ("dek: >-\n", "dek: short\nbottom_line: >-\n"))
    shelf.put_other("other", ("- The third.\n", ""))
    _, err, status = run("import_reviews", shelf.folder, "--publish")
    assert (status, "other/index.md" in err) == (1, True)
    assert list(Paper.objects.values_list("slug", flat=True)) == ["kafka"]
    assert ReviewPage.objects.get().live


def test_bundles_may_refer_to_the_papers_of_each_other(site, shelf):
    relation = "year: 2011\n  relations: [{kind: extends, paper: %s}]"
    shelf.put_other("one", ("year: 2011", relation % "two"))
    shelf.put_other("two", ("year: 2011", relation % "one"))
    (shelf.folder / "two/references.bib").write_text("@misc{a, paper = {one}}")
    (shelf.folder / "one/references.bib").write_text("@misc{a, paper = {two}}")
    reason = "Nothing cites them here."
    args = ("import_reviews", shelf.folder, "--publish", "--override", reason)
    assert run(*args)[2] == 0
    assert run("import_reviews", shelf.folder)[0] == "2 reviews: 2 unchanged\n"


def test_a_bundle_that_leans_on_a_failed_one_fails_too(site, shelf):
    shelf.put()
    shelf.put_other("other", ("- The third.\n", ""))
    shelf.put_other(
        "third",
        ("year: 2011", "year: 2011\n  relations: [{kind: extends, paper: other}]"),
    )
    _, err, _ = run("import_reviews", shelf.folder, "--publish")
    assert 'no paper with the slug "other"' in err
    assert [paper.slug for paper in Paper.objects.all()] == ["kafka"]


def test_two_accounts_of_one_paper_are_refused(site, shelf):
    shelf.put()
    shelf.put("second", FRONT.replace("year: 2011", "year: 2012"))
    _, err, _ = run("import_reviews", shelf.folder)
    assert 'the paper "kafka" is described differently in kafka' in err


def test_a_linked_folder_outside_the_library_is_refused(site, shelf, tmp_path):
    outside = tmp_path / "outside"
    shelf.put("good").rename(outside)
    (shelf.folder / "linked").symlink_to(outside)
    assert "leads out of the library" in run("import_reviews", shelf.folder)[1]


def test_a_library_of_drafts_can_be_published_by_a_second_import(site, shelf):
    shelf.put()
    run("import_reviews", shelf.folder)
    out = run("import_reviews", shelf.folder, "--publish")[0]
    assert out == "1 review: 1 published\n"


def test_a_single_bundle_can_be_imported(site, shelf):
    assert run("import_reviews", shelf.put())[0] == "1 review: 1 created\n"


@pytest.fixture
def library(site, shelf):
    """A published library of two reviews and a series."""
    shelf.put()
    shelf.put_other("other")
    (shelf.folder / "series.yaml").write_text(SERIES)
    run("import_reviews", shelf.folder, "--publish")
    return shelf.folder


def test_a_series_is_imported_once(library):
    entries = SeriesPage.objects.live().get(slug="path").entries.all()
    assert [entry.review.slug for entry in entries] == ["kafka", "other"]
    out = run("import_reviews", library)[0]
    assert out == "2 reviews: 2 unchanged; 1 series: 1 unchanged\n"


def test_a_series_of_an_unknown_review_is_refused_with_its_line(library):
    (library / "series.yaml").write_text(
        f"{SERIES}- slug: b\n  title: B\n  reviews: [none]\n"
    )
    _, err, status = run("import_reviews", library)
    assert (err, status) == ('series.yaml:5: there is no review "none"\n', 1)


def test_export_import_export_gives_the_same_bytes(library, tmp_path):
    run("export_reviews", tmp_path / "first")
    assert run("import_reviews", tmp_path / "first")[0].startswith(
        "2 reviews: 2 unchanged"
    )
    ReviewPage.objects.all().delete()
    SeriesPage.objects.all().delete()
    Paper.objects.all().delete()
    ReviewTag.objects.all().delete()
    run("import_reviews", tmp_path / "first", "--publish")
    run("export_reviews", tmp_path / "second")
    first = files(tmp_path / "first")
    assert files(tmp_path / "second") == first
    assert {"series.yaml", "tags.yaml"} < set(first)


def test_what_is_live_is_exported_and_with_drafts_what_is_not(library, tmp_path):
    (library / "kafka/index.md").write_text(FRONT.replace("closely", "again") + BODY)
    run("import_reviews", library)
    run("export_reviews", tmp_path / "live")
    run("export_reviews", tmp_path / "drafts", "--drafts")
    assert b"read closely" in files(tmp_path / "live")["kafka/index.md"]
    assert b"read again" in files(tmp_path / "drafts")["kafka/index.md"]


def test_one_review_can_be_exported(library, tmp_path):
    assert run("export_reviews", tmp_path / "one", "--slug", "kafka")[2] == 0
    assert set(files(tmp_path / "one")) == {"kafka/index.md", "kafka/references.bib"}


def test_a_review_that_is_not_there_is_not_exported(library, tmp_path):
    with pytest.raises(CommandError, match="There is no review nobody"):
        run("export_reviews", tmp_path / "one", "--slug", "nobody")


def test_a_folder_of_something_else_is_not_written_into(library, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("Dear all")
    with pytest.raises(CommandError, match="holds something else"):
        run("export_reviews", other)
    run("export_reviews", other, "--force")
    assert {"letter.txt", "kafka/index.md"} <= set(files(other))


def test_a_folder_in_the_way_of_a_review_is_not_replaced(library, tmp_path):
    run("export_reviews", tmp_path / "x", "--slug", "other")
    (tmp_path / "x/kafka").mkdir()
    with pytest.raises(CommandError, match="is there and is no review"):
        run("export_reviews", tmp_path / "x")


def test_an_export_replaces_a_review_whole_and_leaves_no_trace(library, tmp_path):
    run("export_reviews", tmp_path / "x")
    (tmp_path / "x/kafka/old.png").write_bytes(b"")
    run("export_reviews", tmp_path / "x")
    assert "kafka/old.png" not in files(tmp_path / "x")
    assert sorted(path.name for path in (tmp_path / "x").iterdir()) == [
        "kafka",
        "other",
        "series.yaml",
        "tags.yaml",
    ]
