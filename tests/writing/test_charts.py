import re
from itertools import pairwise, product
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.writing.test_document import CHART, html
from writing.blocks import StoryBlock
from writing.blocks.charts import chart_of
from writing.bundles.reader import read_bundle
from writing.rendering.charts import (
    NARROW,
    ROOMY,
    Axis,
    Chart,
    ChartError,
    ReferenceLine,
    Series,
    draw_chart,
)
from writing.rendering.charts.labels import spread
from writing.rendering.charts.numbers import read_number, tick_texts
from writing.rendering.charts.scales import round_ticks
from writing.rendering.charts.svg import width_of, wrapped

CONTENT = Path(__file__).resolve().parents[2] / "content"
KINDS = ["bar", "grouped-bar", "line", "scatter"]
ONE = "Test,Messages\nProducer,400000\nConsumer,≈22000"
TWO = "N,Measured,Ideal\n1,100,100\n10,14,10\n100,2,1"


def library():
    """Every chart of the reviews that the site is shipped with."""
    block = StoryBlock().child_blocks["chart"]
    return [
        pytest.param(chart_of(block.to_python(raw["value"]), "x"), id=folder.name)
        for folder in sorted(CONTENT.iterdir())
        if (folder / "index.md").exists()
        for raw in read_bundle(folder).body
        if raw["type"] == "chart"
    ]


def draw(data=ONE, width=ROOMY, kind="bar", **choices):
    return draw_chart(Chart(kind, data, **choices), width)


def marks(svg):
    """What each mark says, in the order of the arrow keys."""
    return re.findall(r"<title>(.*?)</title>", svg)


def words(svg):
    return re.findall(r"<text[^>]*>(.*?)</text>", svg)


def refusal(data=ONE, **choices):
    with pytest.raises(ChartError) as caught:
        draw(data, **choices)
    return str(caught.value)


@pytest.mark.parametrize("chart", library())
@pytest.mark.parametrize("width", [NARROW, ROOMY])
def test_every_chart_of_the_library_is_small_clean_svg(chart, width):
    svg = draw_chart(chart, width)
    ElementTree.fromstring(svg)  # noqa: S314
    assert len(svg.encode()) < 6000
    assert not re.search(r" style=| stroke=|#[0-9a-f]{6}", svg)
    assert f'viewBox="0 0 {width} ' in svg


@pytest.mark.parametrize(("kind", "width"), product(KINDS, [NARROW, ROOMY]))
def test_the_same_data_gives_the_same_bytes(kind, width):
    first = draw(TWO, width, kind)
    draw_chart.cache_clear()
    assert draw(TWO, width, kind) == first


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_is_a_mark_that_says_it(kind):
    assert marks(draw(TWO, kind=kind, y_axis=Axis("time", "s"))) == (
        [
            "1, Measured: 100\u00a0s",
            "1, Ideal: 100\u00a0s",
            "10, Measured: 14\u00a0s",
            "10, Ideal: 10\u00a0s",
            "100, Measured: 2\u00a0s",
            "100, Ideal: 1\u00a0s",
        ]
        if "bar" in kind
        else [
            "1, Measured: 100\u00a0s",
            "10, Measured: 14\u00a0s",
            "100, Measured: 2\u00a0s",
            "1, Ideal: 100\u00a0s",
            "10, Ideal: 10\u00a0s",
            "100, Ideal: 1\u00a0s",
        ]
    )


@pytest.mark.parametrize("kind", ["bar", "line", "scatter"])
def test_only_what_was_read_off_a_curve_is_hollow(kind):
    parts = re.findall(r'<path class="m ([^"]*)"', draw(kind=kind))
    assert ["read" in part for part in parts] == [False, True]


def test_a_bar_carries_its_name_and_its_value():
    assert words(draw()) == ["Producer", "400,000", "Consumer", "≈\u00a022,000"]


def test_bars_are_as_long_as_their_values():
    ends = re.findall(r'"m bar" d="M([\d.]+) [\d.]+H([\d.]+)', draw("a,b\nx,10\ny,5"))
    long, short = (float(right) - float(left) for left, right in ends)
    assert long == pytest.approx(2 * short, abs=0.2)


