"""tags.yaml: a small vocabulary without twins, kept by those who may."""

from functools import partial

import pytest

from tests.factories import TAGS, enter_tags
from tests.writing.bundle_files import bundle, upload_to, zip_of
from tests.writing.bundles.conftest import FRONT
from writing.bundles.errors import BundleError
from writing.bundles.library import read_library
from writing.bundles.library_export import export_library
from writing.bundles.library_import import import_library
from writing.bundles.tags import Tag, read_tags, write_tags
from writing.models import ReviewPage, ReviewTag

VOCABULARY = """\
- name: clusters
- name: logs
  description: Records in the order they came.
- name: messaging
"""


@pytest.fixture
def upload(client, site):
    """Posts a zip file as a person; gives the page that answers."""
    return partial(upload_to, client, site)


def put(folder, text):
    (folder / "tags.yaml").write_text(text)
    return folder


def refusal(folder, text):
    with pytest.raises(BundleError) as caught:
        read_tags(put(folder, text))
    return str(caught.value)


def test_tags_are_read_with_their_lines(tmp_path):
    _, logs, messaging = read_tags(put(tmp_path, VOCABULARY))
    assert logs == Tag("logs", "Records in the order they came.")
    assert (messaging.description, messaging.line) == ("", 4)


def test_tags_are_written_as_they_are_read(tmp_path):
    assert write_tags(read_tags(put(tmp_path, VOCABULARY))).decode() == VOCABULARY


def test_a_library_without_a_vocabulary_has_an_empty_one(tmp_path):
    assert read_tags(tmp_path) == []


@pytest.mark.parametrize("twin", ["Log", "LOGS", "l-o-g-s", "lögs"])
def test_twins_are_refused_with_their_line(tmp_path, twin):
    message = refusal(tmp_path, f"- name: logs\n- name: {twin}\n")
    assert message == f'tags.yaml:2: the tag "{twin}" is a twin of "logs"'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("logs", "tags.yaml:1: this must be a list of tags"),
        ("- description: x", "tags.yaml:1: name is missing in a tag"),
        ("- name: x\n  colour: red", 'tags.yaml:2: unknown name "colour" in a tag'),
        ("- name: [x]", "tags.yaml:1: name must be text"),
        ("- name: a\n" * 501, "tags.yaml:1: more than 500 tags"),
    ],
)
def test_what_is_no_vocabulary_is_refused_with_its_line(tmp_path, text, message):
    assert refusal(tmp_path, text).startswith(message)


def test_an_import_enters_the_vocabulary_once(site, shelf):
    shelf.put()
    put(shelf.folder, VOCABULARY)
    first = import_library(read_library(shelf.folder), site)
    again = import_library(read_library(shelf.folder), site)
    assert set(first.tags.items()) == {(name, "created") for name in TAGS}
    assert set(again.tags.items()) == {(name, "unchanged") for name in TAGS}
    assert ReviewTag.objects.get(name="logs").description.startswith("Records")


def test_an_export_writes_what_an_import_entered(site, shelf, tmp_path):
    shelf.put()
    import_library(read_library(put(shelf.folder, VOCABULARY)), site)
    export_library(tmp_path / "out")
    assert (tmp_path / "out/tags.yaml").read_text() == VOCABULARY


def test_a_line_that_is_too_long_is_an_error_of_its_tag_alone(site, shelf):
    text = f"- name: logs\n  description: {'x' * 161}\n- name: queues\n"
    report = import_library(read_library(put(shelf.folder, text)), site)
    [error] = report.errors
    assert str(error).startswith("tags.yaml:1: ")
    assert report.tags == {"queues": "created"}


def test_a_tag_of_a_bundle_that_is_a_twin_is_refused(site, shelf):
    ReviewTag.objects.create(name="Log")
    shelf.put()
    [error] = import_library(read_library(shelf.folder), site).errors
    assert 'the tag "logs": The tag “Log” is there already.' in str(error)
    assert not ReviewPage.objects.exists()


def test_an_editor_takes_tags_from_the_vocabulary_and_adds_none(upload, editor):
    page = upload(editor, bundle())
    assert "the tag &quot;clusters&quot;: you may not add tags" in page
    enter_tags()
    assert "Created" in upload(editor, bundle())


def test_an_editor_changes_no_line_of_the_vocabulary(upload, editor, moderator):
    files = zip_of({"kafka/index.md": FRONT, "tags.yaml": VOCABULARY})
    upload(moderator, files)
    changed = VOCABULARY.replace("Records", "Lines").encode()
    page = upload(editor, zip_of({"kafka/index.md": FRONT, "tags.yaml": changed}))
    assert "tags.yaml:2: you may not change tags" in page
    assert ReviewTag.objects.get(name="logs").description.startswith("Records")
