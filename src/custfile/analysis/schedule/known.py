"""What was known of a customer on a day: later events have not happened yet, and what is settled later is still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from custfile.model.customer import Customer

_EVENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "quotations": (),
    "orders": ("delivered", "written_off"),
    "payments": (),
    "visits": (),
    "deferrals": (),
    "promises": ("done",),
    "deals": ("closed",),
    "tickets": ("answered", "closed"),
    "documents": (),
    "loans": ("returned",),
    "gifts": (),
    "notes": (),
    "sources": ("verified",),
}
"""The lists of what happened, and the fields of their items that were filled in later, on the day they tell."""


def known_on(record: Customer, as_of: date) -> Customer:
    """Return ``record`` as it stood at the end of ``as_of``."""
    lists: dict[str, Any] = {key: _happened(getattr(record, key), later, as_of) for key, later in _EVENTS.items()}
    ended = record.ended if record.ended and record.ended.date <= as_of else None
    return replace(record, **lists, ended=ended)


def _happened(items: list[Any], later: tuple[str, ...], as_of: date) -> list[Any]:
    return [_open_again(item, later, as_of) for item in items if item.date <= as_of]


def _open_again(item: Any, later: tuple[str, ...], as_of: date) -> Any:
    to_come = {key: None for key in later if (told := getattr(item, key)) is not None and told > as_of}
    return replace(item, **to_come) if to_come else item


def settled(record: Customer) -> date:
    """Return the last day on which something happened that duties depend on; from then on they stay the same."""
    return max(_days(record), default=date.min)


def _days(record: Customer) -> Iterator[date]:
    for key, later in _EVENTS.items():
        for item in getattr(record, key):
            yield item.date
            for field in later:
                told = getattr(item, field)
                if told is not None:
                    yield told
    if record.ended is not None:
        yield record.ended.date
