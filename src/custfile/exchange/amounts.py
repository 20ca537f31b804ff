"""Numbers and sums of money as spreadsheets write them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from custfile.exchange.unclear import Unclear
from custfile.language import _

_CODES: Final = {
    "NT$": "TWD", "US$": "USD", "HK$": "HKD", "$": "USD TWD HKD MOP SGD AUD CAD NZD", "€": "EUR", "£": "GBP",
    "¥": "CNY JPY", "元": "CNY TWD HKD MOP", "圆": "CNY TWD HKD JPY", "圓": "CNY TWD HKD JPY", "RMB": "CNY",
    "人民币": "CNY", "人民幣": "CNY", "新台币": "TWD", "新台幣": "TWD", "新臺幣": "TWD",
    **{code: code for code in ("USD", "TWD", "HKD", "EUR", "GBP", "CNY", "JPY", "CHF")},
}  # fmt: skip
_SIGNS: Final = {sign: frozenset(codes.split()) for sign, codes in _CODES.items()}
"""Signs of money, and the currencies that each may stand for."""

_UNITS: Final = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_SIGN: Final = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_MONEY: Final = re.compile(
    rf"(?P<open>\()?(?P<minus>-)?\s*(?P<before>{_SIGN})?\s*(?P<late_minus>-)?\s*"
    rf"(?P<number>\d[\d.,\s']*)(?P<unit>[万萬亿億])?\s*(?P<behind>{_SIGN})?(?P<close>\))?",
    re.IGNORECASE | re.ASCII,
)
_POINT: Final = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?:[ ']\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_COMMA: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|[1-9]\d{0,2}(?:[ ']\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_ONE_POINT_GROUP: Final = re.compile(r"[1-9]\d{0,2}\.\d{3}")  # 1.280 is 1280 to some and 1.28 to others


class Mark(StrEnum):
    """What stands before the decimals."""

    point = "point"
    comma = "comma"


class Amount(NamedTuple):
    """A number, and the currencies that the sign beside it may stand for (empty without one)."""

    number: Decimal
    currencies: frozenset[str]


def amount(text: str, mark: Mark | None = None) -> Amount:
    """Return what ``text`` says: 1,280.00, NT$1,280, (120.00), 5萬, １２８０, 1.280,50.

    ``mark`` says what stands before the decimals; without it 1.280 is unclear, and 1,280 is a thousand and more.
    Raises ``Unclear``.
    """
    plain = unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip()
    found = _MONEY.fullmatch(plain)
    if found is None or bool(found["open"]) != bool(found["close"]):
        raise Unclear(_("'{text}' is not a number such as 1280.00").format(text=text))
    number = _number(found["number"].strip(), text, mark) * _UNITS.get(found["unit"] or "", 1)
    minus = [found["open"], found["minus"], found["late_minus"]]
    if len([sign for sign in minus if sign]) > 1:
        raise Unclear(_("'{text}' is not a number such as 1280.00").format(text=text))
    signs = [_SIGNS[sign.upper()] for sign in (found["before"], found["behind"]) if sign]
    currencies = frozenset.intersection(*signs) if signs else frozenset()
    if signs and not currencies:
        raise Unclear(_("'{text}' names two currencies").format(text=text))
    return Amount(_without_empty_decimals(-number if any(minus) else number, found["unit"]), currencies)


def _number(digits: str, text: str, mark: Mark | None) -> Decimal:
    """Return the number that ``digits`` and separators stand for."""
    if mark is None and _ONE_POINT_GROUP.fullmatch(digits):
        raise Unclear(_("'{text}' may be two numbers; say --decimal point or --decimal comma").format(text=text))
    if mark is not Mark.comma and _POINT.fullmatch(digits):
        return Decimal(re.sub("[, ']", "", digits))
    if mark is not Mark.point and _COMMA.fullmatch(digits):
        return Decimal(re.sub("[. ']", "", digits).replace(",", "."))
    raise Unclear(_("'{text}' is not a number such as 1280.00").format(text=text))


def _without_empty_decimals(number: Decimal, unit: str | None) -> Decimal:
    """Return 55000 for 5.5万, which the multiplication makes 55000.0; what had no unit stays as it was typed."""
    return number.quantize(Decimal(1)) if unit and number == number.to_integral_value() else number
