"""Customers who are probably the same: one customer, one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from custfile.archive.index import Index
from custfile.archive.resolve import Match
from custfile.model.folding import fold_firm, fold_name, fold_phone

_PHONES: Final = ("phone", "mobile")
_SQL: Final = """
select distinct c.id, f.path, c.name from identifiers i join customers c using (file) join files f using (file)
where i.kind = ? and i.folded = ? order by c.id
"""
_NAMED: Final = "select c.id, f.path, c.name from customers c join files f using (file) where c.firm = ? order by c.id"


class Double(NamedTuple):
    """A customer who is probably the same, and the field that says so: ``phone``, ``tax_id`` or ``name``."""

    match: Match
    field: str


def doubles(index: Index, record: Mapping[str, Any]) -> list[Double]:
    """Return the customers of the archive who share a phone, the tax id or the normalised name with ``record``."""
    found = []
    for field, folded in marks(record):
        rows = index.rows(_NAMED, folded) if field == "name" else index.rows(_SQL, field, folded)
        found += [Double(Match(*row), field) for row in rows]
    return list({double.match.id: double for double in reversed(found)}.values())[::-1]


def marks(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what tells that ``record`` is on file already: ``phone``, ``tax_id`` or ``name``, each with its folded value."""
    people = [record, *(item for item in record.get("contacts") or () if isinstance(item, Mapping))]
    phones = (str(person[key]) for person in people for key in _PHONES if person.get(key))
    found = [
        *(("phone", fold_phone(phone)) for phone in phones),
        ("tax_id", fold_name(str(record.get("tax_id") or ""))),
        ("name", fold_firm(str(record.get("name") or ""))),
    ]
    yield from ((field, folded) for field, folded in found if folded)
