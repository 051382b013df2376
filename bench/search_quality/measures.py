"""How well a list of results answers a query whose right answers were judged.

nDCG@10 is that of Järvelin and Kekäläinen, “Cumulated gain-based evaluation of IR
techniques”, ACM TOIS 20(4), 2002, doi:10.1145/582415.582418, in the form that trec_eval
computes (`ndcg_cut_10`): the gain of a result is its grade, 0 where nobody judged it;
it is divided by log2(rank + 1), ranks from 1; the sum over the first ten is divided by
that of the best list there could be, the judged grades from the highest down.
"""

from collections.abc import Iterable, Sequence
from math import log2

DEPTH = 10
TOP_GRADE = 3


def dcg(gains: Sequence[int]) -> float:
    """Discounted cumulated gain of the first ten results."""
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains[:DEPTH], 1))


def ndcg(gains: Sequence[int], grades: Iterable[int]) -> float:
    """What was gained, as a share of what the judged grades could have given."""
    return dcg(gains) / dcg(sorted(grades, reverse=True))


def success(gains: Sequence[int]) -> float:
    """1 if the first result is one that was looked for, else 0."""
    return float(list(gains[:1]) == [TOP_GRADE])
