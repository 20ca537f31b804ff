"""Customers by what they contribute to profit: revenue less its cost and what it costs to serve them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from custfile.analysis import profit, sales
from custfile.analysis.book import Book, Mask, day_of, window
from custfile.analysis.profit import Contribution
from custfile.analysis.rankings.explained import (
    DAY,
    FATE,
    about,
    amounts,
    orders_table,
    place_of,
    position,
    rows_of,
    why_not,
)
from custfile.analysis.rankings.period import FATES, WINDOW, asked, fates, said
from custfile.analysis.rankings.ranked import (
    AS_OF,
    ID,
    NAME,
    RANK,
    TIES,
    Fact,
    Ranked,
    left_out,
    money,
    ordered,
    table_of,
)
from custfile.analysis.rankings.volume import NO_ORDER, RATED
from custfile.language import Label, _
from custfile.model.choices import CHANNELS
from custfile.model.ranking import ProfitSettings
from custfile.model.settings import Settings
from custfile.model.table import Column, Table, written

EFFECTS: Final = {
    "high": Label("high", "高利润", "高利潤"),
    "reasonable": Label("reasonable", "合理利润", "合理利潤"),
    "slim": Label("slim", "微利", "微利"),
    "loss": Label("loss", "亏损", "虧損"),
}
"""The effect on profit, best first: margins from 30 %, from 10 %, from 0 %, and below."""

_FLOORS: Final = (0.30, 0.10, 0.0)

_REVENUE: Final = Column("revenue", Label("Revenue", "销售额", "銷售額"), "money")
_COST: Final = Column("cost", Label("Cost", "成本", "成本"), "money")
_VISITS: Final = Column("visits", Label("Visits", "拜访成本", "拜訪成本"), "money")
_INTEREST: Final = Column("interest", Label("Interest", "资金利息", "資金利息"), "money")
_PROFIT: Final = Column("profit", Label("Contribution", "利润贡献", "利潤貢獻"), "money")
_MARGIN: Final = Column("margin", Label("Margin", "利润率", "利潤率"), "share")
_EFFECT: Final = Column("effect", Label("Effect on profit", "利润影响", "利潤影響"), names=EFFECTS)
_ORDERS: Final = Column("orders", Label("Orders", "订单数", "訂單數"), "count")
_UNKNOWN: Final = Column("unknown", Label("Orders without cost", "无成本订单", "無成本訂單"), "count")
_CHANNEL: Final = Column("channel", Label("Channel", "方式", "方式"), names=CHANNELS)
_FATE: Final = replace(
    FATE,
    names={
        **FATES,
        "costless": Label("left out: cost not known", "未计入：成本未知", "未計入：成本未知"),
        "gift": Label("counts: its cost alone", "计入：仅成本", "計入：僅成本"),
        "unasked": Label("not asked for", "未要求计入", "未要求計入"),
        "free": Label("not in person, no cost told", "非当面拜访，未填成本", "非當面拜訪，未填成本"),
    },
)
_WHY_NOT: Final = ("earlier", "unasked", "free")
_VISITED: Final = Label("Visits", "拜访", "拜訪")

COLUMNS: Final = (
    RANK, ID, NAME, _PROFIT, _MARGIN, _EFFECT, _REVENUE, _COST, _VISITS, _INTEREST, _ORDERS, _UNKNOWN
)  # fmt: skip

_IDLE: Final = Label("no order in the window", "统计期内无订单", "統計期間內無訂單")
_COSTLESS: Final = Label("cost of orders not known", "订单成本未知", "訂單成本未知")
_LOST: Final = Label("Orders left out: cost not known", "未计入的订单：成本未知", "未計入的訂單：成本未知")
_LOSSES: Final = Label("Loss-makers", "亏损客户", "虧損客戶")


def rank(book: Book, settings: Settings, told: Mapping[str, Any]) -> Ranked:
    """Rank by contribution; ``told["months"]``: length of the window, 12 when absent, 0 for all time.

    Ranked is who has an order in the window whose cost is known, or bought before and was served at a cost since.
    """
    months, terms = asked(told), profit.asked(settings)
    found = profit.contribution(book, settings, months)
    every = _figures(book, terms, found)
    frame = ordered(every[every["rated"]], ("profit", True), ("revenue", True))
    return Ranked(
        "profit",
        COLUMNS,
        frame,
        list(_facts(book, terms, months, every)),
        partial(_explain, book, terms, months, every, frame),
    )


def _figures(book: Book, terms: ProfitSettings, found: Contribution) -> pd.DataFrame:
    """Return the figures of all customers, by id; a cost that the settings do not ask for is NaN."""
    return pd.DataFrame(
        {
            "id": book.customers["id"].to_numpy(),
            "name": book.customers["name"].to_numpy(),
            "revenue": found.revenue,
            "cost": found.cost,
            "visits": found.visits if terms.visit_cost is not None else np.nan,
            "interest": found.interest if terms.interest is not None else np.nan,
            "profit": found.profit,
            "margin": found.margin,
            "effect": effect(found),
            "orders": found.known,
            "unknown": found.unknown,
            "active": found.active,
            "rated": found.rated & (found.active | (found.served > 0)),
        }
    )


def effect(found: Contribution) -> NDArray[np.object_]:
    """Return which of ``EFFECTS`` each customer has, ``None`` when not rated: a loss is a loss with or without revenue."""
    margin = np.nan_to_num(found.margin)
    conditions = [~found.rated, np.nan_to_num(found.profit) < 0, *(margin >= floor for floor in _FLOORS)]
    words: NDArray[np.object_] = np.array([None, "loss", "high", "reasonable", "slim"], dtype=object)
    found_words: NDArray[np.object_] = words[np.argmax(conditions, axis=0)]
    return found_words


def _facts(book: Book, terms: ProfitSettings, months: int | None, every: pd.DataFrame) -> Iterator[Fact]:
    yield AS_OF, book.as_of.isoformat()
    yield WINDOW, said(book.as_of, months)
    yield from _terms(terms)
    yield TIES, _("contribution, then revenue, then id")
    yield RATED, str(int(every["rated"].sum()))
    losses = every["rated"] & (every["effect"] == "loss")
    told = {_LOSSES: losses.sum(), _LOST: every["unknown"].sum()}
    yield from ((label, str(int(number))) for label, number in told.items() if number)
    yield from left_out(_reasons(book, every))


def _reasons(book: Book, every: pd.DataFrame) -> Mapping[Label, Mask]:
    """Return why customers are not ranked, and which."""
    never, active, rest = ~sales.dealt(book), every["active"].to_numpy(), ~every["rated"].to_numpy()
    return {NO_ORDER: rest & never, _IDLE: rest & ~never & ~active, _COSTLESS: rest & active}


def _terms(terms: ProfitSettings) -> Iterator[Fact]:
    """Say by what the figures are reckoned; what is absent says which setting brings it in."""
    absent = _("not counted: set {key}")
    yield (
        Label("Orders without a cost", "无成本的订单", "無成本的訂單"),
        _("margin of {margin}").format(margin=written(terms.margin, "share"))
        if terms.margin is not None
        else absent.format(key="ranking.profit.margin"),
    )
    yield (
        Label("Cost of a visit", "单次拜访成本", "單次拜訪成本"),
        _("as told, else {amount} for one in person").format(amount=written(terms.visit_cost, "money"))
        if terms.visit_cost is not None
        else absent.format(key="ranking.profit.visit_cost"),
    )
    yield (
        Label("Interest on late money", "逾期资金利息", "逾期資金利息"),
        _("{rate} of a year").format(rate=written(terms.interest, "share"))
        if terms.interest is not None
        else absent.format(key="ranking.profit.interest"),
    )


def _explain(
    book: Book, terms: ProfitSettings, months: int | None, every: pd.DataFrame, frame: pd.DataFrame, identity: str
) -> Sequence[Table]:
    who = position(book, identity)
    figures = [column for column in COLUMNS if column not in (RANK, ID, NAME)]
    facts = [
        (AS_OF, book.as_of.isoformat()),
        (WINDOW, said(book.as_of, months)),
        *_terms(terms),
        place_of(frame, identity),
        *why_not(who, _reasons(book, every)),
    ]
    return [
        table_of("profit_explained", figures, every.iloc[[who]], facts, about(_PROFIT.label, book, who)),
        _orders(book, terms, months, who),
        _visits(book, terms, months, who),
    ]


def _orders(book: Book, terms: ProfitSettings, months: int | None, who: int) -> Table:
    rows = rows_of(book, who)
    costs = profit.order_costs(book, terms)[rows]
    interest = profit.order_interest(book, terms)[rows]
    words, buys = fates(book, rows, months, before=False), sales.buying(book)[rows].tolist()
    known = (~np.isnan(costs)).tolist()
    orders = orders_table(
        "profit_orders",
        book,
        rows,
        [_fate(word, buys=buy, known=cost) for word, buy, cost in zip(words, buys, known, strict=True)],
        [
            (_COST, amounts(costs)),
            (_INTEREST, [money(each) if terms.interest is not None else None for each in interest]),
        ],
    )
    return replace(orders, columns=[*orders.columns[:-1], _FATE])


def _fate(word: str, *, buys: bool, known: bool) -> str:
    """Return what becomes of an order: a purchase needs a cost to count; a gift counts by what it cost."""
    if word == "counts" and buys and not known:
        return "costless"
    return "gift" if word == "nothing" and known else word


def _visits(book: Book, terms: ProfitSettings, months: int | None, who: int) -> Table:
    rows = np.flatnonzero(book.visits["who"].to_numpy() == who)
    rows = rows[np.argsort(book.visits["day"].to_numpy()[rows], kind="stable")]
    days, wanted = book.visits["day"].to_numpy()[rows], terms.visit_cost is not None
    costs = amounts(profit.visit_costs(book, terms)[rows]) if wanted else [None] * len(rows)
    free = (~profit.in_person(book) & np.isnan(book.visits["cost"].to_numpy()))[rows]
    fates_ = np.select([~window(book, days, months), np.full(len(rows), not wanted), free], _WHY_NOT, "counts").tolist()
    channels = book.visits["channel"].iloc[rows].astype(object).where(book.visits["channel"].iloc[rows].notna(), None)
    cells = list(zip(map(day_of, days.tolist()), channels, costs, fates_, strict=True))
    return Table("profit_visits", [DAY, _CHANNEL, _COST, _FATE], cells, (), _VISITED)