def test_a_negative_bar_ends_at_zero():
    svg = draw("a,b\nx,10\ny,-5")
    (zero, _), (_, end) = re.findall(r'"m bar" d="M([\d.]+) [\d.]+H([\d.]+)', svg)
    assert zero == end
    assert "−5" in words(svg)


def test_a_missing_value_is_a_dash_and_no_mark():
    svg = draw("a,b\nx,10\ny,–")
    assert marks(svg) == ["x: 10"]
    assert "–" in words(svg)


def test_a_line_breaks_where_a_value_is_missing():
    svg = draw("a,b\n1,1\n2,2\n3,\n4,4\n5,5", kind="line")
    d = re.search(r'class="l s0" d="([^"]*)"', svg)[1]
    assert (d.count("M"), d.count("L")) == (2, 2)


def test_series_of_bars_differ_without_colour():
    svg = draw("a,b,c,d\nx,1,2,3", kind="grouped-bar", name="fig")
    assert re.findall(r'<pattern id="([^"]*)"', svg) == ["fig-600-rising"]
    assert re.findall(r'class="m (\w+)"', svg) == ["bar", "hatched", "hollow"]


def test_drawings_on_one_page_share_no_id():
    charts = [Chart("bar", TWO, name=name) for name in ("one", "two")]
    drawn = "".join(draw_chart(c, w) for c in charts for w in (NARROW, ROOMY))
    ids = re.findall(r' id="([^"]*)"', drawn)
    assert len(ids) == len(set(ids)) == 4


def test_series_of_lines_differ_in_the_shapes_of_their_points():
    svg = draw(TWO, kind="line", x_axis=Axis(scale="log"))
    shapes = set(re.findall(r'class="m p s\d" d="M[\d.]+ [\d.]+(.*?)"', svg))
    assert len(shapes) == 2


def test_lines_are_named_at_their_ends():
    svg = draw(TWO, kind="line")
    assert {"Measured", "Ideal"} <= set(words(svg))
    assert "M0 8.5h26" not in svg


def test_names_without_room_become_a_key():
    long = "A name far too long to stand behind the end of any line of this chart"
    svg = draw(f"a,{long},c\n1,2,3\n2,3,4", NARROW, "line", values=False)
    assert "M0 8.5h26" in svg
    assert "".join(words(svg)).startswith("A name far too long")


def test_only_categories_keep_their_distance_on_a_horizontal_axis():
    def places(scale):
        svg = draw(TWO, kind="line", x_axis=Axis(scale=scale), values=False)
        return [float(x) for x in re.findall(r'p s0" d="M([\d.]+)', svg)]

    for scale, steps in [("category", 1), ("log", 1), ("linear", 10)]:
        first, second, third = places(scale)
        assert (third - second) / (second - first) == pytest.approx(steps, abs=0.1)


def test_a_logarithmic_axis_has_powers_of_ten():
    svg = draw("a,b\n1,1\n2,1000", kind="line", y_axis=Axis(scale="log"))
    assert {"1", "10", "100", "1,000"} <= set(words(svg))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ("a,b,e\nx,10,2", ("e",)),
        ("a,b,low,high\nx,10,8,12", ("low", "high")),
        ("a,b\nx,10 ± 2", ()),
    ],
)
def test_error_bars_come_from_one_column_or_two_or_the_cell(kind, data, errors):
    svg = draw(data, kind=kind, series=(Series("b", errors=errors),))
    assert svg.count('class="err"') == 1
    plain = draw("a,b\nx,10", kind=kind)
    assert "err" not in plain


@pytest.mark.parametrize("kind", KINDS)
def test_a_reference_line_has_its_name_and_value(kind):
    svg = draw(
        kind=kind,
        y_axis=Axis("rate", "%"),
        lines=(ReferenceLine("500000", "limit"),),
    )
    assert svg.count('class="ref"') == 1
    assert "limit: 500,000%" in words(svg)


def test_axes_have_labels_with_units():
    axes = {"x_axis": Axis("size", "kB", "linear"), "y_axis": Axis("time", "s")}
    svg = draw("a,b\n1,2\n3,4", kind="scatter", **axes)
    assert {"size, kB", "time, s"} <= set(words(svg))


