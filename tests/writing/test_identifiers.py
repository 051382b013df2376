import pytest
from hypothesis import given
from hypothesis import strategies as st

from writing.bibliography.identifiers import arxiv_id, arxiv_version, doi


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2407.00079", "2407.00079"),
        (" 2407.00079v3 ", "2407.00079"),
        ("0704.0001", "0704.0001"),
        ("arXiv:2407.00079v3 [cs.DC]", "2407.00079"),
        ("arXiv preprint arXiv:2404.02258", "2404.02258"),
        ("https://arxiv.org/abs/2407.00079v3", "2407.00079"),
        ("https://arxiv.org/pdf/2407.00079v3.pdf", "2407.00079"),
        ("https://www.arxiv.org/html/2407.00079", "2407.00079"),
        ("https://export.arxiv.org/abs/2407.00079?context=cs", "2407.00079"),
        ("https://doi.org/10.48550/arXiv.2407.21783", "2407.21783"),
        ("See arXiv 2407.00079.", "2407.00079"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("arXiv:math.GT/0309136v2", "math/0309136"),
        ("https://arxiv.org/abs/cs/0112017", "cs/0112017"),
    ],
)
def test_an_arxiv_number_is_found_without_its_version(text, expected):
    assert arxiv_id(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2413.00079",
        "12407.00079",
        "2407.000791",
        "10.1145/1773912.1773922",
        "https://doi.org/10.1000/2407.00079",
        "https://example.org/2407.00079",
        "pages 2407.00079 of nothing",
    ],
)
def test_what_merely_looks_like_an_arxiv_number_is_none(text):
    assert arxiv_id(text) is None
    assert arxiv_version(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2407.00079v3", "v3"),
        ("https://arxiv.org/pdf/2407.00079V12.pdf", "v12"),
        ("hep-th/9901001v2", "v2"),
        ("2407.00079", None),
    ],
)
def test_a_version_is_read_beside_its_number(text, expected):
    assert arxiv_version(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.1145/1773912.1773922", "10.1145/1773912.1773922"),
        ("doi:10.48550/arXiv.2407.21783", "10.48550/arxiv.2407.21783"),
        ("https://doi.org/10.1145/1773912.1773922.", "10.1145/1773912.1773922"),
        ("http://dx.doi.org/10.1000%2F182", "10.1000/182"),
        ("(see 10.1000/182).", "10.1000/182"),
        ("10.1016/s0005(01)12-3", "10.1016/s0005(01)12-3"),
        (
            "10.1002/(SICI)1097-0258(1998)17:15<1661::AID-SIM968>3.0.CO;2-2",
            "10.1002/(sici)1097-0258(1998)17:15<1661::aid-sim968>3.0.co;2-2",
        ),
    ],
)
def test_a_doi_is_found_bare_and_in_lower_case(text, expected):
    assert doi(text) == expected


@pytest.mark.parametrize("text", ["", "10.1/x", "110.1000/182", "https://doi.org/"])
def test_what_is_no_doi_is_none(text):
    assert doi(text) is None


@given(st.text("10./a)(]>;é%- "))
def test_a_doi_is_found_again_in_itself(text):
    found = doi(f"10.1000/{text}")
    assert found is None or doi(found) == found
