"""A table: what an analysis returns and any format can show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from custfile.language import Label as Label

Kind: TypeAlias = Literal["text", "count", "money", "day", "share", "score"]
"""How a column's cells are shown: ``share`` is 0–1, ``score`` a float, ``money`` in the archive's currency."""


@dataclass(frozen=True)
class Column:
    """One column: a stable English ``key`` (JSON), its label, the kind of its cells, and what its words are called.

    A cell that is a key of ``names`` is shown to people under that name; JSON keeps the word.
    """

    key: str
    label: Label
    kind: Kind = "text"
    names: Mapping[str, Label] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """Rows under columns, with the facts that make the figures reproducible.

    ``rows`` hold one cell per column: ``str``, ``int``, ``float``, ``Decimal``, ``date`` or ``None``.
    ``facts`` are the header lines (as-of date, window, cut points, customers left out and why), label and value.
    ``title`` tells it from others that are shown with it.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[tuple[Any, ...]]
    facts: Sequence[tuple[Label, str]] = field(default=())
    title: Label | None = None
