"""What is chosen beside the words stands in the address, and only that."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search.language import KINDS, Asked, Filter
from search.language.asked import MOST_FILTERS

LOGS = Filter("tag", "logs")


def asked(query):
    return Asked.from_get(QueryDict(query))


def test_typed_and_chosen_filters_count_once():
    both = asked("q=kafka+tag:logs+year:2011&tag=Logs&tag=models&verdict=over")
    assert both.filters == (
        LOGS,
        Filter("year", "2011"),
        Filter("tag", "models"),
        Filter("verdict", "overstated"),
    )


@pytest.mark.parametrize(
    "query",
    [
        "",
        "year=abc&verdict=great&tag=&tag=%00&arxiv=x",
        "kind=page&order=oldest&unknown=1",
        "q=%00",
    ],
)
def test_parameters_without_sense_are_passed_over(query):
    assert asked(query) == Asked.from_get(QueryDict(""))


def test_kind_and_order_are_known():
    assert asked("kind=claim").kind == "claim"
    assert asked("order=newest").order == "newest"


def test_so_many_filters_count_and_no_more():
    many = "&".join(f"tag=t{n}&venue=v{n}" for n in range(MOST_FILTERS))
    assert len(asked(f"q=tag:x&{many}").filters) == MOST_FILTERS


def test_a_value_is_cut_and_cleaned():
    (one,) = asked("tag=a%00b%22c" + "x" * 200).filters
    assert one.value.startswith("a b c")
    assert len(one.value) == 100


def test_an_address_has_what_is_known_in_one_order_and_no_page():
    query = "order=newest&page=3&utm=x&year=2011&tag=logs&q=a+b&kind=claim"
    assert asked(query).address() == (
        "?q=a+b&tag=logs&year=2011&kind=claim&order=newest"
    )


def test_a_filter_is_added_once():
    assert asked("q=a&page=2").with_filter(LOGS) == "?q=a&tag=logs"
    assert asked("q=a&tag=Logs").with_filter(LOGS) == "?q=a&tag=Logs"


def test_a_filter_is_removed_wherever_it_stands():
    query = "q=a+tag:logs+year:2011&tag=logs&tag=models"
    assert asked(query).without_filter(LOGS) == "?q=a+year%3A2011&tag=models"
    assert asked("q=a++b&tag=logs").without_filter(LOGS) == "?q=a++b"
    assert asked("tag=logs").without_filter(LOGS) == "?"


def test_kind_order_and_words_are_changed_alone():
    before = asked("q=a&tag=logs&page=2")
    assert before.of_kind("claim") == "?q=a&tag=logs&kind=claim"
    assert before.in_order("newest") == "?q=a&tag=logs&order=newest"
    assert before.asking("b") == "?q=b&tag=logs"


VALUES = st.text(max_size=120)
NAMES = st.sampled_from([*KINDS, "q", "kind", "order", "page", "other"])


@given(st.lists(st.tuples(NAMES, VALUES), max_size=60))
def test_an_address_asks_what_it_was_made_from(pairs):
    parameters = QueryDict(mutable=True)
    for name, value in pairs:
        parameters.appendlist(name, value)
    first = Asked.from_get(parameters)
    second = asked(first.address().removeprefix("?"))
    assert second.question == first.question
    assert set(second.filters) == set(first.filters)
    assert second.address() == first.address()
    for one in first.filters:
        assert one not in asked(first.without_filter(one).removeprefix("?")).filters
