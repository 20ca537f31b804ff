"""Days as spreadsheets write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custfile.exchange.days import Order, care_date, day
from custfile.exchange.unclear import Unclear


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-03", "2026-2-3", "2026/2/3", "2026.2.3", "20260203", "2026年2月3日", "2026年2月3号", "2026 年 2 月 3 日",
        "民國115年2月3日", "民国115年2月3日", "民國115/2/3", "２０２６／２／３", "2026/2/3 0:00", "2026-02-03T10:15:00",
        "2026-02-03 00:00:00.000",
    ],
)  # fmt: skip
def test_clear_days(text: str) -> None:
    assert day(text) == date(2026, 2, 3)


def test_the_republic_counts_from_1912() -> None:
    assert day("民國75年3月4日") == date(1986, 3, 4)  # 75 + 1911


@pytest.mark.parametrize(
    ("text", "order", "meant"),
    [
        ("25/12/2026", None, date(2026, 12, 25)),  # there is no month 25
        ("12/25/2026", None, date(2026, 12, 25)),
        ("3/3/2026", None, date(2026, 3, 3)),
        ("03/04/2026", Order.dmy, date(2026, 4, 3)),
        ("03/04/2026", Order.mdy, date(2026, 3, 4)),
        ("3.4.2026", Order.dmy, date(2026, 4, 3)),
        ("2026/3/4", Order.dmy, date(2026, 3, 4)),  # a year in front is clear in any order
    ],
)
def test_year_last(text: str, order: Order | None, meant: date) -> None:
    assert day(text, order) == meant


@pytest.mark.parametrize(
    ("text", "order", "why"),
    [
        ("03/04/2026", None, "may be two days"),
        ("25/12/2026", Order.mdy, "not a day of the calendar"),
        ("12/25/2026", Order.ymd, "year first"),
        ("3/4/26", Order.dmy, "year in full"),
        ("115/2/3", None, "year in full"),
        ("46056", None, "number of a day"),
        ("2026-02-30", None, "not a day of the calendar"),
        ("20261301", None, "not a day of the calendar"),
        ("民國115年2月30日", None, "not a day of the calendar"),
        ("3 Feb 2026", None, "not a date"),
        ("2026-02/03", None, "not a date"),
        ("next week", None, "not a date"),
        ("0000/1/1", None, "not a day of the calendar"),
    ],
)
def test_unclear_days(text: str, order: Order | None, why: str) -> None:
    with pytest.raises(Unclear, match=why):
        day(text, order)


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]))
def test_every_day_is_read_back(each: date, form: str) -> None:
    assert day(each.strftime(form)) == each


@given(st.dates(min_value=date(1000, 1, 1)))
def test_no_order_is_ever_guessed_wrong(each: date) -> None:
    text = each.strftime("%d/%m/%Y")
    try:
        assert day(text) == each
    except Unclear:
        assert each.day <= 12 and each.day != each.month


@pytest.mark.parametrize(
    ("text", "says"),
    [("3月4日", "03-04"), ("农历8月15日", "lunar 08-15"), ("農曆 8月15", "lunar 08-15"), ("1985.3.4", "1985-03-04")],
)
def test_days_that_come_round(text: str, says: str) -> None:
    assert care_date(text) == says
