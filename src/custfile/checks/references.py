"""What a file refers to exists: people of the team, orders, kinds, stages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from custfile.checks.walk import Told, told
from custfile.model.customer import Customer
from custfile.model.finding import Fault
from custfile.model.settings import Settings
from custfile.model.values import nearest

_CODES: Final = {"team": "C301", "order": "C302", "kind": "C305", "stage": "C306", "deal": "C308"}
_WITHIN: Final = ("order", "deal")  # lists of the file itself: an empty one allows nothing
_LISTED: Final = ("kind", "stage")  # few enough to name them all
_HOLDS: Final = ("owner", "advisors")


def check(record: Customer, settings: Settings) -> Iterator[Fault]:
    """Yield C301, C302, C305, C306, C308 for what is named and does not exist, C307 for a holder who has left.

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
        elif kind == "team" and item.field.key in _HOLDS:
            yield from _left(item, settings)


def _unknown(item: Told, known: Sequence[str], settings: Settings) -> Fault:
    kind = item.field.spec.refers or ""
    called = {person.name: person.id for person in settings.team} if kind == "team" else {}
    hint = called.get(item.value) or nearest(item.value, known)
    choices = {"choices": ", ".join(known)} if kind in _LISTED else {}
    return Fault(item.path, _CODES[kind], {"got": item.value, "hint": f" ({hint}?)" if hint else "", **choices})


def _left(item: Told, settings: Settings) -> Iterator[Fault]:
    person = settings.person(item.value)
    if person is not None and person.left is not None:
        yield Fault(item.path, "C307", {"got": person.name, "left": str(person.left)})
