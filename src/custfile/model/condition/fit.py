"""Which customers a condition holds for.

There are two answers only. A comparison with something absent does not hold; ``!=``, ``not in`` and ``not`` turn an answer
round, so they do hold then. Of several values any one suffices.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from operator import not_
from typing import Any, Final

from custfile.model.condition.check import Checked
from custfile.model.condition.kinds import Kind, Test
from custfile.model.condition.tree import AllOf, AnyOf, Leaf, Not, Told, Tree

_TURNED: Final = ("!=", "not in")
_EQUAL: Final = ("in", *_TURNED)


def fits(condition: Checked, column: Callable[[str], Sequence[Any]], as_of: date) -> list[bool]:
    """Return for each customer whether ``condition`` holds on ``as_of``.

    ``column`` gives the values of a name, one a customer, all in the same order, and is asked once a name. A value is a
    ``Decimal``, ``int``, ``float`` (NaN is absent), ``date``, ``str`` or ``bool`` as the kind has it, a list of these, or
    ``None``; an array goes in by its ``tolist()``.
    """
    fetched = cache(column)

    def rows(tree: Tree) -> list[bool]:
        if isinstance(tree, AllOf):
            return [all(row) for row in zip(*map(rows, tree.parts), strict=True)]
        if isinstance(tree, AnyOf):
            return [any(row) for row in zip(*map(rows, tree.parts), strict=True)]
        if isinstance(tree, Not):
            return [*map(not_, rows(tree.part))]
        return [*map(deciding(tree, condition.kinds[tree.name], as_of), fetched(tree.name))]

    return rows(condition.tree)


def deciding(leaf: Leaf, kind: Kind, as_of: date) -> Test:
    """Return what decides ``leaf`` for a customer's value, which may be absent or a list."""
    if isinstance(leaf, Told):
        return told
    operator = "=" if leaf.operator in _EQUAL else leaf.operator
    one = _any([kind.test(operator, value.text, as_of) for value in leaf.values])

    def holds(value: Any) -> bool:
        if value is None:
            return False
        return any(map(one, value)) if isinstance(value, list) else one(value)

    return (lambda value: not holds(value)) if leaf.operator in _TURNED else holds


def _any(tests: Sequence[Test]) -> Test:
    return tests[0] if len(tests) == 1 else lambda value: any(test(value) for test in tests)


def told(value: Any) -> bool:
    """Return whether ``value`` is there; of yes and no, whether it is yes."""
    if isinstance(value, list):
        return any(map(told, value))
    return value is not None and value is not False and value == value and value not in ("", {})
