"""Duties from the index: as the files stand, or as they stood on an earlier day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Final

from custfile.analysis.schedule.due import Item
from custfile.archive.filters import Filters
from custfile.archive.index import Index
from custfile.archive.tables import day, from_day

NO_FILTERS: Final = Filters()
_SQL: Final = """
select c.id, c.name, c.phone, c.owner, d.day, d.kind, d.person, d.rule, d.step, d.since, d.about
from duties d cross join customers c using (file)
where d.day <= ?1 and c.settled <= ?2 and (c.made is null or c.made <= ?2) {sql}
"""
_UNSETTLED: Final = """
select c.id, c.name, c.phone, c.owner, r.body from customers c join records r using (file) where c.settled > ?1 {sql}
"""


def due_items(index: Index, upto: date, as_of: date, chosen: Filters = NO_FILTERS) -> Iterator[Item]:
    """Yield what falls due up to ``upto``, known on ``as_of``, of the customers that ``chosen`` lets through.

    The index holds the duties as of each file's last event. For an earlier ``as_of`` they are worked out again. A rule with
    a condition (``when``) asks only for the customers that fit it on ``as_of``.
    """
    conditions = {name: rule["when"] for name, rule in index.catalog["rules"].items() if rule["when"]}
    found = _due(index, upto, as_of, chosen)
    if not conditions:
        yield from found
        return
    fitting = {name: _fitting(index, min(as_of, upto), text) for name, text in conditions.items()}
    yield from (item for item in found if item.rule not in fitting or item.id in fitting[item.rule])


def _due(index: Index, upto: date, as_of: date, chosen: Filters) -> Iterator[Item]:
    for row in index.iterate(_SQL.format(sql=chosen.sql), day(upto), day(as_of), *chosen.parameters):
        identity, name, phone, owner, due, kind, person, rule, step, since, about = row
        yield Item(
            identity, name, phone, owner, from_day(due), kind, person, rule, step,
            None if since is None else from_day(since), about,
        )  # fmt: skip
    earlier = index.rows(_UNSETTLED.format(sql=chosen.sql), day(as_of), *chosen.parameters)
    yield from _worked_out(index, earlier, upto, as_of) if earlier else ()


def _fitting(index: Index, as_of: date, text: str) -> set[str]:
    """Return the customers that fit a rule's condition: worked out once a day, and again when anything has changed."""

    def work_out() -> str:
        from custfile.archive.choosing import fitting
        from custfile.archive.schemes import schemes
        from custfile.model.settings import Settings
        from custfile.model.structure import structure  # late: on most calls the answer is known

        settings = structure(Settings, index.settings_data)
        return json.dumps(fitting(index, as_of, settings, schemes(settings), [text]))

    return set(json.loads(index.remembered(f"{as_of} {text}", work_out)))


def due_of(index: Index, path: str, upto: date) -> list[Item]:
    """Return what is due up to ``upto`` at the customer whose file is at ``path``, as the file stands."""
    chosen = Filters(" and c.file = (select file from files where path = ?)", (path,))
    return list(due_items(index, upto, date.max, chosen))


def _worked_out(index: Index, rows: list[tuple[str, str, str, str, str]], upto: date, as_of: date) -> Iterator[Item]:
    from custfile.analysis.schedule.duties import duties, known_on
    from custfile.model.own import customer_model
    from custfile.model.settings import Settings
    from custfile.model.structure import structure  # late: only a day in the past needs the model

    settings = structure(Settings, index.settings_data)
    model = customer_model(settings)
    for identity, name, phone, owner, body in rows:
        record = known_on(structure(model, json.loads(body)), as_of)
        if record.collected is not None and record.collected.date > as_of:
            continue
        for duty in duties(record, settings):
            if duty.day <= upto:
                yield Item(
                    identity, name, phone, owner, duty.day, duty.kind, duty.person, duty.rule, duty.step, duty.since,
                    duty.about,
                )  # fmt: skip
