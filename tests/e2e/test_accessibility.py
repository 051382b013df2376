"""What axe finds on the public pages."""

import pytest

from bench.reach import violations
from tests.e2e.library import PAGES

pytestmark = pytest.mark.usefixtures("filled")


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(address, visit):
    page = visit()
    page.goto(address)
    found = []
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{theme}, {width}: {line}" for line in violations(page)]
    assert not found, "\n".join(found)
