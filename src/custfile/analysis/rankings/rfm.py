"""The RFM ranking as tables: the ranked customers, and the segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, TypeAlias

import pandas as pd

from custfile.analysis.rankings.cuts import Yardstick
from custfile.analysis.rankings.measures import months_before
from custfile.analysis.rankings.scores import RfmOptions, RfmResult, score
from custfile.language import Label, _, say
from custfile.model.table import Column, Table

__all__ = ["RfmOptions", "RfmResult", "score", "summary", "table"]

Fact: TypeAlias = tuple[Label, str]

COLUMNS: Final = (
    Column("rank", Label("Rank", "名次", "名次"), "count"),
    Column("id", Label("Id", "编号", "編號")),
    Column("name", Label("Name", "名称", "名稱")),
    Column("r", Label("R", "R", "R"), "count"),
    Column("f", Label("F", "F", "F"), "count"),
    Column("m", Label("M", "M", "M"), "count"),
    Column("cell", Label("Cell", "RFM 组合", "RFM 組合")),
    Column("score", Label("Score", "得分", "分數"), "score"),
    Column("segment", Label("Segment", "客户分群", "客戶分群")),
    Column("recency", Label("Days since", "距今天数", "距今天數"), "count"),
    Column("frequency", Label("Orders", "订单数", "訂單數"), "count"),
    Column("monetary", Label("Amount", "金额", "金額"), "money"),
    Column("last_order", Label("Last order", "最近订单", "最近訂單"), "day"),
    Column("flags", Label("Flags", "提示", "提示")),
)

SUMMARY_COLUMNS: Final = (
    Column("segment", Label("Segment", "客户分群", "客戶分群")),
    Column("customers", Label("Customers", "客户数", "客戶數"), "count"),
    Column("share", Label("Share", "占比", "占比"), "share"),
    Column("revenue", Label("Revenue", "销售额", "銷售額"), "money"),
    Column("action", Label("Suggested action", "建议做法", "建議做法")),
)

IDLE: Final = Label("no order in the window", "统计期内无订单", "統計期間內無訂單")
LOSS: Final = Label("net amount not above zero", "净额不大于零", "淨額不大於零")

LETTERS: Final = {
    "r": Label("Recency (R)", "最近购买（R）", "最近購買（R）"),
    "f": Label("Frequency (F)", "购买频率（F）", "購買頻率（F）"),
    "m": Label("Monetary value (M)", "购买金额（M）", "購買金額（M）"),
}

LEFT_OUT: Final = {
    "no_order": Label("Left out: no order", "未计入：无订单", "未計入：無訂單"),
    "only_returns": Label("Left out: only returns", "未计入：只有退货", "未計入：只有退貨"),
}


def table(result: RfmResult) -> Table:
    """Return the ranked customers, best first, with all that is needed to compute them again."""
    frame = result.customers
    scored = result.yardsticks["m"].scored
    letters = list(zip(frame["r"].tolist(), frame["f"].tolist(), frame["m"].tolist(), strict=True))
    rows = zip(
        frame["rank"].tolist(),
        frame["id"].tolist(),
        frame["name"].tolist(),
        frame["r"].tolist(),
        frame["f"].tolist(),
        frame["m"].tolist() if scored else [None] * len(frame),
        [f"{r}-{f}-{m or '–'}" for r, f, m in letters],
        frame["score"].tolist(),
        frame["segment"].tolist(),
        frame["recency"].tolist(),
        frame["frequency"].tolist(),
        [_money(cents) for cents in frame["monetary"].tolist()],
        frame["last"].to_numpy().astype("datetime64[D]").tolist(),
        _flags(frame),
        strict=True,
    )
    return Table("rfm", _named(COLUMNS, result), list(rows), list(_facts(result)))


def summary(result: RfmResult) -> Table:
    """Return the segments in the order of their table: customers, share of all scored (0–1), net amount, what to do."""
    frame, total = result.customers, len(result.customers)
    rows = []
    for segment in result.options.segment_table.segments if result.segmented else ():
        members = (frame["segment"] == segment.key).to_numpy(dtype=bool)
        number, cents = int(members.sum()), int(frame["monetary"].to_numpy()[members].sum())
        rows.append((segment.key, number, number / total if total else 0.0, _money(cents), say(segment.action)))
    return Table("rfm_segments", _named(SUMMARY_COLUMNS, result), rows, list(_facts(result)))


def _named(columns: Sequence[Column], result: RfmResult) -> list[Column]:
    """Return ``columns`` with the labels of the segments, whose keys the cells hold."""
    names = {segment.key: segment.label for segment in result.options.segment_table.segments}
    return [replace(column, names=names) if column.key == "segment" else column for column in columns]


def _money(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def _flags(frame: pd.DataFrame) -> list[str]:
    said = ["", say(IDLE), say(LOSS), f"{say(IDLE)}, {say(LOSS)}"]
    return [said[code] for code in (frame["idle"] + 2 * frame["loss"]).tolist()]


def _facts(result: RfmResult) -> Iterator[Fact]:
    options = result.options
    yield Label("As of", "截至", "截至"), options.as_of.isoformat()
    yield Label("Window of F and M", "F、M 统计期", "F、M 統計期間"), _window(options)
    for letter, label in LETTERS.items():
        yield label, _told(letter, result.yardsticks[letter])
    yield (
        Label("Weights of R, F, M", "R、F、M 权重", "R、F、M 權重"),
        " : ".join(f"{weight:g}" for weight in options.weights),
    )
    yield Label("Segments", "分群表", "分群表"), _segmentation(result)
    yield Label("Customers scored", "计入客户数", "計入客戶數"), str(result.scored)
    yield from ((LEFT_OUT[reason], str(number)) for reason, number in result.left_out.items() if number)


def _window(options: RfmOptions) -> str:
    if options.window_months is None:
        return _("all orders up to {as_of}").format(as_of=options.as_of)
    opens = months_before(options.as_of, options.window_months)
    return _("after {opens}, up to {as_of} ({months} months)").format(
        opens=opens, as_of=options.as_of, months=options.window_months
    )


def _told(letter: str, stick: Yardstick) -> str:
    """Say how a letter was scored, always with its cut points."""
    if not stick.scored:
        return _("not scored: set four rising amounts under {key}").format(key="ranking.rfm.monetary")
    if stick.cuts is None:
        return _("quintiles: no spread, all customers compared have 3")
    method = _("quintiles") if stick.method == "quantile" else _("fixed")
    below, above = ("≤", ">") if stick.cuts.upto else ("<", "≥")
    points = [f"{point.normalize():f}" for point in stick.cuts.points]
    bands = [f"{below} {point}" for point in points] + [f"{above} {points[-1]}"]
    scores = range(5, 0, -1) if letter == "r" else range(1, 6)
    return f"{method}: " + "; ".join(f"{number}: {band}" for number, band in zip(scores, bands, strict=True))


def _segmentation(result: RfmResult) -> str:
    segments, means = result.options.segment_table, result.means
    if not result.segmented:
        return _("{table}: none, because M is not scored").format(table=say(segments.label))
    if segments.basis == "means" and means:
        return _("{table}: high is R < {recency} days, F > {frequency} orders, M > {monetary}").format(
            table=say(segments.label), **means._asdict()
        )
    return say(segments.label)
