"""Every order and payment of one customer: what counts for the pay index, and what does not and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pandas as pd

from custfile.analysis.book import CANCELLED, COUNTS, FUTURE, RETURNED, STATES, Book, Whole, day_of
from custfile.analysis.credit.index import Judged
from custfile.analysis.credit.matching import Matched
from custfile.analysis.credit.money import AT_ONCE, CREDITED, GIVEN_BACK, KINDS
from custfile.analysis.credit.rules import FINEST, Rules
from custfile.analysis.credit.standing import Standing
from custfile.analysis.rankings.ranked import money
from custfile.language import Label
from custfile.model.table import Column, Table

EXCUSES: Final = {
    "excused": Label("not their fault: no delay", "非客户原因：视为按时", "非客戶因素：視為準時"),
    "disputed": Label("disputed: counts half", "有争议：按半计", "有爭議：以半計"),
    "trifling": Label("small rest: caps nothing", "小额尾款：不触发上限", "小額尾款：不觸發上限"),
}
_WHY: Final = {
    "early": Label("due before the window", "到期日早于统计期", "到期日早於統計期間"),
    "later": Label("not due yet", "尚未到期", "尚未到期"),
    "credited": KINDS["credited"],
    "at_once": KINDS["at_once"],
    "nothing": Label("nothing to pay", "无需付款", "無須付款"),
    "returned": STATES[RETURNED],
    "cancelled": STATES[CANCELLED],
    "future": STATES[FUTURE],
    "unapplied": Label("settles no order", "未冲抵任何订单", "未沖抵任何訂單"),
    "given_back": Label("given back", "已退款", "已退款"),
}
_STATE_WORDS: Final = {RETURNED: "returned", CANCELLED: "cancelled", FUTURE: "future"}

_ORDER: Final = Column("order", Label("Order", "订单", "訂單"))
_DUE: Final = Column("due", Label("Due", "到期日", "到期日"), "day")
_PAID: Final = Column("paid", Label("Paid", "付款日", "付款日"), "day")
_AMOUNT: Final = Column("amount", Label("Amount", "金额", "金額"), "money")
_COUNTED: Final = (
    _ORDER,
    _DUE,
    _PAID,
    Column("state", Label("State", "状态", "狀態"), names=KINDS),
    Column("days", Label("Days late", "逾期天数", "逾期天數"), "count"),
    Column("score", Label("Score", "得分", "分數"), "score"),
    _AMOUNT,
    Column("weight", Label("Weight", "权重", "權重"), "score"),
    Column("reason", Label("Reason", "原因", "原因")),
    Column("excuse", Label("Excuse", "免责", "免責"), names=EXCUSES),
)
_LEFT_OUT: Final = (
    _ORDER,
    _DUE,
    _PAID,
    _AMOUNT,
    Column("why", Label("Why not", "不计原因", "不計原因"), names=_WHY),
    Column("note", Label("Credit note", "贷项单", "折讓單")),
)


def counted(book: Book, judged: Judged, who: int) -> Table:
    """Return the parts of orders that the pay index of the customer at ``who`` is the mean of, by due date."""
    portions = judged.portions
    mine = portions[(portions["who"].to_numpy() == who) & portions["counts"].to_numpy()]
    mine = mine.sort_values(["due", "order"], kind="stable")
    told = reasons(book, mine)
    rows = [
        (
            name,
            _day(row["due"]),
            _day(row["paid"]),
            list(KINDS)[row["kind"]],
            row["late"],
            row["score"] / FINEST,
            money(row["base"]),
            0.5 if row["disputed"] else 1.0,
            reason,
            next((word for word in EXCUSES if row[word]), None),
        )
        for name, row, reason in zip(book.named(mine["order"].tolist()), mine.to_dict("records"), told, strict=True)
    ]
    return Table("counted", _COUNTED, rows, (), Label("What counts", "计入", "計入"))


def left_out(book: Book, found: Standing, rules: Rules, who: int) -> Table:
    """Return what does not count for the customer at ``who``, and why: parts of orders, whole orders, money."""
    portions = found.judged.portions
    mine = portions[(portions["who"].to_numpy() == who) & ~portions["counts"].to_numpy()]
    rows = [*_parts(book, found.matched, mine), *_orders(book, who, mine), *_payments(book, who)]
    rests = found.matched.rests
    rows += _money(book, rests[rests["who"].to_numpy() == who])
    rows.sort(key=lambda row: (row[1] or row[2] or book.as_of, row[0] or "", row[2] or book.as_of, row[3], row[4]))
    return Table("left_out", _LEFT_OUT, rows, (), Label("What does not count", "不计入", "不計入"))


def _parts(book: Book, matched: Matched, portions: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    names, notes = book.named(portions["order"].tolist()), _named(book, portions["note"].to_numpy())
    for name, note, row in zip(names, notes, portions.to_dict("records"), strict=True):
        if row["kind"] == CREDITED:
            why = "credited"
        elif row["kind"] == AT_ONCE:
            continue  # the order itself is told
        else:
            why = "later" if row["due"] > matched.day else "early"
        yield name, _day(row["due"]), _day(row["paid"]), money(row["base"]), why, note


def _orders(book: Book, who: int, portions: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Yield the orders that make no claim: cancelled, returned, future ones, and those paid at once, as far as no note did."""
    credited = portions[portions["kind"].to_numpy() == CREDITED].groupby("order")["base"].sum()
    rows = np.flatnonzero(book.orders["who"].to_numpy() == who)
    state, cents = (book.orders[name].to_numpy()[rows] for name in ("state", "cents"))
    own, due = (book.details[name].to_numpy()[rows] for name in ("own_cents", "due"))
    note = (own < 0) & np.isin(state, (COUNTS, RETURNED))  # is money, and told as such
    claim = (own > 0) & (state == COUNTS) & ~np.isnan(due)
    some = np.flatnonzero(~note & ~claim)
    for place, name in zip(some.tolist(), book.named(rows[some].tolist()), strict=True):
        why = _STATE_WORDS.get(int(state[place]), "at_once" if own[place] else "nothing")
        rest = int(cents[place]) - int(credited.get(rows[place], 0))
        if rest or not own[place]:
            yield name, _day(due[place]), None, money(rest), why, None


