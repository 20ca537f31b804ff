"""What rows say of a customer, as the edits that make its file say so too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final, TypeAlias

from custfile.language import _
from custfile.model.edit import Append, Edit, Path, Put, Value
from custfile.model.folding import fold_name, fold_phone
from custfile.model.incoming import Rejected, Row

Said: TypeAlias = dict[tuple[str, ...], tuple[Value, int]]
"""What was said, and on which line: ``("terms.discount",)``, or ``("contacts", "wangli", "phone")`` of a person."""

_PEOPLE: Final = "contacts"
_PHONES: Final = ("phone", "mobile", "fax")


def agreed(rows: Iterable[Row], data: Mapping[str, Any]) -> tuple[Said, list[Row], list[Rejected]]:
    """Return what ``rows`` of one customer say together, the rows that agree, and those that do not.

    The first to speak is believed; of a list, such as aliases, all are. ``data`` is what the file says now.
    """
    said: Said = {}
    taken: list[Row] = []
    rejected: list[Rejected] = []
    for row in rows:
        slots = dict(_slots(row))
        reason = _nameless(slots, data) or _contradiction(slots, said)
        if reason:
            rejected.append(Rejected(row.line, reason))
            continue
        taken.append(row)
        for slot, value in slots.items():
            said[slot] = (_together(said[slot][0], value), said[slot][1]) if slot in said else (value, row.line.number)
    return said, taken, rejected


def first_told(rows: Iterable[Row]) -> Said:
    """Return what ``rows`` say of the customer, of each field what the first of them says."""
    said: Said = {}
    for row in rows:
        for slot, value in _slots(row):
            said.setdefault(slot, (value, row.line.number))
    return said


def updates(said: Said, data: Mapping[str, Any], key: str) -> list[Edit]:
    """Return the edits that make ``data`` say what was ``said``; the ``key``, which the customer was found by, stays."""
    edits: list[Edit] = []
    people: dict[str, dict[str, Value]] = {}
    for (name, *rest), (value, _line) in said.items():
        if rest:
            people.setdefault(rest[0], {})[rest[1]] = value
        elif name != key or not data:
            edits += _update(tuple(name.split(".")), value, _at(data, name.split(".")))
    for person, fields in people.items():
        edits += _person(person, fields, data.get(_PEOPLE, []))
    return edits


def _slots(row: Row) -> Iterator[tuple[tuple[str, ...], Value]]:
    person = fold_name(str(row.fields.get(f"{_PEOPLE}.name", "")))
    for name, value in row.fields.items():
        head, _dot, last = name.partition(".")
        yield (head, person, last) if head == _PEOPLE else (name,), value


def _nameless(slots: Iterable[tuple[str, ...]], data: Mapping[str, Any]) -> str:
    about_nobody = any(slot[0] == _PEOPLE and not slot[1] for slot in slots)
    return _("contacts.name is missing") if about_nobody and not data.get(_PEOPLE) else ""


def _contradiction(slots: Mapping[tuple[str, ...], Value], said: Said) -> str:
    for slot, value in slots.items():
        if slot in said and not isinstance(value, list) and not _same(slot[-1], said[slot][0], value):
            sentence = _("line {line} says otherwise of the same customer's {field}")
            return sentence.format(line=said[slot][1], field=f"{slot[0]}.{slot[2]}" if len(slot) > 1 else slot[0])
    return ""


def _together(one: Value, other: Value) -> Value:
    return list(dict.fromkeys([*one, *other])) if isinstance(one, list) and isinstance(other, list) else one


def _person(person: str, fields: Mapping[str, Value], known: Sequence[Mapping[str, Any] | None]) -> list[Edit]:
    """Return the edits for the contact called ``person``, or the first one when no name was told."""
    for position, contact in enumerate(known):
        if contact is not None and person in ("", fold_name(contact["name"])):
            return [
                edit
                for field, value in fields.items()
                if field != "name"
                for edit in _update((_PEOPLE, position, field), value, contact.get(field))
            ]
    name = {"name": fields["name"]} if "name" in fields else {}
    return [Append((_PEOPLE,), {**name, **fields})]


def _update(path: Path, value: Value, current: Any) -> list[Edit]:
    if isinstance(value, list) and current:
        return [Append(path, item) for item in value if not any(_same(str(path[-1]), each, item) for each in current)]
    if not value and isinstance(value, list):
        return []
    return [] if current is not None and _same(str(path[-1]), current, value) else [Put(path, value)]


def _at(data: Any, steps: Iterable[str]) -> Any:
    for step in steps:
        data = data.get(step) if isinstance(data, Mapping) else None
    return data


def _same(field: str, one: Any, other: Any) -> bool:
    """Say whether two values of ``field`` mean the same; ``one`` may be the text of a file."""
    if field.rpartition(".")[2] in _PHONES:
        return fold_phone(str(one)) == fold_phone(str(other))
    if isinstance(other, Decimal):
        try:
            return Decimal(one) == other
        except (InvalidOperation, TypeError, ValueError):
            return False
    if isinstance(other, bool):
        return str(one).lower() in (("true", "yes") if other else ("false", "no"))
    return str(one) == str(other)
