"""The arithmetic behind one customer's lifetime value, step by step, from its orders to the figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from custfile.analysis import sales
from custfile.analysis.book import Book, Whole, day_of
from custfile.analysis.clv import Modelled, Outlook
from custfile.analysis.models.lifetime import MONTH, discount_factors
from custfile.analysis.rankings.explained import FATE, orders_table, position, rows_of
from custfile.analysis.rankings.period import FATES, fates
from custfile.analysis.rankings.ranked import AS_OF, RANK, Fact, money
from custfile.language import Label, _
from custfile.model.table import Column, Table

Step: TypeAlias = tuple[str, str, str]

STEPS: Final = (
    Column("figure", Label("Figure", "指标", "指標")),
    Column("how", Label("How", "算法", "算法")),
    Column("result", Label("Result", "结果", "結果")),
)
MONTHS: Final = (
    Column("month", Label("Month", "第几月", "第幾月"), "count"),
    Column("orders", Label("Expected orders", "预期订单数", "預期訂單數"), "score"),
    Column("factor", Label("Discount factor", "贴现系数", "折現係數"), "score"),
    Column("value", Label("Value today", "现值", "現值"), "money"),
)
_STEPS: Final = Label("Steps", "步骤", "步驟")
_MONTHS: Final = Label("Months", "逐月", "逐月")
_CREDIT_NOTE: Final = Label("credit note, no purchase", "红字，非购买", "折讓，非購買")
_FATE: Final = replace(FATE, names={**FATES, "no_purchase": _CREDIT_NOTE})


def explain(book: Book, found: Outlook, frame: pd.DataFrame, identity: str) -> Sequence[Table]:
    """Return the steps, the months and the orders of one customer. Raises ``KeyError`` for an id not known on the day."""
    who = position(book, identity)
    rows = rows_of(book, who)
    orders = orders_table("clv_orders", book, rows, _fates(book, rows))
    orders = replace(orders, columns=[*orders.columns[:-1], _FATE])
    facts = list(_standing(book, frame, identity))
    place = np.flatnonzero(found.customers.who == who)
    if not len(place):
        return [Table("clv_explained", STEPS, [], facts, _STEPS), orders]
    at = int(place[0])
    if found.modelled is None:
        return [Table("clv_explained", STEPS, list(_history(found, at)), facts, _STEPS), orders]
    steps = [*_history(found, at), *_steps(found, found.modelled, at)]
    months = Table("clv_months", MONTHS, list(_months(found, found.modelled, at)), title=_MONTHS)
    return [Table("clv_explained", STEPS, steps, facts, _STEPS), months, orders]


def _fates(book: Book, rows: Whole) -> list[str]:
    buys = sales.buying(book)[rows].tolist()
    words = fates(book, rows, None)
    return ["no_purchase" if word == "counts" and not buy else word for word, buy in zip(words, buys, strict=True)]


def _standing(book: Book, frame: pd.DataFrame, identity: str) -> Iterator[Fact]:
    place = frame.loc[frame["id"] == identity, "rank"]
    yield AS_OF, book.as_of.isoformat()
    yield RANK.label, str(place.iloc[0]) if len(place) else _("not ranked")


def _history(found: Outlook, at: int) -> Iterator[Step]:
    """Tell what the customer did; with these figures and the parameters, everything else can be computed again."""
    seen, gap = found.customers, found.gap[at]
    orders, first, last = int(seen.orders[at]), day_of(seen.first[at]), day_of(seen.last[at])
    yield _("repeat orders x"), _("{n} days with orders, less the first").format(n=orders), str(orders - 1)
    yield _("weeks t_x"), _("{first} to {last}").format(first=first, last=last), f"{seen.histories.tx[at]:.4f}"
    yield _("weeks T"), _("{first} to the as-of date").format(first=first), f"{seen.histories.T[at]:.4f}"
    if gap == gap:
        days = round((seen.histories.T[at] - seen.histories.tx[at]) * 7)
        yield (
            _("gaps silent"),
            _("{days} days / median gap {gap:g} days").format(days=days, gap=gap),
            f"{found.silent[at]:.2f}",
        )


def _steps(found: Outlook, modelled: Modelled, at: int) -> Iterator[Step]:
    r, alpha, a, b = modelled.parameters
    seen, terms, values = found.customers.histories, found.terms, modelled.values
    x, upto, silent = int(seen.x[at]), alpha + seen.T[at], alpha + seen.tx[at]
    shape, chances = r + x, x + terms.model.first
    yield _("parameters"), "r, alpha, a, b", f"{r:g}, {alpha:g}, {a:g}, {b:g}"
    odds = f"1 / (1 + {a:g}/{b + chances - 1:g} × ({upto:.4f}/{silent:.4f})^{shape:g})"
    yield _("P(still a customer)"), odds if chances else _("1: no repeat order"), f"{modelled.alive[at]:.4f}"
    horizon = terms.months * MONTH
    slow = f"{modelled.alive[at]:.4f} × (1 - ({upto:.4f}/{upto + horizon:.4f})^{shape:g})"
    yield _("P(buys within {n} months)").format(n=terms.months), slow, f"{modelled.buys[at]:.4f}"
    yield _("expected orders"), _("sum of the months below"), f"{modelled.expected[at]:.4f}"
    if modelled.low is not None and modelled.high is not None:
        yield _("their range"), _("80 % of what is credible"), f"{modelled.low[at]:.4f} – {modelled.high[at]:.4f}"
    orders, mean = int(found.customers.orders[at]), found.customers.mean[at]
    k, all_mean = values.pseudo_orders, values.mean
    drawn = f"({k:g} × {all_mean / 100:.2f} + {orders} × {mean / 100:.2f}) / ({k:g} + {orders})"
    yield _("value of an order"), drawn, str(money(modelled.worth[at]))
    share = 1.0 if modelled.in_revenue else float(modelled.margin[at])
    yield _("margin"), _("revenue, no margin known") if modelled.in_revenue else "", f"{share:.4f}"
    discounted = float(discount_factors(terms.months, terms.discount) @ modelled.by_month[:, at])
    yield (
        _("lifetime value"),
        f"{discounted:.4f} × {modelled.worth[at] / 100:.2f} × {share:.4f}",
        str(money(modelled.value[at])),
    )


def _months(found: Outlook, modelled: Modelled, at: int) -> Iterator[tuple[Any, ...]]:
    factors = discount_factors(found.terms.months, found.terms.discount)
    share = 1.0 if modelled.in_revenue else float(modelled.margin[at])
    for month, (orders, factor) in enumerate(zip(modelled.by_month[:, at].tolist(), factors.tolist(), strict=True), 1):
        yield month, round(orders, 6), round(factor, 6), money(orders * factor * float(modelled.worth[at]) * share)
