"""The files that need an owner, what the archive says of everybody's work, and owners written into files."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from dateutil.relativedelta import relativedelta

from custfile.analysis.allocation.nearest import Point
from custfile.analysis.allocation.order import OpenFile, Proposal
from custfile.analysis.allocation.staff import Work
from custfile.archive.change import Change, edit_file
from custfile.archive.filters import Filters
from custfile.archive.index import Index
from custfile.archive.tables import day
from custfile.archive.worklist import due_items
from custfile.archive.workload import FILES, PROMISES, TICKETS
from custfile.changes.fields import top_order
from custfile.changes.handover import owned
from custfile.model.own import customer_model
from custfile.model.settings import Settings

_YEAR: Final = relativedelta(months=12)

_AMOUNTS: Final = """
select c.owner, sum(o.worth) from orders o join customers c using (file)
where o.day > ?1 and o.day <= ?2 and coalesce(o.status, '') not in ('cancelled', 'returned') group by c.owner
"""
_KEPT_PROMISES: Final = """
select coalesce(p.by, c.owner), p.done is not null and p.done <= p.due from promises p join customers c using (file)
where p.due > ?1 and p.due <= ?2 and p.day <= ?2
"""
_KEPT_DATES: Final = """
select who, after is not null and after <= next from (
  select coalesce(v.by, c.owner) as who, v.next as next,
    lead(v.day) over (partition by v.file, coalesce(v.by, c.owner) order by v.day) as after
  from visits v join customers c using (file) where v.day <= ?2
) where next > ?1 and next <= ?2
"""
_OPEN_FILES: Final = """
select id, name, region, collected_by, lat, lon, owner from customers c
where (c.made is null or c.made <= ? or c.first_order <= ?) {sql} group by id order by id
"""
_BODY: Final = """
select f.path, r.body from records r join customers c using (file) join files f using (file) where c.id = ? limit 1
"""


def work(index: Index, as_of: date) -> dict[str, Work]:
    """Return what the archive says of everybody's work, by id."""
    span = (day(as_of - _YEAR), day(as_of))
    told: dict[str | None, dict[str, int]] = defaultdict(
        lambda: dict.fromkeys(("files", "load", "amount", "asked", "kept"), 0)
    )
    for _id, owner in index.iterate(FILES, day(as_of)):
        told[owner]["files"] += 1
        told[owner]["load"] += 1
    for sql in (PROMISES, TICKETS):
        for person, *_late in index.iterate(sql, day(as_of)):
            told[person]["load"] += 1
    for item in due_items(index, as_of - timedelta(days=1), as_of):
        told[item.person]["load"] += 1
    for owner, worth in index.iterate(_AMOUNTS, *span):
        told[owner]["amount"] += worth or 0
    for sql in (_KEPT_PROMISES, _KEPT_DATES):
        for person, kept in index.iterate(sql, *span):
            told[person]["asked"] += 1
            told[person]["kept"] += kept
    return {person: Work(**figures) for person, figures in told.items() if person is not None}


def open_files(index: Index, as_of: date, settings: Settings, chosen: Filters) -> list[OpenFile]:
    """Return the files, of those that ``chosen`` lets through, that have no owner or one who has left by ``as_of``."""
    gone = {person.id for person in settings.team if person.left is not None and person.left <= as_of}
    return [each for each in files(index, as_of, chosen) if each.owner is None or each.owner in gone]


def files(index: Index, as_of: date, chosen: Filters) -> list[OpenFile]:
    """Return the files that ``chosen`` lets through, known on ``as_of``, by id."""
    rows: Sequence[tuple[Any, ...]] = index.rows(
        _OPEN_FILES.format(sql=chosen.sql), day(as_of), day(as_of), *chosen.parameters
    )
    return [
        OpenFile(identity, name, region, collector, None if lat is None else Point(lat, lon), owner)
        for identity, name, region, collector, lat, lon, owner in rows
    ]


def assignments(index: Index, settings: Settings, proposals: Iterable[Proposal]) -> list[Change]:
    """Return the changes that write the owners of ``proposals`` into the files."""
    order, made = top_order(customer_model(settings)), list[Change]()
    for proposal in proposals:
        if proposal.owner is not None:
            path, body = index.rows(_BODY, proposal.file.id)[0]
            made.append(edit_file(index.root, path, owned(json.loads(body), proposal.owner), order))
    return made
