"""Tables as they come from spreadsheets."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.errors import Misused
from custfile.exchange.csv_table import cleaned, guarded, read_sheet, rejects
from custfile.language import speak
from custfile.model.incoming import Line, Rejected


def test_rows_know_the_line_they_begin_on() -> None:
    sheet = read_sheet('name,note\r\n丽人,"二楼\r\n靠窗"\r\n\r\n川味,\r\n')
    assert sheet.headings == ("name", "note")
    assert sheet.lines == [Line(2, ("丽人", "二楼\r\n靠窗")), Line(5, ("川味", ""))]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a,b\n1,2\n3,4\n", ("1", "2")),
        ("a;b\n1,5;2\n3,5;4\n", ("1,5", "2")),  # decimal commas part every row but the headings
        ("a\tb\n1,2,3\t2\n", ("1,2,3", "2")),
        ('a;b\n"x;y";2\n', ("x;y", "2")),
        ("name\n丽人\n", ("丽人",)),
    ],
)
def test_the_delimiter_is_the_one_that_parts_the_rows_evenly(text: str, cells: tuple[str, ...]) -> None:
    assert read_sheet(text).lines[0].cells == cells


def test_a_title_above_the_headings_is_left_out_and_told() -> None:
    sheet = read_sheet("客户名单（2026年11月）,,\n,,\n编号,名称,电话\nC1,丽人,0371\n")
    assert (sheet.headings, sheet.titles) == (("编号", "名称", "电话"), ["客户名单（2026年11月）"])
    assert sheet.lines == [Line(4, ("C1", "丽人", "0371"))]


def test_columns_and_rows_without_text_at_the_end_are_cut() -> None:
    sheet = read_sheet("name,phone,,\n丽人,0371, ,\n,,,\n , ,,\n")
    assert (sheet.headings, sheet.lines) == (("name", "phone"), [Line(2, ("丽人", "0371"))])


def test_a_column_with_text_but_no_heading_is_kept() -> None:
    sheet = read_sheet("name,phone,\n丽人,0371,remark\n")
    assert sheet.headings == ("name", "phone", "")


def test_text_beyond_the_headings_is_kept_for_somebody_to_see() -> None:
    assert read_sheet("name,address\n丽人,Main St 1, Ghent\n").lines[0].cells == ("丽人", "Main St 1", " Ghent")


def test_columns_parted_by_white_space() -> None:
    sheet = read_sheet(" customer_id  date number_of_cds  dollar_value\n 00001 19970101  1   11.77\n", "space")
    assert sheet.headings == ("customer_id", "date", "number_of_cds", "dollar_value")
    assert sheet.lines == [Line(2, ("00001", "19970101", "1", "11.77"))]


def test_a_table_without_headings_is_given_some() -> None:
    sheet = read_sheet(" 00004 0001 19970101  2   29.33\n", "space", ["id", "sample", "date", "cds", "dollars"])
    assert sheet.headings == ("id", "sample", "date", "cds", "dollars")
    assert sheet.lines == [Line(1, ("00004", "0001", "19970101", "2", "29.33"))]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "the file is empty"),
        ("\n\n , \n", "the file is empty"),
        ("name,phone,name\n1,2,3\n", "the heading 'name' stands over several columns (1, 3)"),
        ('name,note\n丽人,"not closed\n', "line 2: the row cannot be read"),
        ('name,note\n"丽"人,x\n', "line 2: the row cannot be read"),
    ],
)
def test_what_is_no_table(text: str, problem: str) -> None:
    with pytest.raises(Misused) as stopped:
        read_sheet(text)
    assert str(stopped.value).startswith(problem)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("'=1+1", "=1+1"),
        ("'+86 371", "+86 371"),
        ("'＝甲", "＝甲"),
        ("'t Hooft BV", "'t Hooft BV"),  # a name that begins so
        ("it's '=odd", "it's '=odd"),
        ('="00123"', "00123"),
        ('\'="00123"', '="00123"'),
        ("13800138000\t", "13800138000"),  # a tab that keeps a spreadsheet from making it a number
        ("  丽人 ", "丽人"),
    ],
)
def test_what_spreadsheets_need_is_undone(cell: str, says: str) -> None:
    assert cleaned(cell) == says


@given(st.text(st.characters(blacklist_categories=("Cs",)), max_size=20).map(str.strip))
def test_no_guarded_cell_is_a_formula_and_none_is_changed_by_the_guard(cell: str) -> None:
    written = guarded(cell)
    assert written == cell or not written.startswith(tuple("=+-@＝＋－＠\t\r\n\0"))
    if not cell.startswith(('="', "'")):
        assert cleaned(written) == cell


def test_rejected_rows_come_back_with_their_reason() -> None:
    sheet = read_sheet("name,phone\n丽人,=1\n川味,-120.50\n")
    data = rejects(sheet, [Rejected(sheet.lines[1], "second"), Rejected(sheet.lines[0], "=first")])
    assert data.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert table == [
        ["name", "phone", "not imported because"],
        ["丽人", "'=1", "'=first"],
        ["川味", "-120.50", "second"],  # a number stays one
    ]


def test_rows_rejected_again_do_not_gather_columns_of_reasons() -> None:
    speak("en")
    first = read_sheet("name,phone\n丽人,1,extra\n")
    again = read_sheet(rejects(first, [Rejected(first.lines[0], "why")]).decode("utf-8-sig"))
    assert again.headings == ("name", "phone", "not imported because")
    assert again.lines[0].cells == ("丽人", "1", "why", "extra")
    third = read_sheet(rejects(again, [Rejected(again.lines[0], "still")]).decode("utf-8-sig"))
    assert third.headings == again.headings
    assert third.lines[0].cells == ("丽人", "1", "still", "extra")
