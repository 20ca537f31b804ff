"""Data that has been checked before, put into its model again without pydantic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from custfile.model.spec import Declared, declared

T = TypeVar("T")


def structure(part: type[T], data: Mapping[str, Any]) -> T:
    """Return ``data``, the text tree of a file that had no errors, as an instance of ``part``."""
    return part(**{item.key: _value(item, data[item.key]) for item in declared(part) if item.key in data})


def _value(item: Declared, data: Any) -> Any:
    if item.repeated:
        return [_single(item, entry) for entry in data]
    return _single(item, data)


def _single(item: Declared, data: Any) -> Any:
    if item.part is not None:
        return structure(item.part, data)
    return item.scalar.read(data) if item.scalar is not None else data
