"""One customer's record from the index, and searching through all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from custfile.archive.index import Index
from custfile.archive.resolve import Match
from custfile.model.folding import fold, fold_name, fold_phone

_SEARCH: Final = """
select c.id, f.path, c.name, r.body from records r join customers c using (file) join files f using (file)
where r.search like ?1 escape '\\' or c.file in (select file from identifiers where folded in (?2, ?3))
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
    part = fold(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    name = fold_name(text)
    for identity, path, called, body in index.iterate(_SEARCH, f"%{part}%", name, fold_phone(text) or name):
        yield Hit(Match(identity, path, called), json.loads(body))
