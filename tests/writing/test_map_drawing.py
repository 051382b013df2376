"""How the map of papers is drawn."""

import random
from itertools import combinations, pairwise

import pytest
from django.template.loader import render_to_string

from writing.models.papers import RelationKind
from writing.rendering.map_drawing import NARROW, WIDE, draw
from writing.rendering.map_names import broken, measured
from writing.rendering.map_order import Dot, Link, lanes_of, ordered, places_of

LIBRARY = [
    Dot(1, "MapReduce", 2004),
    Dot(2, "Pregel", 2010),
    Dot(3, "Dapper", 2010),
    Dot(4, "T5", 2020),
    Dot(5, "Switch Transformers", 2022),
    Dot(6, "Mixture of Depths", 2024),
    Dot(7, "Llama 3", 2024),
    Dot(8, "DeepSeek-V3", 2024),
]
RELATIONS = [
    Link(3, "builds-on", 1),
    Link(2, "contrasts-with", 1),
    Link(5, "builds-on", 4),
    Link(6, "builds-on", 5),
    Link(8, "extends", 5),
    Link(7, "contradicts", 8),
    Link(7, "replicates", 4),
]


def crowd(seed, count=100):
    """Papers with names of any length and relations of any kind, as the seed has it."""
    chance = random.Random(seed)  # noqa: S311
    words = ["Attention", "of", "W" * 40, "is", "日本語の論文", "LLM.int8()", "x" * 9]
    dots = [
        Dot(key, " ".join(chance.choices(words, k=chance.randint(1, 6))), year)
        for key in range(count)
        for year in [chance.randint(1990, 2026)]
    ]
    links = {
        Link(source, chance.choice(RelationKind.values), target)
        for source, target in (chance.sample(range(count), 2) for _ in range(2 * count))
    }
    return dots, sorted(links, key=lambda link: (*link.ends, link.kind))


CASES = {"library": (LIBRARY, RELATIONS)} | {
    f"crowd {seed}": crowd(seed) for seed in range(4)
}


@pytest.fixture(params=CASES)
def case(request):
    return CASES[request.param]


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def drawing(request, case):
    return draw(*case, request.param)


def test_no_two_names_overlap(drawing):
    boxes = [(row.top, row.top + row.height) for row in drawing.rows]
    assert all(above[1] <= below[0] for above, below in pairwise(boxes))


def test_a_name_stays_in_its_row_and_its_column(drawing):
    for row in drawing.rows:
        for _, baseline in row.baselines:
            assert row.top <= baseline - 13
            assert baseline + 4 <= row.top + row.height
        assert row.end <= drawing.sheet.width


def test_time_runs_down(drawing):
    years = [row.dot.year for row in drawing.rows]
    assert years == sorted(years)
    assert [row.dot.year for row in drawing.rows if row.opens_year] == sorted({*years})


def test_lines_end_at_the_papers_they_join(drawing):
    rows = {row.dot.key: row for row in drawing.rows}
    for curve in drawing.curves:
        for key, (_, y) in zip(curve.link.ends, curve.ends, strict=True):
            assert rows[key].top <= y <= rows[key].top + rows[key].height


def test_no_line_runs_through_a_name(drawing):
    names = {(row.x, row.end) for row in drawing.rows}
    for curve in drawing.curves:
        reach = sorted((curve.ends[0][0], curve.middle[0]))
        assert all(reach[1] < start or end <= reach[0] for start, end in names)


def test_nothing_is_drawn_beyond_the_edge(drawing):
    across = [curve.middle[0] for curve in drawing.curves]
    assert drawing.sheet.years - 1 <= min(across)
    assert max(across) <= drawing.sheet.width


def test_no_two_lines_end_at_the_same_spot(drawing):
    spots = [spot for curve in drawing.curves for spot in curve.ends]
    assert len(spots) == len({*spots})


def test_lines_side_by_side_have_lanes_of_their_own(case):
    places = places_of(ordered(*case))
    lanes = lanes_of(case[1], places)
    for one, other in combinations(lanes, 2):
        (a, b), (c, d) = (sorted(map(places.get, link.ends)) for link in (one, other))
        assert lanes[one] != lanes[other] or b <= c or d <= a


def test_the_same_papers_give_the_same_drawing(case):
    dots, links = case
    assert draw(dots, links, WIDE) == draw(dots[::-1], links, WIDE)


def test_each_kind_of_line_looks_different():
    drawn = draw(
        LIBRARY, [Link(8, kind, 4) for kind in RelationKind.values], WIDE
    ).curves
    looks = {(bool(curve.arrow), curve.mark[-12:]) for curve in drawn}
    assert len(looks) == len(RelationKind)


def test_an_arrow_points_at_the_target():
    (curve,) = draw(LIBRARY, [Link(3, "builds-on", 1)], WIDE).curves
    (x, y) = curve.ends[1]
    assert f"L{x} {y}" in curve.arrow
    assert y == draw(LIBRARY, [], WIDE).rows[0].y


def test_relations_to_papers_that_are_not_there_are_left_out():
    assert draw(LIBRARY[:2], RELATIONS, WIDE).curves[0].link == RELATIONS[1]


@pytest.mark.parametrize("count", [0, 1])
def test_few_papers_can_be_drawn(count):
    drawing = draw(LIBRARY[:count], RELATIONS, NARROW)
    assert (len(drawing.rows), drawing.curves) == (count, [])


@pytest.mark.parametrize("name", ["W" * 60, "A word " * 9, "", "日本" * 30])
def test_a_long_name_is_cut_to_two_lines_that_fit(name):
    lines = broken(name, 112)
    assert 1 <= len(lines) <= 2
    assert all(measured(line) <= 112 for line in lines)


def test_markup_in_a_name_is_shown_as_it_is():
    name = "<script>x</script>"
    drawing = draw([Dot(1, name, 2000, "/")], [], WIDE)
    html = render_to_string(
        "components/paper_map.html", {"drawing": drawing, "size": "wide"}
    )
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_hundred_and_twenty_papers_are_drawn():
    assert len(draw(*crowd(5, 120), WIDE).rows) == 120
