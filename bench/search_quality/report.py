"""The scores as tables, and what the site's search missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bench.search_quality.judgements import Answer, Judged, Score, mean
from bench.search_quality.measures import TOP_GRADE

LANGUAGE = "language"
SHOWN = 5

Scored = Sequence[tuple[Judged, Score | None]]


def table(title: str, engines: Mapping[str, Scored]) -> str:
    """Mean nDCG@10 and success@1 of each engine, by kind of query, in Markdown."""
    lines = [[title, "queries", *engines], ["---", *["---:"] * (len(engines) + 1)]]
    for label, kinds in groups(next(iter(engines.values()))):
        columns = [of_kinds(scored, kinds) for scored in engines.values()]
        count = max(map(len, columns))
        lines.append([label, str(count), *(cell(mean(column)) for column in columns)])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def groups(scored: Scored) -> list[tuple[str, set[str]]]:
    """Each kind of query, then all, and all that are not in the query language."""
    kinds = list(dict.fromkeys(judged.kind for judged, _ in scored))
    return [
        *((kind, {kind}) for kind in kinds),
        (f"all but {LANGUAGE}", set(kinds) - {LANGUAGE}),
        ("all", set(kinds)),
    ]


def of_kinds(scored: Scored, kinds: set[str]) -> list[Score]:
    """The scores of some kinds of query."""
    return [score for judged, score in scored if score and judged.kind in kinds]


def cell(score: Score | None) -> str:
    """Both measures; a dash where nothing could be measured."""
    return f"{score.ndcg:.3f} / {score.success:.2f}" if score else "–"


def misses(asked: Iterable[tuple[Judged, Answer]]) -> Iterator[str]:
    """For each query whose first result is not looked for: query, wanted, got."""
    for judged, answer in asked:
        reviews = judged.score_reviews(answer)
        passages = judged.score_passages(answer)
        if not reviews.success:
            yield miss(judged, judged.reviews, answer.reviews)
        if passages and not passages.success:
            yield miss(judged, judged.passages, answer.passages or [])


def miss(judged: Judged, grades: dict[str, int], got: Sequence[str]) -> str:
    """One miss, in three lines."""
    wanted = [place for place, grade in grades.items() if grade == TOP_GRADE]
    first = [f"{place} ({grades.get(place, 0)})" for place in got[:SHOWN]]
    return (
        f"{judged.kind}: {judged.ask}\n"
        f"  wanted {', '.join(wanted)}\n"
        f"  got    {', '.join(first) or 'nothing'}\n"
    )
