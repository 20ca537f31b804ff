"""Other plain-text tools on the same data, where they are installed: GNU recutils and hledger."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from shutil import which
from typing import Any, Final

from generate import AS_OF
from measure import Process

_CUSTOMERS: Final = """
select c.id, min(d.day), r.body from customers c join duties d using (file) join records r using (file) group by c.id
"""
_ORDERS: Final = "select c.id, o.day, o.cents from orders o join customers c using (file) order by o.day"


def peers(place: Path) -> dict[str, Process]:
    """Return the peers' processes on the data of the archive at ``place``, written out for them beside its index."""
    found = {}
    db = sqlite3.connect(place / ".custfile" / "index.sqlite")
    if recsel := which("recsel"):
        records = place / ".custfile" / "customers.rec"
        records.write_text("\n".join(_records(db)), encoding="utf-8")
        found["recsel"] = Process(
            (recsel, "-e", f"Next << '{AS_OF + timedelta(1)}'", "-p", "Id,name,Next", str(records))
        )
    if hledger := which("hledger"):
        journal = place / ".custfile" / "orders.journal"
        journal.write_text("\n".join(_entries(db)), encoding="utf-8")
        found["hledger"] = Process((hledger, "balance", "-f", str(journal), "sales"))
    db.close()
    return found


def _records(db: sqlite3.Connection) -> Iterator[str]:
    """Yield the customers with every field that is no list: recutils has no records within records."""
    for identity, day, body in db.execute(_CUSTOMERS):
        yield f"Id: {identity}\nNext: {_date(day)}"
        yield from (f"{key}: {value}" for key, value in _fields(json.loads(body), ""))
        yield ""


def _fields(data: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            yield from _fields(value, f"{name}_")
        elif isinstance(value, str) and name.isascii():
            yield name, value


def _entries(db: sqlite3.Connection) -> Iterator[str]:
    for identity, day, cents in db.execute(_ORDERS):
        yield f"{_date(day)} order\n    sales:{identity}  {cents / 100:.2f} CNY\n    income\n"


def _date(day: int) -> date:
    return date(1970, 1, 1) + timedelta(day)
