"""Charts: what is drawn is the figures, in the page's own colours and fonts; without Altair their table is left."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import HOSTILE, TEMPLATES

from custfile.language import LANGUAGES
from custfile.model.table import Column, Label, Table
from custfile.model.visible import visible
from custfile.report.charts import pen, undrawn
from custfile.report.charts.drawn import drawn
from custfile.report.charts.scale import axis
from custfile.report.charts.words import shortened, width, wrapped
from custfile.report.figures import Figures
from custfile.report.page import Amount, Cell, Chart, Grid, Report, Section, Series
from custfile.report.render import render

MONTHS = [f"2026-{month:02}" for month in range(1, 13)]
SOLD = [120, 300, None, 450, 0, -80, 90, 100, 220, 310, 50, 170]
CAUSES = ("包裝破損", "Late delivery", "價格")
TWD = Figures("zh_TW", "TWD")

COLUMNS = Chart(
    shape="columns", marks=MONTHS, series=[Series("Orders", SOLD)], alt="Orders by month", axes=("Month", "n")
)
STACKED = Chart(
    shape="stacked",
    marks=["林佩君", "許明德"],
    series=[
        Series("0–30", [60000, 20000], "muted"),
        Series("31–60", [30000, None]),
        Series("> 60", [10000, 5000], "bad"),
    ],
    alt="Owed by age",
    unit="money",
)
BARS = Chart(shape="bars", marks=["A", "B", "C"], series=[Series("Days", [4, 12, None])], alt="Days late", unit="days")
PARETO = Chart(shape="pareto", marks=CAUSES, series=[Series("Tickets", [5, 3, 2])], alt="Causes")
SCATTER = Chart(
    shape="scatter",
    marks=["曾美惠", "許惠珍", "鄭文娟"],
    series=[Series("Days", [0, 200, 400]), Series("Money", [0, 20000, 10000]), Series("Orders", [1, 4, 1])],
    alt="Value by silence",
    unit="money",
    axes=("Days", "Money"),
)
EVERY = {"columns": COLUMNS, "stacked": STACKED, "bars": BARS, "pareto": PARETO, "scatter": SCATTER}


def the_charts(*sections: Section, language: str = "en") -> Report:
    return Report("own", "Charts", "", [], sections or tuple(EVERY.values()), language, currency="TWD")


def svg(chart: Chart) -> list[Element]:
    """Return the drawings, for pages and for phones, as any XML parser reads them."""
    return [fromstring(drawing) for drawing in drawn(chart, TWD)]


def texts(drawing: Element) -> list[str]:
    return ["".join(text.itertext()) for text in drawing.iter("text")]


def boxes(drawing: Element, colour: str = "accent") -> list[tuple[float, float, float, float]]:
    found = [box for box in drawing.iter("rect") if box.get("class") == colour]
    return [tuple(float(box.attrib[key]) for key in ("x", "y", "width", "height")) for box in found]  # type: ignore[misc]


def in_proportion(lengths: Sequence[float], figures: Sequence[float]) -> bool:
    """Whether all lengths have the same scale, to the hundredth to which they are written."""
    scale = max(lengths) / max(figures)
    return all(abs(length - scale * figure) < 0.02 for length, figure in zip(lengths, figures, strict=True))


def test_columns_are_as_high_as_their_figures() -> None:
    for drawing in svg(COLUMNS):
        told = [value for value in SOLD if value is not None]
        found = boxes(drawing)
        assert in_proportion([high for _x, _y, _wide, high in found], [abs(value) for value in told])
        ground = found[0][1] + found[0][3]
        ends = [y if value < 0 else y + high for value, (_x, y, _wide, high) in zip(told, found, strict=True)]
        assert all(
            abs(end - ground) < 0.02 for end in ends
        )  # below 0 they hang from the line on which the others stand
        assert len({wide for _x, _y, wide, _high in found}) == 1
        gaps = [one[0] - other[0] for one, other in zip(found[1:], found, strict=False)]
        assert abs(gaps[1] - 2 * gaps[0]) < 0.02  # March has no figure, and its room


def test_figures_stand_on_the_columns_where_they_fit_and_at_an_axis_where_not() -> None:
    wide, narrow = svg(replace(COLUMNS, unit="money", series=[Series("Money", [12345] * 12)]))
    assert texts(wide).count("NT$1.2萬") == 12
    assert "NT$1.2萬" not in texts(narrow) and {"NT$0", "NT$5,000", "NT$1萬", "NT$1.5萬"} <= set(texts(narrow))
    assert {"2026-01", "2026-12", "Month", "n"} <= set(texts(wide))
    assert "2026-12" in texts(narrow) and "2026-11" not in texts(narrow)  # no room for every month; the last is named


def test_series_stand_side_by_side() -> None:
    chart = replace(COLUMNS, series=[Series("This", [10, 20] * 6), Series("Last", [5, 10] * 6, "muted")])
    this, last = boxes(svg(chart)[0]), boxes(svg(chart)[0], "muted")
    assert in_proportion([box[3] for box in (*this, *last)], [10, 20] * 6 + [5, 10] * 6)
    assert all(abs(one[0] + one[2] - other[0]) < 0.02 for one, other in zip(this, last, strict=True))


def test_segments_follow_one_another_and_their_sum_is_told() -> None:
    for drawing in svg(STACKED):
        grey, shade, bad = (boxes(drawing, colour) for colour in ("muted", "accent", "bad"))
        lengths = [box[2] for box in (*grey, *shade, *bad)]
        assert in_proportion(lengths, [60000, 20000, 30000, 10000, 5000])
        assert abs(grey[0][2] - shade[0][0]) < 0.02 and abs(shade[0][0] + shade[0][2] - bad[0][0]) < 0.02
        assert abs(grey[1][2] - bad[1][0]) < 0.02  # nothing lies between
        assert {"林佩君", "許明德", "NT$10萬", "NT$2.5萬"} <= set(texts(drawing))


def test_what_is_below_nothing_goes_to_the_left() -> None:
    chart = replace(STACKED, series=[Series("Owed", [300, 100]), Series("Paid ahead", [-100, None], "good")])
    (ahead,), (owed, _other) = boxes(svg(chart)[0], "good"), boxes(svg(chart)[0])
    assert ahead[0] == 0 and abs(ahead[2] - owed[0]) < 0.02 and in_proportion([owed[2], ahead[2]], [300, 100])
    assert "NT$200" in texts(svg(chart)[0])


def test_bars_are_as_long_as_their_figures() -> None:
    for drawing in svg(BARS):
        assert in_proportion([box[2] for box in boxes(drawing)], [4, 12])
        assert texts(drawing) == ["A", "B", "C", "4天", "12天"]


def test_long_names_stand_above_their_bars_whole_or_cut_off() -> None:
    name = "沐光美膚沙龍股份有限公司信義分公司"
    _wide, narrow = svg(replace(BARS, marks=[name, "B", "甲" * 60]))
    assert name in texts(narrow) and any(text.endswith("甲…") for text in texts(narrow))
    assert all(width(text) <= 360 for text in texts(narrow))


def test_the_line_of_a_pareto_chart_is_the_cumulative_share() -> None:
    drawing = svg(PARETO)[0]
    (line,) = (path for path in drawing.iter("path") if path.get("class") == "ink-line")
    heights = [float(y) for y in re.findall(r",([\d.]+)", line.attrib["d"])]
    ground = max(y + high for _x, y, _wide, high in boxes(drawing))
    # 5, 8 and 10 of 10
    assert in_proportion([ground - height for height in heights], [0.5, 0.8, 1.0])
    assert in_proportion([box[3] for box in boxes(drawing)], [5, 3, 2])
    assert {*CAUSES, "50%", "80%", "100%"} <= set(texts(drawing))


def test_a_pareto_chart_without_room_for_names_lies_down() -> None:
    causes = [f"第{number}種很長的原因名稱" for number in range(10)]
    chart = replace(PARETO, marks=causes, series=[Series("Tickets", list(range(10, 0, -1)))])
    narrow = svg(chart)[1]
    assert set(causes) <= set(texts(narrow)) and "10 · 18.2%" in texts(narrow) and "1 · 100%" in texts(narrow)
    assert in_proportion([box[2] for box in boxes(narrow)], list(range(10, 0, -1)))


def test_points_lie_where_their_figures_say_and_are_as_large() -> None:
    for drawing in svg(SCATTER):
        found = {}
        for dot in (path for path in drawing.iter("path") if path.get("class") == "dot"):
            x, y = map(float, re.findall(r"-?[\d.]+", dot.attrib["transform"]))
            radius = float(re.findall(r"M([\d.]+)", dot.attrib["d"])[0])
            found[dot.findtext("title", "").partition(":")[0]] = (x, y, radius)
        first, second, third = (found[name] for name in SCATTER.marks)
        assert in_proportion([second[0] - first[0], third[0] - first[0]], [200, 400])
        assert in_proportion([first[1] - second[1], first[1] - third[1]], [20000, 10000])
        assert abs(second[2] / first[2] - 2) < 0.01  # four orders: four times the area
        assert set(SCATTER.marks) <= set(texts(drawing))


def test_points_without_a_figure_are_left_out() -> None:
    series = [Series("x", [1, None, 3]), Series("y", [1, 2, float("nan")])]
    drawing = svg(replace(SCATTER, series=series))[0]
    assert [path.get("class") for path in drawing.iter("path")] == ["dot"]


@pytest.mark.parametrize("shape", EVERY)
@pytest.mark.parametrize("some", [[], [0, 0], [None, None], [0.1, 1e9], [-5, -3], [Decimal("1.5"), 2]])
def test_any_figures_can_be_drawn(shape: str, some: list[float | None]) -> None:
    marks = ["a", "a"][: len(some)]
    series = (
        [Series("s", some), Series("t", some)] if shape in ("columns", "stacked", "scatter") else [Series("s", some)]
    )
    for drawing in svg(replace(EVERY[shape], marks=marks, series=series)):
        told = " ".join(value for each in drawing.iter() for value in each.attrib.values())
        assert not re.search("NaN|Infinity|undefined|null", told)


@pytest.mark.parametrize(
    ("unit", "told"), [("count", "12.35"), ("money", "NT$12"), ("share", "1,234.6%"), ("days", "12天")]
)
def test_a_figure_is_written_by_its_unit(unit: Literal["count", "money", "share", "days"], told: str) -> None:
    assert told in texts(svg(replace(BARS, series=[Series("s", [12.346, 1, 0])], unit=unit))[0])


@pytest.mark.parametrize("shape", EVERY)
def test_a_drawing_leaves_colours_and_fonts_to_the_style_sheet(shape: str) -> None:
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    for drawing in svg(EVERY[shape]):
        assert drawing.get("role") == "img" and drawing.get("aria-label") == EVERY[shape].alt
        used = {name for each in drawing.iter() for name in each.get("class", "").split()}
        assert used and all(f".chart .{name} {{" in style or f".chart .{name}, " in style for name in used)
        attributes = {key for each in drawing.iter() for key in each.attrib}
        assert not attributes & {"id", "fill", "stroke", "style", "font-family", "font-size", "href", "clip-path"}
        assert all(each.get("class") for each in drawing.iter() if each.tag not in ("svg", "g", "title", "tspan"))


@pytest.mark.parametrize("shape", EVERY)
def test_nothing_is_drawn_outside_the_drawing(shape: str) -> None:
    for drawing in svg(EVERY[shape]):
        wide, high = map(float, drawing.attrib["viewBox"].split()[2:])
        (group,) = drawing
        left, top = map(float, re.findall(r"[\d.]+", group.attrib["transform"]))
        for text in group.iter("text"):
            x, y = map(float, re.findall(r"-?[\d.]+", text.attrib.get("transform", "translate(0,0)"))[:2])
            long = max(map(width, text.itertext()))
            begins = left + x - {"start": 0, "middle": long / 2, "end": long}[text.get("text-anchor", "start")]
            assert begins >= -1 and begins + long <= wide + 4 and 8 <= top + y <= high, "".join(text.itertext())


def test_two_charts_on_a_page_share_no_identifier() -> None:
    page = render(the_charts(COLUMNS, COLUMNS, *EVERY.values()), "html", TEMPLATES)
    found = re.findall(r'\sid="([^"]*)"', page)
    assert len(found) == len(set(found)) and "url(" not in page
    assert page.count("<svg") == 14 and page.count("<details>") == 7


def test_dark_pages_have_colours_of_their_own() -> None:
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    light, dark = style.split("prefers-color-scheme: dark")
    for name in ("accent", "shade-2", "shade-3", "shade-4", "grey", "ink", "soft", "line"):
        one, other = (re.search(f"--{name}: (#\\w+);", part) for part in (light, dark))
        assert one and other and one[1] != other[1]


@pytest.mark.parametrize("shape", EVERY)
def test_a_hostile_name_is_text(shape: str) -> None:
    chart = EVERY[shape]
    names = [*HOSTILE, "\ufffe\x00&amp;\u2028"]
    values = [float(number + 1) for number in range(len(names))]
    series = [each._replace(label=name, values=values) for each, name in zip(chart.series, HOSTILE, strict=False)]
    hostile = replace(chart, marks=names, series=series, alt=" ".join(HOSTILE), axes=(HOSTILE[0], HOSTILE[1]))
    for drawing in svg(hostile):
        assert {each.tag for each in drawing.iter()} <= {"svg", "g", "rect", "line", "path", "text", "tspan", "title"}
        assert visible(HOSTILE[0]) in (*texts(drawing), drawing.get("aria-label"))
        titles = [title.text or "" for title in drawing.iter("title")]
        assert all(any(told.startswith(visible(name).strip()) for told in titles) for name in HOSTILE)
        assert not re.search("[\x00-\x1f\u202e\ufffe]", "".join(drawing.itertext()))
    page = render(the_charts(hostile), "html", TEMPLATES)
    assert "<script" not in page and "<img" not in page


def test_the_figures_are_beneath_the_drawing_and_in_markdown() -> None:
    page, text = (render(the_charts(PARETO), each, TEMPLATES) for each in ("html", "md"))
    assert "<details><summary>Figures</summary>\n<table>" in page and "Cumulative share" in page
    assert "|  | Tickets | Cumulative share |\n| --- | ---: | ---: |\n| 包裝破損 | 5 | 50.0% |" in text
    assert "| 林佩君 | NT$60,000 | NT$30,000 | NT$10,000 |" in render(the_charts(STACKED), "md", TEMPLATES)
    assert "|  | Days (days) |" in render(the_charts(BARS), "md", TEMPLATES)
    assert "|  | Days | Money | Orders |" in render(the_charts(SCATTER), "md", TEMPLATES)
    assert "| Month | Orders |" in render(the_charts(COLUMNS), "md", TEMPLATES)


@pytest.mark.parametrize("language", LANGUAGES, indirect=True)
def test_figures_are_written_as_the_language_writes_them(language: str) -> None:
    page = render(the_charts(STACKED, language=language), "html", TEMPLATES)
    assert {"en": ">NT$100K<", "zh_CN": ">NT$10万<", "zh_TW": ">NT$10萬<"}[language] in page
    assert {"en": "Figures", "zh_CN": "数据", "zh_TW": "數據"}[language] in page


PROGRAM = """
import sys; sys.path.insert(0, sys.argv[1])
from samples import TEMPLATES
from test_chart import the_charts
from custfile.report.render import render
sys.stdout.buffer.write(render(the_charts(), "html", TEMPLATES).encode())
"""


def test_the_same_chart_gives_the_same_bytes_whatever_the_process() -> None:
    arguments = [sys.executable, "-c", PROGRAM, str(Path(__file__).parent)]
    made = [
        subprocess.run(arguments, env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.PIPE, check=True).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1] == render(the_charts(), "html", TEMPLATES).encode()


WITHOUT = """
import sys
sys.modules[sys.argv[2]] = None
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from custfile.report.charts import undrawn
from custfile.report.page import Chart, Report, Series
from custfile.report.render import render
bars = Chart(shape="bars", marks=["A"], series=[Series("Days", [4])], alt="Days late")
report = Report("own", "Charts", "", [], [bars], "en")
assert undrawn(report)
print(render(report, "html", Path(sys.argv[1]).parents[1] / "templates"))
"""


@pytest.mark.parametrize("library", ["altair", "vl_convert"])
def test_without_the_extra_the_table_is_left(library: str) -> None:
    arguments = [sys.executable, "-c", WITHOUT, str(Path(__file__).parent), library]
    page = subprocess.run(arguments, capture_output=True, encoding="utf-8", check=True).stdout
    assert "<svg" not in page and "<details>" not in page and "altair" not in page
    assert '<th scope="col" class="right is-series-1">Days</th>' in page and "<div>4</div>" in page


def test_altair_is_imported_for_a_page_with_a_chart_alone() -> None:
    table = Grid(table=Table("t", [Column("a", Label("A", "A", "A"))], [("x",)]))
    assert pen(the_charts(table)) is None and not undrawn(the_charts(table))
    assert pen(the_charts(BARS)) is drawn and not undrawn(the_charts(BARS))
    asked = (
        "import sys; sys.path.insert(0, sys.argv[1])\nfrom samples import TEMPLATES, the_day\n"
        "from custfile.report.render import render\nrender(the_day(), 'html', TEMPLATES)\n"
        "import custfile.report.plain; sys.exit(bool({'altair', 'vl_convert'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", asked, str(Path(__file__).parent)], check=False).returncode == 0


@pytest.mark.parametrize(("bar", "told"), [(0.425, "42.5%"), (0.0, "0.0%"), (7, "100.0%"), (-1, "0.0%"), (None, None)])
def test_a_cell_has_a_bar_behind_its_value(bar: float | None, told: str | None) -> None:
    cell = Cell(Amount(Decimal(1), "TWD"), bar=bar)
    grid = Grid(table=Table("t", [Column("money", Label("Money", "金额", "金額"), "money")], [(cell,)]))
    page, text = (render(the_charts(grid), each, TEMPLATES) for each in ("html", "md"))
    assert re.findall('style="--bar: ([^"]+)"', page) == ([told] if told else [])
    assert "| NT$1 |" in text


@given(st.lists(st.floats(-1e9, 1e9), max_size=8), st.integers(2, 8), st.booleans())
def test_an_axis_holds_its_figures_and_nothing_on_round_ticks(figures: list[float], most: int, whole: bool) -> None:
    found = axis(figures, most, whole=whole)
    slack = 1e-8 + 2e-9 * (found.ticks[1] - found.ticks[0])  # a billionth of a step is nothing on paper
    assert found.low <= 0 <= found.high and 0 in found.ticks and len(found.ticks) <= most + 3
    assert all(found.low - slack <= figure <= found.high + slack for figure in figures)
    assert found.ticks == sorted(set(found.ticks)) and (found.low, found.high) == (found.ticks[0], found.ticks[-1])
    assert not whole or all(tick % 1 == 0 for tick in found.ticks)


@given(st.text(max_size=40), st.integers(20, 400))
def test_what_is_cut_fits_and_what_fits_is_not_cut(text: str, room: int) -> None:
    assert width(shortened(text, room)) <= room
    assert (shortened(text, room) == text) is (width(text) <= room)
    assert all(width(line) <= room for line in wrapped(text, room, 2)) and len(wrapped(text, room, 2)) <= 2


def test_names_are_broken_between_words_and_anywhere_in_chinese() -> None:
    # a digit or letter is 7.2 wide, a Chinese character 12
    assert wrapped("Rude on the phone", 90, 2) == ["Rude on the", "phone"]
    assert wrapped("電話態度不佳", 48, 2) == ["電話態度", "不佳"]
    assert wrapped("電話態度非常不佳而且", 48, 2) == ["電話態度", "非常不…"]
