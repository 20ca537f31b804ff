"""A month's visits from the archive, to look at: the plan, what became of it, and what would be proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from custfile.analysis.schedule.calendar import WorkCalendar
from custfile.analysis.schedule.demand import Situation
from custfile.analysis.schedule.monthly import Monthly
from custfile.analysis.schedule.planning import SATISFIED, Proposal, propose
from custfile.analysis.schedule.routes.areas import areas
from custfile.analysis.schedule.routes.trips import Route
from custfile.archive.calls import planned_calls
from custfile.archive.index import Index
from custfile.archive.outlook import became, outlook, workforce
from custfile.archive.plans import plans
from custfile.archive.travel import traveller
from custfile.model.month import Month
from custfile.model.plan import Plan, PlannedVisit
from custfile.model.scheme import SchemeSettings
from custfile.model.settings import Settings

_MOST: Final = 1000
"""Calls of one person; of more there are no areas, because finding them takes too long."""


def monthly(
    index: Index, settings: Settings, schemes: Mapping[str, SchemeSettings], month: Month, as_of: date
) -> Monthly:
    """Return the visits of ``month`` as known on ``as_of``. Nothing is proposed for a month that is over.

    Raises ``Unclear`` for a condition of the contact-frequency table that is not clear.
    """
    situation, _notes = outlook(index, settings, schemes, month, as_of, None)
    known = plans(index)
    mine = {id(visit) for visit in known.get(month, Plan()).visits}
    told, unplanned = became(index, month, known.values(), as_of)
    outcomes = [each for each in told if id(each.planned) in mine]
    proposal = propose(situation) if month.end >= as_of else Proposal((), (), {})
    calendar = WorkCalendar(settings.calendar)
    days = [month.start + timedelta(n) for n in range((month.end - month.start).days + 1)]
    visits = [*(each.planned for each in outcomes), *proposal.visits]
    return Monthly(
        month=month,
        as_of=as_of,
        outcomes=outcomes,
        proposed=proposal.visits,
        left=[each for each in proposal.left if each.reason not in SATISFIED],
        unplanned=[each for each in unplanned if month.holds(each.day)],
        workers=workforce(settings, calendar.working_days(month.start, month.end), _owners(situation)),
        off={day: calendar.holiday(day) or "" for day in days if not calendar.is_working(day)},
        accounts=situation.accounts,
        sheets={sheet.by: sheet for sheet in known.get(month, Plan()).sheets},
        routes=_routes(index, settings, visits),
    )


def _owners(situation: Situation) -> set[str | None]:
    return {each.owner for each in situation.accounts.values()}


def _routes(index: Index, settings: Settings, visits: Sequence[PlannedVisit]) -> list[Route]:
    """Return the areas of each person for whose visits somebody travels, by the names of the people."""
    found = planned_calls(index, visits)
    made = [
        areas(calls, traveller(index, settings, calls, person))
        for person, calls in found.items()
        if len(calls) <= _MOST
    ]
    return sorted(made, key=lambda route: (route.traveller.name, route.traveller.id or ""))
