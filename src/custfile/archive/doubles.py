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


class Double(NamedTuple):
    """A customer who is probably the same, and the field that says so: ``phone``, ``tax_id`` or ``name``."""

    match: Match
    field: str


def doubles(index: Index, record: Mapping[str, Any]) -> list[Double]:
    """Return the customers of the archive who share a phone, the tax id or the normalised name with ``record``."""
    found = [Double(Match(*row), field) for field, folded in _marks(record) for row in index.rows(_SQL, field, folded)]
    name = fold_firm(str(record.get("name", "")))
    named = index.iterate("select c.id, f.path, c.name from customers c join files f using (file) order by c.id")
    found += [Double(Match(*row), "name") for row in named if name and fold_firm(row[2]) == name]
    return list({double.match.id: double for double in reversed(found)}.values())[::-1]


def _marks(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    people = [record, *(item for item in record.get("contacts", ()) if isinstance(item, Mapping))]
    phones = (str(person[key]) for person in people for key in _PHONES if person.get(key))
    yield from (("phone", digits) for digits in map(fold_phone, phones) if digits)
    if record.get("tax_id"):
        yield "tax_id", fold_name(str(record["tax_id"]))
