"""Which of ordered rules can hold for nobody, because those before them take everybody they would take.

The rules are tried on made-up customers: for each name one value of every sort that the rules tell apart (each word and
number they mention, something between and beyond, nothing). What cannot be tried that way counts as free to be so or not,
so that a rule is found to be out of reach only when it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise, product
from math import prod
from typing import Any, Final

from custfile.model.condition import GRADE, MONEY, NUMBER, YES, Checked, Kind, Word, fits
from custfile.model.condition.tree import Compare, Leaf, Told, leaves, replaced
from custfile.model.condition.written import compared
from custfile.model.measures import measure

_MOST: Final = 20_000
_GRADES: Final = "ABCDEN"
_ANY_DAY: Final = date(2000, 1, 1)  # no rule that is tried asks for a day


def unreachable(rules: Sequence[Checked]) -> list[int]:
    """Return the places of the ``rules`` that can hold for nobody whom no rule before has taken."""
    tried = [_tried(rule) for rule in rules]
    values = _values(tried)
    if not tried or prod(map(len, values.values())) > _MOST:
        return []
    columns = dict(zip(values, zip(*product(*values.values()), strict=True), strict=True))
    left, found = [True] * prod(map(len, values.values())), []
    for place, rule in enumerate(tried):
        holds = fits(rule, columns.__getitem__, _ANY_DAY)
        if not any(free and so for free, so in zip(left, holds, strict=True)):
            found.append(place)
        left = [free and not so for free, so in zip(left, holds, strict=True)]
    return found


def _tried(rule: Checked) -> Checked:
    """Return ``rule`` with every comparison that cannot be tried as a name of its own, which is so or not."""
    kinds: dict[str, Kind] = {}

    def plain(leaf: Leaf) -> Leaf:
        kind = rule.kinds[leaf.name]
        if _can_be_tried(leaf, kind):
            kinds[leaf.name] = kind
            return leaf
        name = f"{leaf.name} {compared(leaf)}" if isinstance(leaf, Compare) else leaf.name
        kinds[name] = YES
        return Told(name)

    return replace(rule, tree=replaced(rule.tree, plain), kinds=kinds)


def _can_be_tried(leaf: Leaf, kind: Kind) -> bool:
    """Measures have one value at most; a field may have several, and then ``x = a and x = b`` can hold."""
    if isinstance(leaf, Compare) and leaf.operator == "~":
        return False
    return measure(leaf.name) is not None and (kind in (NUMBER, MONEY, GRADE, YES) or isinstance(kind, Word))


def _values(rules: Sequence[Checked]) -> Mapping[str, list[Any]]:
    """Return for each name of ``rules`` a value of every sort that they tell apart."""
    kinds = {name: kind for rule in rules for name, kind in rule.kinds.items()}
    mentioned: dict[str, set[str]] = {name: set() for name in kinds}
    for rule in rules:
        for leaf in leaves(rule.tree):
            mentioned[leaf.name] |= {value.text for value in leaf.values} if isinstance(leaf, Compare) else set()
    return {name: list(_sorts(kind, mentioned[name])) for name, kind in kinds.items()}


def _sorts(kind: Kind, mentioned: set[str]) -> Iterator[Any]:
    yield None
    if kind is YES:
        yield from (True, False)
    elif kind is GRADE:
        yield from _GRADES
    elif isinstance(kind, Word):
        yield from kind.choices
    else:
        borders = sorted(map(Decimal, mentioned)) or [Decimal(0)]
        yield from (borders[0] - 1, *borders, borders[-1] + 1)
        yield from ((lower + higher) / 2 for lower, higher in pairwise(borders))
