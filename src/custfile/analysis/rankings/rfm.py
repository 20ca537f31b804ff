"""RFM: how recently, how often and for how much a customer orders, and D, what kind of customer it is, apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from custfile.analysis.book import Book
from custfile.analysis.rankings.ranked import ID, NAME, RANK, Ranked, money
from custfile.analysis.rankings.rfm_explained import explain
from custfile.analysis.rankings.rfm_facts import facts
from custfile.analysis.rankings.rfm_options import rfm_options
from custfile.analysis.rankings.scores import Scored, score
from custfile.language import Label, say
from custfile.model.settings import Settings
from custfile.model.table import Column, Table

SEGMENT: Final = Column("segment", Label("Segment", "客户分群", "客戶分群"))
D: Final = Column("d", Label("D", "D", "D"), "score")
COLUMNS: Final = (
    RANK,
    ID,
    NAME,
    Column("r", Label("R", "R", "R"), "count"),
    Column("f", Label("F", "F", "F"), "count"),
    Column("m", Label("M", "M", "M"), "count"),
    D,
    Column("cell", Label("Cell", "RFM 组合", "RFM 組合")),
    Column("score", Label("Score", "得分", "分數"), "score"),
    SEGMENT,
    Column("recency", Label("Days since", "距今天数", "距今天數"), "count"),
    Column("frequency", Label("Orders", "订单数", "訂單數"), "count"),
    Column("monetary", Label("Amount", "金额", "金額"), "money"),
    Column("last_order", Label("Last order", "最近订单", "最近訂單"), "day"),
    Column("flags", Label("Flags", "提示", "提示")),
)
SUMMARY_COLUMNS: Final = (
    SEGMENT,
    Column("customers", Label("Customers", "客户数", "客戶數"), "count"),
    Column("share", Label("Share", "占比", "占比"), "share"),
    Column("revenue", Label("Revenue", "销售额", "銷售額"), "money"),
    Column("action", Label("Suggested action", "建议做法", "建議做法")),
)
FLAGS: Final = {
    "idle": Label("no order in the window", "统计期内无订单", "統計期間內無訂單"),
    "loss": Label("net amount not above zero", "净额不大于零", "淨額不大於零"),
    "unknown": Label("scored without D", "缺 D，未计入得分", "缺 D，未計入分數"),
}


def rank(book: Book, settings: Settings, told: Mapping[str, Any]) -> Ranked:
    """Rank the customers of ``book`` that have an order; the best score first, then the larger amount, then the later order.

    ``told``: ``segments``, ``method``, ``months`` and ``edge``, each absent or ``None`` when the settings decide. Raises
    ``Misused`` for a word that is none of those known. ``extra`` holds the ``Scored`` under ``scored``.
    """
    scored = score(book, rfm_options(settings, told))
    with_d = bool(scored.options.demographics)
    frame = scored.frame
    shown = frame.assign(
        m=frame["m"].where(frame["m"] > 0) if not scored.yardsticks["m"].scored else frame["m"],
        cell=_cells(frame, with_d=with_d),
        flags=_flags(frame),
    )
    columns = [column for column in COLUMNS if with_d or column is not D]
    return Ranked(
        "rfm",
        _named(columns, scored),
        shown,
        list(facts(scored)),
        partial(explain, scored, book),
        summary,
        {"scored": scored},
    )


def summary(ranked: Ranked) -> Table:
    """Return the segments in the order of their table: customers, share of all shown (0–1), net amount, what to do."""
    scored: Scored = ranked.extra["scored"]
    frame, rows = ranked.frame, []
    for segment in scored.options.segments.segments if scored.segmented else ():
        members = (frame["segment"] == segment.key).to_numpy(dtype=bool)
        number, cents = int(members.sum()), int(frame["monetary"].to_numpy()[members].sum())
        share = number / len(frame) if len(frame) else 0.0
        rows.append((segment.key, number, share, money(cents), say(segment.action)))
    return Table("rfm_segments", _named(SUMMARY_COLUMNS, scored), rows, list(ranked.facts))


def _named(columns: Sequence[Column], scored: Scored) -> list[Column]:
    """Return ``columns`` with the labels of the segments, whose keys the cells hold."""
    names = {segment.key: segment.label for segment in scored.options.segments.segments}
    return [replace(column, names=names) if column.key == "segment" else column for column in columns]


def _cells(frame: pd.DataFrame, *, with_d: bool) -> NDArray[np.object_]:
    """Return ``5-4-3``, or ``5-4-3 D 4.0``; each different one is written once."""
    tenths = np.rint(frame["d"].fillna(0).to_numpy() * 10).astype(np.int64)
    code = frame["r"].to_numpy() * 10_000 + frame["f"].to_numpy() * 1000 + frame["m"].to_numpy() * 100 + tenths
    different, place = np.unique(code, return_inverse=True)
    texts = np.array([_cell(int(one), with_d=with_d) for one in different], dtype=object)
    cells: NDArray[np.object_] = texts[place]
    return cells


def _cell(code: int, *, with_d: bool) -> str:
    (r, f, m), tenths = map(int, str(code // 100)), code % 100
    d = f" D {tenths / 10:.1f}" if tenths else " D –"
    return f"{r}-{f}-{m or '–'}" + (d if with_d else "")


def _flags(frame: pd.DataFrame) -> NDArray[np.object_]:
    code = sum(frame[flag].to_numpy().astype(np.int64) << place for place, flag in enumerate(FLAGS))
    texts = [
        ", ".join(say(label) for place, label in enumerate(FLAGS.values()) if number >> place & 1)
        for number in range(8)
    ]
    flags: NDArray[np.object_] = np.array(texts, dtype=object)[code]
    return flags
