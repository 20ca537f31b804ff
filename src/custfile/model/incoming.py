"""Rows on their way into the archive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from custfile.model.edit import Value


class Line(NamedTuple):
    """A row of a table as it came: the line of the file it begins on (from 1), and its cells."""

    number: int
    cells: tuple[str, ...]


class Rejected(NamedTuple):
    """A row that is not taken in, and why, in a sentence for its owner."""

    line: Line
    reason: str


@dataclass(frozen=True)
class Row:
    """A row understood: what it says of the customer, and of the order or payment it is about.

    ``key`` is what tells whose row it is. ``fields`` maps a dotted field of the customer (``terms.payment_days``,
    ``contacts.phone``) to its value; ``event`` a field of the order or payment.
    """

    line: Line
    key: str
    fields: Mapping[str, Value] = field(default_factory=dict)
    event: Mapping[str, Value] = field(default_factory=dict)
