"""The kinds of the fields of a customer's file."""

from __future__ import annotations

from typing import Final

from custfile.model.condition.days import DAY
from custfile.model.condition.kinds import MONEY, NUMBER, TEXT, YES, Kind, Word
from custfile.model.values import Scalar

_KINDS: Final = {
    "day": DAY, "money": MONEY, "quantity": NUMBER, "share": NUMBER, "whole": NUMBER, "grade": NUMBER, "yes": YES
}  # fmt: skip


def kind_of(scalar: Scalar) -> Kind:
    """Return the kind of the values that ``scalar`` reads; a time and a care date are text."""
    return Word(scalar.choices) if scalar.choices is not None else _KINDS.get(scalar.name, TEXT)
