"""What a file refers to exists: people of the team, orders, kinds, stages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from custfile.checks.walk import Told, told
from custfile.model.customer import Customer
from custfile.model.edit import Path
from custfile.model.finding import Fault
from custfile.model.holding import APPOINTMENT, held
from custfile.model.settings import Person, Settings
from custfile.model.values import nearest

_CODES: Final = {"team": "C301", "order": "C302", "kind": "C305", "stage": "C306", "deal": "C308"}
_WITHIN: Final = ("order", "deal")  # lists of the file itself: an empty one allows nothing
_LISTED: Final = ("kind", "stage")  # few enough to name them all


def check(record: Customer, settings: Settings) -> Iterator[Fault]:
    """Yield C301, C302, C305, C306, C308, C310 for what is named and does not exist, C307 for what a leaver still holds.

    A settings list that is empty allows everything: a firm may begin without a team or kinds.
    """
    known = {
        **settings.named,
        "order": {order.no: None for order in record.orders if order.no is not None},
        "deal": {deal.no: None for deal in record.deals if deal.no is not None},
    }
    for item in told(record, "refers"):
        kind = item.field.spec.refers
        if kind in known and item.value not in known[kind] and (known[kind] or kind in _WITHIN):
            yield _unknown(item, list(known[kind]), settings)
    yield from _for_no_rule(record, settings)
    yield from _held_by_leavers(record, settings)


def people(record: Any, settings: Settings) -> Iterator[Fault]:
    """Yield C301 for each person that ``record``, of whatever model, names and the team does not have."""
    known = settings.named["team"]
    for item in told(record, "refers") if known else ():
        if item.field.spec.refers == "team" and item.value not in known:
            yield _unknown(item, list(known), settings)


def _unknown(item: Told, known: Sequence[str], settings: Settings) -> Fault:
    kind = item.field.spec.refers or ""
    called = {person.name: person.id for person in settings.team} if kind == "team" else {}
    hint = called.get(item.value) or nearest(item.value, known)
    choices = {"choices": ", ".join(known)} if kind in _LISTED else {}
    return Fault(item.path, _CODES[kind], {"got": item.value, "hint": hint, **choices})


def _for_no_rule(record: Customer, settings: Settings) -> Iterator[Fault]:
    """Yield C310 for a visit or deferral that names a revisit rule which the settings, that have some, do not have."""
    known = [rule.id for rule in settings.revisits]
    parts = {"visits": [each.rule for each in record.visits], "deferrals": [each.rule for each in record.deferrals]}
    for part, named in parts.items() if known else ():
        for number, rule in enumerate(named):
            if rule is not None and rule not in known:
                yield Fault((part, number, "rule"), "C310", {"got": rule, "hint": nearest(rule, known)})


def _held_by_leavers(record: Customer, settings: Settings) -> Iterator[Fault]:
    """Yield C307 for what somebody who has left still holds. What was fixed for a day with them there is history."""
    for each in held(record):
        person = settings.person(each.person) if each.named else None
        if person is None or person.left is None:
            continue
        if each.kind != APPOINTMENT or each.item.date > person.left:
            yield leaver(person, each.place)


def leaver(person: Person, place: Path) -> Fault:
    """Return that ``person``, who has left, still holds what is at ``place``."""
    return Fault(place, "C307", {"got": person.name, "left": str(person.left), "person": person.id})
