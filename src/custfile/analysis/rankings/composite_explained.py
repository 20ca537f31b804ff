"""The composite of one customer: what each criterion adds to the score, then the criteria themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from custfile.analysis.book import Book, Mask, Real
from custfile.analysis.composite import MIDDLE, coverage
from custfile.analysis.criteria import Criteria
from custfile.analysis.rankings import RANKINGS
from custfile.analysis.rankings.explained import about, place_of, position, why_not
from custfile.analysis.rankings.pairwise import CRITERION
from custfile.analysis.rankings.ranked import Fact, money
from custfile.analysis.weights import CRITERIA
from custfile.language import Label, say
from custfile.model.settings import Settings
from custfile.model.table import Cell, Column, Table, written

POTENTIAL: Final = Label("potential customers", "潜在客户", "潛在客戶")

_TITLE: Final = Label("Composite", "综合评分", "綜合評分")
_COLUMNS: Final = (
    Column(
        "criterion",
        CRITERION.label,
        names={
            **CRITERIA,
            "missing": Label("missing", "缺失部分", "缺少部分"),
            "score": Label("score", "得分", "分數"),
        },
    ),
    Column("value", Label("Value", "数值", "數值")),
    Column("points", Label("Points", "分值", "分值"), "score"),
    Column("weight", Label("Weight", "权重", "權重"), "share"),
    Column("adds", Label("Adds", "计入得分", "計入分數"), "score"),
)


def explain(
    book: Book,
    settings: Settings,
    months: int | None,
    found: Criteria,
    weights: Sequence[float],
    frame: pd.DataFrame,
    facts: Sequence[Fact],
    reasons: Mapping[Label, Mask],
    identity: str,
) -> Sequence[Table]:
    """Return how the score of ``identity`` adds up, under ``facts``, and the explanation of each criterion that weighs.

    ``reasons`` say why customers are not ranked, and which.

    Raises ``KeyError`` for an id that is not known on the day.
    """
    who = position(book, identity)
    own = Table(
        "composite_explained",
        _COLUMNS,
        list(_rows(found, weights, who)),
        [*facts, *_standing(frame, identity), *why_not(who, reasons)],
        about(_TITLE, book, who),
    )
    parts = [name for name, weight in zip(CRITERIA, weights, strict=True) if weight > 0]
    told = {"amount": {"months": months or 0}, "profit": {"months": months or 0}}
    deeper = (RANKINGS[name].rank(book, settings, told.get(name, {})).explain(identity) for name in parts)
    return [own, *(table for tables in deeper for table in tables)]


def _rows(found: Criteria, weights: Sequence[float], who: int) -> Iterator[tuple[Any, ...]]:
    """Yield the criteria, what stands for those that are missing, and the sum, when there is one."""
    points: Real = found.points[who : who + 1]
    total = 0.0
    for at, (name, weight) in enumerate(zip(CRITERIA, weights, strict=True)):
        value, gained = float(found.values[name].iloc[who]), float(points[0, at])
        known = gained == gained
        yield name, _value(name, value), gained if known else None, weight, weight * gained if known else None
        total += weight * gained if known else 0.0
    covered = float(coverage(points, weights)[0])
    if 0 < covered < 1:
        yield "missing", None, MIDDLE, 1 - covered, (1 - covered) * MIDDLE
    if covered > 0:
        yield "score", None, None, 1.0, total + (1 - covered) * MIDDLE


def _value(name: str, value: float) -> Cell | None:
    if value != value:
        return None
    return Cell(money(value), "money") if name in ("amount", "profit") else Cell(round(value, 6), "quantity")


def _standing(frame: pd.DataFrame, identity: str) -> Iterator[Fact]:
    found = frame[frame["id"] == identity]
    listed = frame[frame["list"].isin(found["list"])]
    yield place_of(listed, identity)
    for row in found.to_dict("records"):
        yield Label("Score", "得分", "分數"), written(row["score"], "score")
        if row["list"] == "potential":
            yield Label("List", "名单", "名單"), say(POTENTIAL)
        yield (
            Label("Best and worst rank", "最好与最差名次", "最佳與最差名次"),
            f"{row['best_rank']}–{row['worst_rank']}",
        )
        yield Label("Coverage", "数据覆盖率", "資料涵蓋率"), written(row["coverage"], "share")
