"""Takes the pictures of the CMS for docs/editor-guide.md.

What they show is done first, as its people would do it: nothing is put in a database.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import ZipFile

from playwright.sync_api import (
    Browser,
    FilePayload,
    Locator,
    Page,
    expect,
)

from bench.serving import ROOT
from docs.pictures import photograph

PATIENCE = 30_000
WIDTH, HEIGHT = 1280, 960
# Of the people that a new site is given.
PASSWORDS = {
    f"{name}_PASSWORD": secrets.token_urlsafe(12)
    for name in ("EDITOR", "MODERATOR", "ADMIN")
}
TO_TOP = """part => {
  part.style.scrollMarginTop = "6rem";
  part.scrollIntoView({behavior: "instant"});
}"""
SAMPLE, LIVE = "Every Block, Filled In", "Kafka: "
DEK = " Two of its numbers were looked up once more."
BUNDLE = ROOT / "docs/sample-draft/every-block"
CHANGE = (b"as people say it, in one sentence.", b"in one sentence, as it is said.")
BIBTEX = """\
@inproceedings{kwon2023pagedattention,
  title = {Efficient Memory Management for Large Language Model Serving with
    {PagedAttention}},
  author = {Kwon, Woosuk and Li, Zhuohan and others},
  booktitle = {SOSP 2023},
  year = {2023},
  doi = {10.1145/3600006.3613165}
}
@inproceedings{dean2004mapreduce,
  title = {{MapReduce}: Simplified Data Processing on Large Clusters},
  author = {Dean, Jeffrey and Ghemawat, Sanjay},
  booktitle = {OSDI 2004},
  year = {2004}
}
"""


def take_editor(browser: Browser, site: str) -> None:
    """All of the pictures, of a site that has just been made."""
    with signed_in(browser, site, "editor") as page:
        sample = way_to(page, SAMPLE)
        live = way_to(page, LIVE)
        submit_a_change(page, live)
        give_a_draft_link(page, sample)
        take_paste(page)
        take_import(page, sample)
        take_checks(page, sample)
        take_preview(page, sample)
    with signed_in(browser, site, "moderator") as page:
        take_desk(page)
        take_history(page, live)


@contextmanager
def signed_in(browser: Browser, site: str, name: str) -> Iterator[Page]:
    """A window of one of the people."""
    context = browser.new_context(
        base_url=site, viewport={"width": WIDTH, "height": HEIGHT}
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto("/admin/")
    page.get_by_role("textbox", name="Username").fill(name)
    password = PASSWORDS[f"{name.upper()}_PASSWORD"]
    page.get_by_role("textbox", name="Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")
    yield page
    context.close()


def way_to(page: Page, title: str) -> str:
    """The number of the review whose title begins so, from the report."""
    page.goto("/admin/reports/desk/reviews/")
    link = page.get_by_role("link", name=title).first
    address = link.get_attribute("href") or ""
    return address.rstrip("/").split("/")[-2]


def press(page: Page, action: str, *, exact: bool = False) -> None:
    """Do what a button of the form's footer says."""
    footer = page.get_by_role("navigation", name="Actions (footer)")
    button = footer.get_by_role("button", name=action, exact=exact)
    if not button.is_visible():
        footer.get_by_role("button", name="More actions").click()
    with page.expect_navigation():
        button.click()


# What is done before


def submit_a_change(page: Page, review: str) -> None:
    """Save a live review three times, and ask a moderator to publish it."""
    for words in (" Two", " numbers", DEK):
        page.goto(f"/admin/pages/{review}/edit/")
        dek = page.locator("[name='dek']")
        dek.fill((dek.input_value() + words).strip())
        press(page, "Save draft")
    page.goto(f"/admin/pages/{review}/edit/")
    press(page, "Submit to Moderators approval")


def give_a_draft_link(page: Page, review: str) -> None:
    """Make a link, read the draft by it without an account, and photograph the list."""
    page.goto(f"/admin/reviews/{review}/draft-links/new/")
    page.get_by_role("textbox", name="For whom").fill("A second reader")
    page.get_by_role("button", name="Make the link").click()
    address = page.get_by_label("Address for A second reader").input_value()
    comment_by_link(page, address)
    page.reload()
    frame(page, page.get_by_role("heading", name="Draft links to"), 620)
    photograph(page, "editor-draft-links.png")


