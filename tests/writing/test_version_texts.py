"""Who stores the texts of papers, what happens to them, and that readers never do."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ReferenceIndex

from home.security.headers import DOWNLOAD_POLICY
from tests import pdfs
from tests.writing.paper_forms import paper_form
from tests.writing.version_files import paper_with, store
from writing.bundles.paper_store import record_of, store_paper
from writing.models import Paper, StaleClaim, VersionText

HOSTILE = b"<!doctype html><script>alert(document.cookie)</script><h1>A</h1>Words."


@pytest.fixture
def paper(site):
    return paper_with("v1", "v2")


@pytest.fixture
def signed_in(client, editor):
    client.force_login(editor)
    return client


def upload(client, paper, data, version="v1", name="paper.pdf"):
    file = SimpleUploadedFile(name, data)
    address = reverse("paper_texts:list", args=[paper.pk])
    return client.post(address, {"version": version, "file": file}, follow=True)


def kept_files():
    directories, files = storages["private"].listdir("papers")
    return {
        f"papers/{directory}/{name}"
        for directory in directories
        for name in storages["private"].listdir(f"papers/{directory}")[1]
    } | {f"papers/{name}" for name in files}


def test_an_editor_stores_a_text_and_is_told_what_it_holds(signed_in, paper):
    answer = upload(signed_in, paper, pdfs.pdf("One.", "Two."))
    assert "The text of v1 is stored." in answer.content.decode()
    assert "PDF, 2" in " ".join(answer.content.decode().split())
    text = VersionText.objects.get()
    assert [page[1] for page in text.pages] == ["One.", "Two."]
    assert (text.uploaded_by.username, len(text.sha256)) == ("editor", 64)


def test_a_version_without_text_says_so(signed_in, paper):
    page = signed_in.get(reverse("paper_texts:list", args=[paper.pk]))
    assert page.content.decode().count("Not stored") == 2


def test_a_paper_without_versions_leads_to_its_form(signed_in, site):
    page = signed_in.get(reverse("paper_texts:list", args=[paper_with().pk]))
    assert "names no version yet" in page.content.decode()
    assert 'type="file"' not in page.content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"GIF89a", "The file is neither a PDF nor HTML."),
        (b"%PDF-1.7 nothing", "The file is damaged"),
        (b"", "The submitted file is empty."),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(signed_in, paper, data, said):
    answer = upload(signed_in, paper, data, version="v2")
    assert said in answer.content.decode()
    assert '<option value="v2" selected>' in answer.content.decode()
    assert not VersionText.objects.exists()


def test_a_version_that_the_paper_does_not_have_is_refused(signed_in, paper):
    answer = upload(signed_in, paper, pdfs.pdf("One."), version="v9")
    assert "Select a valid choice" in answer.content.decode()
    assert not VersionText.objects.exists()


def test_a_scan_is_kept_with_a_sentence(signed_in, paper):
    answer = upload(signed_in, paper, pdfs.pdf(""))
    assert answer.content.decode().count("it may be a scan") == 2
    assert VersionText.objects.get().page_count == 0


def test_a_file_is_downloaded_and_never_opened_under_our_address(signed_in, paper):
    upload(signed_in, paper, HOSTILE, name="x.html")
    text = VersionText.objects.get()
    answer = signed_in.get(reverse("paper_texts:download", args=[text.pk]))
    assert b"".join(answer.streaming_content) == HOSTILE
    assert answer["Content-Disposition"] == (
        f'attachment; filename="{paper.slug}-v1.html"'
    )
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == DOWNLOAD_POLICY
    assert "no-store" in answer["Cache-Control"]


def test_a_file_that_is_lost_is_a_plain_404(signed_in, paper):
    text = store(paper, "v1", "One.").text
    storages["private"].delete(text.file.name)
    address = reverse("paper_texts:download", args=[text.pk])
    assert signed_in.get(address).status_code == 404


def test_a_reader_reaches_no_file_by_guessing(client, paper):
    text = store(paper, "v1", "A secret sentence.").text
    name = text.file.name
    guesses = [f"/media/{name}", f"/private/{name}", f"/{name}", f"/documents/1/{name}"]
    guesses += [f"/media/../private/{name}", f"/static/{name}"]
    for address in guesses:
        assert client.get(address).status_code == 404, address
    for name in ("download", "remove"):
        address = reverse(f"paper_texts:{name}", args=[text.pk])
        assert client.get(address).url.startswith("/admin/login/")


def test_the_name_of_an_upload_is_not_where_it_is_kept(signed_in, paper):
    upload(signed_in, paper, HOSTILE, name="../../evil.html")
    assert "evil" not in VersionText.objects.get().file.name
    assert VersionText.objects.get().file.name.startswith(f"papers/{paper.pk}/")


def test_the_files_are_for_the_site_s_own_user(paper):
    text = store(paper, "v1", "One.").text
    path = Path(storages["private"].path(text.file.name))
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What runs in it is done as after a commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_replaced_file_is_removed(paper, committed):
    before = store(paper, "v1", "One.").text.file.name
    with committed():
        after = store(paper, "v1", "Two.").text.file.name
    assert after in kept_files()
    assert before not in kept_files()
    assert VersionText.objects.count() == 1


def test_a_refused_file_leaves_nothing(paper, signed_in):
    before = kept_files()
    upload(signed_in, paper, b"%PDF-1.7 nothing")
    assert kept_files() == before


def test_a_text_is_removed_with_its_file(paper, signed_in, committed):
    text = store(paper, "v1", "One.").text
    with committed():
        answer = signed_in.post(reverse("paper_texts:remove", args=[text.pk]))
    assert answer.url == reverse("paper_texts:list", args=[paper.pk])
    assert text.file.name not in kept_files()
    assert not VersionText.objects.exists()


def test_to_look_at_the_page_that_removes_a_text_removes_nothing(paper, signed_in):
    text = store(paper, "v1", "One.").text
    answer = signed_in.get(reverse("paper_texts:remove", args=[text.pk]))
    assert "Remove the text" in answer.content.decode()
    assert text.file.name in kept_files()


def test_a_paper_that_is_deleted_takes_its_texts_along(paper, committed):
    text = store(paper, "v1", "One.").text
    with committed():
        paper.delete()
    assert text.file.name not in kept_files()


def without_the_second(paper):
    paper.versions.set(paper.versions.all()[:1])
    return paper.save_revision()


def test_a_version_that_is_deleted_takes_its_text_along(paper, committed):
    text = store(paper, "v2", "One.").text
    with committed():
        without_the_second(paper).publish()
    assert text.file.name not in kept_files()


def test_a_version_that_only_a_draft_leaves_out_keeps_its_text(paper, committed):
    text = store(paper, "v2", "One.").text
    with committed():
        without_the_second(paper)
    assert text.file.name in kept_files()


def with_first(paper, **values):
    """Store the paper as an import does, with another first version."""
    record = record_of(Paper.objects.get(pk=paper.pk))
    first, *others = record.versions
    versions = (replace(first, **values), *others)
    store_paper(replace(record, versions=versions), publish=True)
    return Paper.objects.get(pk=paper.pk).versions.first()


def test_an_import_that_writes_versions_anew_keeps_their_texts(paper, committed):
    text = store(paper, "v1", "One.").text
    with committed():
        first = with_first(paper, url="https://example.org/v1.pdf")
    assert first.url == "https://example.org/v1.pdf"
    assert text.file.name in kept_files()


def test_a_version_that_is_renamed_keeps_its_text(paper, committed):
    with_first(paper, url="https://example.org/v1.pdf")
    store(paper, "v1", "One.")
    with committed():
        with_first(paper, label="workshop PDF")
    assert VersionText.objects.get().label == "workshop PDF"


def test_another_version_in_its_place_does_not_take_its_text(paper, committed):
    with_first(paper, url="https://example.org/v1.pdf")
    store(paper, "v1", "One.")
    with committed():
        with_first(paper, label="v4", url="https://example.org/v4.pdf")
    assert not VersionText.objects.exists()


def test_a_row_that_is_renamed_keeps_its_text(paper, committed):
    version = Paper.objects.get(pk=paper.pk).versions.first()
    version.url = "https://example.org/v1.pdf"
    version.save()
    store(paper, "v1", "One.")
    with committed():
        version.label = "workshop PDF"
        version.save()
        Paper.objects.get(pk=paper.pk).save_revision()
    assert VersionText.objects.get().label == "workshop PDF"


def test_a_text_whose_version_is_gone_from_the_list_is_shown(signed_in, paper):
    store(paper, "v3", "One.")
    page = signed_in.get(reverse("paper_texts:list", args=[paper.pk]))
    assert "no version of this name" in page.content.decode()


def test_a_version_of_a_draft_can_have_its_text_already(signed_in, paper):
    paper.versions.add(paper.versions.model(label="v3"))
    paper.save_revision()
    upload(signed_in, paper, pdfs.pdf("One."), version="v3")
    assert VersionText.objects.get().label == "v3"


def test_the_paper_s_page_leads_to_its_texts(signed_in, paper):
    edit = reverse("wagtailsnippets_writing_paper:edit", args=[paper.pk])
    page = signed_in.get(edit).content.decode()
    assert reverse("paper_texts:list", args=[paper.pk]) in page


def test_the_paper_s_history_tells_of_its_texts(signed_in, paper):
    upload(signed_in, paper, pdfs.pdf("One."))
    history = reverse("wagtailsnippets_writing_paper:history", args=[paper.pk])
    assert "Text stored" in signed_in.get(history).content.decode()


def test_a_stored_text_does_not_count_as_a_use_of_the_paper(paper):
    store(paper, "v1", "One.")
    assert not ReferenceIndex.get_references_to(paper).exists()


def test_a_paper_with_texts_is_edited_as_before(signed_in, paper):
    store(paper, "v1", "One.")
    edit = reverse("wagtailsnippets_writing_paper:edit", args=[paper.pk])
    answer = signed_in.post(edit, paper_form(slug=paper.slug))
    assert answer.status_code == 302
    assert not StaleClaim.objects.exists()
