"""One paper is pasted where it is needed: into its form, or into a review's chooser."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import PaperFactory, ReviewPageFactory
from tests.writing.pasting import CHOOSE, FOO, PASTE, choose, fields_of, read, store
from tests.writing.services import ARXIV, reply, serving
from writing.models import Paper

FIELDS = f"{PASTE}fields/"
ADD = "/admin/snippets/writing/paper/add/"
PREGEL = "10.1145/1807167.1807184"


@pytest.fixture
def service(settings):
    with serving() as one:
        settings.ARXIV_API_URL = f"{one.url}{ARXIV}"
        settings.CROSSREF_API_URL = one.url
        yield one


@pytest.fixture
def outsider(site):
    user = get_user_model().objects.create_user("outsider", password="secret")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


@pytest.fixture
def here(db):
    return PaperFactory(title="Foo: the Bar", short_title="Foo", year=2019)


def fields(client, text, **files):
    return client.post(FIELDS, {"text": text, **files}).json()


# The form of a new paper


def test_a_paste_gives_the_fields_of_the_form(client, editor):
    client.force_login(editor)
    said = fields(client, FOO)
    assert said["fields"] | {"title": "Foo: the Bar", "slug": "foo"} == said["fields"]
    assert said["lists"] == {
        "authors": [{"given": "Guido", "family": "van Rossum"}],
        "versions": [],
    }
    assert said["here"] is None
    assert not Paper.objects.exists()


def test_a_number_is_asked_for_and_a_file_is_read(client, editor, service):
    service.answer(ARXIV, reply("toolformer.xml"))
    client.force_login(editor)
    said = fields(client, "https://arxiv.org/abs/2302.04761v1")
    assert said["lists"]["versions"] == [
        {
            "label": "v1",
            "date": "2023-02-09",
            "url": "https://arxiv.org/abs/2302.04761v1",
        }
    ]
    file = SimpleUploadedFile("foo.bib", FOO.encode())
    assert fields(client, "", upload=file)["fields"]["title"] == "Foo: the Bar"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "Paste something, or choose a file."),
        ("[]", "There is nothing in it."),
        (f"{FOO}\n{FOO}", "There are 2 entries"),
        ("just words", "Line 1: This is no BibTeX"),
        ("10.1000/none", "Crossref knows no paper of this name."),
    ],
)
def test_what_gives_no_fields_gives_a_sentence(client, editor, service, text, fault):
    client.force_login(editor)
    assert fields(client, text)["fault"].startswith(fault)


def test_a_paper_that_is_here_is_named(client, editor, here):
    client.force_login(editor)
    url = f"/admin/snippets/writing/paper/edit/{here.pk}/"
    told = {"title": "Foo (2019)", "url": url, "certain": False}
    assert fields(client, FOO)["here"] == told


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("arxiv_id=2302.04761v2", 'name="arxiv_id" value="2302.04761"'),
        (f"doi={PREGEL}", f'name="doi" value="{PREGEL}"'),
    ],
)
def test_the_form_may_be_opened_with_an_identifier(client, editor, query, field):
    client.force_login(editor)
    page = client.get(f"{ADD}?{query}").content.decode()
    assert field in page
    assert "Fill in the form" in page


def test_an_address_that_names_no_identifier_fills_nothing(client, editor):
    client.force_login(editor)
    page = client.get(f'{ADD}?doi="><script>&arxiv_id=x').content.decode()
    assert 'name="arxiv_id" maxlength' in page
    assert '"><script>' not in page.partition("<main")[2].partition("Fill in")[0]


# The chooser of a review


def test_a_new_paper_is_shown_added_and_chosen(client, editor):
    client.force_login(editor)
    step, tab = choose(client, text=FOO)
    assert step == "reshow_creation_form"
    assert "submit it to a moderator" in tab
    assert not Paper.objects.exists()
    step, chosen = choose(client, then="draft", **fields_of(tab).dict())
    paper = Paper.objects.get()
    assert step == "chosen"
    assert (chosen["id"], chosen["string"]) == (str(paper.pk), "Foo (2020)")
    assert chosen["edit_url"].endswith(f"/edit/{paper.pk}/")
    assert not paper.live


def test_a_moderators_new_paper_is_live(client, moderator):
    client.force_login(moderator)
    _, tab = choose(client, text=FOO)
    choose(client, then="publish", **fields_of(tab).dict())
    assert Paper.objects.get().live


def test_a_paper_that_is_here_is_offered_and_chosen_as_it_is(client, editor, here):
    client.force_login(editor)
    _, tab = choose(client, text=FOO)
    assert "Foo (2019)</strong> is here already, with the same title" in tab
    step, chosen = choose(client, row=fields_of(tab)["row"], use="1")
    assert (step, chosen["id"]) == ("chosen", str(here.pk))
    assert Paper.objects.get().year == 2019


def test_a_paper_with_its_identifier_is_the_only_choice(client, editor, service):
    here = PaperFactory(doi=PREGEL)
    service.answer(f"/works/{PREGEL}", reply("pregel.json"))
    client.force_login(editor)
    _, tab = choose(client, text=PREGEL)
    assert "Add and choose it" not in tab
    step, chosen = choose(client, row=fields_of(tab)["row"], use="1")
    assert (step, chosen["id"]) == ("chosen", str(here.pk))


def test_what_is_wrong_is_told_and_the_text_stays(client, editor, service):
    client.force_login(editor)
    for text, fault in [
        ("just words", "Line 1: This is no BibTeX"),
        (f"{FOO}\n{FOO}", "There are 2 entries"),
        ("10.1000/none", "Crossref knows no paper of this name."),
    ]:
        _, tab = choose(client, text=text)
        assert fault in tab
        assert text.splitlines()[0] in tab


def test_a_row_that_is_not_fit_is_shown_again(client, editor):
    client.force_login(editor)
    _, tab = choose(client, text="@misc{a, title = {Foo}}")
    step, tab = choose(client, then="draft", **fields_of(tab).dict())
    assert step == "reshow_creation_form"
    assert "This field is required." in tab
    assert not Paper.objects.exists()


def test_a_row_that_nobody_signed_is_refused(client, editor):
    client.force_login(editor)
    _, tab = choose(client, row="made-up", use="1")
    assert "read the text again" in tab


# Who may


def test_who_may_not_add_papers_pastes_none(client, editor, outsider):
    client.force_login(editor)
    row = fields_of(read(client, FOO))
    client.force_login(outsider)
    assert client.get(PASTE).url == "/admin/"
    for address in (PASTE, f"{PASTE}ask/", f"{PASTE}store/", FIELDS, CHOOSE):
        response = client.post(address, {"text": FOO, **row.dict(), "then": "draft"})
        assert response.status_code in {302, 403}, address
    assert not Paper.objects.exists()


def test_who_may_only_add_papers_changes_none(client, editor, here):
    Group.objects.get(name="Editors").permissions.remove(
        Permission.objects.get(codename="change_paper")
    )
    client.force_login(editor)
    page = read(client, FOO)
    assert "You may not change the paper" in page
    response = store(client, page, **{"row-1-over": ["year"]})
    assert "You may not change the paper" in response.content.decode()
    assert not here.revisions.exists()
    store(client, read(client, FOO.replace("Bar", "Baz")))
    assert Paper.objects.count() == 2


def test_who_is_not_signed_in_is_sent_to_sign_in(client, db):
    for address in (PASTE, f"{PASTE}ask/", f"{PASTE}store/", FIELDS, CHOOSE):
        assert client.post(address).url.startswith("/admin/login/")


def test_looking_changes_nothing(client, editor):
    client.force_login(editor)
    assert client.get(f"{PASTE}?text=x").status_code == 200
    for address in ("ask/", "fields/", "store/"):
        assert client.get(f"{PASTE}{address}").status_code == 405
    assert not Paper.objects.exists()


def test_the_ways_to_paste_stand_where_they_are_looked_for(
    client, site, editor, outsider
):
    review = ReviewPageFactory(parent=site)
    client.force_login(editor)
    assert PASTE in client.get("/admin/snippets/writing/paper/").content.decode()
    assert FIELDS in client.get(ADD).content.decode()
    for address in (
        f"/admin/pages/{review.pk}/edit/",
        f"/admin/pages/add/writing/reviewpage/{site.pk}/",
    ):
        page = client.get(address).content.decode()
        assert 'data-paste-paper="id_paper"' in page
        assert "writing/admin/paste-tab.js" in page
