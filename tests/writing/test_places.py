import pytest

from writing.locators import parse_locators
from writing.rendering.places import Text, place_url

PDF = Text("PDF", "https://example.org/paper.pdf", 7)
ARXIV = Text("v2", "https://arxiv.org/abs/2312.00752v2")
HTML = Text("v1", "https://arxiv.org/html/2312.00752v1")


def url(locator, *texts):
    return place_url(parse_locators(locator)[0], texts)


@pytest.mark.parametrize(
    ("locator", "text", "address"),
    [
        ("§3.3, p. 4", PDF, "https://example.org/paper.pdf#page=4"),
        ("Table 2, pp. 6–7", PDF, "https://example.org/paper.pdf#page=6"),
        ("§3.3", PDF, "https://example.org/paper.pdf"),
        ("p. 5", ARXIV, "https://arxiv.org/pdf/2312.00752v2#page=5"),
        ("§3.3", ARXIV, "https://arxiv.org/abs/2312.00752v2"),
        ("§3.2.1", HTML, "https://arxiv.org/html/2312.00752v1#S3.SS2.SSS1"),
        ("§3, p. 4", HTML, "https://arxiv.org/html/2312.00752v1#S3"),
        ("Fig. 3", HTML, "https://arxiv.org/html/2312.00752v1"),
    ],
)
def test_a_locator_leads_as_near_as_the_address_allows(locator, text, address):
    assert url(locator, text) == address


@pytest.mark.parametrize("page", ["p. 137", "p. xii", "p. A4"])
def test_a_page_that_the_pdf_does_not_count_leads_to_its_beginning(page):
    assert url(page, PDF) == PDF.url


def test_a_locator_without_a_version_speaks_of_the_first_text():
    assert url("p. 2", ARXIV, PDF) == "https://arxiv.org/pdf/2312.00752v2#page=2"


def test_a_locator_with_a_version_leads_to_that_text():
    assert url("v1: §3", ARXIV, HTML).startswith(HTML.url)


def test_a_version_that_nobody_has_listed_leads_nowhere():
    assert url("v7: §3", ARXIV, HTML) == ""


def test_without_a_text_there_is_nothing_to_lead_to():
    assert url("§3") == ""
    assert url("§3", Text("print", "")) == ""


@pytest.mark.parametrize("number", ["Related work", "A.1", "3.1.2.4"])
def test_a_section_that_arxiv_does_not_number_leads_to_the_text(number):
    assert url(f"§{number}", HTML) == HTML.url
