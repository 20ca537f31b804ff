"""Events as they are recorded in a file: what was typed, with the rest filled in sensibly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from custfile.errors import Misused, NoCustomer
from custfile.language import _
from custfile.model.edit import Append, Edit, Put, Value
from custfile.model.folding import fold


def event(kind: str, fields: Mapping[str, Value | None]) -> Append:
    """Return the edit that appends one record to the list ``kind``; what is ``None`` or empty is left out."""
    return Append((kind,), {key: value for key, value in fields.items() if value is not None and value != ""})


def due_date(record: Mapping[str, Any], ordered: date) -> date | None:
    """Return when an order of the day ``ordered`` is due by the terms of the customer, if they say."""
    days = record.get("terms", {}).get("payment_days")
    return ordered + timedelta(int(days)) if days is not None else None


def next_number(records: Sequence[Mapping[str, Any]], prefix: str) -> str:
    """Return the number after the highest of ``records`` that begins with ``prefix``."""
    numbers = [str(item.get("no", "")) for item in records if item]
    used = [int(no[len(prefix) :]) for no in numbers if no.startswith(prefix) and no[len(prefix) :].isdigit()]
    return f"{prefix}{max(used, default=0) + 1}"


def settle(record: Mapping[str, Any], kind: str, typed: str, closing: str, fields: Mapping[str, Value]) -> list[Edit]:
    """Return the edits that close the one open item of the list ``kind`` that ``typed`` names by number or words.

    ``closing`` is the field that says when it was closed. Raises ``NoCustomer`` when none or several are open and fit.
    """
    items = list(enumerate(record.get(kind, [])))
    unsettled = [(place, item) for place, item in items if item and closing not in item]
    fitting = [(place, item) for place, item in unsettled if item.get("no") == typed] or [
        (place, item) for place, item in unsettled if fold(typed) in fold(item.get("what", ""))
    ]
    if len(fitting) != 1:
        named = "; ".join(
            f"{item.get('no', '')} {item.get('what', '')}".strip() for _place, item in fitting or unsettled
        )
        sentence = _("several fit '{typed}': {named}") if fitting else _("nothing open fits '{typed}'; open: {named}")
        raise NoCustomer(sentence.format(typed=typed, named=named or "–"))
    return [Put((kind, fitting[0][0], key), value) for key, value in fields.items() if value != ""]


def amount(typed: str) -> Decimal:
    """Return the amount that ``typed`` says. Raises ``Misused``."""
    from custfile.model.values import MONEY, Wrong

    try:
        number: Decimal = MONEY.read(typed)
    except Wrong:
        raise Misused(
            _("'{typed}' is not an amount; write digits with a point, such as 1280.00").format(typed=typed)
        ) from None
    return number
