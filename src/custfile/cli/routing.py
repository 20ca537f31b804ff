"""Whose routes a command shows, on which days, from where to where, and how the customers are marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from custfile.analysis.classes.tables import full_labels, key
from custfile.analysis.figures import Figures
from custfile.analysis.schedule.agenda_table import day_off
from custfile.analysis.schedule.calendar import WorkCalendar
from custfile.analysis.schedule.routes.areas import areas
from custfile.analysis.schedule.routes.trips import Call, Route
from custfile.analysis.schedule.routes.week import week as of_days
from custfile.archive.book import book
from custfile.archive.calls import due_calls, own_calls
from custfile.archive.travel import traveller
from custfile.cli.output import warn
from custfile.errors import HasFindings, Misused
from custfile.language import Label, _, count

if TYPE_CHECKING:
    from custfile.archive.filters import Filters
    from custfile.cli.session import Session

MOST: Final = 1000
"""Calls of one person; more take too long, and nobody can read the map."""


@dataclass(frozen=True)
class Routes:
    """The routes of everybody meant, by name; what the classes are called; the days, or none for areas."""

    routes: Sequence[Route]
    names: Mapping[str, Label]
    days: Sequence[date]


def days_meant(session: Session, told: str | None, *, week: bool) -> list[date]:
    """Return the day meant, or the working days of its week that are not over. Raises ``Misused`` when there is none."""
    from custfile.changes.when import parse_point

    day = session.as_of if told is None else parse_point(told, session.as_of)
    working = WorkCalendar(session.settings.calendar)
    if not week:
        if not working.is_working(day):
            warn(day_off(day, working.holiday(day)), session.wants_json)
        return [day]
    monday = day - timedelta(day.weekday())
    begin = max(monday, min(session.as_of, day))
    days = working.working_days(begin, monday + timedelta(6))
    for note in working.notes:
        warn(note, session.wants_json)
    if not days:
        raise Misused(
            _("no working day is left in the week of {day}; name one of the next: --date +7d").format(day=day)
        )
    return days


def routes_of(
    session: Session, days: Sequence[date], chosen: Filters, *, person: str | None, mark: str | None
) -> Routes:
    """Return the routes of ``person``, or of everybody, on ``days``; without days the areas of all their customers.

    ``mark`` is the class scheme by which customers are marked, that of the 80/20 rule when absent.
    """
    if days:
        found = due_calls(session.index, days[0], max(days[-1], _sunday(days)), session.as_of, chosen)
    else:
        found = own_calls(session.index, session.as_of, chosen)
    _mind_nobody(session, found.get(None, []), person)
    meant = [who for who in found if who is not None and person in (None, who)]
    marks, names = _marks(session, mark) if meant else ({}, {})
    made = []
    for who in meant:
        calls = [replace(call, mark=marks.get(call.id, "")) for call in found[who]]
        if len(calls) > MOST:
            raise Misused(_too_many(who, len(calls)))
        made.append(_route(session, calls, days, who))
    return Routes(sorted(made, key=lambda route: (route.traveller.name, route.traveller.id or "")), names, days)


def _sunday(days: Sequence[date]) -> date:
    """Return the end of the week when it is meant: an appointment may be on a day on which nobody works."""
    return days[-1] + timedelta(6 - days[-1].weekday()) if len(days) > 1 else days[-1]


def _route(session: Session, calls: Sequence[Call], days: Sequence[date], person: str) -> Route:
    who = traveller(session.index, session.settings, calls, person)
    if not days:
        return areas(calls, who)
    return of_days(calls, sorted({*days, *(call.day for call in calls if call.day is not None)}), who)


def _marks(session: Session, scheme: str | None) -> tuple[Mapping[str, str], Mapping[str, Label]]:
    """Return the class of each customer by id, and what the classes are called; nothing when they cannot be known."""
    wanted = scheme or "key"
    if wanted not in session.schemes:
        known = ", ".join(session.schemes)
        raise Misused(_("no class scheme '{scheme}'; there are: {known}").format(scheme=wanted, known=known))
    figures = Figures(book(session.index, session.as_of), session.settings, session.schemes)
    try:
        placed = figures.placed(wanted)
    except HasFindings as error:  # an amount without a rate: the way is the same whatever the customer is worth
        warn(_("customers are not marked: {problem}").format(problem=error), session.wants_json)
        return {}, {}
    names = full_labels(placed)
    return {identity: key(placed.way(place)) for identity, place in figures.position.items()}, names


def _mind_nobody(session: Session, calls: Sequence[Call], person: str | None) -> None:
    if calls and person is None:
        number = len({call.id for call in calls})
        sentence = count("{n} customer has nobody in charge", "{n} customers have nobody in charge", number)
        warn(sentence, session.wants_json)


def _too_many(person: str, number: int) -> str:
    sentence = _("{person} has {n} customers to see, and a route takes {most}; narrow it down with --region or --where")
    return sentence.format(person=person, n=number, most=MOST)
