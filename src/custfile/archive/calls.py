"""The calls that people have to make in some days, and all that a person could make, with where each of them leads."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final, NamedTuple

from custfile.analysis.schedule.agenda import APPOINTMENT, KINDS, MEETINGS, VISIT, Entry
from custfile.analysis.schedule.due import Item
from custfile.analysis.schedule.duty import KINDS as DUTIES
from custfile.analysis.schedule.duty import NEVER, NEXT, REVISIT
from custfile.analysis.schedule.routes.datum import spot
from custfile.analysis.schedule.routes.sphere import Spot
from custfile.analysis.schedule.routes.trips import Call
from custfile.archive.agenda import Diary
from custfile.archive.filters import Filters
from custfile.archive.index import Index
from custfile.archive.master import ids
from custfile.archive.plans import plans
from custfile.archive.tables import day, from_day
from custfile.archive.worklist import due_items
from custfile.language import Label, _, say
from custfile.model.choices import PURPOSES
from custfile.model.plan import PlannedVisit

_ON_THE_ROAD: Final = (None, "visit", "fair")
"""The channels for which somebody travels; where none is told, it may be a visit."""

_SOMEWHERE: Final = "lat between -90 and 90 and lon between -180 and 180 and (lat <> 0 or lon <> 0)"
"""Coordinates that lead somewhere; of others ``check`` tells."""

_PLACES: Final = f"""
select id, {_SOMEWHERE}, lat, lon, datum, region, address from customers where id in (select value from json_each(?))
"""
_OWN: Final = """
select c.id, c.name, c.owner, coalesce(c.made, c.first_order, ?1) from customers c
where (c.made is null or c.made <= ?1 or c.first_order <= ?1) and (c.ended is null or c.ended > ?1) {sql}
group by c.id order by c.id
"""
_REGION: Final = f"""
select lat, lon, datum from customers where {_SOMEWHERE} and (region = ?1 or instr(region, ?1 || '/') = 1) order by id
"""


class _Place(NamedTuple):
    spot: Spot | None
    region: str
    address: str


_NOWHERE: Final = _Place(None, "", "")


def due_calls(index: Index, begin: date, end: date, as_of: date, chosen: Filters) -> dict[str | None, list[Call]]:
    """Return whom each person has to see from ``begin`` to ``end``, both included, as known on ``as_of``.

    These are the revisits, next dates and first visits due by ``end``, unless they are made from the desk, and what is fixed
    for a day: appointments, planned visits, tickets on which somebody goes. A customer who is met anyway is not called on
    again.
    """
    fixed = list(_fixed(index, begin, end, as_of, chosen))
    free = [item for item in due_items(index, end, as_of, chosen) if _travels(item, index.catalog)]
    places = _places(index, {entry.id for entry in fixed} | {item.id for item in free})
    found: defaultdict[str | None, dict[tuple[str, date | None], Call]] = defaultdict(dict)
    for entry in fixed:
        _join(found[entry.person], _meeting(entry, places.get(entry.id, _NOWHERE)))
    for item in free:
        mine = found[item.person]
        met = next((call for call in mine.values() if call.id == item.id), None)
        due = _revisit(item, places.get(item.id, _NOWHERE), index.catalog)
        _join(mine, due if met is None else replace(due, day=met.day))
    return {person: list(mine.values()) for person, mine in found.items()}


def own_calls(index: Index, as_of: date, chosen: Filters) -> dict[str | None, list[Call]]:
    """Return all customers of each person, as known on ``as_of``; those with whom trade has ended are left out."""
    rows = index.rows(_OWN.format(sql=chosen.sql), day(as_of), *chosen.parameters)
    places = _places(index, [row[0] for row in rows])
    found: defaultdict[str | None, list[Call]] = defaultdict(list)
    for identity, name, owner, made in rows:
        where = places[identity]
        found[owner].append(
            Call(identity, name, where.spot, from_day(made), region=where.region, address=where.address)
        )
    return dict(found)


def planned_calls(index: Index, visits: Iterable[PlannedVisit]) -> dict[str, list[Call]]:
    """Return the customers to whom planned ``visits`` lead each person, once each; those made from the desk lead nowhere."""
    found: defaultdict[str, dict[str, PlannedVisit]] = defaultdict(dict)
    for visit in sorted(visits, key=lambda visit: (visit.date, visit.customer)):
        if visit.channel in _ON_THE_ROAD:
            found[visit.by].setdefault(visit.customer, visit)
    places = _places(index, {customer for mine in found.values() for customer in mine})
    return {
        person: [
            Call(
                each.customer, each.name or each.customer, places.get(each.customer, _NOWHERE).spot, each.date,
                region=places.get(each.customer, _NOWHERE).region,
            )
            for each in mine.values()
        ]
        for person, mine in found.items()
    }  # fmt: skip


def spots_in(index: Index, region: str) -> list[Spot]:
    """Return where the customers of ``region``, and of what lies in it, are."""
    return [spot(*row) for row in index.rows(_REGION, region)]


def _fixed(index: Index, begin: date, end: date, as_of: date, chosen: Filters) -> Iterator[Entry]:
    wanted = ids(index, chosen) if chosen.sql else None
    from_desk = {
        (visit.customer, visit.date, visit.by)
        for plan in plans(index).values()
        for visit in plan.visits
        if visit.channel not in _ON_THE_ROAD
    }
    for entry in Diary(index, as_of).meetings(begin, end):
        if entry.kind not in MEETINGS or entry.cancelled:
            continue
        called = entry.kind == VISIT and (entry.id, entry.day, entry.person) in from_desk
        if not called and (wanted is None or entry.id in wanted):
            yield entry


def _travels(item: Item, catalog: Mapping[str, Any]) -> bool:
    if item.kind not in (REVISIT, NEXT, NEVER):
        return False
    rule = catalog["rules"].get(item.rule)
    return rule is None or rule["channel"] in _ON_THE_ROAD


def _join(mine: dict[tuple[str, date | None], Call], call: Call) -> None:
    """Add ``call``; two at one customer on one day are one, with both reasons and the earlier time."""
    known = mine.get((call.id, call.day))
    if known is None:
        mine[call.id, call.day] = call
        return
    times = [each.time for each in (known, call) if each.time is not None]
    mine[call.id, call.day] = replace(
        known,
        due=min(known.due, call.due),
        why="; ".join(filter(None, (known.why, call.why))),
        time=min(times, default=None),
        minutes=known.minutes or call.minutes,
    )


def _meeting(entry: Entry, where: _Place) -> Call:
    elsewhere = entry.kind == APPOINTMENT and entry.place not in ("", where.address, where.region)
    at = _Place(None, where.region, entry.place) if elsewhere else where
    purpose = say(PURPOSES[entry.purpose]) if entry.purpose in PURPOSES else ""
    when = "" if entry.start is None else f"{entry.start // 60:02}:{entry.start % 60:02}"
    about = " ".join(filter(None, (say(KINDS[entry.kind]), when)))
    why = ", ".join(filter(None, (about, purpose, entry.what)))
    return Call(
        entry.id, entry.name, at.spot, entry.day, why, entry.day, entry.start, entry.minutes or None,
        region=at.region, address=at.address,
    )  # fmt: skip


def _revisit(item: Item, where: _Place, catalog: Mapping[str, Any]) -> Call:
    rule = catalog["rules"].get(item.rule)
    label = Label(*rule["label"]) if rule else DUTIES[item.kind]
    why = _("{what}, due {day}").format(what=say(label), day=item.day)
    return Call(item.id, item.name, where.spot, item.day, why, region=where.region, address=where.address)


def _places(index: Index, wanted: Iterable[str]) -> dict[str, _Place]:
    return {
        identity: _Place(spot(lat, lon, datum) if somewhere else None, region or "", address or "")
        for identity, somewhere, lat, lon, datum, region, address in index.rows(_PLACES, json.dumps(sorted(wanted)))
    }
