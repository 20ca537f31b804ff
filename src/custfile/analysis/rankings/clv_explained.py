"""The arithmetic behind one customer's lifetime value, step by step, from its orders to the figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from custfile.analysis import sales
from custfile.analysis.book import Book, Mask, Whole, day_of
from custfile.analysis.clv import Modelled, Outlook, costed
from custfile.analysis.models.lifetime import MONTH, discount_factors
from custfile.analysis.rankings.explained import FATE, about, orders_table, place_of, position, rows_of, why_not
from custfile.analysis.rankings.period import FATES, fates
from custfile.analysis.rankings.ranked import AS_OF, Fact, money
from custfile.language import Label, _, count, say
from custfile.model.table import Column, Table, exactly, written

Step: TypeAlias = tuple[str, str, str]

STEPS: Final = (
    Column("figure", Label("Figure", "指标", "指標")),
    Column("how", Label("How", "算法", "算法")),
    Column("result", Label("Result", "结果", "結果")),
)
MONTHS: Final = (
    Column("month", Label("Month", "第几月", "第幾月"), "count"),
    Column("orders", Label("Expected orders", "预期订单数", "預期訂單數"), "quantity"),
    Column("factor", Label("Discount factor", "贴现系数", "折現係數"), "quantity"),
    Column("value", Label("Value today", "现值", "現值"), "money"),
)
RHYTHM: Final = Label("Rhythm", "购买节奏", "購買節奏")
STANDINGS: Final = {
    "in_rhythm": Label("in rhythm", "正常", "正常"),
    "late": Label("late", "逾期未购", "逾期未購"),
    "lapsed": Label("lapsed", "疑似流失", "疑似流失"),
}
_VALUE: Final = Label("Lifetime value", "终身价值", "終身價值")
_DECIMALS: Final = 9
_MONTHS: Final = Label("Months", "逐月", "逐月")
_CREDIT_NOTE: Final = Label("credit note, no purchase", "红字，非购买", "折讓，非購買")
_FATE: Final = replace(FATE, names={**FATES, "no_purchase": _CREDIT_NOTE})


def explain(
    book: Book, found: Outlook, frame: pd.DataFrame, reasons: Mapping[Label, Mask], identity: str
) -> Sequence[Table]:
    """Return the steps, the months and the orders of one customer. Raises ``KeyError`` for an id not known on the day.

    ``reasons`` say why customers are not ranked, and which.
    """
    who = position(book, identity)
    rows = rows_of(book, who)
    orders = orders_table("clv_orders", book, rows, _fates(book, rows))
    orders = replace(orders, columns=[*orders.columns[:-1], _FATE])
    facts, title = [*_standing(book, frame, identity), *why_not(who, reasons)], about(_VALUE, book, who)
    place = np.flatnonzero(found.customers.who == who)
    if not len(place):
        return [Table("clv_explained", STEPS, [], facts, title), orders]
    at = int(place[0])
    if found.modelled is None:
        return [Table("clv_explained", STEPS, list(_history(found, at, book.as_of)), facts, title), orders]
    revenue, spent = (int(cents[who]) for cents in costed(book))
    steps = [*_history(found, at, book.as_of), *_steps(found, found.modelled, at, revenue, spent)]
    months = Table("clv_months", MONTHS, list(_months(found, found.modelled, at)), title=_MONTHS)
    return [Table("clv_explained", STEPS, steps, facts, title), months, orders]


def _fates(book: Book, rows: Whole) -> list[str]:
    buys = sales.buying(book)[rows].tolist()
    words = fates(book, rows, None)
    return ["no_purchase" if word == "counts" and not buy else word for word, buy in zip(words, buys, strict=True)]


def _standing(book: Book, frame: pd.DataFrame, identity: str) -> Iterator[Fact]:
    yield AS_OF, book.as_of.isoformat()
    yield place_of(frame, identity)
    for row in frame[frame["id"] == identity].to_dict("records"):
        if row["standing"] is not None:
            yield RHYTHM, say(STANDINGS[row["standing"]])
        if "clv" in row:
            yield _VALUE, _amount(row["clv"])


def _history(found: Outlook, at: int, as_of: date) -> Iterator[Step]:
    """Tell what the customer did; with these figures and the parameters, everything else can be computed again."""
    seen, gap = found.customers, found.gap[at]
    orders, first, last = int(seen.orders[at]), day_of(seen.first[at]), day_of(seen.last[at])
    less = count("{n} day with orders, less the first", "{n} days with orders, less the first", orders)
    yield _("repeat orders x"), less, str(orders - 1)
    yield _("weeks t_x"), _weeks(first, last), f"{seen.histories.tx[at]:.6f}"
    yield _("weeks T"), _weeks(first, as_of), f"{seen.histories.T[at]:.6f}"
    if gap == gap:
        days = round((seen.histories.T[at] - seen.histories.tx[at]) * 7)
        how = _("{days} / median gap of {gap:g} days").format(days=count("{n} day", "{n} days", days), gap=gap)
        yield _("gaps silent"), how, written(found.silent[at], "score")


def _weeks(first: date, last: date) -> str:
    return _("{first} to {last}: {days} / 7").format(
        first=first, last=last, days=count("{n} day", "{n} days", (last - first).days)
    )


def _steps(found: Outlook, modelled: Modelled, at: int, revenue: int, spent: int) -> Iterator[Step]:
    """Tell every step with as many digits as it takes to come to the next one; ``revenue`` and ``spent`` are its margin's."""
    r, alpha, a, b = modelled.parameters
    seen, terms, values = found.customers.histories, found.terms, modelled.values
    x, upto, silent = int(seen.x[at]), alpha + seen.T[at], alpha + seen.tx[at]
    shape, chances = r + x, x + terms.model.first
    yield _("parameters"), "r, alpha, a, b", f"{r:g}, {alpha:g}, {a:g}, {b:g}"
    odds = f"1 / (1 + {a:g} / {b + chances - 1:.7g} × ({upto:.9g} / {silent:.9g})^{shape:.7g})"
    yield _("P(still a customer)"), odds if chances else _("1: no repeat order"), f"{modelled.alive[at]:.6f}"
    horizon = terms.months * MONTH
    slow = f"{modelled.alive[at]:.9g} × (1 - ({upto:.9g} / {upto + horizon:.9g})^{shape:.7g})"
    within = count("P(buys within {n} month)", "P(buys within {n} months)", terms.months)
    yield within, slow, f"{modelled.buys[at]:.6f}"
    yield _("expected orders"), _("sum of the months below"), f"{modelled.expected[at]:.6f}"
    if modelled.low is not None and modelled.high is not None:
        yield _("their range"), _("80 % of what is credible"), f"{modelled.low[at]:.4f} – {modelled.high[at]:.4f}"
    orders, mean = int(found.customers.orders[at]), found.customers.mean[at]
    k, all_mean = values.pseudo_orders, values.mean
    drawn = f"({k:g} × {exactly(Decimal(repr(all_mean)) / 100)} + {_amount(orders * mean)}) / ({k:g} + {orders})"
    yield _("value of an order"), drawn, _amount(modelled.worth[at])
    share = 1.0 if modelled.in_revenue else float(modelled.margin[at])
    yield _("margin"), _margin(modelled, revenue, spent), f"{share:.9g}"
    discounted = float(discount_factors(terms.months, terms.discount) @ modelled.by_month[:, at])
    yield _("orders × discount"), _("sum of the months below"), f"{discounted:.9g}"
    worked_out = f"{discounted:.9g} × {_amount(modelled.worth[at])} × {share:.9g}"
    yield _("lifetime value"), worked_out, _amount(modelled.value[at])


def _margin(modelled: Modelled, revenue: int, spent: int) -> str:
    if modelled.in_revenue:
        return _("revenue, no margin known")
    return f"({_amount(revenue)} - {_amount(spent)}) / {_amount(revenue)}" if revenue else _("of the settings")


def _months(found: Outlook, modelled: Modelled, at: int) -> Iterator[tuple[Any, ...]]:
    factors = discount_factors(found.terms.months, found.terms.discount)
    share = 1.0 if modelled.in_revenue else float(modelled.margin[at])
    for month, (orders, factor) in enumerate(zip(modelled.by_month[:, at].tolist(), factors.tolist(), strict=True), 1):
        cents = orders * factor * float(modelled.worth[at]) * share
        yield month, round(orders, _DECIMALS), round(factor, _DECIMALS), money(cents)


def _amount(cents: float) -> str:
    return written(money(cents), "money")
