"""A slip of the keyboard is known from the site's own words."""

from itertools import islice, product

import pytest
from rapidfuzz.distance import OSA

from search.models import Word
from search.spelling import did_you_mean

VOCABULARY = {
    "kafka": 9,
    "delivery": 7,
    "consistent": 5,
    "attention": 8,
    "transformer": 6,
    "partition": 4,
    "form": 2,
    "cafe": 1,
    "café2": 1,
    "straße": 1,
}


@pytest.fixture
def vocabulary(db):
    enter(VOCABULARY)


def enter(words):
    Word.objects.bulk_create(Word(word=w, reviews=n) for w, n in words.items())


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("kafak", "kafka"),
        ("cafka", "kafka"),
        ("akfka", "kafka"),
        ("kafkaa", "kafka"),
        ("delivry", "delivery"),
        ("consitent", "consistent"),
        ("atention", "attention"),
        ("tranformer", "transformer"),
        ("from", "form"),
        ("KAFAK", "kafka"),
        ("kàfak", "kafka"),
        ("trasnformre", "transformer"),
        ("artitoin", "partition"),
    ],
)
def test_a_slip_is_known(vocabulary, slip, meant):
    assert did_you_mean([slip]) == {slip: meant}


@pytest.mark.parametrize(
    "word",
    [
        "kafka",
        "Kafka",
        "kaf",
        "kafak1",
        "2011",
        "at-least",
        "zzzzzzzz",
        "frmo2",
        "frrm" * 20,
        "kafka kafak",
        "\0\0\0\0\0",
        "\ud800" * 5,
        "🙂🙂🙂🙂🙂",
        "%%%%%",
        "",
    ],
)
def test_other_words_are_left_alone(vocabulary, word):
    assert did_you_mean([word]) == {}


def test_a_short_word_has_one_slip_at_most(vocabulary):
    assert did_you_mean(["mrof", "fomr"]) == {"fomr": "form"}


def test_the_nearest_word_comes_before_the_commonest(db):
    enter({"partition": 1, "petitions": 900})
    assert did_you_mean(["partitions"]) == {"partitions": "partition"}


def test_of_two_as_near_the_commonest_is_meant(db):
    enter({"later": 3, "lager": 90})
    assert did_you_mean(["laber"]) == {"laber": "lager"}


@pytest.mark.parametrize(
    ("rare", "common", "better"), [(1, 50, True), (1, 49, False), (3, 9000, False)]
)
def test_a_known_word_may_be_a_slip_of_a_far_commoner_one(db, rare, common, better):
    enter({"recieve": rare, "receive": common})
    assert bool(did_you_mean(["recieve"])) is better


def spread(lengths, step):
    """Words of four letters of the alphabet, evenly out of all that there are."""
    for length in lengths:
        for letters in islice(product("abcd", repeat=length), length, None, step):
            yield "".join(letters)


def test_no_word_within_two_slips_is_missed(db):
    """The look-up by thirds gives what a comparison with every word gives."""
    words = {*spread([4], 17), *spread([5, 6], 71), *spread([7, 8], 977)}
    enter(dict.fromkeys(words, 1))
    for word in {*spread([5, 6], 61), *spread([7, 8], 743)} - words:
        nearest = min(OSA.distance(word, other) for other in words)
        meant = did_you_mean([word]).get(word)
        assert (meant is None) is (nearest > 2), word
        assert meant is None or OSA.distance(word, meant) == nearest


def test_a_query_costs_few_questions(vocabulary, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        did_you_mean(["kafak", "delivry", "zzzzzzz", "yyyyyyyy"])


def test_no_query_is_worked_on_for_long(vocabulary, django_assert_max_num_queries):
    with django_assert_max_num_queries(13):
        did_you_mean([f"zzzz{letter}zzz" for letter in "abcdefghijklmnop"])


def test_no_words_ask_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert did_you_mean(["", "12"]) == {}
