"""What was done for a care date, and what is said of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from custfile.analysis.schedule.care import Attention, Care, about, attentions, gifts, kept
from custfile.language import speaking

DAY = date(2026, 11, 24)
BIRTHDAY = ["Birthday", "生日", "生日"]
FIELDS = {"contacts.birthday": {"label": BIRTHDAY}, "care.date": {"label": ["Date", "日期", "日期"]}}


def done(day: str, *, gift: str | None = None, occasion: str | None = None, whom: str | None = None) -> Attention:
    """Return something that was done on a day of November 2026."""
    return Attention(date.fromisoformat(f"2026-11-{day}"), gift, occasion, whom, True)


@pytest.mark.parametrize(
    ("day", "counts"),
    [("16", False), ("17", True), ("24", True), ("25", False)],  # 24 - 7 = 17
)
def test_it_counts_from_the_lead_days_before_to_the_day_itself(day: str, counts: bool) -> None:
    found = kept([done(day, gift="花束")], DAY, 7, BIRTHDAY, None)
    assert found == (date(2026, 11, int(day)) if counts else None)


@pytest.mark.parametrize(
    ("occasion", "whom", "counts"),
    [
        (None, None, True),
        ("農曆生日", None, True),
        ("birthday of Dr. Holm", None, True),
        ("中秋", None, False),
        ("Christmas", None, False),
        (None, "王丽", True),
        (None, "王丽（店长）", True),
        (None, "李明", False),
    ],
)
def test_it_counts_for_the_occasion_and_the_person_that_it_names(
    occasion: str | None, whom: str | None, counts: bool
) -> None:
    given = [done("20", gift="花束", occasion=occasion, whom=whom)]
    assert (kept(given, DAY, 7, BIRTHDAY, "王丽") is not None) is counts


def test_an_occasion_told_in_words_is_named_by_part_of_them() -> None:
    given = [done("20", gift="花篮", occasion="开业")]
    assert kept(given, DAY, 7, ["开业八周年"], None) == date(2026, 11, 20)


def test_the_latest_day_counts() -> None:
    assert kept([done("20"), done("22")], DAY, 7, BIRTHDAY, None) == date(2026, 11, 22)


RECORD: dict[str, Any] = {
    "gifts": [
        {"date": "2025-11-20", "what": "花束", "occasion": "生日"},
        {"date": "2026-11-20", "what": "足部护理", "points": "600"},
        {"date": "2026-12-24", "what": "苹果"},
        None,
    ],
    "visits": [
        {"date": "2026-11-18", "purpose": "care", "channel": "message"},
        {"date": "2026-11-19", "purpose": "revisit"},
        {"date": "2026-11-01", "purpose": "revisit", "gift": "月饼"},
    ],
}


def test_gifts_care_visits_and_visits_with_a_gift_are_remembered_the_latest_first() -> None:
    """The visit of 19 November was for something else."""
    found = attentions(RECORD)
    assert [(str(each.day), each.gift, each.counts) for each in found] == [
        ("2026-12-24", "苹果", True),
        ("2026-11-20", "足部护理", False),  # redeemed for points
        ("2026-11-18", None, True),
        ("2026-11-01", "月饼", True),
        ("2025-11-20", "花束", True),
    ]
    assert gifts(found, 3) == "2026-12-24 苹果; 2026-11-20 足部护理; 2026-11-01 月饼"
    assert kept(found, DAY, 7, BIRTHDAY, None) == date(2026, 11, 18)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Birthday · 王丽 · turns 41 · lunar 1985-leap 10-16"),
        ("zh_CN", "生日 · 王丽 · 满41岁 · 农历闰10月16日（1985年）"),
    ],
)
def test_a_line_says_all_of_it(language: str, expected: str) -> None:
    care = Care(
        "C1",
        "丽人",
        None,
        None,
        None,
        DAY,
        "lunar 1985-leap 10-16",
        "contacts.birthday",
        None,
        "王丽",
        41,
        "",
        (),
        None,
    )
    with speaking(language):
        assert about(care, FIELDS) == expected


def test_an_anniversary_is_called_as_told_and_the_day_itself_has_no_years() -> None:
    care = Care(
        "C1", "丽人", None, None, None, DAY, "2016-11-24", "care.date", "开业纪念", None, 10, "送花篮", (), None
    )
    assert about(care, FIELDS) == "开业纪念 · 10 years · 送花篮"
    assert about(care._replace(years=1), FIELDS) == "开业纪念 · 1 year · 送花篮"
    assert about(care._replace(years=0), FIELDS) == "开业纪念 · 送花篮"
