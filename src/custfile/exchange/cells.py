"""One cell as the value of one field: what spreadsheets make of dates, sums and phone numbers is undone, if certain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from custfile.exchange.amounts import Mark, amount
from custfile.exchange.days import Order, care_date, day
from custfile.exchange.targets import Target
from custfile.exchange.unclear import Unclear
from custfile.exchange.words import choice_word, yes_word
from custfile.language import _
from custfile.model.edit import Value
from custfile.model.finding import Finding
from custfile.model.folding import fold
from custfile.model.values import Wrong

_SEPARATORS: Final = re.compile(r"\s*[;；、\n]\s*")
_BREAK: Final = re.compile(r"[ \t]*[\r\n]+[ \t]*")
_ERROR: Final = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|#+)")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_MADE_NUMBER: Final = re.compile(r"\d{4,}\.0+|\d(?:\.\d+)?E\+\d+", re.ASCII | re.IGNORECASE)
_CHINESE_MOBILE: Final = re.compile(r"(1[3-9]\d{9})\.0", re.ASCII)  # complete: no leading zero can be lost


@dataclass(frozen=True)
class Habits:
    """How a table writes what can be written in several ways.

    ``currency`` is that of its sums of money where no column says so; ``words`` see ``words.known_words``.
    """

    dates: Order | None = None
    decimal: Mark | None = None
    currency: str | None = None
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def value(target: Target, text: str, habits: Habits) -> Value:
    """Return ``text``, the words of a cell that is not empty, as the value of ``target``. Raises ``Unclear``."""
    if _ERROR.fullmatch(text):
        raise Unclear(_("the spreadsheet shows the error {text}").format(text=text))
    if _CONTROL.search(text):
        raise Unclear(_("there is an invisible control character in the text"))
    if target.several:
        return [_single(target, part, habits) for part in _SEPARATORS.split(text) if part]
    return _single(target, text, habits)


def _single(target: Target, text: str, habits: Habits) -> Value:
    try:
        read: Value = target.scalar.read(_canonical(target, text, habits))
    except Wrong as wrong:
        finding = Finding("", 0, 0, wrong.code, {"hint": "", **wrong.params})
        raise Unclear(f"{finding.message}; {finding.remedy}") from wrong
    return read


def _canonical(target: Target, text: str, habits: Habits) -> str:
    """Return ``text`` as a file of the archive would have it."""
    kind = target.scalar.name
    if target.scalar.choices:
        return choice_word(text, target.scalar)
    if kind == "day":
        return day(text, habits.dates).isoformat()
    if kind == "care_date":
        return _care_date(target, text, habits)
    if kind in ("money", "quantity", "share", "whole", "grade"):
        return _number(kind, text, habits)
    if kind == "yes":
        return yes_word(text)
    if kind == "email":
        return unicodedata.normalize("NFKC", text)
    return _words(target, text, habits)


def _care_date(target: Target, text: str, habits: Habits) -> str:
    try:
        target.scalar.read(text)
    except Wrong:
        return care_date(text, habits.dates)
    return text


def _number(kind: str, text: str, habits: Habits) -> str:
    number, currencies = amount(text, habits.decimal)
    if currencies and kind != "money":
        raise Unclear(_("'{text}' is a sum of money, where a number is wanted").format(text=text))
    if currencies and habits.currency and habits.currency.upper() not in currencies:
        sentence = _("'{text}' is not in {currency}; a column for the currency would say so")
        raise Unclear(sentence.format(text=text, currency=habits.currency))
    if kind in ("whole", "grade") and number == number.to_integral_value():
        number = number.quantize(Decimal(1))
    return format(number, "f")


def _words(target: Target, text: str, habits: Habits) -> str:
    if mobile := _CHINESE_MOBILE.fullmatch(text) if target.identifies == "phone" else None:
        return mobile[1]
    if _MADE_NUMBER.fullmatch(text):
        sentence = _("a spreadsheet made a number of '{text}' and digits may be lost; format the column as text")
        raise Unclear(sentence.format(text=text))
    known = habits.words.get(target.refers or "", {})
    spoken = known.get(fold(text), text)
    return _BREAK.sub(" ", spoken) if target.scalar.name == "line" else spoken.replace("\r\n", "\n")
