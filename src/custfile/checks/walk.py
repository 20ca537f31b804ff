"""Walking a record by what is declared of its fields."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from custfile.model.edit import Path
from custfile.model.spec import Declared, declared


class Told(NamedTuple):
    """A value that a record has: where, of which field, and the record part that holds it."""

    path: Path
    field: Declared
    holder: Any
    value: Any


class _Step(NamedTuple):
    field: Declared
    wanted: bool
    below: tuple[_Step, ...]


def told(record: Any, trait: str) -> Iterator[Told]:
    """Yield every value of ``record`` whose field's spec has ``trait`` (``after``, ``refers`` …), depth first."""
    part: Any = type(record)
    yield from _told(record, _plan(part, trait), ())


@cache
def _plan(part: Any, trait: str) -> tuple[_Step, ...]:
    """Return only the fields that have the trait or lead to some that do, so that a walk touches no other."""
    steps = (
        _Step(field, bool(getattr(field.spec, trait)), _plan(field.part, trait) if field.part else ())
        for field in declared(part)
    )
    return tuple(step for step in steps if step.wanted or step.below)


def _told(holder: Any, plan: tuple[_Step, ...], path: Path) -> Iterator[Told]:
    for field, wanted, below in plan:
        value = getattr(holder, field.key)
        if not value:
            continue
        items = enumerate(value) if field.repeated else ((None, value),)
        for position, item in items:
            place = (*path, field.key) if position is None else (*path, field.key, position)
            if wanted:
                yield Told(place, field, holder, item)
            if below:
                yield from _told(item, below, place)
