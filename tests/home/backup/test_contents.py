"""Every table can be kept, and every value comes back as it was."""

import json
from datetime import UTC, date, datetime
from uuid import UUID

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Revision

from home.backup.contents import Column, columns_of, is_left_out, kept_models, tables
from home.backup.faults import BackupError
from home.backup.files import named_by
from home.backup.restoring import has_content
from home.backup.rows import lines_of, plain, row_of
from home.backup.schema import applied, bring_to
from home.models import EditorialImage, User
from search.models import Passage
from tests.factories import ReviewPageFactory
from writing.models import ReviewPage


def test_every_column_of_every_table_is_of_a_known_kind():
    kept = kept_models()
    assert {ReviewPage, User, Revision, ReviewPage.tags.through} <= set(kept)
    assert all(columns_of(model) for model in kept)


def test_what_can_be_made_again_is_left_out():
    left_out = {model._meta.label for model in tables() if is_left_out(model)}
    assert Passage._meta.label in left_out
    # Wagtail has this table where the database is SQLite.
    own = ["wagtailsearch.SQLiteFTSIndexEntry"] * (connection.vendor == "sqlite")
    assert left_out == {
        *own,
        *("axes.AccessAttempt", "axes.AccessAttemptExpiration"),
        *("axes.AccessFailureLog", "axes.AccessLog", "home.Generation"),
        *("search.Facet", "search.Indexed", "search.Indexing", "search.Passage"),
        *("search.Suggestion", "search.Word", "sessions.Session"),
        *("wagtailadmin.EditingSession", "wagtailembeds.Embed"),
        *("wagtailsearch.IndexEntry", "writing.BundleUpload"),
    }


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("DateTimeField", datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)),
        ("DateField", date(2026, 1, 2)),
        ("UUIDField", UUID(int=7)),
        ("BinaryField", b"\x00\xff"),
        ("BooleanField", True),
        ("FloatField", 0.1),
        ("BigAutoField", 2**62),
        ("TextField", 'née \u2028 日本 \\ " \n'),
        ("JSONField", "null"),
        ("JSONField", None),
    ],
)
def test_a_value_comes_back_as_the_database_wants_it(db, kind, value):
    line = json.dumps([value], default=plain).encode()
    (restored,) = row_of(line, [Column("x", kind)])
    (direct,) = row_of_value(kind, value)
    assert as_sent(restored) == as_sent(direct)


def as_sent(value):
    """Bytes in psycopg's wrapper are no other bytes."""
    return bytes(getattr(value, "obj", value)) if is_binary(value) else value


def is_binary(value):
    return isinstance(value, bytes | memoryview | psycopg.Binary)


def row_of_value(kind, value):
    from home.backup.contents import KINDS  # noqa: PLC0415

    return [KINDS[kind].get_db_prep_save(value, connection)]


def test_rows_are_what_is_stored_and_no_objects(site):
    review = ReviewPageFactory(parent=site)
    (line,) = lines_of(ReviewPage)
    names = [column.name for column in columns_of(ReviewPage)]
    row = dict(zip(names, json.loads(line), strict=True))
    assert row["page_ptr_id"] == review.pk
    assert json.loads(row["body"]) == review.body.get_prep_value()


def test_a_file_is_known_by_its_storage_and_name(site):
    image = EditorialImage.objects.create(title="Log", file=get_test_image_file())
    assert [tuple(file) for file in named_by(EditorialImage)] == [
        ("default", image.file.name)
    ]


def test_a_site_where_somebody_works_has_content(site):
    assert not has_content()
    User.objects.create_user("editor")
    assert has_content()


def test_a_backup_by_a_newer_version_is_refused_in_a_sentence(db):
    with pytest.raises(BackupError, match="another version, which has writing's"):
        bring_to([*applied(), ("writing", "9999_from_the_future")])


def test_an_older_backup_wants_a_new_database(db):
    with pytest.raises(BackupError, match="Restore it into a new, empty one"):
        bring_to(applied()[:-1])


def test_an_older_backup_may_name_the_migrations_that_were_squashed_since(db):
    squashed = MigrationLoader(connection).replacements
    assert squashed
    former = [one for each in squashed.values() for one in each.replaces]
    bring_to([*former, *(one for one in applied() if one not in squashed)])


def test_a_backup_that_is_there_already_is_left_alone(tmp_path):
    path = tmp_path / "site.backup"
    path.write_text("older")
    with pytest.raises(CommandError, match="give the backup another name"):
        call_command("backup", str(path))
    assert path.read_text() == "older"
