"""Measures of the customer as a person: its age."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from custfile.analysis.figures import Figures

_BORN: Final = re.compile(r"(?:(lunar) )?(\d{4})-(?:leap )?(\d\d)-(\d\d)", re.ASCII)
_TOLD: Final = re.compile(r"(?<!\d)(\d{1,3})(?![\d后後])")
"""The first number of ``35``, ``30-40`` or ``35岁``; not that of 80后, which is a decade of birth."""


def measures(figures: Figures, names: Collection[str]) -> Mapping[str, NDArray[Any]]:
    """Return ``age`` in whole years for each customer, NaN where nothing tells it.

    A birthday with its year decides: years completed on the as-of date, for a lunar one the difference of the years. Else
    the first number of ``person.age`` counts, which of a band is the lower end.
    """
    born, told = figures.book.fields(["person.birthday", "person.age"])
    ages = (_age(birthday, text, figures.book.as_of) for birthday, text in zip(born, told, strict=True))
    return {"age": np.array([np.nan if age is None else age for age in ages], dtype=np.float64)}


def _age(birthday: str | None, text: str | None, as_of: date) -> int | None:
    fields = _BORN.fullmatch(birthday or "")
    if fields is not None:
        year, month, day = map(int, fields.groups()[1:])
        to_come = not fields[1] and (as_of.month, as_of.day) < (month, day)
        age = as_of.year - year - to_come
        return age if age >= 0 else None
    number = _TOLD.search(text or "")
    return int(number[1]) if number else None
