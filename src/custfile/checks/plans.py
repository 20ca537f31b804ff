"""A month's plan makes sense by itself: known people and customers, days of the month, no visit and no sheet twice."""

from __future__ import annotations

from collections.abc import Container, Iterator

from custfile.checks import dates
from custfile.checks.references import people
from custfile.model.finding import Fault
from custfile.model.month import Month
from custfile.model.plan import Plan, Sheet
from custfile.model.settings import Settings


def check_plan(plan: Plan, month: Month, settings: Settings, customers: Container[str]) -> Iterator[Fault]:
    """Yield what is wrong with the plan of ``month``; ``customers`` are the ids there are."""
    yield from dates.check(plan, settings)
    yield from people(plan, settings)
    yield from _sheets(plan)
    seen: set[object] = set()
    for at, visit in enumerate(plan.visits):
        place, mark = ("visits", at), (visit.by, visit.customer, visit.date, visit.time)
        person = settings.person(visit.by)
        if visit.customer not in customers:
            yield Fault((*place, "customer"), "C781", {"got": visit.customer})
        if not month.holds(visit.date):
            yield Fault((*place, "date"), "C782", {"got": str(visit.date), "month": str(month)})
        if mark in seen:
            yield Fault(place, "C783", {"got": visit.customer, "day": str(visit.date)})
        if person is not None and person.left is not None and visit.date > person.left:
            yield Fault((*place, "by"), "C785", {"got": person.name, "left": str(person.left)})
        seen.add(mark)


def _sheets(plan: Plan) -> Iterator[Fault]:
    seen: set[str] = set()
    for at, sheet in enumerate(plan.sheets):
        if sheet.by in seen:
            yield Fault(("sheets", at, "by"), "C784", {"got": sheet.by})
        if _approved_by_oneself(sheet):
            yield Fault(("sheets", at, "approved_by"), "C786", {"got": sheet.by})
        seen.add(sheet.by)


def _approved_by_oneself(sheet: Sheet) -> bool:
    return sheet.status == "approved" and sheet.approved_by == sheet.by
