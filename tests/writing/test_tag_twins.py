"""Names that look like one subject are found, and those of two are not."""

import pytest

from writing.tag_twins import Twins, find_twins, one_edit, why_twins


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("KV cache", "kv-cache", "the same letters"),
        ("micro-services", "microservices", "the same letters"),
        ("Paxos", "paxos!", "the same letters"),
        ("naïve bayes", "naive Bayes", "the same letters"),
        ("agent", "agents", "singular and plural"),
        ("query", "queries", "singular and plural"),
        ("cache", "caches", "singular and plural"),
        ("process", "processes", "singular and plural"),
        ("key-value stores", "key value store", "singular and plural"),
        ("logging", "logs", "two forms of one word"),
        ("cache", "caching", "two forms of one word"),
        ("batching", "batch", "two forms of one word"),
        ("RAG", "retrieval-augmented generation", "the first letters of the other"),
        ("large language models", "LLMs", "the first letters of the other"),
        ("SOTA", "state of the art", "the first letters of the other"),
        ("consensus", "consensuss", "one letter apart"),
        ("replication", "repliaction", "one letter apart"),
        ("replication", "replicaton", "one letter apart"),
    ],
)
def test_twins_are_found_and_told_why(one, other, reason):
    assert why_twins(one, other) == reason
    assert why_twins(other, one) == reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("logs", "lots"),
        ("C++", "C#"),
        ("C", "C++"),
        ("GPT-3 models", "GPT-4 models"),
        ("storage", "streams"),
        ("RAG", "retrieval of graphs"),
        ("AI", "artificial intelligence"),
        ("bus", "buses of busses"),
        ("latency", "throughput"),
        ("training", "trains of thought"),
        ("ring", "r"),
        ("!!!", "???"),
        ("", ""),
    ],
)
def test_two_subjects_are_left_two(one, other):
    assert why_twins(one, other) == ""


def test_pairs_are_told_by_position():
    assert list(find_twins(["agents", "logs", "agent"])) == [
        Twins(0, 2, "singular and plural")
    ]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("abc", "abc", True),
        ("abc", "abd", True),
        ("abc", "ab", True),
        ("abc", "acb", True),
        ("abcd", "badc", False),
        ("abc", "a", False),
        ("", "a", True),
    ],
)
def test_one_edit(one, other, near):
    assert one_edit(one, other) is near
    assert one_edit(other, one) is near
