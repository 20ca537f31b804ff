"""Tastes from the index: the customers of whom some value holds words, looked at closely."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from custfile.analysis.tastes import Taste, matches, taste
from custfile.archive.care import KNOWN
from custfile.archive.filters import Filters
from custfile.archive.index import Index
from custfile.archive.tables import day

_SQL: Final = f"""
select c.id, c.name, c.owner, c.phone, r.body from records r join customers c using (file)
where exists (select 1 from json_each(?2) where instr(r.search, value)) and {KNOWN} {{sql}}
"""


def tastes(index: Index, as_of: date, words: Sequence[str], chosen: Filters) -> Iterator[Taste]:
    """Yield the customers, as of a day, whose tastes hold any of the folded ``words``; trade with them has not ended."""
    rows = index.iterate(_SQL.format(sql=chosen.sql), day(as_of), json.dumps(words), *chosen.parameters)
    for identity, name, owner, phone, body in rows:
        found = matches(json.loads(body), words, as_of)
        if found:
            yield taste(identity, name, owner, phone, found)
