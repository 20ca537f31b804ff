"""What became of a month's plan: per person with the appraisal counts, and per class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from custfile.analysis.schedule.fulfilment import STATES, Made, Outcome
from custfile.analysis.schedule.plan_tables import Heading
from custfile.language import Label
from custfile.model.names import NO_NAMES
from custfile.model.plan import STATUSES, Sheet
from custfile.model.schedule import Contact
from custfile.model.table import Column, Table

_NONE: Final = Label("not in the table", "未列入频率表", "未列入頻率表")


@dataclass(frozen=True)
class Record:
    """What is known of a month: what became of the planned visits, what was made beside, and promises (due, kept)."""

    outcomes: Sequence[Outcome]
    unplanned: Sequence[Made]
    promises: Mapping[str | None, tuple[int, int]]
    sheets: Mapping[str, Sheet]


_COUNTS: Final = (
    Column("planned", Label("Planned", "计划", "計畫"), "count"),
    Column("done", Label("Done", "已完成", "已完成"), "count"),
    Column("late", Label("Done late", "延迟完成", "延遲完成"), "count"),
    Column("missed", Label("Missed", "未完成", "未完成"), "count"),
    Column("open", Label("To come", "未到期", "未到期"), "count"),
    Column("unplanned", Label("Unplanned", "计划外", "計畫外"), "count"),
    Column("made", Label("Visits made", "拜访合计", "拜訪合計"), "count"),
)


def status_tables(record: Record, classes: Mapping[str, tuple[Contact, int]], heading: Heading) -> list[Table]:
    """Return what became of the month's plan: a line a person with the appraisal counts, and a line a class.

    ``made`` are all visits: done, done late, unplanned. A report is in time when its visit was done (not late).
    """
    return [_by_person(record, heading), _by_class(record, classes)]


def _by_person(record: Record, heading: Heading) -> Table:
    counts = _counted(record, lambda _customer, person: person)
    rows = []
    for person in sorted({*counts, *record.promises} - {None}, key=str):
        states = counts.get(person, Counter())
        due, kept = record.promises.get(person, (0, 0))
        past = states["done"] + states["late"] + states["missed"]
        sheet = record.sheets.get(str(person))
        rows.append((person, sheet.status if sheet else None, *_row(states), states["done"], past, kept, due))
    columns = (
        heading.person(),
        Column("status", Label("Plan", "计划状态", "計畫狀態"), names=STATUSES),
        *_COUNTS,
        Column("in_time", Label("Reports in time", "按时报告", "準時報告"), "count"),
        Column("reports", Label("Reports due", "应交报告", "應交報告"), "count"),
        Column("kept", Label("Promises kept", "兑现承诺", "兌現承諾"), "count"),
        Column("promises", Label("Promises due", "到期承诺", "到期承諾"), "count"),
    )
    return Table("people", columns, rows, heading.facts, Label("By person", "按人员", "依人員"))


def _by_class(record: Record, classes: Mapping[str, tuple[Contact, int]]) -> Table:
    lines = {contact.id: place for contact, place in classes.values()}
    named = {contact.id: (contact.labels or NO_NAMES).label(contact.id) for contact, _place in classes.values()}
    counts = _counted(record, lambda customer, _person: classes[customer][0].id if customer in classes else "")
    rows = [(key, *_row(counts[key])) for key in sorted(counts, key=lambda key: lines.get(str(key), len(lines)))]
    column = Column("class", Label("Class", "级别", "級別"), names={"": _NONE, **named})
    return Table("classes", (column, *_COUNTS), rows, title=Label("By class", "按级别", "依級別"))


def _counted(record: Record, key: Callable[[str, str | None], str | None]) -> dict[str | None, Counter[str]]:
    found: dict[str | None, Counter[str]] = {}
    for outcome in record.outcomes:
        group = found.setdefault(key(outcome.planned.customer, outcome.planned.by), Counter())
        group[outcome.state] += 1
        group["planned"] += 1
    for made in record.unplanned:
        found.setdefault(key(made.customer, made.person), Counter())["unplanned"] += 1
    return found


def _row(counts: Counter[str]) -> tuple[int, ...]:
    made = counts["done"] + counts["late"] + counts["unplanned"]
    return (counts["planned"], *(counts[state] for state in STATES), made)
