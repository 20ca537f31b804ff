"""The kinds of values that a name may have: what is compared with them, with which operators, and how."""

from __future__ import annotations

import operator as compare
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import nan
from typing import Any, Final, TypeAlias

from custfile.language import Label, _
from custfile.model.folding import fold
from custfile.model.table import written

Test: TypeAlias = Callable[[Any], bool]
"""Takes one value that is told and says whether it fits."""

EQUAL: Final = frozenset({"=", "!=", "in", "not in"})
ORDER: Final = frozenset({"<", "<=", ">", ">="})
OPERATIONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "=": compare.eq, "<": compare.lt, "<=": compare.le, ">": compare.gt, ">=": compare.ge
}  # fmt: skip

_NUMBER: Final = re.compile(r"([+-]?\d{1,15}(?:\.\d{1,6})?)([%万萬亿億]?)", re.ASCII)
_TIMES: Final = {"": "1", "%": "0.01", "万": "1e4", "萬": "1e4", "亿": "1e8", "億": "1e8"}
_GRADES: Final = "ABCDE"
_NOT_RATED: Final = "N"
_LISTED: Final = 20
_PLACES: Final = 6


class Kind(ABC):
    """A kind of values; ``operators`` are those it has."""

    operators: frozenset[str] = EQUAL

    @property
    @abstractmethod
    def wanted(self) -> str:
        """What is compared with it, as a noun."""

    @property
    @abstractmethod
    def remedy(self) -> str:
        """What to write for a value."""

    @property
    @abstractmethod
    def usage(self) -> str:
        """What to write instead of an operator it has not; ``{name}`` stands for the name."""

    @abstractmethod
    def canonical(self, typed: str) -> str:
        """Return the one way to write what ``typed`` means. Raises ``ValueError`` when it means nothing here."""

    @abstractmethod
    def test(self, operator: str, typed: str, as_of: date) -> Test:
        """Return the test by ``operator``, one of ``=``, ``~`` and those of order, with ``typed``, which is canonical."""

    def has_place(self, typed: str) -> bool:
        """Return whether the canonical ``typed`` can be compared by order."""
        return True

    def shown(self, value: Any) -> str:
        """Return one value for people."""
        return str(value)


class _Text(Kind):
    operators = EQUAL | {"~"}

    @property
    def wanted(self) -> str:
        return _("text")

    @property
    def remedy(self) -> str:
        return _("write a word, or a text in quotation marks")

    @property
    def usage(self) -> str:
        return _("write {name} = …, {name} in (…) or {name} ~ …")

    def canonical(self, typed: str) -> str:
        return typed

    def test(self, operator: str, typed: str, as_of: date) -> Test:
        folded = fold(typed)
        if operator == "~":
            return lambda value: folded in fold(value)
        return lambda value: fold(value) == folded


class _Record(_Text):
    """A part of the file, with fields of its own: it is told or not."""

    operators = frozenset()

    @property
    def wanted(self) -> str:
        return _("a part of the file")

    @property
    def usage(self) -> str:
        return _("write {name} or not {name} alone, or compare one of its fields")


@dataclass(frozen=True, eq=False)
class _Number(Kind):
    money: bool
    operators = EQUAL | ORDER

    @property
    def wanted(self) -> str:
        return _("an amount") if self.money else _("a number")

    @property
    def remedy(self) -> str:
        return _("write digits without separators: 50000, 1280.50, -3, 5万 or 30%")

    @property
    def usage(self) -> str:
        return _("write {name} = …, {name} < … or {name} >= …")

    def canonical(self, typed: str) -> str:
        fields = _NUMBER.fullmatch(fold(typed))
        if fields is None:
            raise ValueError(typed)
        return f"{(Decimal(fields[1]) * Decimal(_TIMES[fields[2]])).normalize():f}"

    def test(self, operator: str, typed: str, as_of: date) -> Test:
        """A float is compared with the float that ``typed`` is: 0.3 is 30 %, though not exactly three tenths."""
        operation, exact, near = OPERATIONS[operator], Decimal(typed), float(typed)
        return lambda value: operation(value, exact if value.__class__ is Decimal else near)

    def shown(self, value: Any) -> str:
        if isinstance(value, int):
            return str(value)
        return written(value, "money") if self.money else written(round(value, _PLACES), "quantity")


class _Grade(Kind):
    """Ordered by goodness: ``<= C`` is C or worse. Who is not rated has no place in the order."""

    operators = EQUAL | ORDER

    @property
    def wanted(self) -> str:
        return _("a grade")

    @property
    def remedy(self) -> str:
        return _("write A (best), B, C, D, E, or N for not rated")

    @property
    def usage(self) -> str:
        return _("write {name} = …, {name} <= … or {name} in (…)")

    def canonical(self, typed: str) -> str:
        grade = fold(typed).upper()
        if grade not in {*_GRADES, _NOT_RATED}:
            raise ValueError(typed)
        return grade

    def has_place(self, typed: str) -> bool:
        return typed != _NOT_RATED

    def test(self, operator: str, typed: str, as_of: date) -> Test:
        if operator == "=":
            return lambda value: bool(value == typed)
        operation, goodness = OPERATIONS[operator], {grade: -place for place, grade in enumerate(_GRADES)}
        return lambda value: operation(goodness.get(value, nan), goodness[typed])


class _Yes(Kind):
    _WORDS: Final = {"yes": True, "true": True, "是": True, "no": False, "false": False, "否": False}

    @property
    def wanted(self) -> str:
        return _("yes or no")

    @property
    def remedy(self) -> str:
        return _("write yes or no")

    @property
    def usage(self) -> str:
        return _("write {name}, not {name}, or {name} = no")

    def canonical(self, typed: str) -> str:
        if fold(typed) not in self._WORDS:
            raise ValueError(typed)
        return "yes" if self._WORDS[fold(typed)] else "no"

    def test(self, operator: str, typed: str, as_of: date) -> Test:
        wanted = self._WORDS[typed]
        return lambda value: value is wanted

    def shown(self, value: Any) -> str:
        return "yes" if value else "no"


@dataclass(frozen=True, eq=False)
class Word(Kind):
    """One of ``choices``, each by its key or by its label in any language."""

    choices: Mapping[str, Label]

    @property
    def wanted(self) -> str:
        return _("one of its choices")

    @property
    def remedy(self) -> str:
        listed = [*self.choices][:_LISTED]
        more = ", …" if len(self.choices) > _LISTED else ""
        return _("write one of: {choices}").format(choices=", ".join(listed) + more)

    @property
    def usage(self) -> str:
        return _("write {name} = … or {name} in (…)")

    def canonical(self, typed: str) -> str:
        """A label that several choices share is nobody's."""
        if typed in self.choices:
            return typed
        folded = fold(typed)
        found = [key for key, label in self.choices.items() if folded in map(fold, (key, *label))]
        if len(found) != 1:
            raise ValueError(typed)
        return found[0]

    def test(self, operator: str, typed: str, as_of: date) -> Test:
        return lambda value: bool(value == typed)


TEXT: Final[Kind] = _Text()
RECORD: Final[Kind] = _Record()
NUMBER: Final[Kind] = _Number(money=False)
MONEY: Final[Kind] = _Number(money=True)
GRADE: Final[Kind] = _Grade()
YES: Final[Kind] = _Yes()
