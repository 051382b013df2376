"""A pasted work as a paper: its fields, and whether the paper is here."""

import pytest

from tests.factories import PaperFactory
from writing.bibliography.pasted import read_pasted
from writing.bundles.paper_store import record_of
from writing.bundles.records import Author, PaperRecord, Version
from writing.paste.comparison import differences, take_over
from writing.paste.duplicates import match, read_library, title_key
from writing.paste.fields import MAX_AUTHORS, draft_of
from writing.paste.proposals import free_slug, short_title


def draft(fields, kind="article"):
    return draft_of(read_pasted(f"@{kind}{{a, {fields}}}")[0].work)


def paper(fields, kind="article"):
    return draft(fields, kind).paper


def test_names_are_stored_as_they_are_printed():
    authors = paper(
        "title = {T}, author = {van den Berg, Jan and {DeepSeek-AI} and Davis, Jr.,"
        " Sammy and Plato and Dess{\\`i}, Roberto}"
    ).authors
    assert authors == (
        Author("van den Berg", "Jan"),
        Author("DeepSeek-AI"),
        Author("Davis Jr.", "Sammy"),
        Author("Plato"),
        Author("Dessì", "Roberto"),
    )


def test_a_long_list_of_authors_is_cut_and_told():
    names = " and ".join(f"Family{n}, Given" for n in range(2932))
    found = draft(f"title = {{T}}, year = 2012, author = {{{names}}}")
    assert len(found.paper.authors) == MAX_AUTHORS
    assert found.notes == (f"It has 2932 authors; the first {MAX_AUTHORS} are kept.",)


def test_others_are_nobody_and_that_is_told():
    found = draft("title = {T}, year = 2012, author = {Kreps, Jay and others}")
    assert found.paper.authors == (Author("Kreps", "Jay"),)
    assert "complete it by hand" in found.notes[0]


def test_a_preprint_has_its_places_and_the_version_that_was_named():
    found = paper("title = {T}, eprint = {2302.04761v2}, archiveprefix = {arXiv}")
    assert found.arxiv_id == "2302.04761"
    assert found.url == "https://arxiv.org/abs/2302.04761"
    assert found.pdf_url == "https://arxiv.org/pdf/2302.04761v2"
    assert found.versions == (Version("v2", url="https://arxiv.org/abs/2302.04761v2"),)
    assert (found.venue, found.venue_name) == ("arXiv 2023", "arXiv preprint")
    assert found.year == 2023


def test_arxivs_own_doi_says_no_more_than_the_id():
    found = paper("title = {T}, doi = {10.48550/arXiv.2302.04761}")
    assert (found.arxiv_id, found.doi) == ("2302.04761", "")


@pytest.mark.parametrize(
    ("fields", "venue", "full"),
    [
        (
            "booktitle = {23rd USENIX Conference on File and Storage Technologies"
            " (FAST 25)}",
            "FAST 2020",
            "23rd USENIX Conference on File and Storage Technologies",
        ),
        (
            "booktitle = {Advances in Neural Information Processing Systems}",
            "NeurIPS 2020",
            "Advances in Neural Information Processing Systems",
        ),
        (
            "booktitle = {Proceedings of a Symposium}, series = {SOSP '17}",
            "SOSP '17",
            "Proceedings of a Symposium",
        ),
        ("journal = {Nature}", "Nature 2020", "Nature"),
        ("publisher = {Google}", "Google 2020", ""),
        (f"journal = {{{'Long ' * 20}}}", "", ("Long " * 20).strip()),
        ("note = {x}", "", ""),
    ],
)
def test_a_venue_is_proposed_as_it_is_printed(fields, venue, full):
    found = paper(f"title = {{T}}, year = 2020, {fields}", "inproceedings")
    assert (found.venue, found.venue_name) == (venue, full)


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Kafka: a Distributed Messaging System", "Kafka"),
        ("Cassandra - A Decentralized Structured Storage System", "Cassandra"),
        ("DeepSeek-V3 Technical Report", "DeepSeek-V3"),
        ("Technical Report", "Technical Report"),
        ("The Llama 3 Herd of Models", "The Llama 3 Herd of Models"),
        ("Word " * 30, "Word Word Word Word Word Word Word Word Word Word Word Word…"),
    ],
)
def test_a_short_title_is_proposed(title, short):
    assert short_title({"title": title}) == short


