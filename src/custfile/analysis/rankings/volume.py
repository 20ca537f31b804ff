"""How much customers ordered in a window, by any figure that adds up: the common part of two rankings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from custfile.analysis import sales
from custfile.analysis.book import Book, Mask, Real, Whole, window
from custfile.analysis.rankings.explained import (
    FATE,
    about,
    amounts,
    numbers,
    orders_table,
    place_of,
    position,
    rows_of,
    why_not,
)
from custfile.analysis.rankings.period import BEFORE, FATES, WINDOW, fates, said
from custfile.analysis.rankings.ranked import AS_OF, ID, NAME, RANK, TIES, Fact, Ranked, left_out, ordered
from custfile.language import Label
from custfile.model.table import Column, Table, written

Sums: TypeAlias = Callable[[Book, int | None, int], NDArray[Any]]
"""Of the book, the months of the window and how many months ago it ended: one figure for each customer."""

ORDERS: Final = Column("orders", Label("Orders", "订单数", "訂單數"), "count")
RATED: Final = Label("Customers ranked", "计入客户数", "計入客戶數")
NO_ORDER: Final = Label("no order", "无订单", "無訂單")
IDLE: Final = Label("no order in these periods", "两期内均无订单", "兩期間內均無訂單")

_SHARE: Final = Column("share", Label("Share", "占比", "占比"), "share")
_CUMULATIVE: Final = Column("cumulative", Label("Cumulative share", "累计占比", "累計占比"), "share")
_GROWTH: Final = Column("growth", Label("Growth", "增长", "成長"), "share")
_LAST: Final = Column("last_order", Label("Last order", "最近订单", "最近訂單"), "day")
_PERIOD: Final = Column(
    "period",
    Label("Period", "期间", "期間"),
    names={"window": WINDOW, "before": BEFORE},
)


@dataclass(frozen=True)
class Volume:
    """A figure to rank by. ``column`` shows it; ``sums`` adds it up; ``each`` is what every order adds to it, NaN if unknown.

    ``ties`` says in words how ties are settled, ``untold`` who is left out because no order tells the figure. ``unknown``
    counts the purchases that do not tell it, where there can be any.
    """

    column: Column
    sums: Sums
    each: Callable[[Book], Real]
    ties: Callable[[], str]
    untold: Label
    unknown: Column | None = None

    def rank(self, book: Book, months: int | None) -> Ranked:
        """Rank the customers with an order in the last ``months`` or in as many before; the largest figure first."""
        every = self._figures(book, months)
        frame = _shared(ordered(every[every["rated"]], ("now", True), ("amount", True), ("orders", True)), "now")
        shown = frame.drop(columns="amount").rename(columns={"now": self.column.key})
        return Ranked(
            self.column.key,
            (RANK, ID, NAME, self.column, _SHARE, _CUMULATIVE, self._earlier, _GROWTH, ORDERS, *self._gaps, _LAST),
            shown,
            list(self._facts(book, months, every)),
            partial(self._explain, book, months, every, shown),
        )

    @property
    def _earlier(self) -> Column:
        return replace(self.column, key="before", label=BEFORE)

    @property
    def _gaps(self) -> Sequence[Column]:
        return () if self.unknown is None else (self.unknown,)

    def _figures(self, book: Book, months: int | None) -> pd.DataFrame:
        """Return the figures of all customers, by id."""
        now, before = self.sums(book, months, 0), _before(self.sums, book, months)
        active = _active(book, months)
        return pd.DataFrame(
            {
                "id": book.customers["id"].to_numpy(),
                "name": book.customers["name"].to_numpy(),
                "now": now,
                "before": before,
                "growth": sales.growth(now, before),
                "amount": sales.amount(book, months),
                "orders": sales.orders(book, months),
                "unknown": self._untold(book, months),
                "last_order": sales.last_day(book),
                "active": active,
                "rated": active & ~np.isnan(now),
            }
        )

    def _facts(self, book: Book, months: int | None, every: pd.DataFrame) -> Iterator[Fact]:
        yield from _periods(book, months)
        yield TIES, self.ties()
        yield RATED, str(int(every["rated"].sum()))
        yield from left_out(self._reasons(book, every))

    def _reasons(self, book: Book, every: pd.DataFrame) -> Mapping[Label, Mask]:
        """Return why customers are not ranked, and which."""
        never, active, rated = ~sales.dealt(book), every["active"].to_numpy(), every["rated"].to_numpy()
        return {NO_ORDER: never, IDLE: ~never & ~active, self.untold: active & ~rated}

    def _untold(self, book: Book, months: int | None) -> Whole:
        """Return how many purchases of each customer in the window do not tell the figure."""
        if self.unknown is None:
            return np.zeros(len(book.customers), dtype=np.int64)
        rows = sales.buying(book) & window(book, book.orders["day"].to_numpy(), months) & np.isnan(self.each(book))
        return np.bincount(book.orders["who"].to_numpy()[rows], minlength=len(book.customers)).astype(np.int64)

    def _explain(
        self, book: Book, months: int | None, every: pd.DataFrame, shown: pd.DataFrame, identity: str
    ) -> Sequence[Table]:
        who = position(book, identity)
        rows = rows_of(book, who)
        words, told, buys = fates(book, rows, months), self.each(book)[rows], sales.buying(book)[rows]
        cells = amounts if self.column.kind == "money" else numbers
        own = () if self.column.key == "amount" else ((self.column, cells(told)),)
        added = [
            (period, *self._added(told[_is(words, fate)], buys[_is(words, fate)], cells))
            for period, fate in _COUNTING[: 1 if months is None else 2]
        ]
        facts = [*_periods(book, months), place_of(shown, identity), *_standing(shown, identity)]
        facts += why_not(who, self._reasons(book, every))
        title = about(self.column.label, book, who)
        shown_words = ["untold" if silent else word for word, silent in zip(words, _silent(words, told), strict=True)]
        orders = orders_table(f"{self.column.key}_orders", book, rows, shown_words, own)
        return [
            Table(f"{self.column.key}_explained", [_PERIOD, *self._additions], added, facts, title),
            replace(orders, columns=[*orders.columns[:-1], _FATE]),
        ]

    @property
    def _additions(self) -> Sequence[Column]:
        return [
            ORDERS,
            *self._gaps,
            replace(self.column, key="purchases", label=Label("Purchases", "购买", "購買")),
            replace(self.column, key="credit_notes", label=Label("Credit notes", "退货与折让", "退貨與折讓")),
            replace(self.column, key="net", label=Label("Net", "净额", "淨額")),
        ]

    def _added(self, told: Real, buys: Mask, cells: Callable[[Any], list[Any]]) -> tuple[Any, ...]:
        """Return the cells of a period, whose orders that count add what is ``told``; no sum where none of them tells it."""
        known = ~np.isnan(told)
        sums = np.round([told[known & buys].sum(), told[known & ~buys].sum(), told[known].sum()], 6)
        gaps = () if self.unknown is None else (int((buys & ~known).sum()),)
        return (int(buys.sum()), *gaps, *cells(sums if known.any() or not len(told) else np.full(len(sums), np.nan)))


_FATE: Final = replace(FATE, names={**FATES, "untold": Label("adds nothing: not told", "未填，不计入", "未填，不計入")})
_COUNTING: Final = (("window", "counts"), ("before", "before"))


def _before(sums: Sums, book: Book, months: int | None) -> NDArray[Any]:
    return np.full(len(book.customers), np.nan) if months is None else sums(book, months, months)


def _active(book: Book, months: int | None) -> Mask:
    """Return who has an order or credit note that counts in the window or in the period before."""
    both = None if months is None else 2 * months
    rows = sales.counting(book) & window(book, book.orders["day"].to_numpy(), both)
    some = np.zeros(len(book.customers), dtype=np.bool_)
    some[book.orders["who"].to_numpy()[rows]] = True
    return some


def _shared(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Add the share of each customer in what is above zero, and the share of all down to it."""
    gains = np.maximum(frame[column].to_numpy(dtype=np.float64), 0)
    total = gains.sum() or np.nan
    return frame.assign(share=gains / total, cumulative=np.cumsum(gains) / total)


def _silent(words: Sequence[str], told: Real) -> Mask:
    """Return which orders would count, but do not tell the figure."""
    return (_is(words, "counts") | _is(words, "before")) & np.isnan(told)


def _is(words: Sequence[str], fate: str) -> Mask:
    return np.array([word == fate for word in words], dtype=np.bool_)


def _periods(book: Book, months: int | None) -> Iterator[Fact]:
    yield AS_OF, book.as_of.isoformat()
    yield WINDOW, said(book.as_of, months)
    if months is not None:
        yield BEFORE, said(book.as_of, months, ending=months)


def _standing(shown: pd.DataFrame, identity: str) -> Iterator[Fact]:
    """Say how the figure of the customer has moved, and how much all down to it have."""
    for row in shown[shown["id"] == identity].to_dict("records"):
        for column in (_GROWTH, _CUMULATIVE):
            told = row[column.key]
            yield column.label, "–" if told != told else written(told, column.kind)
