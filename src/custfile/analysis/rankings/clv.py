"""Customers by what they are still likely to bring: customer lifetime value over the coming months.

In an archive too small for a model, customers who are late by their own rhythm come first instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

import numpy as np
import pandas as pd

from custfile.analysis import clv
from custfile.analysis.book import Book, Mask, Real, number
from custfile.analysis.clv import Modelled, Outlook
from custfile.analysis.models.footing import FEW, GAPS_NEED, IN_RHYTHM, IS_LAPSED, IS_LATE, LAPSED, LATE, MANY
from custfile.analysis.models.gamma_gamma import CORRELATED
from custfile.analysis.rankings.clv_backtest import backtest
from custfile.analysis.rankings.clv_explained import RHYTHM, STANDINGS, explain
from custfile.analysis.rankings.ranked import AS_OF, ID, NAME, RANK, TIES, Fact, Ranked, left_out, ordered
from custfile.analysis.rankings.volume import NO_ORDER, RATED
from custfile.language import Label, _, count, say
from custfile.model.settings import Settings
from custfile.model.table import Column

_WORDS: Final = {IN_RHYTHM: "in_rhythm", IS_LATE: "late", IS_LAPSED: "lapsed"}

_VALUE: Final = Column("clv", Label("Lifetime value", "终身价值", "終身價值"), "money")
_LOW: Final = Column("clv_low", Label("from", "下限", "下限"), "money")
_HIGH: Final = Column("clv_high", Label("to", "上限", "上限"), "money")
_EXPECTED: Final = Column("expected_orders", Label("Expected orders", "预期订单数", "預期訂單數"), "score")
_BUYS: Final = Column("buys_again", Label("Buys again", "复购概率", "再購機率"), "share")
_ALIVE: Final = Column("p_alive", Label("Still a customer", "存活概率", "存活機率"), "share")
_WORTH: Final = Column("order_value", Label("Value of an order", "预期单值", "預期單筆金額"), "money")
_MARGIN: Final = Column("margin", Label("Margin", "毛利率", "毛利率"), "share")
_ORDERS: Final = Column("orders", Label("Days with orders", "购买天数", "購買天數"), "count")
_LAST: Final = Column("last_order", Label("Last order", "最近订单", "最近訂單"), "day")
_SINCE: Final = Column("recency", Label("Days since", "距今天数", "距今天數"), "count")
_GAP: Final = Column("gap_days", Label("Own gap in days", "自身间隔天数", "自身間隔天數"), "quantity")
_SILENT: Final = Column("gaps_silent", Label("Gaps silent", "静默倍数", "靜默倍數"), "score")
_STANDING: Final = Column("standing", RHYTHM, names=STANDINGS)

GAP_COLUMNS: Final = (RANK, ID, NAME, _STANDING, _SILENT, _SINCE, _GAP, _ORDERS, _LAST)

MODEL: Final = Label("Model", "模型", "模型")
_FOOTING: Final = Label("Customers who came again", "复购客户数", "再購客戶數")
_RANGE: Final = Label("Range", "区间", "區間")
_HORIZON: Final = Label("Horizon", "预测期", "預測期間")
_LETTERS: Final = Label("Parameters, in weeks", "参数（周）", "參數（週）")
_WORTHS: Final = Label("Values of orders", "订单金额", "訂單金額")
_FEW_ORDERS: Final = Label("too few orders for a rhythm", "订单太少", "訂單太少")

_PLACES: Final = 6


def rank(book: Book, settings: Settings, told: Mapping[str, Any]) -> Ranked:
    """Rank by lifetime value; ``told["months"]``: the horizon, ``told["force"]``: by the model in a small archive, too.

    With ``told["backtest"]``, ``extra["backtest"]`` is the back-test's table.
    """
    terms = clv.asked(settings, told.get("months"))
    found = clv.outlook(book, terms, force=bool(told.get("force")))
    every = _figures(book, found)
    if found.modelled is None:
        frame = ordered(every[every["standing"].notna()], ("gaps_silent", True), ("orders", True))
        columns: tuple[Column, ...] = GAP_COLUMNS
    else:
        frame = ordered(every, ("clv", True), ("expected_orders", True), ("orders", True))
        columns = _columns(found.modelled)
    return Ranked(
        "clv",
        columns,
        frame,
        list(_facts(book, found, every, len(frame))),
        partial(explain, book, found, frame, _reasons(book, found, every)),
        extra={"backtest": backtest(book, terms)} if told.get("backtest") else {},
    )


def _columns(modelled: Modelled) -> tuple[Column, ...]:
    between = () if modelled.low is None else (_LOW, _HIGH)
    margin = () if modelled.in_revenue else (_MARGIN,)
    return (
        RANK, ID, NAME, _VALUE, *between, _EXPECTED, _BUYS, _ALIVE, _WORTH, *margin, _ORDERS, _LAST, _STANDING
    )  # fmt: skip


def _figures(book: Book, found: Outlook) -> pd.DataFrame:
    """Return everybody who bought, by id, with all figures."""
    who = found.customers.who
    frame = pd.DataFrame(
        {
            "who": who,
            "id": book.customers["id"].to_numpy()[who],
            "name": book.customers["name"].to_numpy()[who],
            "orders": found.customers.orders,
            "last_order": found.customers.last,
            "recency": number(book.as_of) - found.customers.last,
            "gap_days": found.gap,
            "gaps_silent": np.round(found.silent, _PLACES),
            "standing": pd.Series([_WORDS.get(code) for code in found.standing.tolist()], dtype=object),
        }
    )
    return frame if found.modelled is None else frame.assign(**_modelled(found.modelled))


def _modelled(modelled: Modelled) -> dict[str, Real]:
    """Return the model's figures, rounded far beyond their worth, so that every machine prints the same."""
    figures = {
        "clv": modelled.value,
        "expected_orders": modelled.expected.round(_PLACES),
        "buys_again": modelled.buys.round(_PLACES),
        "p_alive": modelled.alive.round(_PLACES),
        "order_value": modelled.worth,
        "margin": modelled.margin.round(_PLACES),
    }
    if modelled.low is None or modelled.high is None:
        return figures
    ends = (modelled.low, modelled.high)
    shares = [np.divide(end, modelled.expected, where=modelled.expected > 0, out=np.zeros_like(end)) for end in ends]
    low, high = (np.rint(modelled.value * share) for share in shares)
    return {**figures, "clv_low": np.minimum(low, high), "clv_high": np.maximum(low, high)}


