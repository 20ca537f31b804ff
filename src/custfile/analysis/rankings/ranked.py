"""A ranking as data: who comes where, with the parts of each score, what was left out, and the arithmetic of one customer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from custfile.analysis.book import Book, day_of
from custfile.language import Label
from custfile.model.settings import Settings
from custfile.model.table import Column, Table

Fact: TypeAlias = tuple[Label, str]
Explain: TypeAlias = Callable[[str], Sequence[Table]]
Rank: TypeAlias = Callable[[Book, Settings, Mapping[str, Any]], "Ranked"]
"""What the module of a ranking offers as ``rank``: of a book, the settings, and the options told on the command line."""

RANK: Final = Column("rank", Label("Rank", "名次", "名次"), "count")
ID: Final = Column("id", Label("Id", "编号", "編號"))
NAME: Final = Column("name", Label("Name", "名称", "名稱"))
AS_OF: Final = Label("As of", "截至", "截至")
TIES: Final = Label("Order", "排序规则", "排序規則")


@dataclass(frozen=True, eq=False)
class Ranked:
    """Customers in order.

    ``frame``: one row for each rated customer, best first, with a column for each of ``columns`` (``rank``, ``id``, ``name``
    among them) and others that the ranking needs itself. In it money is cents, a day is a whole number, and what is
    absent is NaN or ``None``. ``facts``: as-of date, window, settings used, customers left out and why.
    ``explain``: of a customer's id, the arithmetic as tables; raises ``KeyError`` for an id that is not known on the day.
    ``summary``: the ranking as groups, where it has some, of the rows of ``frame`` that are asked for.
    """

    name: str
    columns: Sequence[Column]
    frame: pd.DataFrame
    facts: Sequence[Fact]
    explain: Explain
    summary: Callable[[Ranked], Table] | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def only(self, ids: Collection[str]) -> Ranked:
        """Return the ranking with the customers ``ids`` alone; scores and ranks stay those among all."""
        return replace(self, frame=self.frame[self.frame["id"].isin(list(ids))].reset_index(drop=True))

    def table(self, top: int | None = None) -> Table:
        """Return the customers as a table, the first ``top`` of them."""
        return table_of(self.name, self.columns, self.frame if top is None else self.frame.head(top), self.facts)


def left_out(reasons: Mapping[Label, NDArray[np.bool_]]) -> Iterator[Fact]:
    """Yield how many customers are not ranked for each of the ``reasons`` that there are, which say whom they are of."""
    for reason, holds in reasons.items():
        if holds.any():
            label = Label(f"Left out: {reason.en}", f"未计入：{reason.zh_CN}", f"未計入：{reason.zh_TW}")
            yield label, str(int(holds.sum()))


def table_of(
    name: str, columns: Sequence[Column], frame: pd.DataFrame, facts: Sequence[Fact], title: Label | None = None
) -> Table:
    """Return the ``columns`` of ``frame``, a frame as that of ``Ranked``, as a table."""
    cells = [list(_cells(frame[column.key], column.kind)) for column in columns]
    return Table(name, columns, list(zip(*cells, strict=True)) if cells else [], list(facts), title)


def ordered(frame: pd.DataFrame, *by: tuple[str, bool]) -> pd.DataFrame:
    """Return the rows of ``frame``, which stand by id, with their ``rank`` from 1.

    ``by``: column and whether a large value comes first, the most important first. What still ties stays by id, so the order
    is total and does not depend on that of the files. NaN comes last.
    """
    keys = []
    for column, large_first in reversed(by):
        values = frame[column].to_numpy(dtype=np.float64, na_value=np.nan)
        keys.append(-values if large_first else values)
    place = np.lexsort(keys) if keys else np.arange(len(frame))
    result = frame.iloc[place].reset_index(drop=True)
    result.insert(0, "rank", np.arange(1, len(result) + 1))
    return result


def money(cents: float | None) -> Decimal | None:
    """Return ``cents`` as an amount of the currency; ``None`` when there are none."""
    return None if cents is None or cents != cents else Decimal(round(cents)).scaleb(-2)


def _cells(values: pd.Series[Any], kind: str) -> Sequence[Any]:
    told = values.tolist() if values.dtype == np.int64 else [None if cell != cell else cell for cell in values.tolist()]
    made = _MADE.get(kind)
    return told if made is None else [None if cell is None else made(cell) for cell in told]


_MADE: Final[Mapping[str, Callable[[Any], Any]]] = {"money": money, "day": day_of, "count": int}
