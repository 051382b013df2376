import pytest
from hypothesis import given
from hypothesis import strategies as st

from writing.locators import (
    KINDS,
    MAX_LENGTH,
    NAMES,
    UNNUMBERED,
    Kind,
    Locator,
    LocatorError,
    format_locators,
    parse_locators,
)
from writing.verdicts import Verdict


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("sec. 5", "§5"),
        ("Section 5", "§5"),
        ("section 3.1", "§3.1"),
        ("§ 5", "§5"),
        ("§§3-4", "§§3–4"),
        ("§IV-B", "§IV-B"),
        ("section Related  work", "§Related work"),
        ("§Conclusion", "§Conclusion"),
        ("figure 4", "Fig. 4"),
        ("Fig 4", "Fig. 4"),
        ("fig.4", "Fig. 4"),
        ("Figs. 4–5", "Figs. 4–5"),
        ("figures 4 - 5", "Figs. 4–5"),
        ("Fig. 3(c)", "Fig. 3(c)"),
        ("table 3", "Table 3"),
        ("appendix A.1", "App. A.1"),
        ("Appendix", "Appendix"),
        ("equation (2)", "Eq. 2"),
        ("algorithm 1", "Alg. 1"),
        ("footnote 3", "Note 3"),
        ("Ref. [18]", "Ref. 18"),
        ("abstract", "Abstract"),
        ("TITLE", "Title"),
        ("Whole paper", "throughout"),
        ("p.5", "p. 5"),
        ("page iv", "p. iv"),
        ("pp 4-5", "pp. 4–5"),
        ("pp. 8, 12", "pp. 8, 12"),
        ("Fig. 4, p. 6", "Fig. 4, p. 6"),
        ("§4.1 p. 5", "§4.1, p. 5"),
        ("p. 5, §3", "§3, p. 5"),
        ("v4:§8.1.2", "v4: §8.1.2"),
        ("workshop PDF: p. 3", "workshop PDF: p. 3"),
        ("@qin2024mooncake v4: table 3", "@qin2024mooncake v4: Table 3"),
        ("@DBLP:conf/x: §3", "@DBLP:conf/x: §3"),
        ("", ""),
    ],
)
def test_a_place_is_read_leniently_and_written_in_one_way(typed, canonical):
    assert format_locators(parse_locators(typed)) == canonical


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("§5, p. 5; Fig. 4", ["§5, p. 5", "Fig. 4"]),
        ("§5; Fig. 4, p. 5;", ["§5", "Fig. 4, p. 5"]),
        ("§8.1.3, Fig. 13", ["§8.1.3", "Fig. 13"]),
        ("sections 3.2, 4, Table 4", ["§3.2", "§4", "Table 4"]),
        ("§6, p. 10, Fig. 4", ["§6, p. 10", "Fig. 4"]),
    ],
)
def test_several_places_are_several_locators(typed, canonical):
    assert [str(locator) for locator in parse_locators(typed)] == canonical


def test_a_figure_and_its_page_are_one_locator():
    assert parse_locators("Fig. 4, p. 6") == (
        Locator(kind=Kind.FIGURE, number="4", page="6"),
    )


def test_a_source_and_a_version_hold_for_all_places_up_to_the_semicolon():
    first, second, third = parse_locators("@qin2024 v4: §8, Fig. 13; p. 2")
    assert (first.source, first.version) == ("qin2024", "v4")
    assert (second.source, second.version) == ("qin2024", "v4")
    assert (third.source, third.version) == ("", "")


def test_a_locator_is_printed_without_its_source():
    (locator,) = parse_locators("@qin2024 v4: Table 3, p. 9")
    assert str(locator) == "v4: Table 3, p. 9"
    assert locator.place == "Table 3, p. 9"


@pytest.mark.parametrize(
    "typed",
    [
        "somewhere",
        "5",
        "§",
        "p.",
        "Table 3, row 2",
        "§3.1: x",
        "@key",
        "@key:",
        "@key §3",
        ": §3",
        "§3, @key: §4",
        "§5\x00",
        "Fig. 4, , p. 2",
    ],
)
def test_what_is_no_place_is_refused_with_examples(typed):
    with pytest.raises(LocatorError, match=r"Write for example: §3\.1, p\. 4"):
        parse_locators(typed)


def test_an_error_names_the_part_that_could_not_be_read():
    with pytest.raises(LocatorError, match="“Tabel 4”"):
        parse_locators("§3; Tabel 4; p. 2")


def test_a_locator_has_a_greatest_length():
    text = ("§5; " * MAX_LENGTH)[:MAX_LENGTH]
    assert parse_locators(text)
    with pytest.raises(LocatorError, match="at most 300 characters"):
        parse_locators(text + " ")


numbers = st.from_regex(
    r"[1-9][0-9]?[a-z]?(\.[1-9]){0,2}|[A-Z](\.[1-9]){0,2}", fullmatch=True
)
names = st.from_regex(r"[A-Z][a-z]{1,12}( [a-z]{2,8}){0,2}", fullmatch=True)
pages = st.from_regex(
    r"[1-9][0-9]{0,2}(–[1-9][0-9]{0,2})?(, [1-9][0-9]?)?|[ivx]{1,3}", fullmatch=True
)
keys = st.from_regex(r"[a-z][a-z0-9_:/.-]{0,12}[a-z0-9]", fullmatch=True)
versions = st.from_regex(r"v[1-9]|[a-z]{3,9} PDF", fullmatch=True)
ranges = st.builds("{}–{}".format, st.integers(1, 9), st.integers(10, 99))


def locators(**fields):
    numbered = st.sampled_from(sorted(NAMES))
    works = {"source": st.just("") | keys, "version": st.just("") | versions, **fields}
    optional = st.just("") | pages
    return st.one_of(
        st.builds(
            Locator, kind=numbered, number=numbers | ranges, page=optional, **works
        ),
        st.builds(
            Locator, kind=st.just(Kind.SECTION), number=names, page=optional, **works
        ),
        st.builds(Locator, kind=st.just(Kind.PAGE), page=pages, **works),
        st.builds(
            Locator,
            kind=st.sampled_from([Kind.ABSTRACT, Kind.TITLE]),
            page=optional,
            **works,
        ),
        st.builds(Locator, kind=st.just(Kind.WHOLE), **works),
    )


@given(locators(source=st.just("")))
def test_what_is_written_is_read_back_the_same(locator):
    assert parse_locators(str(locator)) == (locator,)


@given(st.lists(locators(), max_size=4))
def test_a_list_with_sources_is_read_back_the_same(found):
    assert parse_locators(format_locators(found)) == tuple(found)


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from([*KINDS, "§", "5", ",", ";", ":", "@a", "-", "p.", "(", "v4"])
    ).map(" ".join)
)
def test_any_text_is_read_or_refused_and_then_reads_the_same(text):
    try:
        found = parse_locators(text)
    except LocatorError:
        return
    assert parse_locators(format_locators(found)) == found


def test_every_kind_can_be_written():
    assert set(NAMES) | set(UNNUMBERED) == set(Kind)


def test_verdicts_stand_on_the_scale_from_holds_to_absent():
    assert [(v.position, v.value) for v in Verdict] == [
        (1, "holds"),
        (2, "conditional"),
        (3, "overstated"),
        (4, "contradicted"),
        (5, "absent"),
    ]
    assert Verdict.ABSENT.label == "Not in the paper"


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_says_in_one_sentence_what_it_means(verdict):
    assert verdict.meaning.count(".") == 1
    assert verdict.meaning.endswith(".")
