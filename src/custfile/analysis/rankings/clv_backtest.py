"""The back-test of the CLV ranking as a table: what the model would have foretold, and what came."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from custfile.analysis.book import Book, day_of, number
from custfile.analysis.clv import Terms, purchases
from custfile.analysis.models.backtest import LAST_GROUP, Backtest
from custfile.analysis.models.backtest import backtest as tried
from custfile.analysis.models.histories import WEEK
from custfile.analysis.models.lifetime import MONTH
from custfile.analysis.rankings.ranked import Fact
from custfile.language import Label, _, count, say
from custfile.model.table import Column, Table

COLUMNS: Final = (
    Column("group", Label("Repeat orders before", "此前复购次数", "先前再購次數")),
    Column("customers", Label("Customers", "客户数", "客戶數"), "count"),
    Column("predicted", Label("Orders foretold, mean", "预测订单均值", "預測訂單平均"), "score"),
    Column("actual", Label("Orders that came, mean", "实际订单均值", "實際訂單平均"), "score"),
)
TITLE: Final = Label("Back-test", "回测", "回測")

_FITTED: Final = Label("Fitted to", "拟合期", "擬合期間")
_HELD_OUT: Final = Label("Held against", "检验期", "檢驗期間")
_MODEL: Final = Label("Model", "模型", "模型")
_CUSTOMERS: Final = Label("Customers", "客户数", "客戶數")
_RATIO: Final = Label("Orders foretold / came", "预测与实际之比", "預測與實際之比")
_ERROR: Final = Label("Mean error per customer", "平均绝对误差", "平均絕對誤差")
_CORRELATION: Final = Label("Correlation", "相关系数", "相關係數")
_NOTHING: Final = Label("Not possible", "无法回测", "無法回測")


def backtest(book: Book, terms: Terms) -> Table:
    """Return the back-test: the model fitted to the first part of the orders, and held against the rest.

    The rest is as long as the horizon, but at most half of the time since the first order.
    """
    bought, as_of = purchases(book), number(book.as_of)
    begun = int(bought.day.min()) if len(bought.day) else as_of
    held_out = min(round(terms.months * MONTH * WEEK), (as_of - begun) // 2)
    if held_out < 1:
        reason = _("there are not two days of orders to divide")
        return Table("clv_backtest", COLUMNS, [], [(_NOTHING, reason)], TITLE)
    found = tried(bought, terms.model, as_of - held_out, as_of)
    return Table("clv_backtest", COLUMNS, list(_rows(found)), list(_facts(found, begun)), TITLE)


def _rows(found: Backtest) -> Iterator[tuple[str, int, float | None, float | None]]:
    columns = (found.groups, found.customers, found.predicted, found.actual)
    for group, customers, predicted, actual in zip(*(column.tolist() for column in columns), strict=True):
        name = f"{group}+" if group == LAST_GROUP else str(group)
        yield (name, customers, round(predicted, 4), round(actual, 4)) if customers else (name, 0, None, None)


def _facts(found: Backtest, begun: int) -> Iterator[Fact]:
    split, end = day_of(found.split), day_of(found.end)
    days = count("{n} day", "{n} days", found.end - found.split)
    yield _FITTED, _("{begin} to {end}").format(begin=day_of(begun), end=split)
    yield _HELD_OUT, _("{days} after it, up to {end}").format(days=days, end=end)
    yield (
        _MODEL,
        f"{say(found.fit.model.label)}: "
        + ", ".join(f"{name} {value:.4g}" for name, value in found.fit.parameters._asdict().items()),
    )
    yield _CUSTOMERS, str(int(found.customers.sum()))
    yield _RATIO, _figure(found.ratio)
    yield _ERROR, _figure(found.error)
    yield _CORRELATION, _figure(found.correlation)


def _figure(value: float) -> str:
    return "–" if value != value else f"{value:.3f}"
