"""Why a condition holds for a customer, or does not: the comparisons that decided."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

from custfile.language import _
from custfile.model.condition.check import Checked
from custfile.model.condition.fit import deciding, told
from custfile.model.condition.kinds import Kind
from custfile.model.condition.tree import AllOf, AnyOf, Leaf, Not, Told, Tree
from custfile.model.condition.written import compared
from custfile.model.masking import STARS
from custfile.model.visible import visible

Write: TypeAlias = Callable[[Leaf, Kind, Any, bool], str]
"""Writes a comparison, with the kind of its name, the customer's value, and whether it holds."""

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
    condition: Checked,
    value: Callable[[str], Any],
    as_of: date,
    hidden: Container[str] = frozenset(),
    write: Write | None = None,
) -> list[Reason]:
    """Return what decided ``condition`` for the customer whose values ``value`` gives, in the order of the text.

    Of an ``or`` that holds they are the parts that hold, of an ``and`` that does not hold those that do not; else all.
    They are written as filters are, and the values of ``hidden`` names are not shown; or as ``write`` does it.
    """

    def decided(tree: Tree) -> tuple[bool, list[Reason]]:
        if isinstance(tree, Not):
            holds, found = decided(tree.part)
            return not holds, found
        if isinstance(tree, AllOf | AnyOf):
            parts = [decided(part) for part in tree.parts]
            whole = (all if isinstance(tree, AllOf) else any)(holds for holds, _found in parts)
            return whole, [reason for holds, found in parts if holds is whole for reason in found]
        kind, there = condition.kinds[tree.name], value(tree.name)
        holds = deciding(tree, kind, as_of)(there)
        sentence = write(tree, kind, there, holds) if write else _sentence(tree, kind, there, holds, hidden)
        return holds, [Reason(tree.name, holds, visible(sentence))]

    return [*dict.fromkeys(decided(condition.tree)[1])]


def _sentence(leaf: Leaf, kind: Kind, value: Any, holds: bool, hidden: Container[str]) -> str:
    there = shown(kind, value, leaf.name in hidden)
    if isinstance(leaf, Told):
        return f"{leaf.name}: {there}"
    if holds:
        return f"{leaf.name} {there} {compared(leaf)}"
    return _("{name} {value}, not {compared}").format(name=leaf.name, value=there, compared=compared(leaf))


def shown(kind: Kind, value: Any, hidden: bool = False, one: Callable[[Any], str] | None = None) -> str:
    """Return a value as people read it, or that it is not told; of several all, of a ``hidden`` one nothing.

    ``one`` writes each, if not as its ``kind`` does.
    """
    if value is not False and not told(value):
        return _("(not told)")
    if hidden:
        return STARS
    items = value if isinstance(value, list) else [value]
    text = ", ".join(map(one or kind.shown, items))
    return text[:_LONGEST] + "…" if len(text) > _LONGEST else text
