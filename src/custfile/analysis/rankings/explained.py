"""What explanations of one customer have in common: who it is, its place, its orders, and why they count or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import numpy as np
import pandas as pd

from custfile.analysis.book import Book, Mask, Whole, day_of
from custfile.analysis.rankings.period import FATES
from custfile.analysis.rankings.ranked import RANK, Fact, money
from custfile.language import Label, _, say
from custfile.model.table import Column, Table

DAY: Final = Column("day", Label("Date", "日期", "日期"), "day")
AMOUNT: Final = Column("amount", Label("Amount", "金额", "金額"), "money")
FATE: Final = Column("fate", Label("Counts?", "是否计入", "是否計入"), names=FATES)
ORDERS: Final = Label("Orders", "订单", "訂單")

WHY_NOT: Final = Label("Why not", "原因", "原因")

_NO: Final = Column("no", Label("Number", "单号", "單號"))


def position(book: Book, identity: str) -> int:
    """Return the row of the customer called ``identity``. Raises ``KeyError`` when the book has none."""
    found = np.flatnonzero((book.customers["id"] == identity).to_numpy())
    if not len(found):
        raise KeyError(identity)
    return int(found[0])


def about(what: Label, book: Book, who: int) -> Label:
    """Return the title of an explanation: ``what`` is explained of the customer at ``who``."""
    customer = f"{book.customers['id'].iloc[who]} {book.customers['name'].iloc[who]}"
    return Label(f"{what.en}: {customer}", f"{what.zh_CN}：{customer}", f"{what.zh_TW}：{customer}")


def place_of(frame: pd.DataFrame, identity: str) -> Fact:
    """Return where the customer ``identity`` stands among those that ``frame`` ranks, or that it is not ranked."""
    rank = frame.loc[frame["id"] == identity, "rank"]
    told = _("{rank} of {n}").format(rank=rank.iloc[0], n=len(frame)) if len(rank) else _("not ranked")
    return RANK.label, told


def why_not(who: int, reasons: Mapping[Label, Mask]) -> Iterator[Fact]:
    """Say why the customer at ``who`` is not ranked: ``reasons`` hold, under what is said, which customers they are of."""
    yield from ((WHY_NOT, say(reason)) for reason, holds in reasons.items() if holds[who])


def rows_of(book: Book, who: int) -> Whole:
    """Return the rows of the orders of the customer at ``who``, by day."""
    rows = np.flatnonzero(book.orders["who"].to_numpy() == who)
    return rows[np.argsort(book.orders["day"].to_numpy()[rows], kind="stable")]


def orders_table(
    name: str, book: Book, rows: Whole, words: Sequence[str], more: Sequence[tuple[Column, Sequence[Any]]] = ()
) -> Table:
    """Return the orders at ``rows`` as a table; ``words`` say what becomes of each, ``more`` are further columns of cells."""
    cells: Iterator[tuple[Any, ...]] = zip(
        book.named(rows.tolist()),
        [day_of(day) for day in book.orders["day"].to_numpy()[rows].tolist()],
        amounts(book.orders["cents"].to_numpy()[rows]),
        *(column for _heading, column in more),
        words,
        strict=True,
    )
    return Table(name, [_NO, DAY, AMOUNT, *(heading for heading, _cells in more), FATE], list(cells), (), ORDERS)


def amounts(cents: Any) -> list[Decimal | None]:
    """Return an array of cents as amounts of the currency, ``None`` for NaN."""
    return [money(each) for each in cents.tolist()]


def numbers(values: Any) -> list[float | None]:
    """Return an array as plain numbers, ``None`` for NaN."""
    return [None if value != value else value for value in values.tolist()]
