"""What is read out of a file, and what of hostile files is not."""

import pytest

from tests import pdfs
from writing.paper_text import reading
from writing.paper_text.pages import Page, Unreadable
from writing.paper_text.pdf import ENCRYPTED, PROTECTED
from writing.paper_text.reading import read_text


def texts(data):
    return [page.text for page in read_text(data).pages]


def refusal(data):
    with pytest.raises(Unreadable) as refused:
        read_text(data)
    return str(refused.value)


def test_each_page_of_a_pdf_is_a_page_of_text():
    assert texts(pdfs.pdf("The first.", "The second.")) == ["The first.", "The second."]


def test_ligatures_and_words_broken_at_the_end_of_a_line_are_undone():
    data = pdfs.pdf("An ef\ufb01cient and distri-\nbuted \ufb02ow")
    assert texts(data) == ["An efficient and distributed flow"]


@pytest.mark.parametrize(
    "broken", ["non-\nEuclidean", "at-least-\nonce", "at-\nleast-once", "GPT-\n3"]
)
def test_a_hyphen_that_is_the_word_s_own_is_kept(broken):
    word = broken.replace("\n", "")
    assert texts(pdfs.pdf(f"the {broken} case")) == [f"the {word} case"]


def test_the_numbers_printed_on_pages_are_kept_where_they_differ_from_the_sheets():
    pages = read_text(pdfs.pdf("One.", "Two.", first_number=1127)).pages
    assert [page.label for page in pages] == ["1127", "1128"]
    assert [page.label for page in read_text(pdfs.pdf("One.")).pages] == [""]


def test_page_numbers_and_running_heads_do_not_part_a_sentence():
    pages = [f"Kafka and others\nA sentence goes on {n}\n{n}" for n in range(1, 5)]
    assert texts(pdfs.pdf(*pages))[2] == "A sentence goes on 3"


def test_the_sections_of_html_are_its_pages():
    page = b"<!DOCTYPE html><title>T</title><p>Above</p><h2>1 Log</h2>A <b>l</b>og.<p>B"
    assert read_text(page).pages == (Page("", "Above"), Page("1 Log", "A log. B"))


def test_scripts_styles_and_the_source_of_formulas_are_not_read():
    page = (
        b"<html><script>alert(1)</script><style>p{}</style><h1>A</h1><math><mi>x</mi>"
        b"<annotation>\\mathbf{x}</annotation></math> is <nav>Home</nav>big</html>"
    )
    assert texts(page) == ["x is big"]


def test_html_is_read_in_the_encoding_that_it_declares():
    assert texts('<html><meta charset="latin-1">Café'.encode("latin-1")) == ["Café"]
    assert texts("<html><meta charset='none-such'>Café".encode()) == ["Café"]


def test_ten_thousand_nested_elements_are_read():
    assert texts(b"<html>" + b"<div>" * 10_000 + b"deep") == ["deep"]


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"GIF89a", b"PK\x03\x04 a zip file named paper.pdf"]
)
def test_what_a_file_is_shows_in_its_content(data):
    assert refusal(data) == "The file is neither a PDF nor HTML."


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 and nothing more",
        pdfs.pdf("Cut short." * 100)[:-300],
        pdfs.endless(),
    ],
)
def test_a_damaged_pdf_is_refused(data):
    assert refusal(data) == "The file is damaged: it can't be read as a PDF."


def test_a_pdf_whose_table_leads_back_to_itself_is_read():
    assert texts(pdfs.looping()) == ["Round and round."]


def test_a_pdf_without_pages_is_refused():
    assert refusal(pdfs.pdf()) == "The PDF has no pages."


def test_a_pdf_of_six_hundred_pages_is_refused():
    said = refusal(pdfs.pdf(*["x"] * 600))
    assert said == "The PDF has 600 pages; at most 500 are read."


def test_html_of_too_many_sections_is_refused():
    said = refusal(b"<html>" + b"<h2>A</h2>b" * 501)
    assert said == "The HTML has 501 sections; at most 500 are read."


def test_more_text_than_is_read_is_refused():
    said = refusal(b"<html>" + b"word " * 1_100_000)
    assert said == "The HTML holds more than 5 MB of text."


def test_a_file_that_is_too_large_is_not_looked_at():
    assert refusal(b"%PDF-" + b" " * 25 * 2**20) == "The file is larger than 25 MB."


def test_a_scan_gives_no_text_and_says_why():
    problem = read_text(pdfs.pdf("", "")).problem
    assert problem == "The PDF holds no text; it may be a scan."


def test_a_password_is_told_of():
    problem = read_text(pdfs.protected("secret")).problem
    assert problem == "The PDF is protected by a password, so its text can't be read."


def test_a_pdf_that_only_forbids_printing_is_read():
    assert texts(pdfs.protected("")) == ["Only for friends."]


def test_encryption_that_the_site_cannot_undo_is_told_of():
    # With a library for AES, which the site goes without, its password is missing.
    problem = read_text(pdfs.protected_by_aes()).problem
    assert problem in {ENCRYPTED, PROTECTED}


def test_a_page_that_unpacks_to_hundreds_of_megabytes_gives_no_text():
    assert read_text(pdfs.bomb()).pages == ()


def test_a_pdf_nested_three_million_deep_is_refused(monkeypatch):
    monkeypatch.setattr(pdfs, "FONT", "[" * 3_000_000)
    assert refusal(pdfs.pdf("x")) in {reading.EXCESSIVE, reading.DAMAGED.format("PDF")}


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE", 2)
    assert refusal(b"<html>" + b"<!" * 300_000 + b"<a b='" * 300_000) == (
        "The file takes too much time or memory to read."
    )


def test_what_a_broken_font_gives_can_be_stored_and_printed():
    assert texts(b"<html>half &#xD835; and none &#0;") == [
        "half \ufffd and none \ufffd"
    ]
