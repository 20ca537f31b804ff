"""Everything that somebody holds, all over the archive, and the changes that give it to others."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from custfile.archive.agenda_file import agenda, agenda_data, change_agenda
from custfile.archive.change import Change, edit_file
from custfile.archive.index import Index
from custfile.archive.known import refuse_unread
from custfile.archive.plans import plan_files
from custfile.archive.resolve import Match
from custfile.archive.root import Root
from custfile.changes.fields import top_order
from custfile.changes.handover import (
    MEMO,
    PLANNED,
    TASK,
    Handing,
    Line,
    agenda_edits,
    edits,
    handed,
    in_order,
    lines,
    memos,
    plan_edits,
    planned,
    tasks,
)
from custfile.model.agenda import Agenda, Memo, Task
from custfile.model.customer import Customer
from custfile.model.folding import fold
from custfile.model.holding import ADVISOR, OWNER, Held
from custfile.model.own import customer_model
from custfile.model.plan import Plan, PlannedVisit
from custfile.model.settings import Settings
from custfile.model.structure import structure

_NAMING: Final = """
select c.id, f.path, c.name, r.body from records r join customers c using (file) join files f using (file)
where instr(r.search, ?) group by c.id order by c.id
"""
_CALLED: Final = """
select c.id, f.path, c.name, r.body from records r join customers c using (file) join files f using (file)
where c.id = ? limit 1
"""


@dataclass
class Holding:
    """What somebody holds of one customer; ``visits``: those planned, each with the plan's path and its place there."""

    match: Match
    record: Customer
    data: Mapping[str, Any]
    things: Sequence[Held] = ()
    visits: list[tuple[str, int, PlannedVisit]] = field(default_factory=list)

    @property
    def owns(self) -> bool:
        """Whether the file itself is held."""
        return any(each.kind == OWNER for each in self.things)

    @property
    def advises(self) -> bool:
        """Whether the file is looked after beside its owner."""
        return any(each.kind == ADVISOR for each in self.things)

    def handing(self, giver: str, taker: str | None) -> Handing:
        """Return what goes from ``giver`` to ``taker``."""
        found = lines(self.record, giver, self.things)
        found += [Line(PLANNED, visit.date, visit.why or visit.note or "") for _path, _at, visit in self.visits]
        papers = len(self.record.documents) if self.owns else 0
        return Handing(self.match.id, self.match.name, self.record.region, taker, in_order(found), papers)


@dataclass(frozen=True)
class Possession:
    """All that somebody holds: by customer, and tasks and memos without one; what has a day, ``since`` that day."""

    giver: str
    since: date
    holdings: Sequence[Holding]
    agenda: Agenda
    tasks: Sequence[Task]
    memos: Sequence[Memo]

    def agenda_lines(self) -> list[Line]:
        """Return a line for each open task, and for each memo that is to remind."""
        found = [Line(TASK, task.due, task.what) for task in self.tasks]
        return found + [Line(MEMO, memo.on, memo.text) for memo in self.memos]

    def __bool__(self) -> bool:
        return bool(self.holdings or self.tasks or self.memos)


def possession(index: Index, settings: Settings, giver: str, as_of: date) -> Possession:
    """Return what ``giver`` holds on ``as_of``. Raises ``HasFindings`` when a file cannot be read: it might be one of them.

    Appointments, planned visits and memos count from ``as_of`` on, those of one who has left from the day after that.
    """
    refuse_unread(index)
    person = settings.person(giver)
    since = min(as_of, person.left + timedelta(1)) if person and person.left else as_of
    visits = _visits(index, giver, since)
    model = customer_model(settings)
    found = []
    for holding in _records(index, model, index.rows(_NAMING, fold(giver))):
        holding.things = handed(holding.record, giver, since)
        holding.visits = visits.pop(holding.match.id, [])
        if holding.things or holding.visits:
            found.append(holding)
    for identity, planned_there in visits.items():
        for holding in _records(index, model, index.rows(_CALLED, identity)):
            holding.visits = planned_there
            found.append(holding)
    known = agenda(index)
    mine = [task for _at, task in tasks(known, giver)]
    reminding = [memo for _at, memo in memos(known, giver, since)]
    return Possession(giver, since, sorted(found, key=lambda each: each.match.id), known, mine, reminding)


def _records(index: Index, model: Any, rows: Sequence[tuple[Any, ...]]) -> Iterator[Holding]:
    for identity, path, name, body in rows:
        data = json.loads(body)
        yield Holding(Match(identity, path, name), structure(model, data), data)


def _visits(index: Index, giver: str, since: date) -> dict[str, list[tuple[str, int, PlannedVisit]]]:
    found: dict[str, list[tuple[str, int, PlannedVisit]]] = defaultdict(list)
    for file in plan_files(index):
        for at, visit in planned(structure(Plan, file.data), giver, since):
            found[visit.customer].append((file.path, at, visit))
    return found


def changes(
    root: Root,
    index: Index,
    settings: Settings,
    held: Possession,
    takers: Mapping[str, str],
    rest: str | None,
    day: date,
) -> list[Change]:
    """Return the changes that hand over what is ``held`` on ``day``: of each customer to the taker of its id, if any.

    What has no customer goes to ``rest``, if to anybody.
    """
    order = top_order(customer_model(settings))
    made = []
    for each in held.holdings:
        taker = takers.get(each.match.id)
        wanted = edits(each.record, each.data, each.things, held.giver, taker, day) if taker else []
        made += [edit_file(root, each.match.path, wanted, order)] if wanted else []
    made += _plan_changes(root, index, held, takers)
    wanted = agenda_edits(held.agenda, agenda_data(index), held.giver, rest, held.since) if rest else []
    return [*made, *([change_agenda(root, wanted)] if wanted else [])]


def _plan_changes(root: Root, index: Index, held: Possession, takers: Mapping[str, str]) -> Iterator[Change]:
    given: dict[str, dict[int, str]] = defaultdict(dict)
    for each in held.holdings:
        for path, at, _visit in each.visits:
            if each.match.id in takers:
                given[path][at] = takers[each.match.id]
    for file in plan_files(index):
        if file.path in given:
            places = dict(sorted(given[file.path].items()))
            yield edit_file(root, file.path, plan_edits(structure(Plan, file.data), file.data, places))
