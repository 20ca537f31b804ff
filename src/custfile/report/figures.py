"""Dates, numbers and money as the reader's language writes them. Brings Babel: import it when a report is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from babel.core import Locale
from babel.dates import format_date, format_skeleton, get_day_names
from babel.numbers import (
    format_compact_decimal,
    format_decimal,
    format_percent,
    get_currency_precision,
    get_currency_symbol,
)

from custfile.report.page import Amount, Value

# CLDR prints TWD as a bare $ in Taiwan and CNY as CN¥ in English; a firm's own money goes by the sign it uses itself.
_SYMBOLS: Final = {"TWD": "NT$", "CNY": "¥", "JPY": "¥", "USD": "$"}
_WHOLE: Final = ("TWD",)  # has hundredths on paper only
_CARE: Final = re.compile(r"(lunar )?(?:(\d{4})-)?(leap )?(\d\d)-(\d\d)", re.ASCII)
_LUNAR: Final = {
    "en": ("lunar {month}-{day}", "lunar leap {month}-{day}", "{day} ({year})"),
    "zh_CN": ("农历{month}月{day}日", "农历闰{month}月{day}日", "{day}（{year}年）"),
    "zh_TW": ("農曆{month}月{day}日", "農曆閏{month}月{day}日", "{day}（{year}年）"),
}
_LEAP_YEAR: Final = 2000


@cache
def _locale(language: str) -> Locale:
    """Return Babel's locale, which it would look up on disk for every figure."""
    return Locale.parse(language)


@lru_cache(1 << 14)
def _day(value: date, language: str) -> str:
    return format_date(value, "medium", locale=_locale(language))


@dataclass(frozen=True)
class Figures:
    """Writes figures in ``language`` (en, zh_CN, zh_TW); amounts in ``currency``, the archive's own, by its symbol."""

    language: str
    currency: str | None = None

    def shown(self, value: Value) -> str:
        """Return any value as its type is written."""
        if isinstance(value, Amount):
            return self.money(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, int | float | Decimal):
            return self.number(value)
        return value or ""

    def day(self, value: date) -> str:
        """Return ``2026年12月3日`` or ``Dec 3, 2026``."""
        return _day(value, self.language)

    def long_day(self, value: date) -> str:
        """Return the day with its weekday."""
        return format_date(value, "full", locale=_locale(self.language))

    def short_day(self, value: date) -> str:
        """Return the day and its weekday in short, without the year: ``Mon, Nov 23``, ``11月23日周一``."""
        return format_skeleton("MMMEd", value, locale=_locale(self.language))

    def month(self, value: date) -> str:
        """Return the month of a day with its year: ``December 2026``, ``2026年12月``."""
        return format_skeleton("yMMMM", value, locale=_locale(self.language))

    def month_day(self, value: date) -> str:
        """Return the day without its year: ``Nov 23``, ``11月23日``."""
        return format_skeleton("MMMd", value, locale=_locale(self.language))

    def weekdays(self) -> list[str]:
        """Return what the days of the week are called in short, from Monday."""
        names = get_day_names("abbreviated", locale=_locale(self.language))
        return [names[day] for day in range(7)]

    def short_month(self, value: date) -> str:
        """Return the month of a day where its year is plain: ``Dec``, ``12月``."""
        return format_date(value, "LLL", locale=_locale(self.language))

    def days(self, number: int) -> str:
        """Return ``1 day``, ``13 days``."""
        unit = {"en": " day" if number == 1 else " days"}.get(self.language, "天")
        return f"{self.number(number)}{unit}"

    def number(self, value: int | float | Decimal) -> str:
        """Return a number with its thousands marked."""
        return format_decimal(value, locale=_locale(self.language))

    def share(self, value: float | Decimal) -> str:
        """Return a part of one as percent."""
        pattern = "#,##0.#%" if isinstance(value, Decimal) else "#,##0.0%"
        return format_percent(value, pattern, locale=_locale(self.language))

    def score(self, value: float) -> str:
        """Return a score to two places."""
        return format_decimal(value, "0.00", locale=_locale(self.language))

    def money(self, value: Amount | Decimal) -> str:
        """Return an amount to the last unit of its currency: ``NT$36,800``, ``¥5,760.00``, ``USD 120.00``.

        One without a currency is in the archive's own.
        """
        amount = self._amount(value)
        places = self._places(amount)
        pattern = "#,##0" + ("." + "0" * places if places else "")
        return self._signed(amount, format_decimal(abs(amount.value), pattern, locale=_locale(self.language)))

    def short_money(self, value: Amount | Decimal) -> str:
        """Return an amount where space is short: ``NT$12.3萬``, ``$12.3K``."""
        amount = self._amount(value)
        whole = Amount(amount.value.to_integral_value(), amount.currency)
        if abs(whole.value) < 10_000:
            return self._signed(whole, format_decimal(abs(whole.value), "#,##0", locale=_locale(self.language)))
        short = format_compact_decimal(abs(whole.value), locale=_locale(self.language), fraction_digits=1)
        return self._signed(whole, short)

    def compact(self, value: Decimal) -> str:
        """Return a number where space is shortest: ``12.3萬``, ``12.3K``, nothing for 0."""
        whole = value.to_integral_value()
        return format_compact_decimal(whole, locale=_locale(self.language), fraction_digits=1) if whole else ""

    def care_day(self, typed: str) -> str:
        """Return a day that comes round each year, as the file has it (``lunar 1968-10-12``, ``03-04``)."""
        fields = _CARE.fullmatch(typed)
        if fields is None:
            return typed
        lunar, year, leap, month, day = fields.groups()
        if lunar:
            plain, leaping, with_year = _LUNAR[self.language]
            told = (leaping if leap else plain).format(month=int(month), day=int(day))
            return with_year.format(day=told, year=year) if year else told
        try:
            when = date(int(year or _LEAP_YEAR), int(month), int(day))
        except ValueError:
            return typed
        return self.day(when) if year else self.month_day(when)

    def _amount(self, value: Amount | Decimal) -> Amount:
        return value if isinstance(value, Amount) else Amount(value, self.currency)

    def _places(self, amount: Amount) -> int:
        whole = amount.value == amount.value.to_integral_value()
        if amount.currency in _WHOLE and whole:
            return 0
        return get_currency_precision(amount.currency) if amount.currency else 2

    def _signed(self, amount: Amount, number: str) -> str:
        sign = "-" if amount.value < 0 else ""
        return f"{sign}{self._symbol(amount.currency)}{number}"

    def _symbol(self, currency: str | None) -> str:
        if currency is None:
            return ""
        if currency != self.currency:
            return f"{currency}\N{NO-BREAK SPACE}"
        symbol = _SYMBOLS.get(currency) or get_currency_symbol(currency, _locale(self.language))
        return f"{symbol}\N{NO-BREAK SPACE}" if symbol.isalpha() else symbol
