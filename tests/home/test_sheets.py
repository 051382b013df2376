"""A page waits for few style sheets, and has all of what it needs in them."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import find, get_finders

from tests.factories import ReviewPageFactory

LINK = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)"(?! media)')


@pytest.mark.parametrize("path", settings.STYLE_SHEETS)
def test_a_joined_sheet_holds_its_parts_in_their_order(path):
    joined = Path(find(path)).read_text()
    places = [
        joined.index(Path(find(part)).read_text())
        for part in settings.STYLE_SHEETS[path]
    ]
    assert places == sorted(places)


def test_two_may_write_a_sheet_at_once(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    both, replace = Barrier(2, timeout=10), Path.replace

    def replaced_together(fresh, joined):
        both.wait()
        return replace(fresh, joined)

    monkeypatch.setattr(Path, "replace", replaced_together)
    with ThreadPoolExecutor(2) as pool:
        (joined,) = {Path(path) for path in pool.map(find, ["css/review.css"] * 2)}
    assert joined.read_text()
    assert [path.name for path in joined.parent.iterdir()] == ["review.css"]


def test_joined_sheets_are_collected():
    collected = {path for finder in get_finders() for path, _ in finder.list(None)}
    assert settings.STYLE_SHEETS.keys() <= collected


def test_a_review_waits_for_one_sheet(client, site):
    review = ReviewPageFactory(parent=site)
    text = client.get(review.url).content.decode()
    assert LINK.findall(text) == ["css/review.css"]


def test_every_sheet_that_a_page_names_is_there(client, site):
    ReviewPageFactory(parent=site)
    for address in ("/", "/about/", site.url, f"{site.url}claims/", f"{site.url}map/"):
        for path in LINK.findall(client.get(address).content.decode()):
            assert find(path), path
