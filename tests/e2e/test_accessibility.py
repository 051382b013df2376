"""What axe finds on the public pages."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.library import PAGES, fill_site

RULES = {
    "resultTypes": ["violations"],
    "runOnly": [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
    ],
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}


@pytest.fixture(scope="module", autouse=True)
def library(site):
    fill_site()


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


def violations(page):
    """One line for each element that breaks a rule."""
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in Axe().run(page, options=RULES).response["violations"]
        for node in rule["nodes"]
    ]
