"""nDCG@10 and success@1 of the site's search, of Wagtail's own and of plain FTS5.

    .venv/bin/python -m bench.search_quality
    .venv/bin/python -m bench.search_quality --misses

Loads the sample library into a database of its own, asks the judged queries of
tests/search/judged/queries.yaml and prints a table for reviews and one for passages:
"nDCG@10 / success@1". How both are defined stands in bench/search_quality/measures.py.
"""

import argparse
import sys

from bench.search_quality import report
from bench.search_quality.judgements import Answer, Judged, judged_queries
from bench.search_quality.library import sample_library

Asked = list[tuple[Judged, Answer]]

OURS = "ours"


def main() -> None:
    """Print the tables, and after them what was missed, if that was asked for."""
    options = arguments()
    with sample_library():
        answers = asked()
    reviews = {
        name: [(judged, judged.score_reviews(answer)) for judged, answer in pairs]
        for name, pairs in answers.items()
    }
    passages = {
        name: [(judged, judged.score_passages(answer)) for judged, answer in pairs]
        for name, pairs in answers.items()
    }
    sys.stdout.write(f"{report.table('reviews', reviews)}\n")
    sys.stdout.write(report.table("passages", passages))
    if options.misses:
        found = report.misses(answers[OURS])
        sys.stdout.writelines(f"\n{miss}" for miss in found)


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--misses",
        action="store_true",
        help="print where the site's first result is not one that was looked for",
    )
    return parser.parse_args()


def asked() -> dict[str, Asked]:
    """What each engine answers; ours first, before its index may be written over."""
    from bench.search_quality import engines  # noqa: PLC0415

    queries = judged_queries()
    answers = {OURS: [(one, engines.site_search(one.ask)) for one in queries]}
    rivals = {
        "stock Wagtail": engines.stock_wagtail(),
        "FTS5, OR": engines.plain_fts5("OR"),
        "FTS5, AND": engines.plain_fts5("AND"),
    }
    for name, search in rivals.items():
        answers[name] = [(one, search(one.ask)) for one in queries]
    return answers


if __name__ == "__main__":
    main()
