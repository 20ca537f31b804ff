"""Tickets in a calendar: the call and the deadline of each, under one identity wherever they are told."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from custfile.analysis.schedule.agenda import DEADLINE, SERVICE, Entry
from custfile.analysis.schedule.due import Item
from custfile.analysis.schedule.duty import TICKET
from custfile.archive.index import Index
from custfile.archive.tables import day, from_day

_ORIGIN: Final = """
coalesce(t.no, date(t.day * 86400, 'unixepoch') || ' ' ||
(select count(*) from tickets before where before.file = t.file and before.day = t.day and before.rowid <= t.rowid))
"""
"""What tells a ticket from others of its customer: its number, else the day it was received and its place among those."""

_OPEN: Final = f"""
select t.scheduled, t.due, {_ORIGIN}, t.no, coalesce(t.assigned, c.owner), t.what, c.id, c.name, coalesce(c.address, c.region)
from tickets t join customers c using (file) where t.day <= ?1 and (t.closed is null or t.closed > ?1)
and (t.scheduled between ?2 and ?3 or t.due between ?2 and ?3)
"""
_OF: Final = f"""
select c.id, t.day, t.what, t.scheduled, t.due, {_ORIGIN} from tickets t join customers c using (file)
where c.id in (select value from json_each(?)) and (t.closed is null or t.closed > ?)
"""


def ticket_entries(index: Index, as_of: date, begin: date, end: date) -> Iterator[Entry]:
    """Yield the tickets open on ``as_of``: where somebody goes, on that day, and where they should be settled."""
    for scheduled, due, origin, no, person, what, identity, name, place in index.iterate(
        _OPEN, day(as_of), day(begin), day(end)
    ):
        about = f"{no} {what}" if no else what
        for at, kind in ((scheduled, SERVICE), (due, DEADLINE)):
            if at is not None and begin <= from_day(at) <= end:
                yield Entry(from_day(at), kind, origin, person, what=about, id=identity, name=name, place=place or "")


def as_scheduled(index: Index, as_of: date, told: Iterable[tuple[Item, Entry]]) -> Iterator[Entry]:
    """Yield the entries of items of the work list of ``as_of``, a ticket's as the call or deadline that the agenda tells."""
    pairs = list(told)
    ids = json.dumps(sorted({item.id for item, _entry in pairs if item.kind == TICKET}))
    known = defaultdict[tuple[str, int | None, str], list[tuple[int | None, int | None, str]]](list)
    for identity, since, what, *rest in index.iterate(_OF, ids, day(as_of)):
        known[identity, since, what].append((rest[0], rest[1], rest[2]))
    for item, entry in pairs:
        if item.kind == TICKET and item.since is not None:
            alike, at = known[item.id, day(item.since), item.about], day(item.day)
            scheduled, due, origin = alike.pop(next((n for n, each in enumerate(alike) if at in each[:2]), 0))
            entry = entry._replace(kind={at: TICKET, due: DEADLINE, scheduled: SERVICE}[at], origin=origin)
        yield entry
