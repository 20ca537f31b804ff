"""The aging of all customers as a table, with its totals and how fast the money comes in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from custfile.analysis.book import Book
from custfile.analysis.credit.aging import aging, columns
from custfile.analysis.credit.cells import cells
from custfile.analysis.credit.collection import COLUMNS, collection
from custfile.analysis.credit.matching import match
from custfile.analysis.credit.rules import Rules, small_fact
from custfile.analysis.rankings.ranked import AS_OF, ID, NAME, TIES, Fact
from custfile.language import Label, _
from custfile.model.table import Table

TOTAL: Final = "total"
_ID: Final = replace(ID, names={TOTAL: Label("Total", "合计", "合計")})


def overview(book: Book, rules: Rules, ids: Collection[str] | None = None, top: int | None = None) -> Table:
    """Return the customers with anything open or unapplied, the most overdue first, then the totals.

    ``ids``: only these customers, for the totals and the facts too. ``top``: only so many of them are shown, but the totals
    stay those of all. The facts say how fast their money comes in.
    """
    matched, size = match(book), len(book.customers)
    known = book.customers["id"].isin(list(ids)).to_numpy() if ids is not None else np.ones(size, dtype=np.bool_)
    frame = aging(matched, size, rules.buckets, rules.small)
    frame.insert(0, "id", book.customers["id"].to_numpy())
    frame.insert(1, "name", book.customers["name"].to_numpy())
    frame = frame[known & ((frame["open"] != 0) | (frame["unapplied"] != 0)).to_numpy()]
    frame = frame.sort_values(["overdue", "open", "id"], ascending=[False, False, True], kind="stable")
    shown = [_ID, NAME, *columns(rules.buckets)]
    keys = [column.key for column in shown]
    told = zip(*(frame[column.key].tolist()[:top] for column in shown), strict=True)
    rows = [cells(shown, dict(zip(keys, values, strict=True))) for values in told]
    if rows:
        sums = {column.key: frame[column.key].sum() for column in shown if column.kind == "money"}
        rows.append(cells(shown, sums | {"id": TOTAL, "name": None, "days_overdue": frame["days_overdue"].max()}))
    group = np.where(known, 0, -1)
    rates = collection(book, matched, group, 1)
    figures = {str(name): float(rates[name].iloc[0]) for name in rates}
    facts = [(AS_OF, book.as_of.isoformat()), *_shown(len(frame), top), *_rates(figures), small_fact(rules)]
    facts.append((TIES, _("most overdue, then most open, then id")))
    return Table("aging", shown, rows, facts)


def _shown(number: int, top: int | None) -> Iterator[Fact]:
    if top is not None and top < number:
        yield Label("Customers shown", "显示客户数", "顯示客戶數"), _("{top} of {n}").format(top=top, n=number)


def _rates(rates: dict[str, float]) -> Iterator[Fact]:
    for column in COLUMNS:
        value = rates[column.key]
        yield column.label, "–" if np.isnan(value) else f"{value:.1f}"
