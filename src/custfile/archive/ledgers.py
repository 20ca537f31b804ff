"""Ledgers from the index: every customer's dealings as known on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from custfile.analysis.ledger import Complaint, Ledger, Receipt, Sale
from custfile.archive.filters import Filters
from custfile.archive.index import Index
from custfile.archive.tables import day, from_day


def ledgers(index: Index, as_of: date, chosen: Filters) -> list[Ledger]:
    """Return the ledgers of the customers that ``chosen`` lets through, as known on ``as_of``, in the order of ids.

    A customer whose file was made later, and who had no dealings by then, was not known yet. Amounts in another currency
    than the archive's are not in the ledger.
    """
    currency = index.catalog["currency"]
    ours = "(coalesce(e.currency, c.currency) is ?1 or coalesce(e.currency, c.currency) is null)"
    sales = _grouped(
        index.rows(
            "select e.file, e.day, e.no, e.cents, e.due, e.status = 'returned' from orders e join customers c using (file) "
            f"where coalesce(e.status, '') <> 'cancelled' and {ours}",
            currency,
        ),
        lambda at, no, cents, due, returned: Sale(from_day(at), no, cents, _date(due), bool(returned)),
    )
    receipts = _grouped(
        index.rows(
            "select e.file, e.day, e.order_no, e.cents from payments e join customers c using (file) where " + ours,
            currency,
        ),
        lambda at, order, cents: Receipt(from_day(at), order, cents),
    )
    complaints = _grouped(
        index.rows("select file, day, what, closed from tickets where type = 'complaint'"),
        lambda at, what, closed: Complaint(from_day(at), what, _date(closed)),
    )
    found = index.rows(
        "select c.file, c.id, c.name, c.kind, c.ended from customers c where (c.made is null or c.made <= ?1 "
        f"or c.first_order <= ?1) {chosen.sql} group by c.id order by c.id",
        day(as_of),
        *chosen.parameters,
    )
    return [
        Ledger(identity, name, kind, _date(ended), sales[file], receipts[file], complaints[file]).known_on(as_of)
        for file, identity, name, kind, ended in found
    ]


def _grouped(rows: Iterable[tuple[Any, ...]], made: Any) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for file, *fields in rows:
        groups[file].append(made(*fields))
    return groups


def _date(value: int | None) -> date | None:
    return None if value is None else from_day(value)
