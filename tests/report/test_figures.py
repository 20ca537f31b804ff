"""Dates, numbers and money in three languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from custfile.report.figures import Figures
from custfile.report.page import Amount

DAY = date(2026, 12, 3)


@pytest.mark.parametrize(
    ("language", "day", "long"),
    [
        ("en", "Dec 3, 2026", "Thursday, December 3, 2026"),
        ("zh_CN", "2026年12月3日", "2026年12月3日星期四"),
        ("zh_TW", "2026年12月3日", "2026年12月3日 星期四"),
    ],
)
def test_days(language: str, day: str, long: str) -> None:
    figures = Figures(language)
    assert (figures.day(DAY), figures.long_day(DAY)) == (day, long)


@pytest.mark.parametrize(
    ("own", "amount", "shown"),
    [
        ("TWD", Amount(Decimal("36800"), "TWD"), "NT$36,800"),
        ("TWD", Amount(Decimal("36800.5"), "TWD"), "NT$36,800.50"),
        ("CNY", Amount(Decimal("5760"), "CNY"), "¥5,760.00"),
        ("USD", Amount(Decimal("-0.5"), "USD"), "-$0.50"),
        ("JPY", Amount(Decimal("1200"), "JPY"), "¥1,200"),
        ("HKD", Amount(Decimal("1200"), "HKD"), "HK$1,200.00"),
        ("CNY", Amount(Decimal("1200"), "USD"), "USD\xa01,200.00"),  # not the archive's own: by its code
        ("RMB", Amount(Decimal("1200"), "RMB"), "RMB\xa01,200.00"),
        (None, Amount(Decimal("1200"), None), "1,200.00"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_money_has_the_archives_own_sign_in_every_language(
    own: str | None, amount: Amount, shown: str, language: str
) -> None:
    assert Figures(language, own).money(amount) == shown


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("zh_TW", "163360", "NT$16.3萬"),
        ("zh_CN", "163360", "NT$16.3万"),
        ("en", "163360", "NT$163.4K"),
        ("zh_TW", "9999.6", "NT$1萬"),
        ("zh_TW", "9999.4", "NT$9,999"),
        ("zh_TW", "-3000", "-NT$3,000"),
        ("zh_CN", "246913578.20", "NT$2.5亿"),
    ],
)
def test_money_where_space_is_short(language: str, value: str, shown: str) -> None:
    assert Figures(language, "TWD").short_money(Amount(Decimal(value), "TWD")) == shown


@pytest.mark.parametrize(
    ("typed", "en", "zh_TW"),
    [
        ("1985-03-04", "Mar 4, 1985", "1985年3月4日"),
        ("03-04", "Mar 4", "3月4日"),
        ("02-29", "Feb 29", "2月29日"),
        ("lunar 08-15", "lunar 8-15", "農曆8月15日"),
        ("lunar 1968-10-12", "lunar 10-12 (1968)", "農曆10月12日（1968年）"),
        ("lunar 1990-leap 05-02", "lunar leap 5-2 (1990)", "農曆閏5月2日（1990年）"),
        ("02-30", "02-30", "02-30"),
        ("some day", "some day", "some day"),
    ],
)
def test_days_that_come_round_each_year(typed: str, en: str, zh_TW: str) -> None:
    assert (Figures("en").care_day(typed), Figures("zh_TW").care_day(typed)) == (en, zh_TW)


def test_shares_scores_and_numbers() -> None:
    figures = Figures("en")
    assert [figures.days(1), figures.days(13), Figures("zh_TW").days(1)] == ["1 day", "13 days", "1天"]
    assert [figures.share(0.125), figures.share(Decimal("0.95")), figures.share(1.0)] == ["12.5%", "95%", "100.0%"]
    assert [figures.score(4.666666667), figures.number(1234567), figures.number(Decimal("1.50"))] == [
        "4.67",
        "1,234,567",
        "1.5",
    ]
