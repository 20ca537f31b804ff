"""Dates in order: a field declared ``after`` another does not precede it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from custfile.checks.walk import told
from custfile.model.finding import Fault


def check(record: Any, settings: Any) -> Iterator[Fault]:
    """Yield C501 for each date that is before the one it must follow."""
    for path, field, holder, value in told(record, "after"):
        before = str(field.spec.after)
        earlier = getattr(holder, before)
        if earlier is not None and value < earlier:
            params = {"field": field.key, "got": str(value), "other": before, "than": str(earlier)}
            yield Fault(path, "C501", params)
