"""The tables of the index: their columns, and how a file's rows get in and out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from custfile.analysis.schedule.yearly import LUNAR
from custfile.archive.survey import CLEAN, VOUCHED

if TYPE_CHECKING:
    from custfile.model.finding import Finding

TABLES: Final[dict[str, tuple[str, ...]]] = {
    "customers": (
        "id", "name", "kind", "owner", "region", "phone", "currency", "made", "ended", "first_order", "last_order",
        "last_visit", "settled", "limit_cents", "payment_days", "insolvent", "prospect", "prospect_day", "prospect_by",
        "collected_by", "address", "lat", "lon", "datum", "latest", "firm",
    ),
    "identifiers": ("line", "kind", "typed", "folded"),
    "orders": (
        "line", "day", "no", "product", "quantity", "cents", "worth", "cost", "currency", "due", "status", "by",
        "written_off", "unpaid_reason",
    ),
    "payments": ("line", "day", "order_no", "cents", "worth", "currency", "late_reason", "paid"),
    "visits": ("line", "day", "by", "channel", "purpose", "outcome", "next", "cost_cents", "minutes", "time"),
    "promises": ("line", "day", "what", "by", "due", "done"),
    "tickets": ("line", "day", "type", "no", "what", "assigned", "due", "answered", "closed", "scheduled"),
    "appointments": ("line", "day", "time", "minutes", "by", "purpose", "whom", "place", "note", "cancelled"),
    "deals": ("line", "day", "no", "product", "stage", "since", "cents", "expected", "closed", "by"),
    "loans": ("line", "day", "by", "due", "returned"),
    "care": ("line", "text", "what", "whom", "field", "phone", "note"),
    "attentions": ("day", "gift", "occasion", "whom", "counts"),
    "papers": ("line", "typed"),
    "partners": ("line", "typed"),
    "duties": ("day", "kind", "person", "rule", "step", "since", "about", "listed", "gone", "latest", "planned"),
    "records": ("body", "search"),
}  # fmt: skip
"""The tables and their columns, beside ``file``. Days count from 1970-01-01; ``cents`` are hundredths of the currency.

Of a customer, ``settled`` is the day from which its duties stay the same, ``latest`` the last day of anything that
``HAPPENED``, and ``firm`` its name folded, without the legal form. ``worth`` and ``cost`` are cents of the archive's
currency by the rate of the day, absent when there is none. Of a payment, ``paid`` is the place of the order that
it names among those of its file, from 0. Of a care date, ``whom`` and ``phone`` are of the person; of a file the latest of
``attentions`` comes first. A duty is on the list from ``listed`` on and before ``gone``, late after ``latest``.
"""

HAPPENED: Final = ("orders", "payments", "visits", "promises", "tickets")
LOOSE: Final = f"select path, seen from files where seen <> '{VOUCHED}'"
"""The files that git does not vouch for; the words are those of an index that holds no others."""

VOUCHED_FOR: Final = f"select {CLEAN} from files where seen = '{VOUCHED}'"
"""The lines of git's answer for the files that it vouches for."""

KEPT: Final = f"""
select path, blob, seen from files where path in (select value from json_each(?))
union select path, blob, seen from files where seen <> '{VOUCHED}'
"""
"""What is known of the files at some paths (JSON), and of all that git does not vouch for."""

UNIQUE: Final = "kind in ('tax_id', 'phone')"
"""The identifiers that no two customers share, likewise."""

CARE_DAY: Final = "substr(text, -5)"
"""The month and day of a care date, likewise."""

IS_LUNAR: Final = f"text >= '{LUNAR}' and text < '{LUNAR}~'"
"""The care dates told by the lunar calendar, likewise."""

_ONE_A_FILE: Final = ("customers", "records")
_FITS: Final = """
create table fits (as_of int, condition text, keys text, own int, ids text, stale text, primary key (as_of, condition))
"""
"""Whom a condition fits on a day. ``keys`` (JSON) of a customer's file decide it, with ``own`` each file for itself alone;
``ids`` fit, a line each; for those that are ``stale`` (JSON) it may be otherwise since an edit.
"""

