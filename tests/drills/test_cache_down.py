"""Without its cache the site is slower, and all there."""

import shutil

import pytest

pytestmark = pytest.mark.django_db


def test_pages_answer_when_the_cache_is_gone_and_when_it_is_back(deployment):
    folder = deployment.data / "cache"
    with deployment.served() as server:
        before = server.get("/writing/")
        shutil.rmtree(folder, ignore_errors=True)
        # Nobody, not even root, can keep anything in what is no folder.
        folder.write_text("no folder")
        for path in ("/", "/writing/", "/writing/edition-1/", "/search/?q=log"):
            assert server.get(path)[0] == 200, path
        assert server.get("/writing/") == before
        folder.unlink()
        assert server.get("/writing/") == before