def test_bars_without_values_have_an_axis():
    assert {"0", "10", "20", "30"} <= set(words(draw("a,b\nx,28", values=False)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("bad", ["<script>", '"><x', "a & b", "'><x"])
def test_every_text_is_escaped(kind, bad):
    quoted = bad.replace('"', '""')
    svg = draw(
        f'a,"{quoted}","c {quoted}"\n"{quoted}",1,3\ny,2,4',
        kind=kind,
        x_axis=Axis(bad, bad, "category"),
        y_axis=Axis(bad, bad),
        lines=(ReferenceLine("1", bad),),
        name=bad,
        alt=bad,
    )
    root = ElementTree.fromstring(svg)  # noqa: S314
    assert root.get("aria-label") == bad
    tags = {element.tag for element in root.iter()}
    assert tags <= {"svg", "path", "title", "text", "defs", "pattern"}


def test_the_alt_text_names_the_image():
    assert 'role="img" aria-label="Two bars."' in draw(alt="Two bars.")


@pytest.mark.parametrize(
    ("sentence", "choices"),
    [
        ("The table is empty.", {"data": ""}),
        ("Line 2: 1 cells, where the head has 2.", {"data": "a,b\n1"}),
        ("The data has no column “c”.", {"x": "c"}),
        ("The data has no column “d”.", {"series": (Series("d"),)}),
        ("The data has no column “e”.", {"series": (Series("Messages", "", ("e",)),)}),
        ("Column “b”, row 2: “many” is no number.", {"data": "a,b\nx,1\ny,many"}),
        ("No column that is drawn holds a number.", {"data": "a,b\nx,–"}),
        (
            "Column “a”, row 1: “x” is no number.",
            {"data": "a,b\nx,1", "kind": "line", "x_axis": Axis(scale="linear")},
        ),
        (
            "Column “a”, row 1: it is empty.",
            {"data": "a,b\n–,1", "kind": "line", "x_axis": Axis(scale="linear")},
        ),
        (
            "“0” cannot stand on a logarithmic axis, nor its error bar: "
            "it must be above 0.",
            {"data": "a,b\nx,0", "y_axis": Axis(scale="log")},
        ),
        (
            "“1” cannot stand on a logarithmic axis, nor its error bar: "
            "it must be above 0.",
            {
                "data": "a,b,c\nx,1,2",
                "y_axis": Axis(scale="log"),
                "series": (Series("b", "", ("c",)),),
            },
        ),
        (
            "Column “b”, row 1: the value does not lie between “c” and “d”, "
            "the low and the high end.",
            {"data": "a,b,c,d\nx,9,1,2", "series": (Series("b", "", ("c", "d")),)},
        ),
        (
            "9 columns are too many; up to 8 are drawn.",
            {"data": "a,1,2,3,4,5,6,7,8,9\nx,1,2,3,4,5,6,7,8,9"},
        ),
        (
            "61 bars are too many; up to 60 are drawn.",
            {"data": "a,b\n" + "x,1\n" * 61},
        ),
        (
            "201 points are too many; up to 200 are drawn.",
            {"data": "a,b,c,d\n" + "1,1,1,1\n" * 67, "kind": "scatter"},
        ),
        (
            "“1e99” is too small or too large to be drawn.",
            {"data": "a,b\nx,1e99"},
        ),
        (
            "The reference line “high” is no number.",
            {"lines": (ReferenceLine("high", "limit"),)},
        ),
        (
            "A chart needs a row under the head, and a column to draw.",
            {"data": "a,b"},
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(sentence, choices):
    assert refusal(**choices) == sentence


CELLS = st.one_of(
    st.floats(-1e16, 1e16).map(str),
    st.integers(-1000, 1000).map(str),
    st.sampled_from(["", "–", "≈3", "2 ± 1", "1e-15", "1e15", "0", "many", "12 %"]),
)


@settings(max_examples=200)
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=12),
    st.sampled_from(KINDS),
    st.sampled_from(["category", "linear", "log"]),
    st.sampled_from(["linear", "log"]),
    st.booleans(),
)
def test_any_table_is_drawn_or_refused(rows, kind, across, up, values):
    data = "\n".join(",".join(row) for row in [("a", "b", "c"), *rows])
    axes = {"x_axis": Axis("x", "kg", across), "y_axis": Axis("y", "%", up)}
    for width in (NARROW, ROOMY):
        try:
            svg = draw(data, width, kind, values=values, **axes)
        except ChartError:
            continue
        assert not re.search(r"nan|inf", svg)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("400000", 400000),
        ("400,000", 400000),
        ("≈ 25 000", 25000),
        ("~3.5", 3.5),
        ("−0.20", -0.2),
        ("-3 %", -3),
        ("1.2 × 10⁶", 1.2e6),
        ("2e-3", 0.002),
        ("1 × 10^−3", 0.001),
        ("$5", 5),
        (".5", 0.5),
    ],
)
def test_numbers_are_read_as_papers_write_them(cell, value):
    assert read_number(cell).value == pytest.approx(value)


@pytest.mark.parametrize("cell", ["", "many", "1/2", "125M", "1e999", "<script>"])
def test_what_is_no_number_is_not_read_as_one(cell):
    assert read_number(cell) is None


def test_a_number_keeps_its_error_and_its_doubt():
    number = read_number("≈1.2 ± 0.3")
    assert number.approximate
    assert number.error == 0.3


@pytest.mark.parametrize(
    ("low", "high", "log", "said"),
    [
        (0, 98, False, ["0", "25", "50", "75", "100"]),
        (8.71, 9.88, False, ["8.5", "9.0", "9.5", "10.0"]),
        (-4, 3, False, ["−4", "−2", "0", "2", "4"]),
        (12.45, 87.76, True, ["10", "20", "50", "100"]),
        (2, 3e7, True, ["1", "100", "10,000", "10⁶", "10⁸"]),
        (7, 7, False, ["0", "2", "4", "6", "8"]),
    ],
)
def test_ticks_are_few_and_round_and_enclose_the_data(low, high, log, said):
    assert tick_texts(round_ticks(low, high, log), log) == said


@settings(deadline=None)
@given(st.floats(1e-6, 1e9), st.floats(1, 1e6), st.booleans(), st.integers(2, 6))
def test_ticks_always_enclose_the_data(low, ratio, log, most):
    ticks = round_ticks(low, low * ratio, log, most)
    assert ticks[0] <= low * (1 + 1e-9)
    assert ticks[-1] >= low * ratio * (1 - 1e-9)
    assert 2 <= len(ticks) <= most + 4


@given(st.lists(st.floats(0, 200), min_size=1, max_size=8))
def test_labels_never_overlap_and_stay_within_their_frame(middles):
    placed = spread(middles, [17] * len(middles), (0, 200))
    ordered = sorted(placed)
    assert ordered[0] >= 8.5 - 1e-6
    assert ordered[-1] <= 200 - 8.5 + 1e-6
    assert all(b - a >= 17 - 1e-6 for a, b in pairwise(ordered))


@given(st.text(st.characters(codec="utf-8"), max_size=80), st.integers(30, 300))
def test_no_line_is_wider_than_asked(text, width):
    assert all(width_of(line) <= width for line in wrapped(text, width))


def test_a_chart_has_two_drawings_a_table_and_a_link_to_its_data():
    text = html(CHART)
    assert text.count("<svg") == 2
    assert 'class="roomy"' in text
    assert 'class="narrow"' in text
    assert 'href="figures/chart-bars.csv"' in text
    assert re.search(r"<details>\s*<summary>Data</summary>.*<table", text, re.S)


def test_a_chart_without_an_anchor_offers_no_file():
    block = StoryBlock().child_blocks["chart"]
    text = block.render(block.to_python({**CHART["value"], "label": ""}))
    assert "<svg" in text
    assert ".csv" not in text


def test_a_draft_that_cannot_be_drawn_is_shown_as_a_table():
    draft = {**CHART, "value": {**CHART["value"], "data": "a,b\nx,many"}}
    text = html(draft)
    assert "<svg" not in text
    assert "many" in text
    assert "<details" not in text
