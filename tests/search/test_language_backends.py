"""Whatever readers type, the search backend of the database takes it."""

import pytest
from hypothesis import HealthCheck, example, given, settings

from search.language import ask
from tests.factories import ReviewPageFactory, claim, prose, sound
from tests.search.test_language import TEXTS
from writing.models import ReviewPage

BODY = (
    "Delivery is at-least-once. LLM.int8() quantises; sorting takes O(n log n) steps. "
    "GPT-4 is 2.1× slower at p99 with top-k sampling, written in C++. Don't overfit."
)
WORDS = {"one": ("deux", "trois quatre"), "kafka": ("log", "message broker")}


def expand(phrase):
    return WORDS.get(phrase, ())


@pytest.fixture
def review(site):
    return ReviewPageFactory(
        parent=site, title="Exactly once, naïvely", body=sound(prose(BODY), claim())
    )


def found(tree):
    return list(ReviewPage.objects.live().search(tree)) if tree else []


@pytest.mark.parametrize(
    "typed",
    [
        *("at-least-once", '"at least once"', "LLM.int8()", "O(n log n)"),
        *("GPT-4", "2.1×", "2.1x OR 2.1", "p99", "top-k", '"top k"', "C++"),
        *("naively", "EXACTLY", "what is exactly once", "kafka OR delivery"),
        *("sorting -kafkaesque", 'sorting -"once at"', "nothing OR sorting"),
    ],
)
def test_a_review_is_found_by_what_stands_in_it(review, typed):
    assert found(ask(typed).all_words(expand)) == [review]


@pytest.mark.parametrize(
    "typed",
    ["least-at", '"log sorting"', "sorting -delivery", 'sorting -"at least"', "GPT-5"],
)
def test_a_review_is_not_found_by_what_does_not(review, typed):
    assert found(ask(typed).all_words(expand)) == []


def test_a_relaxed_question_finds_what_has_some_of_the_words(review):
    for typed in ("sorting zebras", '"sorting delivery" zebras', "zebras GPT-4"):
        assert found(ask(typed).all_words(expand)) == []
        assert found(ask(typed).any_words(expand)) == [review]
    assert found(ask("sorting zebras -delivery").any_words(expand)) == []


@pytest.mark.django_db
@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(TEXTS)
@example("a-b " * 50)
@example(" ".join(f'"{n} {n}"' for n in range(30)))
@example("one kafka " * 20)
@example(" OR ".join("abcdefghijklmnopqrstuvwxyz"))
@example(" ".join(f"-{sign}" for sign in "abcdefghijklmnopqrstuvwxyz") + " one")
@example('"" AND (NEAR* ^x {a}:b %s %(a)s \\')
def test_a_backend_takes_every_question(text):
    question = ask(text)
    assert found(question.all_words(expand)) == []
    assert found(question.any_words(expand)) == []
