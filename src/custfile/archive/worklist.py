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

    The index holds the duties as of each file's last event. For an earlier ``as_of`` they are worked out again.
    """
    for row in index.iterate(_SQL.format(sql=chosen.sql), day(upto), day(as_of), *chosen.parameters):
        identity, name, phone, owner, due, kind, person, rule, step, since, about = row
        yield Item(
            identity, name, phone, owner, from_day(due), kind, person, rule, step,
            None if since is None else from_day(since), about,
        )  # fmt: skip
    earlier = index.rows(_UNSETTLED.format(sql=chosen.sql), day(as_of), *chosen.parameters)
    yield from _worked_out(index, earlier, upto, as_of) if earlier else ()


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
