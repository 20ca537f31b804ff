"""One customer's dealings as known on a day: the plain data that classes are decided on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Sale:
    """An order: day, number, amount in cents of the archive's currency, due date, and whether it was returned."""

    day: date
    no: str | None
    cents: int
    due: date | None = None
    returned: bool = False

    @property
    def is_purchase(self) -> bool:
        """Whether it counts as buying: neither a return nor a credit note."""
        return self.cents > 0 and not self.returned


@dataclass(frozen=True)
class Receipt:
    """A payment: day, number of the order it is for, amount in cents."""

    day: date
    order: str | None
    cents: int


@dataclass(frozen=True)
class Complaint:
    """A complaint: the day it came in, what it is about, and the day it was settled."""

    day: date
    what: str
    closed: date | None = None


@dataclass(frozen=True)
class Ledger:
    """What is known of a customer. Cancelled orders are not in it."""

    id: str
    name: str
    kind: str
    ended: date | None = None
    sales: Sequence[Sale] = ()
    receipts: Sequence[Receipt] = ()
    complaints: Sequence[Complaint] = ()

    def known_on(self, as_of: date) -> Ledger:
        """Return the ledger as it stood at the end of ``as_of``."""
        return replace(
            self,
            ended=self.ended if self.ended and self.ended <= as_of else None,
            sales=sorted((sale for sale in self.sales if sale.day <= as_of), key=lambda sale: sale.day),
            receipts=[receipt for receipt in self.receipts if receipt.day <= as_of],
            complaints=[
                replace(item, closed=None) if item.closed and item.closed > as_of else item
                for item in self.complaints
                if item.day <= as_of
            ],
        )

    @property
    def purchases(self) -> list[Sale]:
        """The orders that count as buying, in order of time."""
        return [sale for sale in self.sales if sale.is_purchase]
