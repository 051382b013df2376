"""From what one has in the clipboard to papers, and to the paper of a new review."""

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from tests.conftest import person
from tests.e2e.editing import field, sign_in, write_title
from tests.factories import PaperFactory
from tests.writing.pasting import FOO
from tests.writing.services import ARXIV, reply, serving
from writing.models import Paper
from writing.site_setup import EDITORS, MODERATORS

TOOLFORMER = "Toolformer: Language Models Can Teach Themselves to Use Tools"
DROP = """([area, name, text]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([text], name, { type: "text/plain" }));
  for (const kind of ["dragover", "drop"]) {
    area.dispatchEvent(new DragEvent(kind, {
      bubbles: true, cancelable: true, dataTransfer: transfer,
    }));
  }
}"""


@pytest.fixture(scope="module")
def service():
    with (
        serving() as one,
        override_settings(ARXIV_API_URL=f"{one.url}{ARXIV}", CROSSREF_API_URL=one.url),
    ):
        one.answer(ARXIV, reply("toolformer.xml"))
        yield one


@pytest.fixture(scope="module")
def people(site):
    return [person("editor", EDITORS), person("moderator", MODERATORS)]


@pytest.fixture
def signed_in(people, service, visit):
    def page_of(name):
        page = visit()
        sign_in(page, name)
        return page

    yield page_of
    Paper.objects.all().delete()


def drop(page, area, text):
    page.evaluate(DROP, [area.element_handle(), "papers.bib", text])


def test_many_are_read_asked_about_and_stored(service, signed_in):
    page = signed_in("moderator")
    page.goto("/admin/snippets/writing/paper/")
    page.get_by_role("link", name="Paste papers").click()
    area = page.get_by_label("BibTeX, RIS")
    area.fill("2302.04761v1\n10.1000/later")
    drop(page, area, FOO)
    expect(area).to_have_value(f"2302.04761v1\n10.1000/later\n\n{FOO}")
    page.get_by_role("button", name="Read", exact=True).click()

    answered = page.get_by_role("article", name=TOOLFORMER)
    expect(answered.get_by_label("Year")).to_have_value("2023")
    unknown = page.get_by_role("article", name="doi:10.1000/later")
    expect(unknown).to_contain_text("Crossref knows no paper of this name.")
    expect(unknown.get_by_role("link", name="by hand")).to_be_visible()

    service.answer("/works/10.1000/later", reply("pregel.json"))
    unknown.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("article", name="Pregel")).to_be_visible()
    page.get_by_role("button", name="Store what is ticked").click()
    expect(page.get_by_role("status").first).to_contain_text("3 papers added")
    assert Paper.objects.filter(live=True).count() == 3
    assert page.watch.faults == []


def test_a_site_that_cannot_be_reached_keeps_the_page(signed_in):
    page = signed_in("editor")
    page.goto("/admin/papers/paste/")
    page.route("**/paste/ask/", lambda route: route.abort())
    page.get_by_label("BibTeX, RIS").fill("2302.04761v1")
    page.get_by_role("button", name="Read", exact=True).click()
    row = page.get_by_role("article", name="arXiv:2302.04761v1")
    expect(row).to_contain_text("This site could not be reached.")
    page.unroute("**/paste/ask/")
    row.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("article", name=TOOLFORMER)).to_be_visible()


def test_a_paste_fills_the_form_and_leaves_what_was_typed(signed_in):
    page = signed_in("editor")
    page.goto("/admin/snippets/writing/paper/add/")
    field(page, "venue").fill("Mine 2020")
    page.get_by_text("Paste a paper").click()
    box = page.locator("[data-paste-box]")
    box.get_by_label("BibTeX, RIS").fill("https://arxiv.org/abs/2302.04761v1")
    box.get_by_role("button", name="Fill in the form").click()
    expect(box.get_by_role("status")).to_contain_text("Kept as typed: venue")
    for name, value in {
        "title": TOOLFORMER,
        "short_title": "Toolformer",
        "slug": "toolformer",
        "year": "2023",
        "arxiv_id": "2302.04761",
        "venue": "Mine 2020",
        "authors-2-given": "Roberto",
        "authors-2-family": "Dessì",
        "authors-7-family": "Scialom",
        "versions-0-label": "v1",
        "versions-0-date": "2023-02-09",
    }.items():
        expect(field(page, name)).to_have_value(value)
    assert page.watch.faults == []


def test_the_paper_of_a_new_review_is_pasted_without_leaving_it(site, signed_in):
    page = signed_in("editor")
    page.goto(f"/admin/pages/add/writing/reviewpage/{site.pk}/")
    write_title(page, "What Toolformer Says")
    page.get_by_role("region", name="Paper").get_by_role(
        "button", name="Paste a paper"
    ).click()
    dialog = page.get_by_role("dialog")
    area = dialog.get_by_label("BibTeX, RIS")
    expect(area).to_be_focused()
    area.fill("just words")
    dialog.get_by_role("button", name="Read", exact=True).click()
    expect(dialog).to_contain_text("names no arXiv id and no DOI")
    area.fill("2302.04761v1")
    dialog.get_by_role("button", name="Read", exact=True).click()
    expect(dialog.get_by_label("Short title")).to_have_value("Toolformer")
    dialog.get_by_role("button", name="Add and choose it").click()
    expect(dialog).to_be_hidden()

    paper = Paper.objects.get()
    chosen = page.get_by_role("region", name="Paper").locator("[data-chooser-title]")
    expect(chosen).to_have_text("Toolformer (2023)")
    expect(field(page, "paper")).to_have_value(str(paper.pk))
    expect(field(page, "title")).to_have_value("What Toolformer Says")
    assert not paper.live
    assert page.watch.faults == []


def test_a_paper_that_is_here_is_chosen_for_a_review(site, signed_in):
    page = signed_in("editor")
    here = PaperFactory(short_title="Here", year=2023, arxiv_id="2302.04761")
    page.goto(f"/admin/pages/add/writing/reviewpage/{site.pk}/")
    page.get_by_role("region", name="Paper").get_by_role(
        "button", name="Paste a paper"
    ).click()
    dialog = page.get_by_role("dialog")
    drop(page, dialog.get_by_label("BibTeX, RIS"), "2302.04761v1")
    dialog.get_by_role("button", name="Read", exact=True).click()
    expect(dialog).to_contain_text("Here (2023) is here already")
    dialog.get_by_role("button", name="Choose it").click()
    expect(field(page, "paper")).to_have_value(str(here.pk))
    assert Paper.objects.count() == 1