def comment_by_link(page: Page, address: str) -> None:
    """What the reader of a draft does."""
    reader = page.context.new_page()
    reader.goto(address)
    box = reader.locator("#say-exactly-once")
    box.get_by_text("Comment on this claim").click()
    box.get_by_role("textbox", name="Your comment").fill("Is §3.3 the whole of it?")
    box.get_by_role("button", name="Send to the editors").click()
    box.get_by_role("status").wait_for()
    reader.close()


# The pictures


def frame(page: Page, top: Locator, height: int = HEIGHT) -> None:
    """Make the window so high, with a part at its top."""
    page.set_viewport_size({"width": WIDTH, "height": height})
    # Below the bar that stays at the top.
    top.first.evaluate(TO_TOP)


def take_paste(page: Page) -> None:
    page.goto("/admin/papers/paste/")
    page.get_by_label("BibTeX, RIS").fill(BIBTEX)
    page.get_by_role("button", name="Read", exact=True).click()
    frame(page, page.get_by_role("heading", name="What was understood"))
    photograph(page, "editor-paste.png")


def take_import(page: Page, review: str) -> None:
    """The plan for the sample draft's own folder, with a sentence said otherwise."""
    page.goto(f"/admin/pages/{review}/edit/")
    index = page.locator("a[href^='/admin/pages/']", has_text="Writing").first
    page.goto(index.get_attribute("href") or "")
    page.get_by_role("button", name="Actions", exact=True).first.click()
    page.get_by_role("link", name="Import reviews").click()
    file: FilePayload = {
        "name": "every-block.zip",
        "mimeType": "application/zip",
        "buffer": changed_bundle(),
    }
    page.get_by_label("Zip or Markdown file").set_input_files(file)
    page.get_by_role("button", name="See what would change").click()
    page.get_by_text("Nothing is stored yet").wait_for()
    blocks = page.locator("details", has_text="Blocks of the body")
    blocks.evaluate("details => { details.open = true; }")
    frame(page, page.locator("body"), 800)
    photograph(page, "editor-import.png")


def changed_bundle() -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as bundle:
        for path in sorted(BUNDLE.iterdir()):
            data = path.read_bytes().replace(*CHANGE)
            bundle.writestr(f"{BUNDLE.name}/{path.name}", data)
    return packed.getvalue()


def take_checks(page: Page, review: str) -> None:
    page.goto(f"/admin/pages/{review}/edit/")
    page.get_by_role("button", name="Toggle publishing checks").click()
    page.locator("[data-gate-results] li").first.wait_for()
    frame(page, page.locator("body"))
    photograph(page, "editor-checks.png")


def take_preview(page: Page, review: str) -> None:
    """The panel beside the form, after a click in it has opened the block."""
    page.goto(f"/admin/pages/{review}/edit/")
    page.get_by_role("button", name="Toggle preview").click()
    panel = page.frame_locator("#w-preview-iframe")
    words = panel.locator(".claim .sources")
    words.wait_for()
    frame(page, page.locator("body"))
    # The first version of the frame is replaced when the editor looks for changes.
    page.wait_for_load_state("networkidle")
    words.click()
    # The form moves there smoothly.
    expect(page.locator("[name$='-locators']:focus")).to_be_in_viewport(ratio=1)
    photograph(page, "editor-preview.png")


def take_desk(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("button", name="Check now").click()
    page.get_by_text("Last checked").wait_for()
    frame(page, page.locator("body"))
    photograph(page, "editor-desk.png")


def take_history(page: Page, review: str) -> None:
    """Once the change is approved; the saves that are one line are opened."""
    page.goto(f"/admin/pages/{review}/edit/")
    press(page, "Approve and Publish", exact=True)
    page.goto(f"/admin/pages/{review}/history/")
    page.get_by_text("saves before it").click()
    frame(page, page.locator("body"), 800)
    photograph(page, "editor-history.png")
