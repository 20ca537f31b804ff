"""One customer's record from the index, and searching through all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from custfile.archive.index import Index
from custfile.archive.resolve import Match, dialled
from custfile.model.folding import fold, fold_name

_SEARCH: Final = """
select c.id, f.path, c.name, r.body from records r join customers c using (file) join files f using (file)
where instr(r.search, ?1) or c.file in (
  select file from identifiers where folded = ?2 and ?2 <> '' or kind = 'phone' and folded = ?3 and ?3 <> ''
)
order by c.id
"""


class Hit(NamedTuple):
    """A customer found, with its whole record as plain data."""

    match: Match
    record: dict[str, Any]


def record_of(index: Index, match: Match) -> dict[str, Any]:
    """Return the plain data of the customer ``match``: text as typed, nested lists and mappings."""
    body = index.rows("select r.body from records r join files f using (file) where f.path = ?", match.path)
    data: dict[str, Any] = json.loads(body[0][0])
    return data


def search(index: Index, text: str) -> Iterator[Hit]:
    """Yield the customers any of whose values holds ``text``, or who are called by it."""
    for identity, path, called, body in index.iterate(_SEARCH, fold(text), fold_name(text), dialled(text)):
        yield Hit(Match(identity, path, called), json.loads(body))