def _payments(book: Book, who: int) -> Iterator[tuple[Any, ...]]:
    """Yield the payments that do not exist yet."""
    payments = book.payments
    rows = np.flatnonzero((payments["who"].to_numpy() == who) & (payments["state"].to_numpy() != COUNTS))
    names = _named(book, payments["order"].to_numpy()[rows])
    for name, row in zip(names, payments.iloc[rows].to_dict("records"), strict=True):
        yield name, None, day_of(row["day"]), money(row["cents"]), _STATE_WORDS[row["state"]], None


def _money(book: Book, rests: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Yield what is left of payments and credit notes."""
    for row in rests.to_dict("records"):
        source, place = (book.orders, row["note"]) if row["payment"] < 0 else (book.payments, row["payment"])
        order = row["note"] if row["payment"] < 0 else int(book.payments["order"].to_numpy()[place])
        (name,) = _named(book, np.array([order]))
        why = "given_back" if row["kind"] == GIVEN_BACK else "unapplied"
        yield name, None, day_of(source["day"].to_numpy()[place]), money(row["base"]), why, None


def _named(book: Book, orders: Whole) -> list[str | None]:
    """Return what ``orders`` are called, ``None`` where there is none (-1)."""
    names = iter(book.named(orders[orders >= 0].tolist()))
    return [next(names) if order >= 0 else None for order in orders.tolist()]


def reasons(book: Book, portions: pd.DataFrame) -> list[str | None]:
    """Return the reason of each portion: that of its payment, else that of its order."""
    told = []
    for payment, order in zip(portions["payment"].tolist(), portions["order"].tolist(), strict=True):
        by_payment = book.payments["reason"].iloc[payment] if payment >= 0 else None
        reason = by_payment if isinstance(by_payment, str) else book.details["reason"].iloc[order]
        told.append(reason if isinstance(reason, str) else None)
    return told


def _day(number: float) -> Any:
    return None if np.isnan(number) else day_of(number)
