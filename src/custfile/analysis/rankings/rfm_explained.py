"""The arithmetic behind one customer's RFM: score and segment, cut points, the orders that count and those that do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeAlias

import numpy as np

from custfile.analysis.book import COUNTS, RETURNED, STATES, Book, Mask, Whole, day_of
from custfile.analysis.grading import grades
from custfile.analysis.rankings.explained import AMOUNT, DAY, about, place_of, position, rows_of
from custfile.analysis.rankings.explained import ORDERS as ORDERS_TITLE
from custfile.analysis.rankings.period import FATES, said
from custfile.analysis.rankings.purchases import Roles, roles
from custfile.analysis.rankings.ranked import AS_OF, RANK, money
from custfile.analysis.rankings.rfm_facts import DEMOGRAPHICS, LETTERS, WINDOW, graded_by, measured_by, source
from custfile.analysis.rankings.scores import Scored
from custfile.language import COLON, Label, _, count, say
from custfile.model.segments import Rule, block
from custfile.model.strength import name as key_of
from custfile.model.table import Column, Table, written

Row: TypeAlias = Mapping[str, Any]
"""The row of one customer in the frame of ``Scored``."""

YES_NO: Final = {"yes": Label("yes", "是", "是"), "no": Label("no", "否", "否")}
ORDERS: Final = (
    Column("order", Label("Order", "订单", "訂單")),
    DAY,
    AMOUNT,
    Column("window", Label("In the window", "统计期内", "統計期間內"), names=YES_NO),
    Column("counts", Label("Counts for", "计入", "計入")),
    Column("why", Label("Why", "说明", "說明")),
)
SCORING: Final = (
    Column("letter", Label("Letter", "指标", "指標"), names={**LETTERS, "d": DEMOGRAPHICS}),
    Column("value", Label("Value", "数值", "數值")),
    Column("by", Label("Cut points", "分界", "分界")),
    Column("score", Label("Score", "得分", "分數")),
    Column("weight", Label("Weight", "权重", "權重")),
)
GRADED: Final = (
    Column("field", Label("Field", "项目", "項目")),
    Column("value", Label("Value", "数值", "數值")),
    Column("by", Label("Points", "评分标准", "評分標準")),
    Column("score", Label("Score", "得分", "分數")),
    Column("weight", Label("Weight", "权重", "權重")),
)
RESULT: Final = (
    Column(
        "step",
        Label("Step", "步骤", "步驟"),
        names={
            "score": Label("Score", "得分", "分數"),
            "segment": Label("Segment", "客户分群", "客戶分群"),
            "rank": RANK.label,
        },
    ),
    Column("result", Label("Result", "结果", "結果")),
)

_RFM: Final = Label("RFM", "RFM 分析", "RFM 分析")
_SCORES: Final = Label("Scores", "得分", "分數")
_NONE: Final = Label("none: there is no order that counts", "无：没有计入的订单", "無：沒有計入的訂單")
_CREDIT_NOTE: Final = Label("credit note: lowers M only", "红字：只减 M", "折讓：只減 M")
_BEFORE: Final = Label("before the window", "早于统计期", "早於統計期間")
_BEFORE_LAST: Final = Label("the last order; before the window", "最近订单，早于统计期", "最近訂單，早於統計期間")
_LAST: Final = Label("the last order", "最近订单", "最近訂單")
_IDLE: Final = Label("1: no order in the window", "1：统计期内无订单", "1：統計期間內無訂單")
_LOSS: Final = Label("1: net amount not above zero", "1：净额不大于零", "1：淨額不大於零")


def explain(scored: Scored, book: Book, identity: str) -> Sequence[Table]:
    """Return how the customer ``identity`` came to its scores, as tables: result, letters, graded fields, orders.

    Raises ``KeyError`` for an id that is not known on the day.
    """
    place = position(book, identity)
    scores = scored.frame[scored.frame["id"] == identity]
    rows = [{str(name): values[0] for name, values in scores.to_dict("list").items()}] if len(scores) else []
    facts = [(AS_OF, scored.as_of.isoformat()), (WINDOW, said(scored.as_of, scored.options.months))]
    results = [result for row in rows for result in _result(scored, row, identity)] or [("rank", say(_NONE))]
    result = Table("rfm_result", RESULT, results, facts, about(_RFM, book, place))
    letters = [letter for row in rows for letter in _letters(scored, row)]
    graded = list(_graded(scored, book, place)) if rows else []
    tables = [
        result,
        Table("rfm_letters", SCORING, letters, title=_SCORES),
        Table("rfm_demographics", _graded_columns(scored), graded, title=DEMOGRAPHICS),
        Table("rfm_orders", ORDERS, list(_orders(scored, book, place)), title=ORDERS_TITLE),
    ]
    return [table for table in tables if table.rows or table.name == "rfm_orders"]


def _orders(scored: Scored, book: Book, place: int) -> Iterator[tuple[Any, ...]]:
    """Yield the orders of one customer, the earliest first."""
    orders, counted = book.orders, roles(book, scored.options.months)
    day, cents, state = (orders[name].to_numpy() for name in ("day", "cents", "state"))
    rows = rows_of(book, place)
    last = _last(day, counted.bought, rows)
    for row, name in zip(rows.tolist(), book.named(rows.tolist()), strict=True):
        letters = [
            letter
            for letter, counts in zip("RFM", (row in last, counted.often[row], counted.summed[row]), strict=True)
            if counts
        ]
        why = _why(counted, row, int(cents[row]), int(state[row]), is_last=row in last)
        inside = "yes" if counted.inside[row] else "no"
        yield name, day_of(day[row]), money(int(cents[row])), inside, ", ".join(letters), why


def _last(day: Whole, bought: Mask, rows: Whole) -> set[int]:
    """Return the rows of the last day on which something was bought."""
    own = rows[bought[rows]]
    return set(own[day[own] == day[own].max()].tolist()) if len(own) else set()


def _why(counted: Roles, row: int, cents: int, state: int, *, is_last: bool) -> str:
    inside = counted.inside[row]
    if counted.bought[row]:
        told = (_LAST if inside else _BEFORE_LAST) if is_last else None if inside else _BEFORE
        return say(told) if told else ""
    if counted.summed[row]:
        return say(_CREDIT_NOTE)
    if state == COUNTS and cents == 0:
        return say(FATES["nothing"])
    return say(_BEFORE) if state in (COUNTS, RETURNED) and cents < 0 else say(STATES[state])


def _letters(scored: Scored, row: Row) -> Iterator[tuple[str, ...]]:
    values = (
        count("{n} day", "{n} days", row["recency"]),
        count("{n} order", "{n} orders", row["frequency"]),
        written(money(row["monetary"]), "money"),
    )
    for letter, value, weight in zip(LETTERS, values, scored.options.weights, strict=False):
        by = _ruled(letter, row) or measured_by(letter, scored.yardsticks[letter])
        yield letter, value, by, str(row[letter] or "–"), f"{weight:g}"
    if scored.options.demographics:
        yield "d", _("mean of the graded fields"), "", _points(row["d"]), f"{scored.options.weights[3]:g}"


def _ruled(letter: str, row: Row) -> str:
    """Return the rule that sets a score without regard to cut points, or the empty string."""
    if letter == "f" and row["frequency"] == 0:
        return say(_IDLE)
    if letter == "m" and row["m"] and row["monetary"] <= 0:
        return say(_LOSS if row["loss"] else _IDLE)
    return ""


def _graded(scored: Scored, book: Book, place: int) -> Iterator[tuple[str, ...]]:
    gradings = scored.options.demographics
    for grading, values in zip(gradings, book.fields([each.source for each in gradings]), strict=True):
        points = float(grades(grading, [values[place]])[0])
        weight = 1 if grading.weight is None else grading.weight
        yield key_of(grading), _typed(values[place]), graded_by(grading), _points(points), str(weight)


def _graded_columns(scored: Scored) -> list[Column]:
    called = {key_of(grading): source(grading) for grading in scored.options.demographics}
    return [replace(GRADED[0], names=called), *GRADED[1:]]


def _typed(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_typed, value))
    return "–" if value is None else str(value)


def _points(points: float) -> str:
    return "–" if np.isnan(points) else f"{points:.1f}"


def _result(scored: Scored, row: Row, identity: str) -> Iterator[tuple[str, str]]:
    yield "score", _sum(scored, row)
    table, segment = scored.options.segments, row["segment"]
    if segment is not None:
        named = {each.key: each.label for each in table.segments}
        yield "segment", f"{say(named[segment])}{say(COLON)}{_placed(scored, row)}"
    yield "rank", place_of(scored.frame, identity)[1]


def _sum(scored: Scored, row: Row) -> str:
    parts = [
        (weight, letter, row[letter])
        for letter, weight in zip("rfmd", scored.options.weights, strict=True)
        if weight and row[letter] > 0  # neither 0 (M not scored) nor NaN (D not known)
    ]
    total = sum(weight for weight, _letter, _score in parts)
    sums = " + ".join(f"{weight:g} × {score:g}" for weight, _letter, score in parts)
    return f"({sums}) / {total:g} = {row['score']:.2f}"


def _placed(scored: Scored, row: Row) -> str:
    """Say why the customer is in its segment."""
    table = scored.options.segments
    if table.basis == "scores":
        rule = table.rule(row["r"], row["f"], max(row["m"], 1))
        return block(rule) if rule else _("no other segment has this cell")
    rule = next(rule for rule in table.rules if rule.segment.key == row["segment"])
    return ", ".join(_against_mean(scored, rule, row))


def _against_mean(scored: Scored, rule: Rule, row: Row) -> Iterator[str]:
    values = (row["recency"], row["frequency"], written(money(row["monetary"]), "money"))
    for letter, levels, value, mean in zip("RFM", (rule.r, rule.f, rule.m), values, scored.means or (), strict=True):
        sentence = (
            _("{letter} high ({value}, mean {mean})") if levels == (2, 2) else _("{letter} low ({value}, mean {mean})")
        )
        yield sentence.format(letter=letter, value=value, mean=written(mean, "money"))
