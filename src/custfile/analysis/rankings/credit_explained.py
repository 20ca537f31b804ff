"""What explains the credit of one customer: figures, arithmetic, aging, collection, limit, and every order and payment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from custfile.analysis.book import Book, day_of
from custfile.analysis.credit.aging import OPEN_AMOUNT, aging, columns
from custfile.analysis.credit.cells import cells
from custfile.analysis.credit.collection import COLUMNS as COLLECTION
from custfile.analysis.credit.collection import collection
from custfile.analysis.credit.limit import FLAGS
from custfile.analysis.credit.rules import CAP_LABELS, CAPS, FINEST, NO_CAP, UNRATED, Rules
from custfile.analysis.credit.standing import Standing
from custfile.analysis.rankings.credit_items import counted, left_out
from custfile.analysis.rankings.explained import about, place_of, position
from custfile.analysis.rankings.period import WINDOW, said
from custfile.analysis.rankings.ranked import AS_OF, Fact
from custfile.language import COLON, Label, _, count, say
from custfile.model.table import Column, Table

PAY_INDEX: Final = Column("pay_index", Label("Pay index", "付款指数", "付款指數"), "score")
ON_TIME: Final = Column("on_time", Label("On time", "按时占比", "準時占比"), "share")
DAYS_LATE: Final = Column("days_late", Label("Mean days late", "平均逾期天数", "平均逾期天數"), "score")
GRADE: Final = Column("grade", Label("Grade", "信用等级", "信用等級"))
EXPERIENCES: Final = Column("experiences", Label("Experiences", "付款笔数", "付款筆數"), "count")
UNCAPPED: Final = Column("uncapped", Label("Without caps", "不计上限", "不計上限"), "score")
PLAIN: Final = Column("plain", Label("Without excuses", "不计免责", "不計免責"), "score")
RECENT: Final = Column("recent", Label("Last 3 months", "近3个月", "近3個月"), "score")
EARLIER: Final = Column("earlier", Label("Before", "此前", "先前"), "score")
SUGGESTED: Final = Column("suggested", Label("Suggested limit", "建议额度", "建議額度"), "money")
LIMIT: Final = Column("limit", Label("Limit", "信用额度", "信用額度"), "money")
USE: Final = Column("utilisation", Label("Use of limit", "额度使用率", "額度使用率"), "share")

_INDEX: Final = (
    PAY_INDEX,
    GRADE,
    UNCAPPED,
    PLAIN,
    RECENT,
    EARLIER,
    EXPERIENCES,
    ON_TIME,
    DAYS_LATE,
    Column("worst", Label("Worst", "最长逾期", "最長逾期"), "count"),
    Column("paid", Label("Paid", "已付金额", "已付金額"), "money"),
)
_LIMIT: Final = (
    Column("monthly", Label("Purchases a month", "月均订货", "月均訂購"), "money"),
    Column("terms", Label("Terms (days)", "账期（天）", "付款天數"), "score"),
    Column("factor", Label("Factor", "系数", "係數"), "score"),
    SUGGESTED,
    LIMIT,
    OPEN_AMOUNT,
    USE,
)


def explain(book: Book, rules: Rules, found: Standing, frame: pd.DataFrame, identity: str) -> list[Table]:
    """Return all that explains the credit of the customer ``identity``, who has a place in ``frame``.

    Raises ``KeyError`` when there is none.
    """
    who = position(book, identity)
    judged = _record(found.judged.customers, who)
    limit = _record(found.limits, who) | {"open": judged["open"]}
    group = np.full(len(book.customers), -1)
    group[who] = 0
    owed = aging(found.matched, len(book.customers), rules.buckets, rules.small)
    rates = collection(book, found.matched, group, 1)
    facts = [(AS_OF, book.as_of.isoformat()), (WINDOW, said(book.as_of, rules.months)), place_of(frame, identity)]
    facts += _arithmetic(book, rules, found, who, judged)
    return [
        _one("credit", about(Label("Credit", "信用", "信用"), book, who), _INDEX, judged, facts),
        _one("aging", Label("Aging", "账龄", "帳齡"), columns(rules.buckets), _record(owed, who)),
        _one("collection", Label("Collection", "回款", "收款"), COLLECTION, _record(rates, 0)),
        _one("limit", Label("Limit", "信用额度", "信用額度"), _LIMIT, limit, list(_noted(limit))),
        counted(book, found.judged, who),
        left_out(book, found, rules, who),
    ]


def _record(frame: pd.DataFrame, row: int) -> dict[str, Any]:
    return {str(name): frame[name].iloc[row] for name in frame}


def _one(
    name: str, title: Label, columns: Sequence[Column], record: Mapping[str, Any], facts: Sequence[Fact] = ()
) -> Table:
    return Table(name, columns, [cells(columns, record)], facts, title)


def _arithmetic(book: Book, rules: Rules, found: Standing, who: int, judged: Mapping[str, Any]) -> Iterator[Fact]:
    """Yield the sums behind the index, what capped it, or why there is none."""
    portions = found.judged.portions
    mine = portions[(portions["who"].to_numpy() == who) & portions["counts"].to_numpy()]
    weights = [int(weight) for weight in mine["weight"].tolist()]
    points = sum(weight * int(score) for weight, score in zip(weights, mine["score"].tolist(), strict=True))
    if weights:
        yield (
            Label(
                "Sum of amount × weight × score / sum of amount × weight",
                "Σ 金额×权重×得分 / Σ 金额×权重",
                "Σ 金額×權重×得分 / Σ 金額×權重",
            ),
            f"{points / (200 * FINEST):,.2f} / {sum(weights) / 200:,.2f}",
        )
    if judged["grade"] == UNRATED:
        yield (
            Label("Not rated", "未评级", "未評級"),
            _("experiences: {n}; needed: {least}").format(n=int(judged["experiences"]), least=rules.least),
        )
    if judged["cap"] != NO_CAP:
        yield Label("Cap", "上限", "上限"), _capped(book, found, who, judged)


def _capped(book: Book, found: Standing, who: int, judged: Mapping[str, Any]) -> str:
    """Say what caps the index, the items that do, and whether that made a difference."""
    cap, portions = judged["cap"], found.judged.portions
    rows = np.flatnonzero((portions["who"].to_numpy() == who) & (portions["caps"].to_numpy() == cap))
    orders, late = (portions[name].to_numpy()[rows].tolist() for name in ("order", "late"))
    named = zip(book.named(orders), late, strict=True)
    items = [
        _("{order} ({days})").format(order=order, days=count("{n} day", "{n} days", days)) for order, days in named
    ]
    if not items:
        day = book.customers["insolvent"].to_numpy()[who]
        items = [] if np.isnan(day) else [day_of(day).isoformat()]
    bites = judged["uncapped"] > CAPS[cap]
    end = "" if bites else " – " + _("it makes no difference")
    return f"{say(CAP_LABELS[cap])}{say(COLON)}{', '.join(items)}{end}"


def _noted(limit: Mapping[str, Any]) -> Iterator[Fact]:
    flag = FLAGS[int(limit["flag"])]
    if flag:
        yield Label("Flag", "提示", "提示"), say(flag)
    yield (
        Label("Counted", "口径", "口徑"),
        _("an order is owed from the day it is made, delivered or not; money without an order is not taken off"),
    )
