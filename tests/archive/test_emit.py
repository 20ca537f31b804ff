"""Values as YAML text: quoting that no reader misunderstands, and the style of a new file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import yaml

from custfile.archive.emit import document, entry, flow, item, key, scalar
from custfile.archive.quoting import Unwritable
from custfile.archive.tree import compose, plain
from custfile.model.edit import Value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-12, "-12"),
        (date(2026, 2, 3), "2026-02-03"),
        (Decimal("5760.00"), "5760.00"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("-0.50"), "-0.50"),
    ],
)
def test_typed_values_are_plain(value: object, text: str) -> None:
    assert scalar(value, flow=False) == scalar(value, flow=True) == text


@pytest.mark.parametrize(
    "text",
    ["精华液", "SO-0031", "郑州/中原区", "C000123", "lunar 08-15", "li.na", "13 rooms", "a:b", "http://例.cn/a?",
     "08-15", "Ｎｏ．１２", "it's", 'say "hi"', "a#b", "x = 1", "null and void", "yes please", "😀", "茶、瑜伽",
     "a, b", "3:15pm"],
)  # fmt: skip
def test_ordinary_text_stays_plain_in_a_block(text: str) -> None:
    assert scalar(text, flow=False) == text


@pytest.mark.parametrize(
    "text",
    ["", "~", "null", "Null", "NULL", "true", "False", "TRUE", "yes", "Yes", "no", "NO", "On", "off", "y", "Y",
     "n", "N", "1", "0", "-1", "+1", "0371", "0o17", "0x1F", "0b101", "1_000", "1,280", "1,280.00", "12:30",
     "190:20:30.15", "13800138000", "1.5", ".5", "5.", ".", "1e3", "1.5E-7", "6.02e+23", ".inf", "-.INF", "+.inf",
     ".nan", ".NaN", "2026-02-03", "2026-2-3", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5",
     "<<", "=", "=======", "<<<<<<< HEAD"],
)  # fmt: skip
def test_text_that_looks_like_something_else_is_quoted(text: str) -> None:
    assert scalar(text, flow=False) == scalar(text, flow=True) == f'"{text}"'


@pytest.mark.parametrize(
    "text",
    [" x", "x ", "　x", "- x", "-x", "---", "? x", ": x", ":x", "...", "... x", "*Co", "&Co Ltd", "!important x", "#5",
     "room #5", "a: b", "a:", "[x", "{x", "]", "}", ",", "|", ">", "%", "@home", "`x`", "'x'", "a :-) b"],
)  # fmt: skip
def test_text_that_would_break_the_line_is_quoted(text: str) -> None:
    assert scalar(text, flow=False) == scalar(text, flow=True) == f'"{text}"'


@pytest.mark.parametrize("text", ["a, b", "a,b", "x]", "x}", "x[1]", "a{b", "真的?"])
def test_inside_braces_more_text_is_quoted(text: str) -> None:
    assert scalar(text, flow=False) == text
    assert scalar(text, flow=True) == f'"{text}"'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('"x"', r'"\"x\""'),
        ("\\: ", r'"\\: "'),
        ("a\nb", r'"a\nb"'),
        ("a\tb", r'"a\tb"'),
        ("a\rb", r'"a\rb"'),
        ("a\0b", r'"a\0b"'),
        ("a\x1bb", r'"a\x1Bb"'),
        ("a\x7fb", r'"a\x7Fb"'),
        ("a\x85b", r'"a\x85b"'),
        ("a\u2028b\u2029c", r'"a\u2028b\u2029c"'),
        ("\ufeffa", r'"\uFEFFa"'),
        ("a\uffff", r'"a\uFFFF"'),
    ],
)
def test_what_is_not_printable_is_escaped(text: str, written: str) -> None:
    assert scalar(text, flow=False) == written
    assert plain(compose(written)) == text  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["\udce5\udcbc", "a\ud800", "\udfff"])
def test_half_a_character_cannot_be_written(text: str) -> None:
    with pytest.raises(Unwritable, match="half a character"):
        scalar(text, flow=False)


def test_only_scalars_are_scalars() -> None:
    with pytest.raises(TypeError, match="not a scalar"):
        scalar(1.5, flow=False)


@pytest.mark.parametrize(
    ("quote", "text", "written"),
    [
        ("'", "丽人", "'丽人'"),
        ("'", "it's", "'it''s'"),
        ("'", "a\\b", "'a\\b'"),
        ("'", "a\tb", r'"a\tb"'),
        ("'", "a\nb", r'"a\nb"'),
        ('"', "丽人", '"丽人"'),
        ('"', 'a"b', r'"a\"b"'),
    ],
)
def test_quotation_marks_are_kept_where_they_can_hold_the_text(quote: str, text: str, written: str) -> None:
    assert scalar(text, flow=True, quote=quote) == written


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("no", "no"),
        ("称呼", "称呼"),
        ("2026", '"2026"'),
        ("a: b", '"a: b"'),
        ("null", '"null"'),
        ("", '""'),
        ("y", "y"),
    ],
)
def test_keys(name: str, text: str) -> None:
    assert key(name, flow=False) == text


def test_flow_style() -> None:
    order: dict[str, Value] = {
        "date": date(2026, 2, 3),
        "no": "SO-0031",
        "product": "精华液",
        "amount": Decimal("5760.00"),
        "paid": True,
    }
    assert flow(order) == "{date: 2026-02-03, no: SO-0031, product: 精华液, amount: 5760.00, paid: true}"
    assert flow(["茶", "瑜伽"]) == "[茶, 瑜伽]"
    assert flow({"phone": "13800138000", "lines": [{"sku": "a,b"}], "none": [], "empty": {}}) == (
        '{phone: "13800138000", lines: [{sku: "a,b"}], none: [], empty: {}}'
    )


def test_a_new_file() -> None:
    record: dict[str, Value] = {
        "name": "郑州丽人美容院",
        "kind": "company",
        "aliases": ["丽人"],
        "terms": {"currency": "CNY", "payment_days": 30},
        "notes": "第一行\n  indented\n\nlast",
        "orders": [{"date": date(2026, 2, 3), "amount": Decimal("5760")}, {"date": date(2026, 3, 3), "note": "a\nb\n"}],
        "payments": [],
    }
    assert document(record) == (
        "name: 郑州丽人美容院\n"
        "kind: company\n"
        "aliases: [丽人]\n"
        "terms: {currency: CNY, payment_days: 30}\n"
        "notes: |-\n"
        "  第一行\n"
        "    indented\n"
        "\n"
        "  last\n"
        "orders:\n"
        "  - {date: 2026-02-03, amount: 5760}\n"
        "  - date: 2026-03-03\n"
        "    note: |\n"
        "      a\n"
        "      b\n"
        "payments: []\n"
    )


def test_a_mapping_of_100_columns_is_one_line_and_a_longer_one_is_not() -> None:
    assert entry("terms", {"a": "x" * 95}, 0) == ["terms: {a: " + "x" * 95 + "}"]  # {a: } takes 5 columns
    assert entry("terms", {"a": "x" * 96}, 0) == ["terms:", "  a: " + "x" * 96]


def test_a_list_of_100_columns_is_one_line_and_a_longer_one_is_not() -> None:
    assert entry("tags", ["x" * 49, "y" * 47], 0) == ["tags: [" + "x" * 49 + ", " + "y" * 47 + "]"]  # [, ] takes 4
    assert entry("tags", ["x" * 49, "y" * 48], 0) == ["tags:", "  - " + "x" * 49, "  - " + "y" * 48]


def test_text_over_100_characters_is_a_block() -> None:
    assert entry("note", "x" * 100, 0) == ["note: " + "x" * 100]
    assert entry("note", "x" * 101, 0) == ["note: |-", "  " + "x" * 101]


def test_long_items_without_long_text_stay_on_one_line() -> None:
    visit = {str(at): "x" * 50 for at in "abc"}
    assert item(visit, 2) == ["  - {a: " + "x" * 50 + ", b: " + "x" * 50 + ", c: " + "x" * 50 + "}"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb", ["k: |-", "  a", "  b"]),
        ("a\nb\n", ["k: |", "  a", "  b"]),
        ("a\n\n", ["k: |+", "  a", ""]),
        ("  a\nb", ["k: |2-", "    a", "  b"]),
        ("\ta\nb", ["k: |2-", "  \ta", "  b"]),
        ("\n\n a\n", ["k: |2", "", "", "   a"]),
        ("# a\n- b: c", ["k: |-", "  # a", "  - b: c"]),
        ("\n", ['k: "\\n"']),
        (" \n ", ['k: " \\n "']),
        ("a\r\nb", ['k: "a\\r\\nb"']),
        ("a\n<<<<<<< b", ['k: "a\\n<<<<<<< b"']),
        ("a\n\u2028b", ['k: "a\\n\\u2028b"']),
    ],
)
def test_text_of_several_lines(text: str, lines: list[str]) -> None:
    assert entry("k", text, 0) == lines
    file = "\n".join([*lines, "next: 1", ""])
    assert plain(compose(file)) == {"k": text, "next": "1"}  # type: ignore[arg-type]
    assert yaml.safe_load(file) == {"k": text, "next": 1}


def test_a_list_in_a_list_of_mappings() -> None:
    assert item([{"a": "1"}, ["x", "k"], "z"], 0) == ['- - {a: "1"}', "  - [x, k]", "  - z"]
