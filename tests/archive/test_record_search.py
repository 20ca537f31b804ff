"""Searching through all values of all customers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from custfile.archive.index import Index
from custfile.archive.record import record_of, search
from custfile.archive.resolve import resolve
from custfile.archive.root import Root

TEXT = r"""
--- customers/C000001.yaml
name: 丽人
kind: company
phone: 0371-6000 1234
region: 郑州/中原区
preferences: {茶: 龙井, room: 安静 100%, file: 'C:\new_1'}
notes:
  - {date: 2026-01-02, text: "第一行\n第二行"}
orders:
  - {date: 2026-02-03, no: SO_0031, product: ＡＢＣ精华液, amount: 5760.00}
--- customers/C000002.yaml
name: Ｌｉ Ｌｅ
kind: individual
preferences: {room: 安静 100X, file: 'C:\newX1'}
member: {no: "000012"}
--- customers/C000003.yaml
name: c
kind: individual
phone: "000013"
former_no: SOX0031
--- customers/C000004.yaml
name: ☆
kind: individual
phone: 见备注
"""


@pytest.fixture
def index(archive: Callable[[str], Path]) -> Iterator[Index]:
    with closing(Index(Root(archive(TEXT)))) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("龙井", "1"),
        ("茶", "1"),
        ("中原", "1"),
        ("安静", "12"),
        ("100%", "1"),
        ("100", "12"),
        ("%", "1"),
        ("_", "1"),
        ("so_0031", "1"),
        ("sox", "3"),
        ("new_1", "1"),
        (r"\new", "12"),
        ("\\", "12"),
        (r"\%", ""),
        (r"\_", ""),
        ("abc精华", "1"),
        ("ＡＢＣ", "1"),
        ("li le", "2"),
        ("lile", "2"),
        ("ＬＩＬＥ", "2"),
        ("037160001234", "1"),
        ("0371-6000", "1"),
        ("+86 037160001234", "1"),
        ("2026-02-03", "1"),
        ("5760.00", "1"),
        ("第二行", "1"),
        ("C000012", ""),
        ("C000013", ""),
        ("C000003", "3"),
        ("c000003", "3"),
        ("'", ""),
        ("\0", ""),
        ("\udcff", ""),
        ("x" * 100_000, ""),
        ("", "1234"),
        ("☆", "4"),
        ("★", ""),
        ("nothing", ""),
    ],
)
def test_search(index: Index, text: str, expected: str) -> None:
    assert [hit.match.id[-1] for hit in search(index, text)] == list(expected)


def test_hit_holds_the_whole_record(index: Index) -> None:
    (hit,) = search(index, "龙井")
    assert hit.match == ("C000001", "customers/C000001.yaml", "丽人")
    assert hit.record["preferences"] == {"茶": "龙井", "room": "安静 100%", "file": "C:\\new_1"}
    assert hit.record["orders"] == [
        {"date": "2026-02-03", "no": "SO_0031", "product": "ＡＢＣ精华液", "amount": "5760.00"}
    ]
    assert record_of(index, resolve(index, "C000001")) == hit.record


def test_text_of_two_values_is_in_neither(index: Index) -> None:
    assert list(search(index, "丽人company")) == []
