"""Figures as the cells of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from custfile.analysis.rankings.ranked import money
from custfile.model.table import Column


def cells(columns: Sequence[Column], record: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the cells of one row: money from cents, ``None`` for what there is not."""
    return tuple(_cell(record[column.key], column.kind) for column in columns)


def _cell(value: Any, kind: str) -> Any:
    if value is None or value != value or value in (np.inf, -np.inf):
        return None
    if kind == "money":
        return money(value)
    return int(value) if kind == "count" else value
