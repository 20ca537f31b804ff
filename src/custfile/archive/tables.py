"""The tables of the index: their columns, and how a file's rows get in and out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from custfile.archive.survey import VOUCHED
from custfile.model.finding import Finding, Spot

TABLES: Final[dict[str, tuple[str, ...]]] = {
    "customers": (
        "id", "name", "kind", "owner", "region", "phone", "currency", "made", "ended", "first_order", "last_order",
        "last_visit", "settled",
    ),
    "identifiers": ("line", "kind", "typed", "folded"),
    "orders": (
        "line", "day", "no", "product", "quantity", "cents", "cost_cents", "currency", "due", "status", "by",
    ),
    "payments": ("line", "day", "order_no", "cents", "currency", "late_reason"),
    "visits": ("line", "day", "by", "channel", "purpose", "outcome", "next"),
    "promises": ("line", "day", "what", "by", "due", "done"),
    "tickets": ("line", "day", "type", "no", "what", "assigned", "due", "answered", "closed"),
    "papers": ("line", "typed"),
    "partners": ("line", "typed"),
    "duties": ("day", "kind", "person", "rule", "step", "since", "about"),
    "records": ("body", "search"),
}  # fmt: skip
"""The tables and their columns, beside ``file``. Days count from 1970-01-01; ``cents`` are hundredths of the currency."""

_EPOCH: Final = date(1970, 1, 1).toordinal()


def day(value: date | None) -> int | None:
    """Return ``value`` as days since 1970-01-01."""
    return None if value is None else value.toordinal() - _EPOCH


def from_day(value: int) -> date:
    """Return the date that is ``value`` days after 1970-01-01."""
    return date.fromordinal(value + _EPOCH)


def create(db: sqlite3.Connection) -> None:
    """Drop what an older tool or other settings left, and make the tables empty."""
    found = db.execute("select name from sqlite_master where type = 'table' and name <> 'meta'").fetchall()
    for (name,) in found:
        db.execute(f'drop table "{name}"')
    db.execute("create table files (file integer primary key, path text unique, blob text, seen text)")
    db.execute(
        "create table findings (path text, line int, column int, code text, severity text, params, key, related)"
    )
    db.execute("create index findings_path on findings (path)")
    for name, columns in TABLES.items():
        db.execute(f"create table {name} (file integer, {', '.join(columns)})")
        db.execute(f"create index {name}_file on {name} (file)")
    db.execute("create index identifiers_folded on identifiers (folded)")
    db.execute("create index duties_day on duties (day)")
    db.execute("create index customers_id on customers (id)")


def forget(db: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Take the files at ``paths`` out of every table."""
    for path in paths:
        found = db.execute("select file from files where path = ?", (path,)).fetchone()
        for name in TABLES if found else ():
            db.execute(f"delete from {name} where file = ?", found)
        db.execute("delete from files where path = ?", (path,))
        db.execute("delete from findings where path = ?", (path,))


def vouch(db: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Note that git vouches for the files at ``paths`` from now on."""
    db.executemany("update files set seen = ? where path = ?", ((VOUCHED, path) for path in paths))


def insert(
    db: sqlite3.Connection,
    path: str,
    blob: str,
    seen: str,
    findings: Iterable[Finding],
    rows: Mapping[str, Sequence[tuple[Any, ...]]],
) -> None:
    """Put one file into the tables: its path, the blob id of its bytes, how it was ``seen``, and what it says."""
    file = db.execute("insert into files (path, blob, seen) values (?, ?, ?)", (path, blob, seen)).lastrowid
    for name, found in rows.items():
        if found:
            marks = ", ".join("?" * (len(TABLES[name]) + 1))
            db.executemany(f"insert into {name} values ({marks})", [(file, *row) for row in found])
    db.executemany("insert into findings values (?, ?, ?, ?, ?, ?, ?, ?)", map(_packed, findings))


def _packed(finding: Finding) -> tuple[Any, ...]:
    params, related = json.dumps(dict(finding.params)), json.dumps(finding.related)
    place = (finding.path, finding.line, finding.column)
    return (*place, finding.code, finding.severity, params, finding.key, related)


def unpacked(row: tuple[Any, ...]) -> Finding:
    """Return the finding that a row of ``findings`` holds."""
    path, line, column, code, _severity, params, key, related = row
    return Finding(
        path, line, column, code, json.loads(params), key, tuple(Spot(*spot) for spot in json.loads(related))
    )
