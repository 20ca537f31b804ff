"""Open items: what of each order is still unpaid."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from custfile.analysis.ledger import Ledger


@dataclass(frozen=True)
class OpenItem:
    """An unpaid part of an order: its number, due date, and the cents that are open."""

    no: str | None
    due: date
    cents: int

    def overdue(self, as_of: date) -> int:
        """Return the days past due on ``as_of``; not positive while it is not due yet."""
        return (as_of - self.due).days


def open_items(ledger: Ledger) -> list[OpenItem]:
    """Return what is open of the orders that have a due date, earliest due first.

    A payment goes to the order it names. What names none, or one that was cancelled, credit notes and overpayments go to
    the earliest due dates. Orders without a due date were paid when they were made.
    """
    paid: dict[str | None, int] = defaultdict(int)
    for receipt in ledger.receipts:
        paid[receipt.order] += receipt.cents
    credit, unpaid = paid.pop(None, 0), list[OpenItem]()
    for sale in ledger.sales:
        rest = (0 if sale.returned else sale.cents) - (paid.pop(sale.no, 0) if sale.no else 0)
        if rest > 0 and sale.due is not None:
            unpaid.append(OpenItem(sale.no, sale.due, rest))
        elif rest < 0:
            credit -= rest
    credit += sum(paid.values())
    return _settled(sorted(unpaid, key=lambda item: (item.due, item.no or "")), credit)


def _settled(unpaid: list[OpenItem], credit: int) -> list[OpenItem]:
    left = []
    for item in unpaid:
        used = min(max(credit, 0), item.cents)
        credit -= used
        if item.cents > used:
            left.append(OpenItem(item.no, item.due, item.cents - used))
    return left
