"""A backup brings every page back through another database, which may be restarted."""

import pytest

from tests.drills.sites import OTHERS, Deployment, different
from tests.postgresql import throw_away

pytestmark = pytest.mark.django_db

# PostgreSQL ranks by measures of its own.
DIFFERENT = {path for path in OTHERS if path.startswith("/search/")}


def test_every_page_comes_back_through_postgresql_which_may_be_restarted(
    pages, original, empty_machine, tmp_path
):
    there, back = tmp_path / "there", tmp_path / "back"
    original.manage("backup", there)
    with throw_away() as database:
        # Nothing at all is there: the tables are made first.
        on_postgresql = Deployment(tmp_path, database.address)
        (tmp_path / "static").symlink_to(original.data / "static")
        on_postgresql.manage("restore", there)
        with on_postgresql.served() as server:
            assert different(pages, server.pages()) <= DIFFERENT
            database.stop()
            database.start()
            # Each of the connections is found dead, and replaced, unseen by readers.
            answers = [server.get("/writing/")[0] for _ in range(8)]
            assert answers == [200] * 8
        on_postgresql.manage("backup", back)
    empty_machine.manage("restore", back)
    with empty_machine.served() as server:
        assert different(pages, server.pages()) == set()
