"""Walking a record by what is declared of its fields."""

from __future__ import annotations

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
    key: str
    wanted: bool
    below: tuple[_Step, ...]


def told(record: Any, trait: str) -> list[Told]:
    """Return every value of ``record`` whose field's spec has ``trait`` (``after``, ``refers`` …), depth first."""
    part: Any = type(record)
    found: list[Told] = []
    _gather(record, _plan(part, trait), (), found)
    return found


@cache
def _plan(part: Any, trait: str) -> tuple[_Step, ...]:
    """Return only the fields that have the trait or lead to some that do, so that a walk touches no other."""
    steps = (
        _Step(field, field.key, bool(getattr(field.spec, trait)), _plan(field.part, trait) if field.part else ())
        for field in declared(part)
    )
    return tuple(step for step in steps if step.wanted or step.below)


def _gather(holder: Any, plan: tuple[_Step, ...], path: Path, found: list[Told]) -> None:
    for field, key, wanted, below in plan:
        value = getattr(holder, key)
        if not value:
            continue
        places = (
            [((*path, key, number), item) for number, item in enumerate(value)]
            if field.repeated
            else [((*path, key), value)]
        )
        for place, item in places:
            if wanted:
                found.append(Told(place, field, holder, item))
            if below:
                _gather(item, below, place, found)
