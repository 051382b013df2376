"""Papers are pasted in the CMS: read, asked about, compared, and only then stored."""

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import PaperFactory
from tests.writing.pasting import FOO, PASTE, ask, fields_of, read, store
from tests.writing.services import ARXIV, reply, serving
from writing.models import Paper
from writing.paste.rows import SALT

TWICE = FOO + "\n" + FOO.replace("{a,", "{b,")


@pytest.fixture
def service(settings):
    with serving() as one:
        settings.ARXIV_API_URL = f"{one.url}{ARXIV}"
        settings.CROSSREF_API_URL = one.url
        yield one


@pytest.fixture
def here(db):
    paper = PaperFactory(
        title="Foo – The Bar", short_title="Foo", year=2019, venue="", doi="10.1000/182"
    )
    paper.save_revision().publish()
    return Paper.objects.get()


def test_reading_stores_nothing(client, editor):
    client.force_login(editor)
    page = read(client, FOO)
    assert "Foo: the Bar" in page
    assert "Guido van Rossum" in page
    assert not Paper.objects.exists()


def test_an_editors_paper_is_a_draft_and_what_comes_next_is_said(client, editor):
    client.force_login(editor)
    response = store(client, read(client, FOO))
    paper = Paper.objects.get()
    assert (paper.live, paper.slug, paper.short_title) == (False, "foo", "Foo")
    assert paper.author_names == ["Guido van Rossum"]
    assert paper.latest_revision.user == editor
    said = response.content.decode()
    assert "1 paper added" in said
    assert "submit it to a moderator" in said


def test_a_moderators_paper_is_live(client, moderator):
    client.force_login(moderator)
    page = read(client, FOO)
    assert 'value="publish"' in page
    store(client, page, then="publish")
    assert Paper.objects.get().live


def test_an_editor_may_hand_it_to_the_moderators(client, editor, moderator):
    client.force_login(editor)
    page = read(client, FOO)
    assert 'value="publish"' not in page
    store(client, page, then="submit")
    paper = Paper.objects.get()
    assert (paper.live, paper.workflow_in_progress) == (False, True)


def test_an_editor_publishes_nothing_by_hand(client, editor):
    client.force_login(editor)
    response = store(client, read(client, FOO), then="publish")
    assert "Nothing was stored" in response.content.decode()
    assert not Paper.objects.exists()


def test_what_was_changed_on_the_page_is_stored(client, editor):
    client.force_login(editor)
    page = read(client, FOO)
    store(client, page, **{"row-1-short_title": "Mine", "row-1-year": "2021"})
    paper = Paper.objects.get()
    assert (paper.short_title, paper.year, paper.slug) == ("Mine", 2021, "mine")


def test_what_is_not_ticked_is_not_stored(client, editor):
    client.force_login(editor)
    page = read(client, f"{FOO}\n@misc{{b, title = {{Other}}, year = 2020}}")
    store(client, page, **{"row-1-take": ""})
    assert [paper.title for paper in Paper.objects.all()] == ["Other"]


def test_all_is_stored_or_nothing(client, editor):
    client.force_login(editor)
    page = read(client, f"{FOO}\n@misc{{b, title = {{Other}}}}")
    response = store(client, page)
    assert not Paper.objects.exists()
    said = response.content.decode()
    assert "This field is required." in said
    assert 'value="Foo: the Bar"' in said
    store(client, said, **{"row-2-year": "2020"})
    assert Paper.objects.count() == 2


def test_a_paper_that_stands_twice_is_added_once(client, editor):
    client.force_login(editor)
    page = read(client, TWICE)
    assert "The same paper stands on line 1." in page
    store(client, page)
    assert Paper.objects.count() == 1


def test_two_papers_of_one_short_title_get_two_slugs(client, editor):
    client.force_login(editor)
    store(client, read(client, f"{FOO}\n{FOO.replace('the Bar', 'a Baz')}"))
    assert {paper.slug for paper in Paper.objects.all()} == {"foo", "foo-2"}


# What is here


def test_nothing_that_is_here_is_changed_unless_it_is_ticked(client, moderator, here):
    client.force_login(moderator)
    page = read(client, FOO)
    assert "has the title of" in page
    assert "Nothing is chosen" in store(client, page, "publish").content.decode()
    store(client, page, "publish", **{"row-1-over": ["year"]})
    here.refresh_from_db()
    assert (here.year, here.title, here.doi) == (2020, "Foo – The Bar", "10.1000/182")


def test_an_editors_change_to_a_live_paper_waits(client, editor, here):
    client.force_login(editor)
    store(client, read(client, FOO), **{"row-1-over": ["year", "authors"]})
    here.refresh_from_db()
    assert (here.live, here.year, here.has_unpublished_changes) == (True, 2019, True)
    draft = here.get_latest_revision_as_object()
    assert (draft.year, draft.author_names) == (2020, ["Guido van Rossum"])


