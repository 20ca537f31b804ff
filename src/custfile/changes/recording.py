"""Events as they are recorded in a file: what was typed, with the rest filled in sensibly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from custfile.changes.fields import field_of, split, value
from custfile.errors import NoCustomer
from custfile.language import _
from custfile.model.edit import Append, Edit, Put, Value
from custfile.model.folding import fold


def event(kind: str, fields: Mapping[str, Value | None], sets: Sequence[str], model: type) -> Append:
    """Return the edit that appends one record to the list ``kind`` of ``model``; what is ``None`` or empty is left out.

    Text is read as the schema says, and so are the assignments ``sets``, such as ``minutes=30``, which win over
    ``fields``. Raises ``Misused`` for a value that its field cannot have, and for a field that there is not.
    """
    part = field_of(model, kind).part
    assert part is not None
    told = {**fields, **{name: said for name, _sign, said in map(split, sets)}}
    return Append(
        (kind,), {key: _read(part, key, said) for key, said in told.items() if said is not None and said != ""}
    )


def _read(part: type, key: str, told: Value) -> Value:
    field = field_of(part, key)
    return value(told, field) if isinstance(told, str) else told


def due_date(record: Mapping[str, Any], ordered: date) -> date | None:
    """Return when an order of the day ``ordered`` is due by the terms of the customer, if they say."""
    days = record.get("terms", {}).get("payment_days")
    return ordered + timedelta(int(days)) if days is not None else None


def next_number(records: Sequence[Mapping[str, Any]], prefix: str) -> str:
    """Return the number after the highest of ``records`` that begins with ``prefix``."""
    numbers = [str(item.get("no", "")) for item in records if item]
    used = [int(no[len(prefix) :]) for no in numbers if no.startswith(prefix) and no[len(prefix) :].isdecimal()]
    return f"{prefix}{max(used, default=0) + 1}"


def settle(record: Mapping[str, Any], kind: str, typed: str, closing: str, fields: Mapping[str, Value]) -> list[Edit]:
    """Return the edits that close the one open item of the list ``kind`` that ``typed`` names by number or words.

    ``closing`` is the field that says when it was closed. Raises ``NoCustomer`` when none or several are open and fit.
    """
    items = list(enumerate(record.get(kind, [])))
    unsettled = [(place, item) for place, item in items if item and closing not in item]
    fitting = [(place, item) for place, item in unsettled if typed in (item.get("no"), item.get("what"))] or [
        (place, item) for place, item in unsettled if fold(typed) in fold(item.get("what", ""))
    ]
    if len(fitting) != 1:
        raise NoCustomer(_unsettled(typed, [item for _place, item in fitting], [item for _place, item in unsettled]))
    return [Put((kind, fitting[0][0], key), told) for key, told in fields.items() if told != ""]


def _unsettled(typed: str, fitting: Sequence[Mapping[str, Any]], unsettled: Sequence[Mapping[str, Any]]) -> str:
    named = "; ".join(f"{item.get('no', '')} {item.get('what', '')}".strip() for item in fitting or unsettled)
    if fitting:
        return _("several fit '{typed}': {named}").format(typed=typed, named=named)
    if unsettled:
        return _("nothing open fits '{typed}'; open: {named}").format(typed=typed, named=named)
    return _("nothing is open that '{typed}' could settle").format(typed=typed)
