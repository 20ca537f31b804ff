"""What everybody looks after, counted in the index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from dateutil.relativedelta import relativedelta

from custfile.analysis.allocation.workload import Load
from custfile.archive.choosing import fitting
from custfile.archive.index import Index
from custfile.archive.plans import plan_files
from custfile.archive.tables import day, from_day
from custfile.archive.worklist import due_items
from custfile.model.choices import OUTCOMES
from custfile.model.month import Month
from custfile.model.plan import Plan
from custfile.model.scheme import SchemeSettings
from custfile.model.settings import Settings
from custfile.model.structure import structure

_QUARTER: Final = relativedelta(months=3)

KNOWN: Final = "(c.made is null or c.made <= ?1 or c.first_order <= ?1)"
FILES: Final = f"select id, owner from customers c where {KNOWN} group by id"
_ADVISES: Final = f"""
select a.value from records r join customers c using (file), json_each(r.body, '$.advisors') a
where instr(r.body, '"advisors":') and a.value is not null and {KNOWN}
"""
PROMISES: Final = """
select coalesce(p.by, c.owner), coalesce(p.due, p.day) < ?1 from promises p join customers c using (file)
where p.day <= ?1 and (p.done is null or p.done > ?1)
"""
TICKETS: Final = """
select coalesce(t.assigned, c.owner) from tickets t join customers c using (file)
where t.day <= ?1 and (t.closed is null or t.closed > ?1) and t.type not in ('praise', 'feedback')
"""
_DEALS: Final = """
select coalesce(d.by, c.owner), d.cents, c.currency, d.stage, d.closed from deals d join customers c using (file)
where d.day <= ?1 and (d.closed is null or d.closed > ?1)
"""
_LOANS: Final = "select l.by from loans l where l.day <= ?1 and (l.returned is null or l.returned > ?1)"
_VISITS: Final = """
select coalesce(v.by, c.owner), v.day from visits v join customers c using (file) where v.day > ?1 and v.day <= ?2
"""
_APPOINTMENTS: Final = """
select coalesce(a.by, c.owner), c.id, a.day from appointments a join customers c using (file)
where a.day between ?1 and ?2 and a.cancelled is null
"""


def loads(
    index: Index, as_of: date, settings: Settings, schemes: Mapping[str, SchemeSettings], month: Month
) -> dict[str | None, Load]:
    """Return what everybody looks after on ``as_of``, by id, ``None`` for nobody; visits made by then and those planned
    are of ``month``.
    """
    found: dict[str | None, Load] = defaultdict(Load)
    today = day(as_of)
    owners = dict(index.rows(FILES, today))
    for owner in owners.values():
        found[owner].files += 1
    _count_classes(found, _classes(index, as_of, settings, schemes), owners)
    for (person,) in index.iterate(_ADVISES, today):
        found[person].advises += 1
    for person, late in index.iterate(PROMISES, today):
        found[person].promises += 1
        found[person].promises_late += late
    for (person,) in index.iterate(TICKETS, today):
        found[person].tickets += 1
    for (person,) in index.iterate(_LOANS, today):
        found[person].loans += 1
    _count_deals(found, index, as_of, settings)
    for item in due_items(index, as_of, as_of):
        found[item.person].due += item.day == as_of
        found[item.person].late += item.day < as_of
    _count_visits(found, index, month, min(month.end, as_of))
    for person, _customer, _at in _planned(index, month):
        found[person].planned += 1
    return dict(found)


def _classes(index: Index, as_of: date, settings: Settings, schemes: Mapping[str, SchemeSettings]) -> dict[str, str]:
    """Return the class of the contact table that each customer is in: the first that fits."""
    found: dict[str, str] = {}
    for contact in reversed(settings.contact):
        found |= dict.fromkeys(fitting(index, as_of, settings, schemes, [contact.when]), contact.id)
    return found


def _count_classes(
    found: Mapping[str | None, Load], classes: Mapping[str, str], owners: Mapping[str, str | None]
) -> None:
    for identity, name in classes.items():
        if identity in owners:
            counted = found[owners[identity]].classes
            counted[name] = counted.get(name, 0) + 1


def _count_deals(found: Mapping[str | None, Load], index: Index, as_of: date, settings: Settings) -> None:
    """Count open deals; an amount in another currency by today's rate, none where there is no rate."""
    for person, cents, currency, stage, closed in index.iterate(_DEALS, day(as_of)):
        if stage in OUTCOMES and closed is None:
            continue
        found[person].deals += 1
        if cents is not None and currency not in (None, settings.currency):
            cents = settings.exchange.cents(Decimal(cents).scaleb(-2), currency, as_of)
        found[person].amount += cents or 0


def _count_visits(found: Mapping[str | None, Load], index: Index, month: Month, ends: date) -> None:
    for person, at in index.iterate(_VISITS, day(ends - _QUARTER), day(ends)):
        found[person].visits_3m += 1
        found[person].visits += month.holds(from_day(at))


def _planned(index: Index, month: Month) -> set[tuple[str | None, str, date]]:
    """Return the visits that plan and appointments ask for in ``month``: who, the customer, the day."""
    fixed = index.iterate(_APPOINTMENTS, day(month.start), day(month.end))
    found = {(person, identity, from_day(at)) for person, identity, at in fixed}
    for file in plan_files(index):
        if file.month == month:
            found |= {(visit.by, visit.customer, visit.date) for visit in structure(Plan, file.data).visits}
    return found
