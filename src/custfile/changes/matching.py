"""Which orders and payments are on file already: each is found once, however often its row comes again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

_DETAIL: Final = {"orders": "product", "payments": "order"}


class TakenNumber(Exception):
    """The order's number belongs to an order of another day, amount or product."""


@dataclass
class _Event:
    """An order or payment on file, and whether a row was found to be about it."""

    no: str | None
    day: str
    amount: Decimal
    detail: str | None
    met: bool = False

    def agrees(self, other: _Event) -> bool:
        """Say whether ``other``, a row, says the same; what it does not tell is no difference."""
        return (self.day, self.amount) == (other.day, other.amount) and other.detail in (None, self.detail)


class OnFile:
    """The orders or payments of one customer."""

    def __init__(self, what: str, items: Sequence[Mapping[str, Any] | None]) -> None:
        """Take ``items``, the plain data of the list ``what``; ``None`` stands for one that has errors."""
        self._detail = _DETAIL[what]
        self._numbers_are_unique = what == "orders"
        self._numbered: dict[str, _Event] = {}
        self._pool: dict[tuple[str, Decimal], list[_Event]] = defaultdict(list)
        for item in filter(None, items):
            event = _Event(item.get("no"), item["date"], Decimal(item["amount"]), item.get(self._detail))
            self._pool[event.day, event.amount].append(event)
            if event.no and self._numbers_are_unique:
                self._numbered[event.no] = event

    def meets(self, fields: Mapping[str, Any]) -> bool:
        """Say whether an order or payment of these ``fields`` is on file and no earlier row was about it.

        The number tells, else day and amount and, where ``fields`` say it, the product (of a payment: the order).
        Raises ``TakenNumber``.
        """
        day: date = fields["date"]
        row = _Event(fields.get("no"), day.isoformat(), fields["amount"], fields.get(self._detail))
        if row.no in self._numbered:
            found = self._numbered[row.no]
            if not found.agrees(row):
                raise TakenNumber
            found.met = True
            return True
        for event in self._pool.get((row.day, row.amount), ()):
            if not event.met and event.agrees(row) and (row.no == event.no or None in (row.no, event.no)):
                event.met = True
                return True
        if row.no and self._numbers_are_unique:
            self._numbered[row.no] = row
        return False
