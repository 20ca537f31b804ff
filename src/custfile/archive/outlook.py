"""What a month's plan is made from, gathered from the index, the plans and the settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from custfile.analysis.schedule.board import Worker
from custfile.analysis.schedule.calendar import WorkCalendar
from custfile.analysis.schedule.demand import Account, Duty, Situation
from custfile.analysis.schedule.due import Item
from custfile.analysis.schedule.fulfilment import Made, Outcome, outcomes
from custfile.archive.choosing import fitting
from custfile.archive.index import Index
from custfile.archive.plans import days_to_report, plans, visits_made
from custfile.archive.tables import day, from_day
from custfile.archive.worklist import due_items
from custfile.language import Label, _, say
from custfile.model.month import Month
from custfile.model.plan import Plan
from custfile.model.schedule import CalendarSettings, Contact
from custfile.model.scheme import SchemeSettings
from custfile.model.settings import Settings

_CUSTOMERS: Final = """
select id, name, owner from customers where (made is null or made <= ?1 or first_order <= ?1)
and (ended is null or ended > ?1) group by id order by id
"""
_LAST: Final = """
select c.id, coalesce(v.by, c.owner), max(v.day) from visits v join customers c using (file) where v.day <= ? group by 1, 2
"""
_APPOINTMENTS: Final = """
select c.id, coalesce(a.by, c.owner), a.day from appointments a join customers c using (file)
where a.day between ?1 and ?2 and (a.cancelled is null or a.cancelled > ?3)
"""
_PROMISES: Final = """
select coalesce(p.by, c.owner), count(*), count(case when p.done <= coalesce(p.due, p.day) then 1 end)
from promises p join customers c using (file) where coalesce(p.due, p.day) between ?1 and ?2 and p.day <= ?2
group by 1 order by 1
"""
_OPENS: Final = "09:00"
_CLOSES: Final = "18:00"
_MINUTES: Final = 60
_LONGEST: Final = 80


def outlook(
    index: Index,
    settings: Settings,
    schemes: Mapping[str, SchemeSettings],
    month: Month,
    as_of: date,
    person: str | None,
) -> tuple[Situation, list[str]]:
    """Return the situation of ``month`` on ``as_of``, and what could not be known of its working days.

    ``person`` is whose visits are wanted, ``None`` for everybody's. Raises ``Unclear`` for a condition that is not clear.
    """
    calendar = WorkCalendar(settings.calendar)
    accounts = _accounts(index, settings, schemes, as_of)
    first = max(month.start, as_of)
    workers = workforce(settings, calendar.working_days(first, month.end), {each.owner for each in accounts.values()})
    known = plans(index)
    sheets = known.get(month, Plan()).sheets
    told, _unplanned = became(index, month, known.values(), as_of)
    before = day(min(month.start - timedelta(1), as_of))
    last = [Made(customer, who, from_day(at)) for customer, who, at in index.iterate(_LAST, before)]
    situation = Situation(
        month=month,
        as_of=as_of,
        workers=workers,
        gone={member.id for member in settings.team if member.left is not None and member.left < first},
        accounts=accounts,
        duties=[duty for duty in _duties(index, month, as_of) if duty.customer in accounts],
        made=[*last, *visits_made(index, month.start, min(as_of, month.end))],
        fixed=_fixed(index, as_of, month),
        planned=[each.planned for each in told if each.state == "open" and each.planned.date >= as_of],
        closed={sheet.by for sheet in sheets if sheet.status != "draft"},
        only=person,
    )
    return situation, calendar.notes


def workforce(settings: Settings, days: Sequence[date], owners: set[str | None]) -> dict[str, Worker]:
    """Return who makes visits on which of the working ``days``: the team, or the ``owners`` where there is none.

    Who has no ``capacity`` makes as many visits as the working hours of the calendar allow.
    """
    usual = visits_a_day(settings.calendar)
    if not settings.team:
        return {owner: Worker(usual, days) for owner in sorted(filter(None, owners))}
    return {
        member.id: Worker(
            usual if member.capacity is None else member.capacity,
            [at for at in days if (member.joined or at) <= at <= (member.left or at)],
        )
        for member in settings.team
        if not days or member.left is None or member.left >= days[0]
    }


def visits_a_day(calendar: CalendarSettings | None) -> int:
    """Return how many visits the working hours of ``calendar`` allow; 9 when it says nothing."""
    told = calendar or CalendarSettings()
    hours = _minutes(told.ends or _CLOSES) - _minutes(told.begins or _OPENS)
    return max(0, hours // (told.visit_minutes or _MINUTES))


def classes(
    index: Index, settings: Settings, schemes: Mapping[str, SchemeSettings], as_of: date
) -> dict[str, tuple[Contact, int]]:
    """Return for each customer the first line of the contact-frequency table that fits it on ``as_of``, with its place."""
    found: dict[str, tuple[Contact, int]] = {}
    for place, contact in enumerate(settings.contact):
        for customer in fitting(index, as_of, settings, schemes, [contact.when]):
            found.setdefault(customer, (contact, place))
    return found


def became(index: Index, month: Month, known: Iterable[Plan], as_of: date) -> tuple[list[Outcome], list[Made]]:
    """Return what became by ``as_of`` of the visits of the plans ``known``, and the visits that nobody had planned.

    Of these it knows all of ``month``, and those from the first planned day on.
    """
    within = days_to_report(index)
    planned = [visit for plan in known for visit in plan.visits]
    first = min([month.start, *(visit.date for visit in planned)]) - timedelta(within)
    return outcomes(planned, visits_made(index, first, as_of), within, as_of)


def promises_of(index: Index, month: Month, as_of: date) -> dict[str | None, tuple[int, int]]:
    """Return how many promises each person had to keep in ``month`` up to ``as_of``, and how many were kept in time."""
    rows = index.iterate(_PROMISES, day(month.start), day(min(month.end, as_of)))
    return {person: (due, kept) for person, due, kept in rows}


def _accounts(
    index: Index, settings: Settings, schemes: Mapping[str, SchemeSettings], as_of: date
) -> dict[str, Account]:
    lines = classes(index, settings, schemes, as_of)
    rows = index.iterate(_CUSTOMERS, day(as_of))
    return {customer: Account(customer, name, owner, *lines.get(customer, ())) for customer, name, owner in rows}


def _duties(index: Index, month: Month, as_of: date) -> Iterator[Duty]:
    rules = index.catalog["rules"]
    for item in due_items(index, month.end, as_of):
        if item.kind == "revisit":
            rule = rules[item.rule]
            yield _duty(item, say(Label(*rule["label"])), rule["purpose"], rule["channel"])
        elif item.kind == "next":
            yield _duty(item, _("next date set on {since}").format(since=item.since))
        elif item.kind == "promise":
            yield _duty(item, _("promise: {what}").format(what=_short(item.about)))


def _duty(item: Item, why: str, purpose: str | None = None, channel: str | None = None) -> Duty:
    return Duty(item.id, item.person, item.day, item.kind, why, purpose, channel)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _fixed(index: Index, as_of: date, month: Month) -> list[Made]:
    rows = index.iterate(_APPOINTMENTS, day(as_of), day(month.end), day(as_of))
    return [Made(customer, person, from_day(at)) for customer, person, at in rows]


def _minutes(time: str) -> int:
    hours, minutes = time.split(":")
    return 60 * int(hours) + int(minutes)
