"""A storage that fails is told of in a sentence, whatever it raises."""

import io
import socket

import pytest

from config import storages
from config.environment import Bucket
from home.backup.faults import BackupError
from home.backup.files import Stored, put
from home.backup.making import Writer, begun, write_file

PICTURE = Stored("default", "images/log.png")


@pytest.fixture
def nobody_answers(settings):
    """A bucket at an address where nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        nowhere = f"http://127.0.0.1:{nobody.getsockname()[1]}"
    settings.AWS_ACCESS_KEY_ID, settings.AWS_SECRET_ACCESS_KEY = "reader", "secret"
    named = Bucket("reading", "", nowhere, "us-east-1")
    settings.STORAGES = {**settings.STORAGES, **storages.s3(named)}


@pytest.mark.usefixtures("nobody_answers")
def test_a_restore_tells_of_a_bucket_that_does_not_answer():
    with pytest.raises(BackupError, match=r"storage of .*log.png failed: Could not"):
        put(PICTURE, io.BytesIO(b"a picture"), "its sum")


@pytest.mark.usefixtures("nobody_answers")
def test_a_backup_tells_of_a_bucket_that_does_not_answer(db):
    writer = Writer(io.BytesIO(), begun())
    with pytest.raises(BackupError, match=r"storage of .*log.png failed: Could not"):
        write_file(writer, PICTURE)
