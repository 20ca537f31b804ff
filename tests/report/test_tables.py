"""A table as text, Markdown, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.language import Label, speak
from custfile.model.table import Column, Kind, Table
from custfile.report.tables import raw, shown, width, write, write_all


def column(key: str, kind: Kind = "text", **names: str) -> Column:
    """Return a column with a Chinese label."""
    return Column(
        key,
        Label(key.title(), f"{key}栏", f"{key}欄"),
        kind,
        {word: Label(name, name, name) for word, name in names.items()},
    )


COLUMNS = [
    column("id"), column("name"), column("class", big="大客户"), column("orders", "count"), column("amount", "money"),
    column("share", "share"), column("score", "score"), column("last", "day"),
]  # fmt: skip
ROWS: list[tuple[Any, ...]] = [
    ("C000001", "郑州丽人美容院", "big", 12, Decimal("5760"), 0.8641, 4.0, date(2026, 11, 14)),
    ("C000002", "A-1 🙂", "other", 0, Decimal("-99.5"), 0.0, 1.25, None),
]
TABLE = Table("t", COLUMNS, ROWS, ((Label("As of", "截至", "截至"), "2026-11-20"),))


def written(table: Table, format: str) -> str:  # noqa: A002
    """Return what ``write`` writes."""
    out = io.StringIO()
    write(table, format, out)
    return out.getvalue()


def one(cell: Any) -> Table:
    """Return a table of one cell."""
    return Table("t", [column("name")], [(cell,)])


@pytest.mark.parametrize("format", ["table", "md"])
def test_equal_cells_of_different_looks_keep_them(format: str) -> None:  # noqa: A002
    cells = (1, 1.0, Decimal("1.00"), True, "1", 1, None, "1")
    lines = written(Table("t", [column("n")], [(cell,) for cell in cells]), format).splitlines()
    told = [line.strip("| ") for line in lines]
    assert told[-8:] == ["1", "1.0", "1.00", "True", "1", "1", "", "1"]


def test_columns_are_aligned_by_what_they_take_on_a_screen() -> None:
    assert written(TABLE, "table") == (
        "As of: 2026-11-20\n\n"
        "Id       Name            Class   Orders    Amount  Share  Score  Last\n"
        "C000001  郑州丽人美容院  大客户      12  5,760.00  86.4%   4.00  2026-11-14\n"
        "C000002  A-1 🙂          other        0    -99.50   0.0%   1.25\n"
    )


def test_the_labels_are_the_readers_language() -> None:
    speak("zh_CN")
    assert written(TABLE, "table").startswith("截至：2026-11-20\n\nid栏     name栏          class栏  orders栏")


def test_markdown() -> None:
    assert written(TABLE, "md") == (
        "- As of: 2026-11-20\n\n"
        "| Id | Name | Class | Orders | Amount | Share | Score | Last |\n"
        "| --- | --- | --- | ---: | ---: | ---: | ---: | --- |\n"
        "| C000001 | 郑州丽人美容院 | 大客户 | 12 | 5,760.00 | 86.4% | 4.00 | 2026-11-14 |\n"
        "| C000002 | A-1 🙂 | other | 0 | -99.50 | 0.0% | 1.25 |  |\n"
    )


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a|b", r"a\|b"),
        ("*x*_y_`z`", r"\*x\*\_y\_\`z\`"),
        ("[t](javascript:1)", r"\[t\](javascript:1)"),
        ("<b>", "&lt;b>"),
        ("a\nb", "a⏎b"),
        ("\x1b[1m", r"␛\[1m"),
    ],
)
def test_markdown_shows_what_it_could_obey(text: str, cell: str) -> None:
    assert written(one(text), "md").splitlines()[-1] == f"| {cell} |"


def test_csv_for_spreadsheets() -> None:
    text = written(TABLE, "csv")
    assert text.startswith("\ufeffId,Name,Class,Orders,Amount,Share,Score,Last\n")
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))[1:] == [
        ["C000001", "郑州丽人美容院", "big", "12", "5760", "0.8641", "4.0", "2026-11-14"],
        ["C000002", "A-1 🙂", "other", "0", "-99.5", "0.0", "1.25", ""],
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"])
def test_csv_runs_no_formula(sign: str) -> None:
    text = written(one(f"{sign}HYPERLINK(1)"), "csv").removeprefix("\ufeff")
    cell = list(csv.reader(io.StringIO(text, newline="")))[1][0]
    assert cell == f"'{sign}HYPERLINK(1)"


@pytest.mark.parametrize("text", ["a\r=1", "a\n=1", "a\r\n=1", 'a"\r=1'])
def test_csv_keeps_a_cell_one_cell(text: str) -> None:
    out = written(one(text), "csv").removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(out, newline=""))) == [["Name"], [text]]


def test_csv_leaves_numbers_numbers_and_text_text() -> None:
    assert written(one(Decimal("-5.00")), "csv").splitlines()[1] == "-5.00"
    assert written(one("0371-65880101"), "csv").splitlines()[1] == "0371-65880101"
    assert written(one('say "hi", 丽人'), "csv").splitlines()[1] == '"say ""hi"", 丽人"'


def test_json_has_stable_keys_iso_days_and_plain_numbers() -> None:
    assert json.loads(written(TABLE, "json")) == [
        {
            "id": "C000001", "name": "郑州丽人美容院", "class": "big", "orders": 12, "amount": 5760, "share": 0.8641,
            "score": 4.0, "last": "2026-11-14",
        },
        {
            "id": "C000002", "name": "A-1 🙂", "class": "other", "orders": 0, "amount": -99.5, "share": 0.0, "score": 1.25,
            "last": None,
        },
    ]  # fmt: skip
    assert "郑州" in written(TABLE, "json")


def test_nothing_is_headings_or_an_empty_list() -> None:
    nothing = Table("t", COLUMNS[:2], [])
    assert [written(nothing, each) for each in ("table", "csv", "json")] == [
        "Id  Name\n",
        "\ufeffId,Name\n",
        "[]\n",
    ]


def test_facts_without_rows_are_followed_by_one_empty_line() -> None:
    out = io.StringIO()
    write_all(
        [Table("a", COLUMNS, [], TABLE.facts), Table("b", COLUMNS[:1], [], (), Label("B", "乙", "乙"))], "table", out
    )
    assert out.getvalue() == "As of: 2026-11-20\n\nB\n–\n"


@given(st.text())
def test_json_is_the_same_data_and_steers_no_terminal(text: str) -> None:
    out = written(one(text), "json")
    assert json.loads(out) == [{"name": text}]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out)


@given(st.text(max_size=8), st.text(max_size=8))
def test_no_cell_moves_its_neighbour(first: str, second: str) -> None:
    table = Table("t", [column("a"), column("b")], [(first, "|"), (second, "|")])
    lines = written(table, "table").split("\n")[1:3]
    assert len({width(line[: line.rindex("|")]) for line in lines}) == 1


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0), ("abc", 3), ("丽人", 4), ("ＡＢＣ", 6), ("ｱ", 1), ("가", 2), ("\U00020000", 2),
        ("é", 1), ("e\u0301", 1), ("a\u200bb", 2), ("—", 1), ("…", 1), ("、", 2),
        ("🙂", 2), ("❤", 1), ("❤\ufe0f", 2), ("👍🏽", 2), ("🇨🇳", 2), ("1\ufe0f\u20e3", 2),
        ("👨\u200d👩\u200d👧", 2), ("🏳\ufe0f\u200d🌈", 2),
    ],
)  # fmt: skip
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        (None, "text", ""),
        (1234567, "count", "1234567"),
        (Decimal("1234567.5"), "money", "1,234,567.50"),
        (1.0, "share", "100.0%"),
        (2 / 3, "score", "0.67"),
        (date(2026, 1, 2), "day", "2026-01-02"),
        ("a\x07", "text", "a␇"),
        ("big", "text", "大␛"),
    ],
)
def test_cells_as_people_read_them(cell: Any, kind: Kind, text: str) -> None:
    assert shown(cell, column("x", kind, big="大\x1b")) == text


def test_cells_as_programs_read_them() -> None:
    cells = (Decimal("5.00"), Decimal("5.50"), date(2026, 1, 2), "x", None, 3)
    assert [raw(cell) for cell in cells] == [5, 5.5, "2026-01-02", "x", None, 3]
