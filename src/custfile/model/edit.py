"""The vocabulary of changes: what is to be written, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Where in a file: keys and list positions from the root, such as ``("orders", 0, "amount")``."""

Value: TypeAlias = "str | date | Decimal | int | bool | Sequence[Value] | Mapping[str, Value]"
"""What can be written. A ``str`` is text and is quoted where YAML would read it as something else; the rest is plain."""


@dataclass(frozen=True)
class Put:
    """Set the value at ``path``; a missing key, and missing parents, are added."""

    path: Path
    value: Value


@dataclass(frozen=True)
class Append:
    """Add ``item`` at the end of the list at ``path``; a missing list is begun."""

    path: Path
    item: Value


@dataclass(frozen=True)
class Remove:
    """Take away the key or list item at ``path``."""

    path: Path


Edit: TypeAlias = Put | Append | Remove
