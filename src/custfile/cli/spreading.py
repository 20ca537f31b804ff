"""Spreading late revisits: what is proposed, and writing it into the files as one batch."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from custfile.analysis.schedule.agenda import MEETINGS, Entry
from custfile.analysis.schedule.due import Item
from custfile.analysis.schedule.duty import NEXT
from custfile.analysis.schedule.spread import SPREADABLE, Shift, Spread, spread
from custfile.analysis.schedule.urgency import Weighed, weighed
from custfile.archive.agenda import Diary
from custfile.archive.filters import Filters
from custfile.archive.meeting import factors
from custfile.archive.worklist import due_items
from custfile.changes.recording import event
from custfile.cli.output import say
from custfile.cli.writing import writing
from custfile.language import _, count

if TYPE_CHECKING:
    from custfile.archive.index import Index
    from custfile.cli.session import Session
    from custfile.model.edit import Append
    from custfile.model.settings import Settings

_HORIZON: Final = timedelta(days=366)
"""Who cannot do it all within a year needs another to help, not a later day."""


def proposed(session: Session, index: Index, chosen: Filters, person: str | None, per_day: int | None) -> Spread:
    """Return the proposal for the late revisits of the ``chosen`` customers, of one ``person`` or of all."""
    as_of = session.as_of
    items = [item for item in due_items(index, as_of + _HORIZON, as_of) if item.kind in (*SPREADABLE, NEXT)]
    wanted = {item.id for item in due_items(index, as_of, as_of, chosen)} if chosen.sql else None
    late, coming = list[Weighed](), list[Item]()
    for told in weighed(items, as_of, factors(index, as_of)):
        spreadable = told.late > 0 and told.item.kind in SPREADABLE
        if not spreadable:
            coming.append(told.item)
        elif (wanted is None or told.item.id in wanted) and person in (None, told.item.person):
            late.append(told)
    owing = {(told.item.id, told.item.person) for told in late}
    coming = [item for item in coming if (item.id, item.person) not in owing]
    people = {told.item.person for told in late}
    return spread(late, coming, _shifts(session.settings, as_of, people, per_day), _meetings(index, as_of))


def _meetings(index: Index, as_of: date) -> list[Entry]:
    """Return the meetings to come, of everybody and with all customers: they take time, whomever the proposal is for."""
    entries = Diary(index, as_of).meetings(as_of, as_of + _HORIZON)
    return [entry for entry in entries if entry.kind in MEETINGS and not entry.cancelled]


def _shifts(settings: Settings, as_of: date, people: set[str | None], per_day: int | None) -> dict[str, Shift]:
    from custfile.analysis.schedule.calendar import working_days
    from custfile.archive.outlook import workforce

    days = working_days(settings.calendar, as_of, as_of + _HORIZON)
    workers = workforce(settings, days, people)
    return {
        person: Shift(worker.capacity if per_day is None else per_day, worker.days)
        for person, worker in workers.items()
    }


def apply(
    session: Session, chosen: Filters, person: str | None, per_day: int | None, *, committing: bool | None
) -> Spread:
    """Put off the late revisits to the days proposed for them, in one batch, and return what was done."""
    with writing(session) as desk:
        proposal = proposed(session, desk.index, chosen, person, per_day)
        edits: dict[str, list[Append]] = defaultdict(list)
        for told, day in proposal.placed:
            if day > session.as_of:  # who is visited today needs no other day
                edits[told.item.id].append(_deferral(session, desk.model, desk.me(), told.item, day))
        changes = [desk.edit(desk.customer(customer)[0], each) for customer, each in edits.items()]
        desk.save(changes, _("revisits spread {day}").format(day=session.as_of), dry_run=False, committing=committing)
    say(count("{n} customer put off", "{n} customers put off", len(edits)))
    return proposal


def _deferral(session: Session, model: type, me: str | None, item: Item, day: date) -> Append:
    fields = {"date": session.as_of, "rule": item.rule or None, "until": day, "reason": _("spread over days"), "by": me}
    return event("deferrals", fields, (), model)