def test_a_slug_is_one_that_no_paper_has(db):
    PaperFactory(slug="kafka")
    PaperFactory(slug="kafka-2")
    assert [free_slug(text) for text in ("Kafka", "Über", "中", "x" * 99)] == [
        "kafka-3",
        "uber",
        "paper",
        "x" * 60,
    ]


def test_what_does_not_fit_is_left_out_and_told():
    found = draft(
        f"title = {{T}}, year = 3000, url = {{ftp://x}}, journal = {{{'J' * 300}}}"
    )
    assert (found.paper.url, found.paper.venue_name, found.paper.year) == ("", "", 0)
    assert len(found.notes) == 3


@pytest.mark.parametrize(
    "title",
    [
        "KAFKA: A distributed messaging system",
        "Kafka -- a Distributed Messaging-System.",
        "{K}{\\'a}fka: a {Distributed} Messaging System",
    ],
)
def test_titles_meet_whatever_their_case_accents_marks_and_latex(title):
    assert title_key(title) == title_key("Kafka: a Distributed Messaging System")


def record(**values):
    required = {"slug": "", "short_title": "P", "title": "Other", "year": 2011}
    return PaperRecord(**required | values)


@pytest.mark.parametrize(
    ("values", "by"),
    [
        ({"arxiv_id": "1106.00001", "doi": "10.1000/other"}, "arxiv_id"),
        ({"doi": "10.1000/182"}, "doi"),
        ({"title": "paper: a system"}, "title"),
        ({"title": "Another"}, None),
        ({"title": "—"}, None),
    ],
)
def test_a_paper_is_found_by_what_it_is_known_by(db, values, by):
    here = PaperFactory(
        title="Paper: a System", arxiv_id="1106.00001", doi="10.1000/182"
    )
    PaperFactory(title="…")
    found = match(record(**values), read_library())
    assert found == ((here.pk, by) if by else None)


def test_a_paper_is_found_by_what_only_its_draft_says(db):
    here = PaperFactory()
    here.arxiv_id = "1106.00001"
    here.save_revision()
    assert match(record(arxiv_id="1106.00001"), read_library()).pk == here.pk


def test_what_the_paste_does_not_say_is_no_difference():
    here = record(doi="10.1000/182", venue="NetDB 2011", year=2011)
    assert differences(here, record(year=0)) == []


def test_a_preprint_says_nothing_of_where_a_paper_appeared():
    preprint = record(venue="arXiv 2011", venue_name="arXiv preprint")
    assert differences(record(venue="NetDB 2011"), preprint) == []
    assert [d.name for d in differences(record(), preprint)] == ["venue", "venue_name"]


def test_taking_over_changes_what_was_named_and_nothing_else():
    here = record(
        authors=(Author("Kreps", "Jay", "LinkedIn"),), versions=(Version("v1"),)
    )
    pasted = record(
        year=2012,
        doi="10.1000/182",
        authors=(Author("Kreps", "Jay"), Author("Rao", "Jun")),
        versions=(Version("v1"), Version("v2")),
    )
    after = take_over(here, pasted, ["authors", "versions"])
    assert (after.year, after.doi) == (2011, "")
    assert after.authors == (Author("Kreps", "Jay", "LinkedIn"), Author("Rao", "Jun"))
    assert [version.label for version in after.versions] == ["v1", "v2"]


def test_a_paper_differs_in_nothing_from_itself(db):
    here = record_of(PaperFactory(authors=[("Jay", "Kreps")]))
    assert differences(here, here) == []