def _reasons(book: Book, found: Outlook, every: pd.DataFrame) -> Mapping[Label, Mask]:
    """Return why customers are not ranked, and which."""
    never, few = np.ones(len(book.customers), dtype=np.bool_), np.zeros(len(book.customers), dtype=np.bool_)
    never[found.customers.who] = False
    if found.modelled is None:
        few[found.customers.who] = every["standing"].isna().to_numpy()
    return {NO_ORDER: never, _FEW_ORDERS: few}


def _facts(book: Book, found: Outlook, every: pd.DataFrame, rated: int) -> Iterator[Fact]:
    yield AS_OF, book.as_of.isoformat()
    yield _FOOTING, _footing(found)
    if found.modelled is None:
        yield TIES, _("gaps silent, then number of orders, then id")
    else:
        yield from _model_facts(found, found.modelled)
        yield TIES, _("lifetime value, then expected orders, then number of orders, then id")
    late = _("silent for more than {late:g} own median gaps: late; more than {lapsed:g}: lapsed; from {n} orders on")
    yield RHYTHM, late.format(late=LATE, lapsed=LAPSED, n=GAPS_NEED)
    yield RATED, str(rated)
    yield from left_out(_reasons(book, found, every))


def _footing(found: Outlook) -> str:
    if not len(found.customers.who):
        told = _("{n}: nobody has bought yet")
    elif found.modelled is None:
        told = _(
            "{n}: fewer than {few}, too few for a model; by each customer's own gap instead (--force for the model)"
        )
    elif found.footing == "gaps":
        told = _(
            "{n}: fewer than {few}, too few for a model; the figures say more about its priors than about customers"
        )
    elif found.footing == "range":
        told = _("{n}: up to {many}, so the figures come with a range")
    else:
        told = "{n}"
    return told.format(n=found.repeating, few=FEW, many=MANY)


def _model_facts(found: Outlook, modelled: Modelled) -> Iterator[Fact]:
    terms, values = found.terms, modelled.values
    yield (
        _HORIZON,
        _("{months}, discounted by {rate} a year").format(
            months=count("{n} month", "{n} months", terms.months), rate=f"{terms.discount:.1%}"
        ),
    )
    yield _MARGIN.label, _margin(found, modelled)
    yield MODEL, f"{say(terms.model.label)}, Gamma-Gamma"
    yield _LETTERS, ", ".join(f"{name} {value:g}" for name, value in modelled.parameters._asdict().items())
    yield _WORTHS, _worths(values.mean, values.pseudo_orders, values.correlation)
    if modelled.low is not None:
        yield (
            _RANGE,
            _(
                "the middle 80 % of expected orders under other credible parameters; what one customer does scatters more"
            ),
        )


def _margin(found: Outlook, modelled: Modelled) -> str:
    if modelled.in_revenue:
        lacking = count("{n} customer", "{n} customers", int(np.isnan(modelled.margin).sum()))
        told = _("not known of {customers}: values are revenue; costs of orders or {key} turn them into profit")
        return told.format(customers=lacking, key="ranking.clv.margin")
    if found.terms.margin is None:
        return _("of each customer's own orders")
    return _("of each customer's own orders, else {margin}").format(margin=f"{found.terms.margin:.1%}")


def _worths(mean: float, pseudo_orders: float, correlation: float) -> str:
    told = _("mean of all {mean}, which counts as much as {k:.2f} of a customer's own orders").format(
        mean=f"{mean / 100:,.2f}", k=pseudo_orders
    )
    if np.isnan(correlation):
        return told
    told = _("{told}; correlation with their number {r:.2f}").format(told=told, r=correlation)
    if abs(correlation) <= CORRELATED:
        return told
    return _("{told}: beware, above {limit:g} the model does not hold").format(told=told, limit=CORRELATED)
