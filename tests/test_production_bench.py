"""The bench of pages reads what it is told, and puts it where it belongs."""

import re

import pytest

from bench.production import report
from bench.production.load import Run, read
from bench.production.measuring import Figure
from bench.production.sites import CACHED, FILE, FRONT, MADE, PLAIN, rich_text

SAID = """Running 1s test @ http://127.0.0.1:39099/feed/
  Latency Distribution
     50%  674.48us
     75%  913.21ms
     90%    1.02s
     99%    1.02s\x20
  900 requests in 1.50s, 1.58MB read
"""
COSTS = {FILE: 0.01, FRONT: 0.02, CACHED: 0.6, MADE: 20.0, PLAIN: 30.0}


def figures(reviews=19, growth=1.0):
    return [
        Figure(reviews, page, target, Run(100 / cost, 1.0, 2.0, cost * growth), 5, None)
        for page in ("review", "index")
        for target, cost in COSTS.items()
    ]


def test_what_wrk_says_is_read_in_milliseconds():
    assert read(SAID) == pytest.approx((900, 600.0, 0.67448, 1020.0))


@pytest.mark.parametrize(
    "said",
    [f"{SAID}  Non-2xx or 3xx responses: 3\n", SAID.replace("900 req", "0 req")],
    ids=["errors", "no answers"],
)
def test_failed_answers_are_no_figures(said):
    with pytest.raises(ValueError, match=r"answer"):
        read(said)


def test_each_aim_is_held_against_what_was_measured():
    rows = report.aims([*figures(), *figures(reviews=1000, growth=1.2)])
    assert [(row.page, row.value, row.ok) for row in rows] == [
        ("19 reviews", "0.6", True),
        ("19 reviews", "20", False),
        ("19 reviews", "0.500", False),
        ("1,000 reviews", "0.72", True),
        ("1,000 reviews", "24", False),
        ("1,000 reviews", "0.500", False),
        ("1,000 reviews", "1.2", False),
    ]


def test_a_run_takes_the_place_of_the_one_before(tmp_path, monkeypatch):
    document = tmp_path / "performance.md"
    document.write_text(report.DOCUMENT.read_text())
    monkeypatch.setattr(report, "DOCUMENT", document)
    before = report.GENERATED.sub("", document.read_text())
    for text in ("first run", report.report(figures(), [], "told")):
        report.write(text)
    after = document.read_text()
    assert report.GENERATED.sub("", after) == before
    assert "first run" not in after
    assert len(re.findall(r"^\| review \| nginx", after, re.MULTILINE)) == 2


def test_the_plain_blog_gets_the_text_and_no_markup_of_ours():
    assert rich_text("# A <b>\n\nOne & two.\n\n\n") == (
        "<h2>A &lt;b&gt;</h2><p>One &amp; two.</p>"
    )
