"""A storage that fails is told of in a sentence, whatever it raises."""

import io
import socket

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.storage.handler import StorageHandler

from config.environment import Bucket
from config.storages import s3
from home.backup import files
from home.backup.faults import BackupError
from home.backup.files import Stored, put
from home.backup.making import Writer, begun, write_file, write_files

CONTENT = ContentFile(b"a picture")
PICTURE = Stored("default", "images/log.png")


@pytest.fixture
def nobody_answers(settings, monkeypatch):
    """A bucket at an address where nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        nowhere = f"http://127.0.0.1:{nobody.getsockname()[1]}"
    settings.AWS_ACCESS_KEY_ID, settings.AWS_SECRET_ACCESS_KEY = "reader", "secret"
    named = Bucket("reading", "", nowhere, "us-east-1")
    # In place of the setting: fields that exist keep the storage they were made with.
    handler = StorageHandler({**settings.STORAGES, **s3(named)})
    monkeypatch.setattr(files, "storages", handler)


@pytest.mark.usefixtures("nobody_answers")
def test_a_restore_tells_of_a_bucket_that_does_not_answer():
    with pytest.raises(BackupError, match=r"storage of .*log.png failed: Could not"):
        put(PICTURE, io.BytesIO(b"a picture"), "its sum")


@pytest.mark.usefixtures("nobody_answers")
def test_a_backup_tells_of_a_bucket_that_does_not_answer(db):
    writer = Writer(io.BytesIO(), begun())
    with pytest.raises(BackupError, match=r"storage of .*log.png failed: Could not"):
        write_file(writer, PICTURE)


def test_a_storage_that_has_none_of_the_files_is_taken_for_the_wrong_one(db):
    names = [f"images/{number}.png" for number in (1, 2)]
    with pytest.raises(BackupError, match="None of the 2 files that rows name"):
        write_files(
            Writer(io.BytesIO(), begun()),
            [Stored("default", name) for name in names],
            lambda line: None,
        )


def test_one_file_that_is_gone_is_named_and_stops_nothing(db):
    there = Stored("default", storages["default"].save("images/log.png", CONTENT))
    gone = Stored("default", "images/gone.png")
    writer = Writer(io.BytesIO(), begun())
    write_files(writer, [there, gone], lambda line: None)
    assert writer.manifest.missing == [gone.member]
    assert there.member in writer.manifest.members
