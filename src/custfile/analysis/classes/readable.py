"""What classes are decided on, for readers who write no filters: labels instead of names, comparisons in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from custfile.analysis.classes.values import Limit, Values
from custfile.language import COLON, SEMICOLON, Label, say
from custfile.model.condition import DAY, GRADE, MONEY, NUMBER, YES, Checked, Kind, Reason, Word, reasons, shown
from custfile.model.condition.days import meant
from custfile.model.condition.tree import Compare, Leaf
from custfile.model.measures import measure
from custfile.model.table import written

_COMPARED: Final = Label("{fact} ({words})", "{fact}（{words}）", "{fact}（{words}）")
_ANSWER: Final = {True: Label("yes", "是", "是"), False: Label("no", "否", "否")}

_NUMBERS: Final = {
    "<": Label("below {value}", "低于{value}", "低於{value}"),
    "<=": Label("at most {value}", "不超过{value}", "不超過{value}"),
    ">": Label("more than {value}", "超过{value}", "超過{value}"),
    ">=": Label("at least {value}", "不低于{value}", "不低於{value}"),
}
_DAYS: Final = {
    "<": Label("before {value}", "早于{value}", "早於{value}"),
    "<=": Label("not after {value}", "不晚于{value}", "不晚於{value}"),
    ">": Label("after {value}", "晚于{value}", "晚於{value}"),
    ">=": Label("not before {value}", "不早于{value}", "不早於{value}"),
}
_GRADES: Final = {
    "<": Label("worse than {value}", "低于{value}级", "低於{value}級"),
    "<=": Label("{value} or worse", "{value}级及以下", "{value}級及以下"),
    ">": Label("better than {value}", "高于{value}级", "高於{value}級"),
    ">=": Label("{value} or better", "{value}级及以上", "{value}級及以上"),
}
_ORDER: Final[Mapping[Kind, Mapping[str, Label]]] = {DAY: _DAYS, GRADE: _GRADES}
_NOT: Final = Label("not {value}", "不是{value}", "不是{value}")
_HOLDS: Final = Label("contains {value}", "含“{value}”", "含「{value}」")
_LACKS: Final = Label("does not contain {value}", "不含“{value}”", "不含「{value}」")
_OR: Final = Label(" or ", "或", "或")
_TURNED: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "=", "in": "not in", "not in": "in"}


@dataclass(frozen=True, eq=False)
class Readable(Values):
    """The same values, in the words of the language spoken."""

    def shown(self, name: str, who: int) -> str:
        """Return what ``name`` is of the customer ``who``, a word by its label."""
        return self._value(name, self.figures.column(name)[who])

    def stated(self, name: str, there: str) -> str:
        """Return that ``name`` is ``there``."""
        return f"{say(self.figures.names.label(name))}{say(COLON)}{there}"

    def worded(self, name: str, there: str) -> str:
        """Return that ``name`` is the word ``there``."""
        return self.stated(name, there)

    def limited(self, name: str, there: str, limit: Limit) -> str:
        """Return that ``name`` is ``there``, on which side of the ``limit``."""
        words = say(_NUMBERS[limit.operator]).format(value=limit.border)
        return say(_COMPARED).format(fact=self.stated(name, there), words=words)

    def moved(self, name: str, was: str, is_: str) -> str:
        """Return that ``name`` was one thing and is another."""
        return self.stated(name, f"{was} → {is_}")

    def listed(self, sentences: Iterable[str]) -> str:
        """Return the ``sentences`` one after the other."""
        return say(SEMICOLON).join(sentences)

    def reasons(self, condition: Checked, who: int) -> list[Reason]:
        """Return what decided ``condition`` for the customer ``who``."""
        as_of = self.figures.book.as_of
        return reasons(condition, lambda name: self.figures.column(name)[who], as_of, write=self._written)

    def _value(self, name: str, value: Any) -> str:
        kind = self.figures.names[name]
        return shown(kind, value, name in self.secret, lambda each: self._one(name, kind, each))

    def _one(self, name: str, kind: Kind, value: Any) -> str:
        found = measure(name)
        if found is not None and found.kind in ("share", "score"):
            return written(value, found.kind)
        if isinstance(kind, Word) and value in kind.choices:
            return say(kind.choices[value])
        return say(_ANSWER[bool(value)]) if kind is YES else kind.shown(value)

    def _written(self, leaf: Leaf, kind: Kind, value: Any, holds: bool) -> str:
        """Return the comparison ``leaf`` in words: one that does not hold turned round, where that says the same."""
        fact = self.stated(leaf.name, self._value(leaf.name, value))
        if not isinstance(leaf, Compare) or value is None or isinstance(value, list) or leaf.name in self.secret:
            return fact
        words = self._words(leaf, kind, leaf.operator if holds else _TURNED.get(leaf.operator, ""))
        return say(_COMPARED).format(fact=fact, words=words) if words and kind.has_place(str(value)) else fact

    def _words(self, leaf: Compare, kind: Kind, operator: str) -> str:
        """Return what ``operator`` says; nothing where the value says it already."""
        value = say(_OR).join(self._operand(leaf.name, kind, each.text) for each in leaf.values)
        if leaf.operator == "~":
            return say(_HOLDS if operator else _LACKS).format(value=value)
        if operator in ("=", "in"):
            return ""
        return say(_NOT if operator in ("!=", "not in") else _ORDER.get(kind, _NUMBERS)[operator]).format(value=value)

    def _operand(self, name: str, kind: Kind, typed: str) -> str:
        """Return what a value of the condition means."""
        found = measure(name)
        if kind is NUMBER or kind is MONEY:
            share = found is not None and found.kind == "share"
            return written(Decimal(typed), "share" if share else "quantity")
        if kind is DAY:
            return meant(typed, self.figures.book.as_of).isoformat()
        return self._one(name, kind, typed == "yes" if kind is YES else typed)
