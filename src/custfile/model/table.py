"""A table: what an analysis returns and any format can show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from custfile.language import Label as Label
from custfile.model.masking import STARS, masked
from custfile.model.secrecy import STAFF, Secrecy, may_see

Kind: TypeAlias = Literal["text", "count", "money", "day", "share", "score", "quantity"]
"""How a column's cells are shown.

``share`` is 0–1, ``score`` a float with two decimals, ``money`` in the archive's currency, ``quantity`` a number with the
decimals that it has.
"""


@dataclass(frozen=True)
class Column:
    """One column: a stable English ``key`` (JSON), its label, the kind of its cells, and what its words are called.

    A cell that is a key of ``names`` is shown to people under that name; JSON keeps the word.
    """

    key: str
    label: Label
    kind: Kind = "text"
    names: Mapping[str, Label] = field(default_factory=dict)


class Cell(NamedTuple):
    """A cell of a column that holds all sorts of values: shown as its own ``kind`` says."""

    value: Any
    kind: Kind


@dataclass(frozen=True)
class Table:
    """Rows under columns, with the facts that make the figures reproducible.

    ``rows`` hold one cell per column: ``str``, ``int``, ``float``, ``Decimal``, ``date``, ``Cell`` or ``None``.
    ``facts`` are the header lines (as-of date, window, cut points, customers left out and why), label and value.
    ``title`` tells it from others that are shown with it. ``open``: it tells nothing of any customer.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[tuple[Any, ...]]
    facts: Sequence[tuple[Label, str]] = field(default=())
    title: Label | None = None
    open: bool = False


_OPEN: Final = ("rank", "id", "name", "kind", "owner", "region")
"""The columns that a list of customers may be shared with; any other is the staff's."""


def seen(table: Table, level: Secrecy) -> Table:
    """Return ``table`` as a reader of ``level`` sees it: what is above the level is masked."""
    if table.open or may_see(level, STAFF):
        return table
    shut = [column.key not in _OPEN for column in table.columns]
    rows = [
        tuple(_masked(value) if closed else value for value, closed in zip(row, shut, strict=True))
        for row in table.rows
    ]
    return replace(table, rows=rows)


def legible(table: Table) -> Table:
    """Return ``table`` without the columns of which nothing is left but stars."""
    cells = zip(*table.rows, strict=True) if table.rows else iter([()] * len(table.columns))
    kept = [at for at, column in enumerate(cells) if not column or not all(map(_nothing, column))]
    rows = [tuple(row[at] for at in kept) for row in table.rows]
    return replace(table, columns=[table.columns[at] for at in kept], rows=rows)


def _nothing(cell: Any) -> bool:
    return getattr(cell, "value", cell) in (STARS, None, "")


def _masked(value: Any) -> Any:
    told = getattr(value, "value", value)  # some cells say more than their value
    return value if told in (None, "") else masked(told) if isinstance(told, str) else STARS


def written(value: Any, kind: Kind) -> str:
    """Return ``value``, which is not ``None``, as people read it, in a table and in a sentence alike."""
    if kind == "money":
        return f"{Decimal(value):,.2f}"
    if kind == "share":
        return f"{value:.1%}"
    if kind == "score":
        return f"{value:.2f}"
    if kind == "quantity":
        return f"{Decimal(str(value)).normalize():,f}"
    return str(value)


def exactly(amount: Decimal) -> str:
    """Return an ``amount`` with whatever it has of a cent, too."""
    return written(amount, "money" if amount == round(amount, 2) else "quantity")
