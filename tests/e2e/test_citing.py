"""Taking a citation along: copied with script, saved without."""

import pytest
from playwright.sync_api import expect

from tests.e2e.clipboard import pasted

COPIES = {
    "BibTeX": "@misc{kafka-review",
    "RIS": "TY  - ELEC",
    "CSL-JSON": '"type": "webpage"',
    "plain text": "The editors. 2026.",
}


pytestmark = pytest.mark.usefixtures("filled")


@pytest.mark.parametrize("name", COPIES)
def test_one_button_copies_both_works_and_says_so(visit, name):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/writing/kafka/")
    page.get_by_role("button", name=f"Copy {name}", exact=True).click()
    expect(page.locator(".cite-box [role=status]")).to_have_text(f"Copied {name}.")
    text = pasted(page)
    assert "Jay" in text
    assert COPIES[name] in text
    assert page.watch.faults == []


def test_without_script_the_files_are_saved(visit):
    page = visit(java_script_enabled=False)
    page.goto("/writing/kafka/")
    expect(page.get_by_role("button", name="Copy BibTeX")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX", exact=True).click()
    assert download.value.suggested_filename == "kafka.bib"
