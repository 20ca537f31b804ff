"""The agenda as tables: the entries day by day, and the list of conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from custfile.analysis.schedule.agenda import CONFLICTS, KINDS, MEMO, Conflict, Entry
from custfile.analysis.schedule.duty import KINDS as DUE_KINDS
from custfile.language import Label, _
from custfile.model.choices import PURPOSES
from custfile.model.table import Column, Table

_TITLE: Final = Label("Agenda", "日程", "行程")
_CONFLICTS: Final = Label("Conflicts", "冲突", "衝突")
_SEPARATOR: Final = ", "


def clock(minutes: int | None) -> str | None:
    """Return minutes from midnight as people write them, such as 14:30; those of the next day begin anew."""
    return None if minutes is None else f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def agenda_table(
    entries: Sequence[Entry],
    found: Iterable[Conflict],
    catalog: Mapping[str, Any],
    facts: Sequence[tuple[Label, str]] = (),
) -> Table:
    """Return ``entries``, which are in order, each with the kinds of the conflicts that it is in; ``catalog`` names people."""
    marks: dict[Entry, dict[str, None]] = defaultdict(dict)
    for conflict in found:
        for entry in conflict.between():
            marks[entry][conflict.kind] = None
    rows = [_row(entry, marks[entry]) for entry in entries]
    people, words = _people(catalog), KINDS | DUE_KINDS
    columns = (
        Column("day", Label("Day", "日期", "日期"), "day"),
        Column("time", Label("Time", "时间", "時間")),
        Column("until", Label("Until", "至", "至")),
        Column("person", Label("Who", "负责人", "負責人"), names=_joined(people, (row[3] for row in rows))),
        Column("kind", Label("What", "事项", "事項"), names=words),
        Column("purpose", Label("Purpose", "目的", "目的"), names=PURPOSES),
        Column("id", Label("Id", "编号", "編號")),
        Column("name", Label("Name", "名称", "名稱")),
        Column("about", Label("About", "内容", "內容")),
        Column("place", Label("Place", "地点", "地點")),
        Column("conflict", Label("Conflict", "冲突", "衝突"), names=_joined(CONFLICTS, (row[10] for row in rows))),
    )
    return Table("agenda", columns, rows, facts, _TITLE)


def conflict_table(found: Iterable[Conflict], catalog: Mapping[str, Any]) -> Table:
    """Return the list of conflicts: what is at odds with what."""
    people = _people(catalog)
    columns = (
        Column("day", Label("Day", "日期", "日期"), "day"),
        Column("conflict", Label("Conflict", "冲突", "衝突"), names=CONFLICTS),
        Column("time", Label("Time", "时间", "時間")),
        Column("person", Label("Who", "负责人", "負責人"), names=people),
        Column("what", Label("What", "事项", "事項")),
        Column("other_time", Label("Against", "与之相冲", "與之相衝")),
        Column("other_person", Label("Who", "负责人", "負責人"), names=people),
        Column("other", Label("What", "事项", "事項")),
    )
    rows = [
        (
            each.first.day,
            each.kind,
            *_side(each.first),
            *(_side(each.second) if each.second else (None, None, each.about)),
        )
        for each in found
    ]
    return Table("conflicts", columns, rows, title=_CONFLICTS)


def clash(conflict: Conflict, made: Entry, catalog: Mapping[str, Any]) -> str:
    """Return the warning about ``conflict`` when the entry ``made`` is new."""
    other = next((entry for entry in conflict.between() if entry is not made), made)
    told = {
        "day": made.day,
        "time": clock(other.start) or "",
        "person": catalog["people"].get(other.person, other.person),
        "name": other.name or other.what,
    }
    if conflict.kind == "day_off":
        return day_off(made.day, conflict.about)
    return _SENTENCES[conflict.kind]().format(**told)


def day_off(day: date, holiday: str | None) -> str:
    """Return the warning that nobody works on ``day``, with the name of the ``holiday`` that it is, if it is one."""
    named = _(" ({holiday})").format(holiday=holiday) if holiday else ""
    return _("{day} is not a working day{holiday}").format(day=day, holiday=named)


_SENTENCES: Final = {
    "double_booked": lambda: _("{person} has {name} at {time} on {day} already"),
    "customer_busy": lambda: _("{name} is with {person} at {time} on {day} already"),
    "same_day": lambda: _("{person} is at {name} on {day}, too"),
}


def _row(entry: Entry, marks: Iterable[str]) -> tuple[Any, ...]:
    person = _SEPARATOR.join(entry.to) if entry.kind == MEMO else entry.person
    return (
        entry.day, clock(entry.start), clock(entry.end), person or None, entry.kind, entry.purpose, entry.id or None,
        entry.name or None, entry.about, entry.place or None, _SEPARATOR.join(marks) or None,
    )  # fmt: skip


def _side(entry: Entry) -> tuple[str | None, str | None, str]:
    return clock(entry.start), entry.person, entry.name or entry.what


def _people(catalog: Mapping[str, Any]) -> dict[str, Label]:
    return {person: Label(name, name, name) for person, name in catalog["people"].items()}


def _joined(labels: Mapping[str, Label], cells: Iterable[str | None]) -> dict[str, Label]:
    """Return what each of ``cells``, words with commas between, is called."""
    known = {}
    for cell in filter(None, cells):
        each = [labels.get(word, Label(word, word, word)) for word in cell.split(_SEPARATOR)]
        known[cell] = Label(*map(_SEPARATOR.join, zip(*each, strict=True)))
    return known
