"""What became of planned visits: which visit that was made belongs to which that was planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from custfile.language import Label
from custfile.model.plan import PlannedVisit

LATEST: Final = 31
"""Days after the planned one up to which a visit may still make up for it."""

STATES: Final = {
    "done": Label("done", "已完成", "已完成"),
    "late": Label("done late", "延迟完成", "延遲完成"),
    "missed": Label("missed", "未完成", "未完成"),
    "open": Label("to come", "未到期", "未到期"),
    "unplanned": Label("unplanned", "计划外", "計畫外"),
}


class Made(NamedTuple):
    """A visit that took place: at which customer, by whom, when."""

    customer: str
    person: str | None
    day: date


class Outcome(NamedTuple):
    """A planned visit, its state (a key of ``STATES``), and the day on which it was made."""

    planned: PlannedVisit
    state: str
    day: date | None


def outcomes(
    planned: Iterable[PlannedVisit], made: Iterable[Made], within: int, as_of: date
) -> tuple[list[Outcome], list[Made]]:
    """Return what became of ``planned`` by ``as_of``, in its order, and the visits of ``made`` that nobody had planned.

    A visit belongs to a planned one of the same person at the same customer, and only to one. It is *done* when it was
    made at most ``within`` days before or after the planned day. What is left over is matched again: a visit up to
    ``LATEST`` days after the planned day makes it done *late*. Without either it is *missed* once ``within`` days have
    passed. Planned visits take their turn by day, each the earliest visit that fits, so that as many as can be are done.
    """
    left: dict[tuple[str, str | None], list[Made]] = defaultdict(list)
    for visit in sorted(made, key=lambda visit: visit.day):
        left[visit.customer, visit.person].append(visit)
    listed = list(planned)
    by_day = sorted(enumerate(listed), key=lambda each: (each[1].date, each[0]))
    found: dict[int, tuple[str, date]] = {}
    for state, first, last in (("done", -within, within), ("late", within + 1, LATEST)):
        for place, wanted in by_day:
            mine = left[wanted.customer, wanted.by]
            fitting = None if place in found else _earliest(mine, wanted.date.toordinal(), first, last)
            if fitting is not None:
                mine.remove(fitting)
                found[place] = state, fitting.day
    told = [Outcome(each, *found.get(at, (_state(each, within, as_of), None))) for at, each in enumerate(listed)]
    return told, sorted((visit for rest in left.values() for visit in rest), key=lambda each: (each.day, each.customer))


def _earliest(made: Sequence[Made], day: int, first: int, last: int) -> Made | None:
    return next((visit for visit in made if first <= visit.day.toordinal() - day <= last), None)


def _state(planned: PlannedVisit, within: int, as_of: date) -> str:
    return "missed" if (as_of - planned.date).days > within else "open"
