"""The book from the index: a day's dealings as frames, each loaded when first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd

from custfile.analysis.book import CANCELLED, COUNTS, FUTURE, RETURNED, Mask, Real, Whole
from custfile.analysis.book import number as day_number
from custfile.archive.fields import Fields
from custfile.archive.index import Index
from custfile.archive.tables import from_day
from custfile.errors import HasFindings
from custfile.language import _
from custfile.model.choices import CHANNELS, TICKETS
from custfile.model.settings import Settings
from custfile.model.structure import structure

_NONE: Final = -(2**60)
"""Stands for what is absent while it is fetched: there is no ``None`` among numbers."""

_LISTED: Final = 5
_CUSTOMERS: Final = """
select id, name, kind, owner, region, made, ended, insolvent, limit_cents, payment_days, prospect, prospect_day,
  prospect_by, file, currency
from customers where (made is null or made <= ?1 or first_order <= ?1) group by id order by id
"""
_ORDERS: Final = (
    "file",
    "day",
    f"coalesce(worth, {_NONE})",
    f"case status when 'cancelled' then {CANCELLED} when 'returned' then {RETURNED} else {COUNTS} end",
)
_DETAILS: Final = ("cents", f"coalesce(due, {_NONE})", f"coalesce(written_off, {_NONE})", f"coalesce(cost, {_NONE})")
_PAYMENTS: Final = ("file", "day", f"coalesce(worth, {_NONE})", "cents", "coalesce(paid, -1)")
_VISITS: Final = ("file", "day", f"coalesce(cost_cents, {_NONE})", f"coalesce(minutes, {_NONE})")
_TICKETS: Final = ("file", "day", f"coalesce(answered, {_NONE})", f"coalesce(closed, {_NONE})")
_NAMES: Final = """
select coalesce(no, path || ':' || line) from orders join files using (file) where file = ?1 order by orders.rowid
limit 1 offset ?2
"""
_UNPRICED: Final = """
select c.id, coalesce(e.no, f.path || ':' || e.line), e.day, coalesce(e.currency, c.currency) from {table} e
join customers c using (file) join files f using (file) where e.worth is null and e.day <= ?1 {counts}
order by c.id, e.day, e.line
"""


def book(index: Index, as_of: date) -> IndexBook:
    """Return the book of ``index`` as known on ``as_of``."""
    return IndexBook(index, as_of)


class IndexBook:
    """A ``Book`` of an index. Raises ``HasFindings`` when it meets an amount in a currency without a rate."""

    def __init__(self, index: Index, as_of: date) -> None:
        """Take the ``index`` as known on ``as_of``; nothing is loaded yet."""
        self.as_of = as_of
        self.currency: str | None = index.catalog["currency"]
        self._index = index
        self._day = day_number(as_of)

    @cached_property
    def _known(self) -> list[tuple[Any, ...]]:
        return self._index.rows(_CUSTOMERS, self._day)

    @cached_property
    def customers(self) -> pd.DataFrame:
        """The customers, by id."""
        names = ("id", "name", "kind", "owner", "region", "made", "ended", "insolvent", "limit", "payment_days",
                 "prospect", "prospect_day", "prospect_by")  # fmt: skip
        columns = list(zip(*self._known, strict=True)) or [()] * (len(names) + 2)
        frame = pd.DataFrame(
            {
                name: np.array(values, dtype=np.float64 if name in _FLOATS else object)
                for name, values in zip(names, columns, strict=False)
            }
        )
        frame["limit"] = np.array([self._limit(row[8], row[-1]) for row in self._known], dtype=np.float64)
        frame.loc[frame["ended"] > self._day, "ended"] = np.nan
        frame.loc[frame["insolvent"] > self._day, "insolvent"] = np.nan
        frame.loc[frame["prospect_day"] > self._day, ["prospect", "prospect_day"]] = np.nan
        return frame

    def _limit(self, cents: int | None, currency: str | None) -> float | None:
        """Return a credit limit in the archive's currency by today's rate; without a rate there is none to compare with."""
        if cents is None or currency is None or currency == self.currency:
            return cents
        return self._settings.exchange.cents(Decimal(cents).scaleb(-2), currency, self.as_of)

    @cached_property
    def _settings(self) -> Settings:
        return structure(Settings, self._index.settings_data)

    @cached_property
    def _files(self) -> Whole:
        """The file of each customer."""
        return np.array([row[-2] for row in self._known], dtype=np.int64)

    @cached_property
    def _holders(self) -> Whole:
        """Which customer each file is of, by the number of the file; -1 when it is of none that is known."""
        most = self._index.rows("select coalesce(max(file), 0) from files")[0][0]
        holders = np.full(most + 1, -1, dtype=np.int64)
        holders[self._files] = np.arange(len(self._files))
        return holders

    @cached_property
    def _told_orders(self) -> list[Whole]:
        return self._numbers("orders", *_ORDERS)

    @cached_property
    def _kept(self) -> Mask:
        """Which rows of the table of orders belong to known customers."""
        kept: Mask = self._holders[self._told_orders[0]] >= 0
        return kept

    @cached_property
    def orders(self) -> pd.DataFrame:
        """Every order of the customers, those of a file together."""
        file, at, worth, status = (told[self._kept] for told in self._told_orders)
        state = np.where(at > self._day, FUTURE, status)
        return pd.DataFrame(
            {
                "who": self._holders[file],
                "day": at,
                "cents": self._priced(worth, state, "orders", "and coalesce(e.status, '') <> 'cancelled'"),
                "state": state,
            },
            copy=False,
        )

    @cached_property
    def details(self) -> pd.DataFrame:
        """More of each order."""
        reasons = self._words("orders", "unpaid_reason")
        told = self._numbers("orders", *_DETAILS, self._currency("orders"), _placed("unpaid_reason", reasons))
        own, due, off, cost, currency, reason = (each[self._kept] for each in told)
        payable = self.customers["payment_days"].to_numpy()[self.orders["who"].to_numpy()]
        usual = np.where(payable > 0, self.orders["day"].to_numpy() + payable, np.nan)
        return pd.DataFrame(
            {
                "own_cents": own,
                "currency": currency,
                "due": np.where(due == _NONE, usual, due),
                "written_off": np.where((off == _NONE) | (off > self._day), np.nan, off),
                "cost": np.where(cost == _NONE, np.nan, cost),
                "reason": pd.Categorical.from_codes(reason, pd.Index(reasons)),
            },
            copy=False,
        )

    @cached_property
    def quantities(self) -> Real:
        """The quantity that each order tells."""
        told = self._index.rows("select quantity from orders order by rowid")
        return np.array([quantity for (quantity,) in told], dtype=np.float64)[self._kept]

    @cached_property
    def payments(self) -> pd.DataFrame:
        """Every payment of the customers."""
        reasons = self._words("payments", "late_reason")
        coded = self._currency("payments"), _placed("late_reason", reasons)
        file, at, worth, own, paid, currency, reason = self._of_known("payments", *_PAYMENTS, *coded)
        state = np.where(at > self._day, FUTURE, COUNTS)
        return pd.DataFrame(
            {
                "who": self._holders[file],
                "day": at,
                "cents": self._priced(worth, state, "payments", ""),
                "state": state,
                "own_cents": own,
                "currency": currency,
                "order": np.where(paid < 0, -1, self._first[file] + paid),
                "reason": pd.Categorical.from_codes(reason, pd.Index(reasons)),
            },
            copy=False,
        )

    @cached_property
    def visits(self) -> pd.DataFrame:
        """Visits and other contacts up to the day."""
        told = self._of_known(f"visits where day <= {self._day}", *_VISITS, _placed("channel", CHANNELS))
        file, at, cost, minutes, channel = told
        return pd.DataFrame(
            {
                "who": self._holders[file],
                "day": at,
                "cost": np.where(cost == _NONE, np.nan, cost),
                "minutes": np.where(minutes == _NONE, np.nan, minutes),
                "channel": pd.Categorical.from_codes(channel, pd.Index(list(CHANNELS))),
            }
        )

    @cached_property
    def tickets(self) -> pd.DataFrame:
        """Tickets up to the day."""
        told = self._of_known(f"tickets where day <= {self._day}", *_TICKETS, _placed("type", TICKETS))
        file, at, answered, closed, type_ = told
        return pd.DataFrame(
            {
                "who": self._holders[file],
                "day": at,
                "type": pd.Categorical.from_codes(type_, pd.Index(list(TICKETS))),
                "answered": self._by_now(answered),
                "closed": self._by_now(closed),
            }
        )

    def fields(self, paths: Sequence[str]) -> list[Sequence[Any]]:
        """Return what each customer's file says under ``paths``; raises ``KeyError`` for one that there is not."""
        return Fields(self._index).columns(paths, self._files.tolist())

    def named(self, rows: Sequence[int]) -> list[str]:
        """Return what the orders at ``rows`` are called."""
        holders = self.orders["who"].to_numpy()
        files = [int(self._files[holders[row]]) for row in rows]
        places = [row - int(self._first[file]) for row, file in zip(rows, files, strict=True)]
        return [self._index.rows(_NAMES, *at)[0][0] for at in zip(files, places, strict=True)]

    @cached_property
    def _first(self) -> Whole:
        """The row of ``orders`` at which each file's orders begin, by the number of the file."""
        first = np.zeros(len(self._holders), dtype=np.int64)
        files = self._told_orders[0][self._kept]
        starts = np.flatnonzero(np.diff(files, prepend=-1))
        first[files[starts]] = starts
        return first

    def _currency(self, table: str) -> str | int:
        """Return SQL for the code of an amount's currency, or the code of all."""
        cases = " ".join(f"when '{code}' then {place}" for place, code in enumerate(map(_quoted, self._others), 1))
        usual = f"(select c.currency from customers c where c.file = {table}.file)"
        return f"case coalesce(currency, {usual}) {cases} else 0 end" if cases else 0

    @cached_property
    def _others(self) -> list[str]:
        """The currencies that are told, without the archive's."""
        told = " union ".join(
            f"select currency from {table} where currency <> ?1" for table in ("orders", "payments", "customers")
        )
        return sorted(code for (code,) in self._index.rows(told, self.currency or ""))

    def _words(self, table: str, column: str) -> list[str]:
        told = self._index.rows(f"select distinct {column} from {table} where {column} <> '' order by 1")
        return [word for (word,) in told]

    def _numbers(self, rows: str, *columns: str | int) -> list[Whole]:
        """Return ``columns`` of ``rows``, a table and perhaps a condition: SQL for numbers never null, or one number for all.

        SQLite joins each column to one text, which numpy reads: no number becomes an object of Python's, which would take
        most of the time that a ranking takes.
        """
        asked = {f"c{place}": column for place, column in enumerate(columns) if isinstance(column, str)}
        told = ", ".join(f"{column} as {name}" for name, column in asked.items())
        joined = ", ".join(f"group_concat({name})" for name in asked)
        texts = self._index.rows(f"select {joined} from (select {told} from {rows} order by rowid)")[0]
        found = [np.fromstring(text or "", dtype=np.int64, sep=",") for text in texts]
        arrays = iter(found)
        return [next(arrays) if isinstance(each, str) else np.full(len(found[0]), each) for each in columns]

    def _of_known(self, rows: str, *columns: str | int) -> list[Whole]:
        """Return ``columns``, the file first, of those ``rows`` that belong to known customers."""
        told = self._numbers(rows, *columns)
        kept = self._holders[told[0]] >= 0
        return [each[kept] for each in told]

    def _by_now(self, days: Whole) -> Real:
        return np.where((days == _NONE) | (days > self._day), np.nan, days)

    def _priced(self, worth: Whole, state: Whole, table: str, counts: str) -> Whole:
        """Return ``worth`` with 0 where it does not matter. An amount that counts and has no rate is never guessed."""
        missing = worth == _NONE
        if (missing & (state != CANCELLED) & (state != FUTURE)).any():
            raise HasFindings(self._unpriced(table, counts))
        return np.where(missing, 0, worth)

    def _unpriced(self, table: str, counts: str) -> str:
        found = self._index.rows(_UNPRICED.format(table=table, counts=counts), self._day)
        told = [f"{identity} {no} ({from_day(at)}, {currency})" for identity, no, at, currency in found]
        more = _(" and {n} more").format(n=len(told) - _LISTED) if len(told) > _LISTED else ""
        return _("no rate is known for: {orders}{more}; add them to 'rates' of custfile.yaml").format(
            orders=", ".join(told[:_LISTED]), more=more
        )


_FLOATS: Final = ("made", "ended", "insolvent", "limit", "payment_days", "prospect", "prospect_day")


def _placed(column: str, words: Iterable[str]) -> str | int:
    """Return SQL for the place of the word in ``column`` among ``words``; -1 when it is none of them, or there are none."""
    cases = " ".join(f"when '{_quoted(word)}' then {place}" for place, word in enumerate(words))
    return f"case {column} {cases} else -1 end" if cases else -1


def _quoted(word: str) -> str:
    return word.replace("'", "''")
