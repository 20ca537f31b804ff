"""Why a condition holds for a customer, or does not: the comparisons that decided."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from custfile.language import _
from custfile.model.condition.check import Checked
from custfile.model.condition.fit import deciding, told
from custfile.model.condition.kinds import Kind
from custfile.model.condition.tree import AllOf, AnyOf, Leaf, Not, Told, Tree
from custfile.model.condition.written import compared
from custfile.model.masking import STARS
from custfile.model.visible import visible

_LONGEST: Final = 60


@dataclass(frozen=True)
class Reason:
    """A comparison that decided: its ``name``, whether it ``holds``, and the sentence, such as ``days_overdue 75 > 60``."""

    name: str
    holds: bool
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def reasons(
    condition: Checked, value: Callable[[str], Any], as_of: date, hidden: Container[str] = frozenset()
) -> list[Reason]:
    """Return what decided ``condition`` for the customer whose values ``value`` gives, in the order of the text.

    Of an ``or`` that holds they are the parts that hold, of an ``and`` that does not hold those that do not; else all.
    The values of ``hidden`` names are not shown.
    """

    def decided(tree: Tree) -> tuple[bool, list[Reason]]:
        if isinstance(tree, Not):
            holds, found = decided(tree.part)
            return not holds, found
        if isinstance(tree, AllOf | AnyOf):
            parts = [decided(part) for part in tree.parts]
            whole = (all if isinstance(tree, AllOf) else any)(holds for holds, _found in parts)
            return whole, [reason for holds, found in parts if holds is whole for reason in found]
        reason = _reason(tree, condition.kinds[tree.name], value(tree.name), as_of, hidden)
        return reason.holds, [reason]

    return [*dict.fromkeys(decided(condition.tree)[1])]


def _reason(leaf: Leaf, kind: Kind, value: Any, as_of: date, hidden: Container[str]) -> Reason:
    holds = deciding(leaf, kind, as_of)(value)
    there = shown(kind, value, leaf.name in hidden)
    if isinstance(leaf, Told):
        sentence = f"{leaf.name}: {there}"
    elif holds:
        sentence = f"{leaf.name} {there} {compared(leaf)}"
    else:
        sentence = _("{name} {value}, not {compared}").format(name=leaf.name, value=there, compared=compared(leaf))
    return Reason(leaf.name, holds, visible(sentence))


def shown(kind: Kind, value: Any, hidden: bool = False) -> str:
    """Return a value as people read it, or that it is not told; of several all, of a ``hidden`` one nothing."""
    if value is not False and not told(value):
        return _("(not told)")
    if hidden:
        return STARS
    items = value if isinstance(value, list) else [value]
    text = ", ".join(kind.shown(item) for item in items)
    return text[:_LONGEST] + "…" if len(text) > _LONGEST else text
