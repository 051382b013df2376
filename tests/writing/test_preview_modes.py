"""Every shape of a review can be seen before anything is saved, and only then."""

import re
from base64 import b64decode
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, streamfield

from tests.factories import IDENTIFIED, PaperFactory, ReviewPageFactory
from tests.writing.review_forms import claim_value, review_form
from tests.writing.test_previews import UNSAVED, assert_private
from writing.models import Rendered
from writing.previews.modes import PREVIEW_MODES

MODES = list(PREVIEW_MODES)
DANGER = "<script>alert(1)</script>"
FINDING = "The paper promises at-least-once delivery."


@pytest.fixture
def drafting(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def review(site):
    return ReviewPageFactory(parent=site, title="As it is live", live=True)


@pytest.fixture
def own(site, editor):
    """A draft that the editor may change, with a paper that has everything."""
    paper = PaperFactory(**IDENTIFIED, short_title="Kafka")
    return ReviewPageFactory(parent=site, live=False, owner=editor, paper=paper)


def edited(page):
    return f"/admin/pages/{page.pk}/edit/preview/"


def added(site):
    return f"/admin/pages/add/writing/reviewpage/{site.pk}/preview/"


def preview(client, address, form, mode="", **query):
    """What the panel shows in a mode for a form as it stands."""
    assert client.post(address, form).json()["is_available"]
    return client.get(f"{address}?{urlencode({'mode': mode, **query})}")


def stored_cards():
    folders = (
        default_storage.listdir("cards")[0] if default_storage.exists("cards") else []
    )
    return {name: default_storage.listdir(f"cards/{name}")[1] for name in folders}


@pytest.mark.parametrize("mode", MODES)
def test_each_mode_shows_what_is_not_saved(drafting, own, mode):
    form = review_form(own.paper, own, title=UNSAVED)
    response = preview(drafting, edited(own), form, mode)
    assert UNSAVED in response.content.decode()
    assert_private(response)


@pytest.mark.parametrize("mode", MODES)
def test_each_mode_shows_what_was_never_saved(drafting, site, mode):
    form = review_form(PaperFactory(), title=UNSAVED)
    response = preview(drafting, added(site), form, mode)
    assert UNSAVED in response.content.decode()
    assert_private(response)


@pytest.mark.parametrize("mode", MODES)
def test_each_mode_copes_with_an_empty_form(drafting, site, mode):
    form = review_form(
        PaperFactory(),
        title="",
        slug="",
        dek="",
        bottom_line="",
        tags="",
        body=streamfield([("claim", claim_value(said="", verdict="", found=""))]),
        takeaways=streamfield([]),
        byline=inline_formset([]),
    )
    response = preview(drafting, added(site), form, mode)
    assert_private(response)


@pytest.mark.parametrize("mode", MODES)
def test_each_mode_prints_what_is_typed_as_text(drafting, own, mode):
    form = review_form(own.paper, own, title=DANGER, dek=DANGER, bottom_line=DANGER)
    text = preview(drafting, edited(own), form, mode).content.decode()
    assert "alert(1)" in text
    assert DANGER not in text


@pytest.mark.parametrize("read_first", [True, False])
@pytest.mark.parametrize("mode", MODES)
def test_readers_see_nothing_of_a_mode(client, administrator, review, mode, read_first):
    client.force_login(administrator)
    beside = ["", "card.png", "index.md"]
    addresses = [review.url + name for name in beside] + ["/feed/", "/writing/"]
    reader = Client()
    before = [reader.get(one).content for one in addresses if read_first]
    form = review_form(review.paper, review, title=UNSAVED)
    preview(client, edited(review), form, mode)
    after = [reader.get(one) for one in addresses]
    assert before in ([], [response.content for response in after])
    for response in after:
        assert UNSAVED.encode() not in response.content
        assert "public" in response["Cache-Control"]
        assert not response.cookies


@pytest.mark.parametrize("mode", MODES)
def test_a_mode_stores_neither_rendering_nor_card(drafting, own, mode):
    before = stored_cards()
    form = review_form(own.paper, own, title=UNSAVED)
    preview(drafting, edited(own), form, mode)
    assert not Rendered.objects.exists()
    assert stored_cards() == before


@pytest.mark.parametrize("mode", [mode for mode in MODES if mode])
def test_a_mode_says_what_it_lacks_when_no_paper_is_chosen(
    drafting, site, own, mode, client
):
    own.paper_id = None
    response = own.make_preview_request(preview_mode=mode)
    assert "Choose the paper first" in response.content.decode()
    assert_private(response)


def test_a_mode_nobody_knows_shows_the_article(drafting, own):
    form = review_form(own.paper, own, title=UNSAVED)
    text = preview(drafting, edited(own), form, "hologram").content.decode()
    assert "What was built" in text


def test_the_social_card_is_a_picture_within_the_page(drafting, own):
    form = review_form(own.paper, own, title=UNSAVED)
    text = preview(drafting, edited(own), form, "card").content.decode()
    picture = re.search(r'src="data:image/png;base64,([^"]+)"', text)
    assert b64decode(picture[1]).startswith(b"\x89PNG")


def test_the_feed_entry_is_shown_and_so_is_its_source(drafting, own):
    form = review_form(own.paper, own, title=UNSAVED)
    text = preview(drafting, edited(own), form, "feed").content.decode()
    assert f"<p>{FINDING}</p>" in text
    assert "&lt;entry&gt;" in text
    assert f"&lt;title&gt;{UNSAVED}&lt;/title&gt;" in text


def test_the_card_in_the_index_is_the_one_that_the_index_shows(client, site, review):
    def entry(text):
        found = re.search(r'<li class="entry">.*?</li>\s*</ol>', text, re.DOTALL)
        return re.sub(r"\s+", " ", found[0])

    listed = entry(client.get(site.url).content.decode())
    assert entry(
        review.make_preview_request(preview_mode="entry").content.decode()
    ) == (listed)


def test_the_print_has_the_print_sheet_on_the_screen(drafting, own):
    form = review_form(own.paper, own, title=UNSAVED)
    text = preview(drafting, edited(own), form, "print").content.decode()
    assert re.search(r'css/print[^"]*css" media="screen"', text)


def test_the_markdown_is_the_file_beside_the_page(client, review):
    shown = review.make_preview_request(preview_mode="markdown").content.decode()
    file = client.get(f"{review.url}index.md").content.decode()
    body = file.partition("---\n\n")[2] or file
    assert body.strip().splitlines()[0] in shown


def test_blocks_can_be_found_again_from_the_editors_panel_only(drafting, own):
    form = review_form(own.paper, own)
    parts = [name for name in form if re.fullmatch(r"(takeaways|body)-\d+-type", name)]
    ids = [str(UUID(int=n)) for n, _ in enumerate(parts)]
    form |= {f"{part[:-4]}id": one for part, one in zip(parts, ids, strict=True)}
    panel = preview(drafting, edited(own), form, in_preview_panel="true")
    text = panel.content.decode()
    assert re.findall(r'data-block="([^"]+)"', text) == ids
    assert "preview-click" in text
    for address in (edited(own), f"/admin/pages/{own.pk}/view_draft/"):
        elsewhere = drafting.get(address).content.decode()
        assert "data-block" not in elsewhere
        assert "preview-click" not in elsewhere


def test_readers_are_shown_no_ids_of_blocks(client, review):
    text = client.get(review.url).content.decode()
    assert "data-block" not in text
    assert "preview-" not in text
    assert not any(block.id in text for block in review.body)
