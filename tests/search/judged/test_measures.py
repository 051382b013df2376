"""The measures give what one works out by hand."""

from math import log2

import pytest

from bench.search_quality.judgements import (
    Answer,
    Judged,
    Score,
    as_shown,
    graded,
    mean,
)
from bench.search_quality.measures import dcg, ndcg, success

# A question about one passage, answered by others too.
JUDGED = Judged(
    "exactly once",
    "concept",
    {"kafka#claim": 3, "kafka#section": 2, "cassandra#writes": 1, "pregel": 1},
)


def test_the_gain_of_a_result_is_divided_by_the_logarithm_of_its_rank_and_one():
    # 3 / log2(2) + 2 / log2(3) + 0 + 1 / log2(5)
    assert dcg([3, 2, 0, 1]) == pytest.approx(3 + 1.26186 + 0.43068, abs=1e-5)


def test_nothing_after_the_tenth_result_counts():
    assert dcg([0] * 9 + [1]) == pytest.approx(1 / log2(11))
    assert dcg([0] * 10 + [3]) == 0


def test_the_best_order_scores_one():
    assert ndcg([3, 2, 1], {1, 3, 2}) == 1


def test_a_wrong_order_scores_what_it_gained_of_the_best():
    # (2 + 3 / 1.58496) / (3 + 2 / 1.58496) = 3.89279 / 4.26186
    assert ndcg([2, 3], [3, 2]) == pytest.approx(0.91340, abs=1e-5)


def test_a_missing_result_lowers_the_score_and_a_late_one_too():
    assert ndcg([3], [3, 3]) == pytest.approx(3 / 4.89279, abs=1e-5)
    assert ndcg([0, 3], [3]) == pytest.approx(0.63093, abs=1e-5)


def test_no_results_score_nothing():
    assert ndcg([], [3]) == 0
    assert success([]) == 0


@pytest.mark.parametrize(("gains", "expected"), [([3, 0], 1), ([2, 3], 0), ([0], 0)])
def test_only_a_first_result_of_the_highest_grade_is_a_success(gains, expected):
    assert success(gains) == expected


def test_a_review_counts_as_much_as_its_best_passage():
    assert JUDGED.reviews == {"kafka": 3, "cassandra": 1, "pregel": 1}


def test_reviews_are_scored_in_their_order():
    # Gains 1, 3 of the best 3, 1, 1: (1 + 1.89279) / (3 + 0.63093 + 0.5)
    score = JUDGED.score_reviews(Answer(["pregel", "kafka", "titans"]))
    assert score == (pytest.approx(2.89279 / 4.13093, abs=1e-5), 0)


def test_passages_are_scored_in_the_order_in_which_they_are_read():
    # Gains 2, 0, 3 of the best 3, 2, 1: (2 + 1.5) / (3 + 1.26186 + 0.5)
    answer = Answer(["kafka"], ["kafka#section", "pregel#", "kafka#claim"])
    score = JUDGED.score_passages(answer)
    assert score == (pytest.approx(3.5 / 4.76186, abs=1e-5), 0)


def test_a_result_given_twice_counts_once():
    twice = JUDGED.score_reviews(Answer(["kafka", "kafka", "cassandra", "pregel"]))
    assert twice == (1, 1)


def test_a_review_shows_three_passages_so_no_more_are_asked_of_it():
    many = Judged("log", "concept", {f"kafka#{place}": 3 for place in "abcdef"})
    assert many.score_passages(
        Answer(["kafka"], ["kafka#d", "kafka#a", "kafka#f"])
    ) == (
        1,
        1,
    )
    assert as_shown(["a#1", "a#2", "b#1", "a#3", "a#4"]) == ["a#1", "a#2", "b#1", "a#3"]


def test_passages_are_not_scored_where_a_review_is_the_answer():
    name = Judged("kafka", "name", {"kafka": 3, "cassandra#log": 1})
    assert name.score_passages(Answer(["kafka"], ["cassandra#log"])) is None


def test_passages_are_not_scored_of_an_engine_that_knows_none():
    assert JUDGED.score_passages(Answer(["kafka"])) is None


def test_an_entry_names_places_by_grade():
    entry = {"ask": "log", "kind": "name", 3: ["kafka"], 1: ["dapper", "t5"]}
    assert dict(graded(entry)) == {"kafka": 3, "dapper": 1, "t5": 1}


def test_the_mean_leaves_out_what_was_not_scored():
    assert mean([Score(1, 1), None, Score(0.5, 0)]) == (0.75, 0.5)
    assert mean([None]) is None
