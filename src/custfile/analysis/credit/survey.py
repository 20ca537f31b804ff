"""How some customers stand with us: what each owes and since when, how it pays, what is excused, and what caps its index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from custfile.analysis.book import Book, Mask, day_of
from custfile.analysis.credit.aging import aging
from custfile.analysis.credit.collection import collection
from custfile.analysis.credit.rules import INSOLVENT, NO_CAP, Rules
from custfile.analysis.credit.standing import Standing, standing
from custfile.analysis.rankings.credit_items import reasons


@dataclass(frozen=True)
class Survey:
    """Those of the customers asked for who buy on credit, owe something, or have money that settled nothing.

    ``customers``: one row each, the most overdue first, then the most open, then by id. ``who`` is the place in the book;
    the columns are those of ``Judged.customers``, ``limits``, ``aging`` and ``collection``, and ``limit_on_file`` (cents,
    NaN when none is). Money is in cents, what is absent NaN.
    ``excused``: the parts of orders of the index that were late and are excused, disputed or trifling: ``who``, ``order``
    (its name), ``due`` and ``paid`` (days, NaN), ``late``, ``base`` (cents), ``reason`` and ``excuse``.
    ``capped``: ``who``, ``cap``, and ``items``: (order, days late) of what caps the index, or the day of the insolvency.
    ``rates``: those of ``collection`` for all of them together. ``others``: how many of those asked for are not here.
    """

    customers: pd.DataFrame
    excused: pd.DataFrame
    capped: pd.DataFrame
    rates: Mapping[str, float]
    others: int


def survey(book: Book, rules: Rules, ids: Collection[str]) -> Survey:
    """Return how the customers ``ids`` stand by ``rules`` on the as-of date of ``book``."""
    found, size = standing(book, rules), len(book.customers)
    asked = book.customers["id"].isin(list(ids)).to_numpy()
    frame = _frame(book, rules, found)
    some = asked & (frame["on_credit"] | (frame["open"] != 0) | (frame["unapplied"] != 0)).to_numpy()
    listed = frame[some].sort_values(["overdue", "open", "id"], ascending=[False, False, True], kind="stable")
    rates = collection(book, found.matched, np.where(asked, 0, -1), 1)
    portions = found.judged.portions
    mine = portions[some[portions["who"].to_numpy()]] if size else portions
    return Survey(
        listed.reset_index(drop=True),
        _excused(book, mine),
        _capped(book, mine, listed),
        {str(name): float(rates[name].iloc[0]) for name in rates},
        int((asked & ~some).sum()),
    )


def _frame(book: Book, rules: Rules, found: Standing) -> pd.DataFrame:
    size = len(book.customers)
    each = collection(book, found.matched, np.arange(size), size)
    owed = aging(found.matched, size, rules.buckets, rules.small)
    own = found.judged.customers
    told = [own, found.limits, owed.drop(columns=[name for name in owed if name in own]), each]
    frame = pd.concat(told, axis=1)
    frame["limit_on_file"] = book.customers["limit"].to_numpy()
    frame.insert(0, "who", np.arange(size))
    frame.insert(1, "id", book.customers["id"].to_numpy())
    return frame


def _excused(book: Book, portions: pd.DataFrame) -> pd.DataFrame:
    excuses = ("excused", "disputed", "trifling")
    held: Mask = portions["counts"].to_numpy() & portions[list(excuses)].to_numpy().any(axis=1)
    mine = portions[held].sort_values(["who", "due", "order"], kind="stable")
    frame = mine[["who", "due", "paid", "late", "base"]].reset_index(drop=True)
    frame.insert(1, "order", pd.Series(book.named(mine["order"].tolist()), dtype=object))
    frame["reason"] = pd.Series(reasons(book, mine), dtype=object)
    frame["excuse"] = np.select([mine[name].to_numpy() for name in excuses], excuses, "")
    return frame


def _capped(book: Book, portions: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    """Return what caps whose index, in the order of ``listed``."""
    cap = dict(zip(listed["who"].tolist(), listed["cap"].tolist(), strict=True))
    insolvent = book.customers["insolvent"].tolist()
    biting = portions[portions["caps"].to_numpy() != NO_CAP]
    items: dict[int, list[tuple[Any, int | None]]] = defaultdict(list)
    told = zip(biting["who"].tolist(), biting["caps"].tolist(), biting["late"].tolist(), strict=True)
    for name, (who, own, late) in zip(book.named(biting["order"].tolist()), told, strict=True):
        if own == cap[who]:
            items[who].append((name, late))
    rows = [
        (who, most, [(day_of(insolvent[who]), None)] if most == INSOLVENT else items[who])
        for who, most in cap.items()
        if most != NO_CAP
    ]
    return pd.DataFrame(rows, columns=["who", "cap", "items"])
