"""A backup brings every page back, on another machine."""

import json

import pytest

from tests.drills.sites import different

# Its database, which is migrated already, is copied.
pytestmark = pytest.mark.django_db


def private_files(deployment):
    folder = deployment.data / "private"
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


def test_every_page_comes_back_on_an_empty_machine(
    pages, original, empty_machine, tmp_path
):
    backup = tmp_path / "site.backup"
    original.manage("backup", backup)
    restored = empty_machine.manage("restore", backup)
    assert "The site is restored." in restored.stdout
    with empty_machine.served() as server:
        assert different(pages, server.pages()) == set()
    assert private_files(empty_machine) == private_files(original) == [b"not ours\n"]
    stamp = json.loads((original.data / "last-backup.json").read_text())
    assert stamp["bytes"] == backup.stat().st_size
