"""Care dates from the index: whose day of meaning comes round, and what was done for it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from custfile.analysis.schedule.care import AHEAD, Attention, Care, care_item, kept, names
from custfile.analysis.schedule.due import Item
from custfile.analysis.schedule.yearly import (
    LUNAR,
    Occurrence,
    knows_lunar,
    lunar_month_days,
    month_days,
    occurrences,
)
from custfile.archive.filters import Filters
from custfile.archive.index import Index
from custfile.archive.tables import CARE_DAY, IS_LUNAR, day, from_day

KNOWN: Final = "(c.made is null or c.made <= ?1) and (c.ended is null or c.ended > ?1)"
"""The customers on file on a day (?1) with whom trade has not ended."""

_NO_FILTERS: Final = Filters()
_OPEN: Final = "k.field not in (select value from json_each(?2))"
_SQL: Final = f"""
select c.file, c.id, c.name, coalesce(k.phone, c.phone), c.owner, c.region, k.text, k.field, k.what, k.whom, k.note
from (select * from care where {CARE_DAY} in (select value from json_each(?3))) k cross join customers c using (file)
where {KNOWN} and {_OPEN} {{sql}}
"""
_LEFT_OUT: Final = f"""
select count(*) from (select * from care where {IS_LUNAR}) k cross join customers c using (file)
where {KNOWN} and {_OPEN} {{sql}}
"""
_ANY: Final = f"select 1 from care where {IS_LUNAR} limit 1"
_DONE: Final = """
select file, day, gift, occasion, whom, counts from attentions
where file in (select value from json_each(?1)) and day <= ?2 order by file, rowid
"""


class _Row(NamedTuple):
    file: int
    id: str
    name: str
    phone: str | None
    owner: str | None
    region: str | None
    text: str
    field: str
    what: str | None
    whom: str | None
    note: str | None


def care_dates(index: Index, as_of: date, upto: date, chosen: Filters = _NO_FILTERS) -> list[Care]:
    """Return the care dates that come round from ``as_of`` to ``upto``, of the customers that ``chosen`` lets through.

    They are in order of time. Customers with whom trade has ended are left out, and so are secret fields; so are lunar
    dates when the library for them is missing, see ``lunar_left_out``.
    """
    comes = cache(lambda text: occurrences(text, as_of, upto))
    lunar = knows_lunar() and bool(index.rows(_ANY))
    days = json.dumps(sorted(month_days(as_of, upto) | (lunar_month_days(as_of, upto) if lunar else set())))
    sql, told = _SQL.format(sql=chosen.sql), (day(as_of), _secret(index), days, *chosen.parameters)
    found = (_Row(*row) for row in index.iterate(sql, *told))
    rows = [(row, when) for row in _once(found) if lunar or not row.text.startswith(LUNAR) for when in comes(row.text)]
    maker = _Maker(index, {row.file for row, _when in rows}, as_of)
    return sorted((maker.care(row, when) for row, when in rows), key=lambda care: (care.day, care.id, care.field))


def care_items(index: Index, as_of: date, upto: date, chosen: Filters = _NO_FILTERS) -> Iterator[Item]:
    """Yield the care dates from ``as_of`` to ``upto`` for which nothing has been done yet, as things to do.

    A gift, or a visit or call for care's sake, keeps a care date when it was recorded within the lead days before it.
    """
    fields = index.catalog["fields"]
    yield from (care_item(care, fields) for care in care_dates(index, as_of, upto, chosen) if care.kept is None)


def lunar_left_out(index: Index, as_of: date, chosen: Filters = _NO_FILTERS) -> int:
    """Return how many lunar dates cannot be told because the library for them is missing."""
    if knows_lunar():
        return 0
    sql = _LEFT_OUT.format(sql=chosen.sql)
    return int(index.rows(sql, day(as_of), _secret(index), *chosen.parameters)[0][0])


def ahead(index: Index) -> int:
    """Return how many days ahead care dates are told."""
    return int((index.settings_data.get("due") or {}).get("care", AHEAD))


def done_for(index: Index, files: Iterable[int], as_of: date) -> dict[int, list[Attention]]:
    """Return what was done up to ``as_of`` for the customers whose files have these numbers, the latest first."""
    numbers = list(files)
    found: dict[int, list[Attention]] = {file: [] for file in numbers}
    for file, at, gift, occasion, whom, counts in index.iterate(_DONE, json.dumps(numbers), day(as_of)):
        found[file].append(Attention(from_day(at), gift, occasion, whom, bool(counts)))
    return found


def _once(rows: Iterable[_Row]) -> list[_Row]:
    """Leave out the day of a bare field, such as ``founded``, where the customer's care dates tell the same day in words."""
    found = list(rows)
    told = {(row.file, row.text) for row in found if row.what}
    return [row for row in found if row.what or row.whom or (row.file, row.text) not in told]


def _secret(index: Index) -> str:
    return json.dumps([path for path, field in index.catalog["fields"].items() if field["secrecy"] == "secret"])


class _Maker:
    """Care dates from rows of the index, with what was done before for the customers whose ``files`` they are of."""

    def __init__(self, index: Index, files: Collection[int], as_of: date) -> None:
        self._labels = {path: field["label"] for path, field in index.catalog["fields"].items()}
        self._ahead = ahead(index)
        self._given = done_for(index, files, as_of)

    def care(self, row: _Row, when: Occurrence) -> Care:
        given, called = self._given[row.file], names(row.what, self._labels[row.field])
        done = kept(given, when.day, self._ahead, called, row.whom or row.name)
        return Care(
            row.id, row.name, row.phone, row.owner, row.region, when.day, row.text, row.field, row.what, row.whom,
            when.years, row.note or "", given, done,
        )  # fmt: skip