_INSERT: Final = {name: f"insert into {name} values (?{', ?' * len(columns)})" for name, columns in TABLES.items()}
_SPELT: Final = """
select typed, folded from files join identifiers using (file) where kind = 'pinyin' and path = ?
"""
_INDEXES: Final = (
    f"files_loose on files (path, seen) where seen <> '{VOUCHED}'",
    "findings_path on findings (path)",
    "identifiers_folded on identifiers (folded)",
    f"identifiers_unique on identifiers (kind, folded, file) where {UNIQUE}",
    "duties_listed on duties (rule, listed, gone)",
    "tickets_complaints on tickets (closed, file) where type = 'complaint'",
    f"care_days on care ({CARE_DAY})",
    f"care_lunar on care (text) where {IS_LUNAR}",
    "customers_id on customers (id)",
    "customers_settled on customers (settled)",
    "customers_latest on customers (latest)",
    "customers_firm on customers (firm)",
)

_EPOCH: Final = date(1970, 1, 1).toordinal()


def day(value: date | None) -> int | None:
    """Return ``value`` as days since 1970-01-01."""
    return None if value is None else value.toordinal() - _EPOCH


def from_day(value: int) -> date:
    """Return the date that is ``value`` days after 1970-01-01."""
    return date.fromordinal(value + _EPOCH)


def layout() -> str:
    """Return a digest of the tables and their columns: an index that was made with others cannot be asked."""
    return blake2b(repr((TABLES, _FITS, _INDEXES)).encode(), digest_size=8).hexdigest()


def create(db: sqlite3.Connection) -> None:
    """Drop what an older tool or other settings left, and make the tables empty."""
    found = db.execute("select name from sqlite_master where type = 'table' and name <> 'meta'").fetchall()
    for (name,) in found:
        db.execute(f'drop table "{name}"')
    db.execute("create table files (file integer primary key, path text unique, blob text, seen text)")
    db.execute(
        "create table findings (path text, line int, column int, code text, severity text, params, key, related)"
    )
    db.execute(_FITS)
    for name, columns in TABLES.items():
        single = name in _ONE_A_FILE
        db.execute(f"create table {name} (file integer {'primary key' if single else ''}, {', '.join(columns)})")
        if not single:
            db.execute(f"create index {name}_file on {name} (file)")
    for index in _INDEXES:
        db.execute(f"create index {index}")


def spelt(db: sqlite3.Connection, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the names in the files at ``paths``, each with one of its spellings."""
    for path in paths:
        yield from db.execute(_SPELT, (path,))


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
    findings: Sequence[Finding],
    rows: Mapping[str, Sequence[tuple[Any, ...]]],
) -> None:
    """Put one file into the tables: its path, the blob id of its bytes, how it was ``seen``, and what it says."""
    file = db.execute("insert into files (path, blob, seen) values (?, ?, ?)", (path, blob, seen)).lastrowid
    for name, found in rows.items():
        if found:
            db.executemany(_INSERT[name], [(file, *row) for row in found])
    if findings:
        db.executemany("insert into findings values (?, ?, ?, ?, ?, ?, ?, ?)", map(_packed, findings))


def _packed(finding: Finding) -> tuple[Any, ...]:
    params, related = json.dumps(dict(finding.params)), json.dumps(finding.related)
    place = (finding.path, finding.line, finding.column)
    return (*place, finding.code, finding.severity, params, finding.key, related)


def unpacked(row: tuple[Any, ...]) -> Finding:
    """Return the finding that a row of ``findings`` holds."""
    from custfile.model.finding import Finding, Spot  # late: on most days there are none

    path, line, column, code, _severity, params, key, related = row
    return Finding(
        path, line, column, code, json.loads(params), key, tuple(Spot(*spot) for spot in json.loads(related))
    )
