"""A month's visits day by day: how many there are, and a calendar a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from custfile.analysis.schedule.fulfilment import STATES
from custfile.analysis.schedule.monthly import Monthly
from custfile.language import Label, say, spoken
from custfile.model.choices import PURPOSES
from custfile.model.plan import STATUSES, PlannedVisit
from custfile.report.figures import Figures
from custfile.report.page import Calendar, Cell, Chart, Day, Series, Tone
from custfile.report.wording import joined

VISITS: Final = Label("Visits", "拜访次数", "拜訪次數")
_LOAD: Final = Label("Visits a day", "每日拜访数", "每日拜訪數")
_ALT: Final = Label(
    "Visits on each working day: at most {most}, on {day}.",
    "每个工作日的拜访数：{day}最多，{most}次。",
    "每個工作日的拜訪數：{day}最多，{most}次。",
)
_OF: Final = Label("visits: {n} of {room} possible", "拜访{n}次，可拜访{room}次", "拜訪{n}次，可拜訪{room}次")

TONES: Final[Mapping[str, Tone]] = {"done": "good", "late": "warn", "missed": "bad", "new": "muted"}
STATES_SHOWN: Final = {"new": Label("proposed", "新建议", "新建議"), **STATES}


def load(monthly: Monthly) -> Chart:
    """Return how many visits there are on each working day."""
    told = monthly.load()
    most = max(told.values())
    day = next(each for each, number in told.items() if number == most)
    return Chart(
        title=say(_LOAD),
        shape="columns",
        marks=[str(each.day) for each in told],
        series=[Series(say(VISITS), list(told.values()))],
        alt=say(_ALT).format(most=most, day=Figures(spoken()).short_day(day)),
    )


def calendar(monthly: Monthly, person: str, called: str, visits: Sequence[tuple[str, PlannedVisit]]) -> Calendar:
    """Return the days of ``person`` (an id, ``called`` so) with its ``visits``, each behind its state."""
    worker = monthly.workers.get(person)
    working = set(worker.days) if worker else set()
    entries = defaultdict[date, list[Cell]](list)
    for state, visit in visits:
        purpose = say(PURPOSES[visit.purpose]) if visit.purpose in PURPOSES else ""
        name, note = whom(monthly, visit), joined(visit.time, purpose)
        entries[visit.date].append(Cell(name, note, TONES.get(state, ""), customer=visit.customer))
    days = [monthly.month.start + timedelta(n) for n in range((monthly.month.end - monthly.month.start).days + 1)]
    sheet = monthly.sheets.get(person)
    told = say(_OF).format(n=len(visits), room=room(monthly, person))
    return Calendar(
        title=called,
        note=joined(told, say(STATUSES[sheet.status]) if sheet else ""),
        days=[Day(day, entries.get(day, ()), monthly.off.get(day, ""), day not in working) for day in days],
    )


def whom(monthly: Monthly, visit: PlannedVisit) -> str:
    """Return the name of the customer that ``visit`` goes to."""
    known = monthly.accounts.get(visit.customer)
    return known.name if known else visit.name or visit.customer


def room(monthly: Monthly, person: str) -> int:
    """Return how many visits ``person`` can make in the month; 0 when nothing is known of its days."""
    worker = monthly.workers.get(person)
    return worker.capacity * len(worker.days) if worker else 0
