"""The fields that a column can go into: those of the customer, and of the order or payment that a row is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from custfile.language import Label
from custfile.model.spec import Declared, declared
from custfile.model.values import TEXT, Scalar

ID: Final = "id"
CUSTOMERS: Final = "customers"
EVENTS: Final = ("orders", "payments")
PREFERENCES: Final = "preferences"
_PEOPLE: Final = "contacts"


@dataclass(frozen=True)
class Target:
    """A field a column can go into.

    ``name`` is dotted: ``terms.payment_days``; ``contacts.phone`` is of the contact named beside it, else the first.
    ``event`` says that it is of the order or payment; ``several`` that a cell may hold more than one value.
    ``refers`` is what its words name: a person of the ``team``, a ``kind``, a ``stage``.
    """

    name: str
    label: Label
    scalar: Scalar
    event: bool = False
    several: bool = False
    refers: str | None = None
    identifies: str | None = None


def targets(model: type, rows: str) -> dict[str, Target]:
    """Return the targets by name of a table whose rows are ``rows``: customers, orders or payments.

    ``model`` is that of the customer's file. An order's own fields come first: its ``note`` wins over the customer's.
    """
    found = [Target(ID, Label("Id", "编号", "編號"), TEXT, identifies=ID)]
    if rows in EVENTS:
        event = next(item for item in declared(model) if item.key == rows)
        found += [_target(item, item.key, event=True) for item in declared(event.part or object) if item.scalar]
    found += _of_customer(model)
    known: dict[str, Target] = {}
    for target in found:
        known.setdefault(target.name, target)
    return known


def named(name: str, known: Mapping[str, Target]) -> Target | None:
    """Return the target that is called ``name``; anything may be preferred."""
    if name.startswith(f"{PREFERENCES}.") and name.count(".") == 1:
        word = name.partition(".")[2]
        return Target(name, Label(word, word, word), TEXT)
    return known.get(name)


def _of_customer(model: type) -> Iterator[Target]:
    for item in declared(model):
        if item.scalar is not None:
            yield _target(item, item.key)
        elif item.part is not None and (not item.repeated or item.key == _PEOPLE):
            inner = [each for each in declared(item.part) if each.scalar is not None]
            yield from (_target(each, f"{item.key}.{each.key}") for each in inner)


def _target(item: Declared, name: str, *, event: bool = False) -> Target:
    assert item.scalar is not None
    spec = item.spec
    return Target(name, spec.label, item.scalar, event, item.repeated, spec.refers, spec.identifies)
