"""Movement: who went where between two days, by the segment and the score of an RFM ranking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import pandas as pd

from custfile.analysis.rankings.ranked import Fact, Ranked
from custfile.analysis.rankings.scores import Scored
from custfile.language import Label, _
from custfile.model.table import Column, Table

MOVES: Final = {
    "up": Label("up", "上升", "上升"),
    "down": Label("down", "下降", "下降"),
    "same": Label("same", "不变", "不變"),
    "new": Label("new", "新增", "新增"),
    "gone": Label("gone", "退出", "退出"),
}
NONE: Final = "–"
COLUMNS: Final = (
    Column("rank", Label("Rank", "名次", "名次"), "count"),
    Column("id", Label("Id", "编号", "編號")),
    Column("name", Label("Name", "名称", "名稱")),
    Column("segment_before", Label("Segment before", "原分群", "原分群")),
    Column("segment", Label("Segment now", "现分群", "現分群")),
    Column("score_before", Label("Score before", "原得分", "原分數"), "score"),
    Column("score", Label("Score now", "现得分", "現分數"), "score"),
    Column("move", Label("Movement", "变动", "變動"), names=MOVES),
)
_SHIFTS: Final = Label("From segment to segment", "分群变动", "分群變動")
_NONE_BEFORE: Final = Label("no segment before", "原无分群", "原無分群")
_NONE_NOW: Final = Label("no segment now", "现无分群", "現無分群")


def moved(before: Ranked, now: Ranked) -> Table:
    """Return the customers that either ranking shows, those of today by rank, then those no longer ranked by old rank.

    ``move`` compares the scores: ``up``, ``down``, ``same``; ``new`` was not ranked before, ``gone`` is not ranked now.
    """
    both = _joined(before, now)
    moves = [_move(*scores) for scores in zip(both["score_before"].tolist(), both["score"].tolist(), strict=True)]
    cells = (*(_plain(both[column.key]) for column in COLUMNS[:-1]), moves)
    rows = [(None if rank is None else int(rank), *rest) for rank, *rest in zip(*cells, strict=True)]
    names = {**_segments(before), **_segments(now)}
    columns = [replace(each, names=names) if each.key.startswith("segment") else each for each in COLUMNS]
    return Table("rfm_movement", columns, rows, title=Label("Movement", "变动", "變動"))


def shifts(before: Ranked, now: Ranked) -> Table:
    """Return how many customers went from which segment (rows) to which (columns).

    The last row is of those who were in no segment before, the last column of those who are in none now: not ranked, or
    ranked without M where the segment table needs it. The facts are those of today, and what it is compared with.
    """
    both = _joined(before, now).fillna({"segment": NONE, "segment_before": NONE})
    counted = both.groupby(["segment_before", "segment"], sort=False).size().to_dict()
    names, old = _segments(now), _segments(before)
    columns = [
        Column("segment_before", COLUMNS[3].label, names={**old, NONE: _NONE_BEFORE}),
        *(Column(key, label, "count") for key, label in {**names, NONE: _NONE_NOW}.items()),
    ]
    rows = [(one, *(counted.get((one, other), 0) for other in (*names, NONE))) for one in (*old, NONE)]
    return Table("rfm_shifts", columns, rows, list(_facts(before, now)), _SHIFTS)


def _joined(before: Ranked, now: Ranked) -> pd.DataFrame:
    shown = ["rank", "id", "name", "segment", "score"]
    both = now.frame[shown].merge(before.frame[shown], on="id", how="outer", suffixes=("", "_before"))
    both["name"] = both["name"].fillna(both["name_before"])
    return both.sort_values(["rank", "rank_before"], ignore_index=True)


def _plain(cells: pd.Series[Any]) -> list[Any]:
    return [None if cell is None or cell != cell else cell for cell in cells.tolist()]


def _segments(ranked: Ranked) -> dict[str, Label]:
    scored: Scored = ranked.extra["scored"]
    return {segment.key: segment.label for segment in scored.options.segments.segments} if scored.segmented else {}


def _move(before: float, now: float) -> str:
    if before != before:
        return "new"
    if now != now:
        return "gone"
    return "up" if now > before else "down" if now < before else "same"


def _facts(before: Ranked, now: Ranked) -> Iterator[Fact]:
    yield from now.facts
    old: Scored = before.extra["scored"]
    scored: Scored = now.extra["scored"]
    same = old.yardsticks == scored.yardsticks
    basis = (
        _("by the same cut points")
        if same
        else _("by the cut points of that day; freeze them to compare like with like")
    )
    yield Label("Compared with", "对比日期", "對比日期"), f"{old.as_of.isoformat()}, {basis}"
