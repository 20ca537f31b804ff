"""Numbers within a file: no order, ticket or other numbered record shares its number with another of its list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from custfile.model.finding import Fault

NUMBERED: Final = ("quotations", "orders", "deals", "tickets")


def check(record: Any, settings: Any) -> Iterator[Fault]:
    """Yield C404 for each number that stands twice in one list."""
    for key in NUMBERED:
        first: dict[str, int] = {}
        for position, item in enumerate(getattr(record, key)):
            if item.no in first:
                yield Fault((key, position, "no"), "C404", {"got": item.no}, (key, first[item.no], "no"))
            elif item.no is not None:
                first[item.no] = position