def test_another_paper_of_the_title_is_added_beside_it(client, editor, here):
    client.force_login(editor)
    store(client, read(client, FOO), **{"row-1-another": "on"})
    assert sorted(paper.year for paper in Paper.objects.all()) == [2019, 2020]


def test_no_second_paper_has_the_identifier_of_the_first(client, editor, here):
    client.force_login(editor)
    page = read(client, FOO.replace("year", "doi = {10.1000/182}, year"))
    assert "It is another paper" not in page
    store(client, page, **{"row-1-another": "on"})
    assert Paper.objects.count() == 1


def test_a_change_made_meanwhile_is_not_overwritten(client, editor, here):
    client.force_login(editor)
    page = read(client, FOO)
    here.save_revision()
    response = store(client, page, **{"row-1-over": ["year"]})
    assert "was changed meanwhile" in response.content.decode()
    assert here.get_latest_revision_as_object().year == 2019


def test_a_paper_that_was_added_meanwhile_is_not_added_again(client, editor):
    client.force_login(editor)
    page = read(client, FOO)
    store(client, page)
    assert "is here already" in store(client, page).content.decode()
    assert Paper.objects.count() == 1


def test_a_locked_paper_says_so_and_stays(client, editor, moderator, here):
    client.force_login(editor)
    page = read(client, FOO)
    Paper.objects.update(locked=True, locked_by=moderator)
    assert "is locked" in read(client, FOO)
    assert "row-1-over" not in read(client, FOO)
    assert (
        "is locked" in store(client, page, **{"row-1-over": ["year"]}).content.decode()
    )
    assert here.get_latest_revision_as_object().year == 2019


# Files


def upload(client, content):
    file = SimpleUploadedFile("papers.bib", content)
    return read(client, "", upload=file)


def test_a_file_is_read_as_a_text_is(client, editor):
    client.force_login(editor)
    assert "Foo: the Bar" in upload(client, b"\xef\xbb\xbf" + FOO.encode())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("é".encode("latin-1"), "The file is no text in UTF-8"),
        (b" " * 1_000_001, "The file is larger than 1 MB"),
        (b" \n ", "Paste something, or choose a file."),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(client, editor, content, said):
    client.force_login(editor)
    assert said in upload(client, content)


# Questions


def test_an_answer_takes_the_place_of_its_row(client, editor, service):
    service.answer(ARXIV, reply("toolformer.xml"))
    client.force_login(editor)
    page = read(client, "2302.04761v1\n10.1000/none")
    assert page.count("data-unasked") == 2
    rows = ask(client, page)
    assert "Roberto Dessì" in rows
    assert "Crossref knows no paper of this name." in rows
    assert "add/?doi=10.1000%2Fnone" in rows
    store(client, rows)
    paper = Paper.objects.get()
    assert (paper.arxiv_id, paper.venue) == ("2302.04761", "arXiv 2023")
    assert [str(version.date) for version in paper.versions.all()] == ["2023-02-09"]


def test_what_is_left_stays_on_the_page_once_the_rest_is_stored(client, editor):
    client.force_login(editor)
    page = store(client, read(client, f"{FOO}\njust words")).content.decode()
    assert "1 paper added" in page
    assert "just words" in page
    assert Paper.objects.count() == 1


def test_a_row_that_was_tampered_with_is_refused(client, editor):
    client.force_login(editor)
    page = read(client, FOO).replace('name="row" value="', 'name="row" value="x')
    assert "read the text again" in store(client, page).content.decode()
    rows = fields_of(page).getlist("row")
    assert client.post(f"{PASTE}ask/", {"row": rows}).status_code == 400
    assert not Paper.objects.exists()


@pytest.mark.parametrize("values", [{}, {"paper": {}, "notes": []}, []])
def test_a_row_of_another_release_is_refused(client, editor, values):
    client.force_login(editor)
    row = signing.dumps(values, salt=SALT)
    response = client.post(f"{PASTE}store/", {"row": row})
    assert "read the text again" in response.content.decode()


def test_more_questions_than_the_limit_are_refused(client, editor, service):
    client.force_login(editor)
    page = read(client, "\n".join(f"10.1000/{n}" for n in range(21)))
    rows = fields_of(page).getlist("row")
    assert client.post(f"{PASTE}ask/", {"row": rows}).status_code == 400
    assert service.requests == []


def test_markup_in_what_was_pasted_is_shown_as_text(client, editor):
    client.force_login(editor)
    page = read(client, "<script>x</script>\n@misc{a, title = {<script>y</script>}}")
    assert "<script>x" not in page
    assert "<script>y" not in page


def test_a_post_needs_the_token_of_its_form(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    for address in ("", "ask/", "fields/", "store/"):
        assert client.post(f"{PASTE}{address}").status_code == 403
