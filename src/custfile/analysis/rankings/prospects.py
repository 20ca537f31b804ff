"""Customers without an order, by what a person expects of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

import numpy as np
import pandas as pd

from custfile.analysis import sales
from custfile.analysis.book import CANCELLED, FUTURE, Book, Mask, Whole, number
from custfile.analysis.book import STATES as BOOK_STATES
from custfile.analysis.prospects import months, outlook
from custfile.analysis.rankings.explained import about, orders_table, place_of, position, rows_of, why_not
from custfile.analysis.rankings.ranked import AS_OF, ID, NAME, RANK, TIES, Fact, Ranked, left_out, ordered, table_of
from custfile.analysis.rankings.volume import RATED
from custfile.language import Label, _, count
from custfile.model.settings import Settings
from custfile.model.table import Column, Table

STATES: Final = {
    "fresh": Label("in force", "有效", "有效"),
    "stale": Label("stale, judge again", "已过期，请重新评估", "已過期，請重新評估"),
}

_GRADE: Final = Column("prospect", Label("Prospects", "前景评分", "前景評分"), "count")
_STATE: Final = Column("state", Label("Judgement", "评估状态", "評估狀態"), names=STATES)
_DAY: Final = Column("judged", Label("Judged on", "评估日", "評估日"), "day")
_AGE: Final = Column("age", Label("Days ago", "距今天数", "距今天數"), "count")
_BY: Final = Column("by", Label("By", "评估人", "評估人"))
_OWNER: Final = Column("owner", Label("Owner", "负责人", "負責人"))
_JUDGED: Final = (_GRADE, _STATE, _DAY, _AGE, _BY)

_HOLDS: Final = Label("A judgement holds", "评估有效期", "評估有效期間")
_STALE: Final = Label("Stale, behind the others", "已过期，排在其后", "已過期，排在其後")
_BOUGHT: Final = Label("with orders, ranked by their record", "已有订单，按交易记录排序", "已有訂單，依交易紀錄排序")
_ENDED: Final = Label("trade has ended", "已停止交易", "已停止交易")
_UNJUDGED: Final = Label("not judged", "尚未评估", "尚未評估")
_TITLE: Final = Label("Prospects", "前景", "前景")
_FATE: Final = Column(
    "fate",
    Label("Dealt?", "是否已成交", "是否已成交"),
    names={
        "dealt": Label("yes: no potential customer any more", "是：不再是潜在客户", "是：不再是潛在客戶"),
        "cancelled": BOOK_STATES[CANCELLED],
        "future": BOOK_STATES[FUTURE],
    },
)


def rank(book: Book, settings: Settings, told: Mapping[str, Any]) -> Ranked:
    """Rank who never had an order: judgements in force before stale ones, then the higher, then the later."""
    every = _figures(book, settings)
    frame = ordered(every[every["rated"]], ("stale", False), ("prospect", True), ("judged", True))
    return Ranked(
        "prospects",
        (RANK, ID, NAME, *_named(_JUDGED, settings), *_named([_OWNER], settings)),
        frame,
        list(_facts(book, settings, every)),
        partial(_explain, book, settings, every, frame),
    )


def _figures(book: Book, settings: Settings) -> pd.DataFrame:
    """Return the judgement of every customer, by id, and whether it is ranked."""
    found, customers = outlook(book, settings), book.customers
    bought, ended = sales.dealt(book), customers["ended"].notna().to_numpy()
    judged = ~np.isnan(found.grade)
    return pd.DataFrame(
        {
            "id": customers["id"].to_numpy(),
            "name": customers["name"].to_numpy(),
            "prospect": found.grade,
            "state": np.array([None, "fresh", "stale"], dtype=object)[judged.astype(int) + found.stale],
            "judged": number(book.as_of) - found.age,
            "age": found.age,
            "by": customers["prospect_by"].where(judged, None),
            "owner": customers["owner"].to_numpy(),
            "stale": found.stale,
            "bought": bought,
            "ended": ended & ~bought,
            "rated": judged & ~bought & ~ended,
        }
    )


def _facts(book: Book, settings: Settings, every: pd.DataFrame) -> Iterator[Fact]:
    holds = months(settings)
    yield AS_OF, book.as_of.isoformat()
    yield _HOLDS, _("for ever") if holds is None else count("{n} month", "{n} months", holds)
    yield TIES, _("in force before stale, then prospects, then the later date, then id")
    yield RATED, str(int(every["rated"].sum()))
    if stale := int((every["rated"] & every["stale"]).sum()):
        yield _STALE, str(stale)
    yield from left_out(_reasons(every))


def _reasons(every: pd.DataFrame) -> Mapping[Label, Mask]:
    """Return why customers are not ranked, and which."""
    bought, ended, rated = (every[name].to_numpy() for name in ("bought", "ended", "rated"))
    return {_BOUGHT: bought, _ENDED: ended, _UNJUDGED: ~rated & ~bought & ~ended}


def _named(columns: Sequence[Column], settings: Settings) -> list[Column]:
    """Return ``columns`` with the names of the people whose ids they hold."""
    people = {person.id: Label(*([person.name] * 3)) for person in settings.team}
    return [replace(column, names=people) if column.key in ("by", "owner") else column for column in columns]


def _explain(
    book: Book, settings: Settings, every: pd.DataFrame, frame: pd.DataFrame, identity: str
) -> Sequence[Table]:
    """Return the judgement, and the orders: one that was made is why a customer is not ranked here."""
    who = position(book, identity)
    rows = rows_of(book, who)
    facts = [(AS_OF, book.as_of.isoformat()), place_of(frame, identity), *why_not(who, _reasons(every))]
    judged = every.iloc[[who]].dropna(subset="prospect")
    orders = orders_table("prospects_orders", book, rows, _fates(book, rows))
    return [
        table_of("prospects_explained", _named(_JUDGED, settings), judged, facts, about(_TITLE, book, who)),
        replace(orders, columns=[*orders.columns[:-1], _FATE]),
    ]


def _fates(book: Book, rows: Whole) -> list[str]:
    """Return what each order at ``rows`` makes of the customer: one that was made, even if it came back, is a record."""
    states = book.orders["state"].to_numpy()[rows].tolist()
    return [{CANCELLED: "cancelled", FUTURE: "future"}.get(state, "dealt") for state in states]
