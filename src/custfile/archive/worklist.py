"""Duties from the index: as the files stand, or as they stood on an earlier day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Any, Final

from custfile.analysis.schedule.due import Item, days_late
from custfile.analysis.schedule.duty import NEVER
from custfile.analysis.schedule.escalation import escalated
from custfile.analysis.schedule.yearly import knows_lunar
from custfile.archive.filters import Filters
from custfile.archive.index import Index
from custfile.archive.meeting import Conditions
from custfile.archive.root import PLANS
from custfile.archive.tables import day, from_day
from custfile.language import spoken

NO_FILTERS: Final = Filters()
_ITEM: Final = """
select c.id, c.name, c.phone, c.owner, d.day, d.kind, d.person, d.rule, d.step, d.since, d.about, c.region, d.latest,
  d.planned
"""
_NOW: Final = "d.listed <= ?1 and (d.gone is null or d.gone > ?1)"
_KNOWN: Final = "c.settled <= ?2 and (c.made is null or c.made <= ?2)"
_PLAIN: Final = f"""
{_ITEM} from duties d cross join customers c using (file)
where d.rowid in (select d.rowid from duties d where d.rule in (select value from json_each(?3)) and {_NOW}) and {_KNOWN}
"""
"""In the order in which the rows lie on the disk, not by rule: no page is read more than once."""

_PICKED: Final = f"""
{_ITEM} from duties d cross join customers c using (file)
where d.rowid in (select value from json_each(?3)) and {_KNOWN}
"""
_OF_ONE: Final = f"""
{_ITEM} from files f cross join customers c using (file) cross join duties d using (file)
where f.path = ?2 and {_NOW}
"""
_LISTED: Final = f"""
select d.rowid, c.id from duties d cross join customers c using (file) where d.rule = ?2 and {_NOW}
"""
_UNSETTLED: Final = """
select c.id, c.name, c.phone, c.owner, c.region, r.body from customers c join records r using (file)
where c.settled > ?1
"""


def due_items(index: Index, upto: date, as_of: date, chosen: Filters = NO_FILTERS) -> Iterator[Item]:
    """Yield what is on the list up to ``upto``, known on ``as_of``, of the customers that ``chosen`` lets through.

    The index holds the duties as of each file's last event. For an earlier ``as_of`` they are worked out again. A rule with
    a condition (``when``) asks only for the customers that fit it on ``as_of``. The whole list is remembered.
    """
    work = _Work(index, upto, as_of)
    state = f"{as_of} {upto} {spoken()} {knows_lunar()}"
    items: Iterator[Item] = map(_read, json.loads(index.remembered("due", state, work.noted)))
    if upto >= as_of:
        items = chain(items, _reports(index, as_of))
    if chosen.sql:
        from custfile.archive.master import ids  # late: most lists are of everybody

        fitting = ids(index, chosen)
        items = filter(lambda item: item.id in fitting, items)
    yield from map(work.told, items)


def due_of(index: Index, path: str, upto: date, as_of: date) -> list[Item]:
    """Return what is due up to ``upto`` at the customer whose file is at ``path``, as the file stands.

    Conditions are those that hold on ``as_of``.
    """
    work = _Work(index, upto, as_of)
    found = map(_read, index.iterate(_OF_ONE, day(upto), path))
    return [work.told(item) for item in found if work.asks(item)]


class _Work:
    """What is on the list up to a day, as known on another."""

    def __init__(self, index: Index, upto: date, as_of: date) -> None:
        self.index, self.upto, self.as_of = index, upto, as_of
        self.rules = index.catalog["rules"]
        self.conditions = Conditions(index, as_of)
        self.whens = {name: rule["when"] for name, rule in self.rules.items() if rule["when"]}
        self.steps = {name: rule["escalate"] for name, rule in self.rules.items() if rule["escalate"]}

    def noted(self) -> str:
        """Return the rows of what is on the list as JSON, as ``_read`` reads them; whom it escalates to is left open."""
        return json.dumps([*map(_row, self._found())], ensure_ascii=False)

    def _found(self) -> Iterator[Item]:
        plain = json.dumps(["", *(name for name in self.rules if name not in self.whens)])
        yield from filter(self.asks, self._rows(_PLAIN, plain))
        if self.whens:
            yield from self._rows(_PICKED, self._picked())
        earlier = self.index.rows(_UNSETTLED, day(self.as_of))
        yield from filter(self.asks, _worked_out(self.index, earlier, self.upto, self.as_of)) if earlier else ()
        if self.upto >= self.as_of:
            from custfile.archive.care import ahead, care_items  # late: on most calls the list is known

            yield from care_items(self.index, self.as_of, self.upto + timedelta(ahead(self.index)))

    def _rows(self, sql: str, listed: str) -> Iterator[Item]:
        return map(_read, self.index.iterate(sql, day(self.upto), day(self.as_of), listed))

    def _picked(self) -> str:
        """Return which rows of ``duties`` are asked for by rules whose condition holds: the customers that fit are many."""
        fitting = {name: self.conditions.fitting(when) for name, when in self.whens.items()}
        rows = {name: self.index.rows(_LISTED, day(self.upto), name) for name in self.whens}
        return json.dumps([row for name, found in rows.items() for row, identity in found if identity in fitting[name]])

    def asks(self, item: Item) -> bool:
        """Say whether ``item`` is asked for: by no condition, or by one that holds."""
        if item.kind == NEVER:
            return not any(self._fits(name, item) for name in item.about.split("\n") if name)
        return item.rule not in self.whens or self._fits(item.rule, item)

    def _fits(self, rule: str, item: Item) -> bool:
        return item.id in self.conditions.fitting(self.whens[rule])

    def told(self, item: Item) -> Item:
        """Return ``item`` with those who hear of it because it is late."""
        if item.kind == NEVER:
            return item._replace(about="")
        steps = self.steps.get(item.rule)
        if not steps:
            return item
        late, team = days_late(item, self.as_of), self.index.catalog["team"]
        return item._replace(escalated=escalated(steps, late, item.person, item.region, team, self.as_of))


def _read(row: tuple[Any, ...]) -> Item:
    identity, name, phone, owner, due, kind, person, rule, step, since, about, region, latest, planned = row
    return Item(
        identity, name, phone, owner, from_day(due), kind, person, rule, step, _date(since), about, region,
        _date(latest), _date(planned),
    )  # fmt: skip


def _row(item: Item) -> tuple[Any, ...]:
    return (
        item.id, item.name, item.phone, item.owner, day(item.day), item.kind, item.person, item.rule, item.step,
        day(item.since), item.about, item.region, day(item.latest), day(item.planned),
    )  # fmt: skip


def _date(value: int | None) -> date | None:
    return None if value is None else from_day(value)


def _worked_out(index: Index, rows: Iterable[tuple[str, ...]], upto: date, as_of: date) -> Iterator[Item]:
    from custfile.analysis.schedule.duties import duties, known_on
    from custfile.model.own import customer_model
    from custfile.model.settings import Settings
    from custfile.model.structure import structure  # late: only a day in the past needs the model

    settings = structure(Settings, index.settings_data)
    model = customer_model(settings)
    for identity, name, phone, owner, region, body in rows:
        record = known_on(structure(model, json.loads(body)), as_of)
        if record.collected is not None and record.collected.date > as_of:
            continue
        for duty in duties(record, settings):
            if (duty.listed or duty.day) <= upto and (duty.gone is None or duty.gone > upto):
                yield Item(
                    identity, name, phone, owner, duty.day, duty.kind, duty.person, duty.rule, duty.step, duty.since,
                    duty.about, region, duty.latest, duty.planned,
                )  # fmt: skip


def _reports(index: Index, as_of: date) -> Iterator[Item]:
    if not (index.root.folder / PLANS).is_dir():
        return iter(())
    from custfile.archive.plans import reports_owed  # late: many archives have no plans

    return reports_owed(index.root, index, as_of)
