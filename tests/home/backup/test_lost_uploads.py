"""A site whose uploads are lost still has its rows to be backed up."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from home.backup.archive import opened
from home.models import EditorialImage
from tests.databases import own_copy


@pytest.fixture(scope="module")
def db(request, django_db_setup, django_db_blocker):
    """A picture's row without its file; a backup begins a transaction of its own."""
    migrated, module = connection.settings_dict["NAME"], request.module.__name__
    with django_db_blocker.unblock(), own_copy(migrated, module):
        EditorialImage.objects.create(title="Lost", file="lost.png", width=1, height=1)
        yield


def test_a_backup_that_finds_no_file_says_how_to_keep_the_rest(db, tmp_path):
    with pytest.raises(CommandError, match="--without-files keeps the rest"):
        call_command("backup", tmp_path / "whole", verbosity=0)
    assert not list(tmp_path.iterdir())


def test_without_files_it_has_every_row(db, tmp_path):
    call_command("backup", tmp_path / "rows", "--without-files", verbosity=0)
    with opened(tmp_path / "rows") as archive:
        assert not any(name.startswith("files/") for name in archive.manifest.members)
        rows = {table.name: table.rows for table in archive.manifest.tables}
    assert rows["home_editorialimage"] == 1
