"""Customers by the weighted composite of RFM, credit, amount, profit and prospects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
import pandas as pd

from custfile.analysis.book import Book, Mask, Real, Whole
from custfile.analysis.composite import MIDDLE, SWING, coverage, places, rank_range, score
from custfile.analysis.credit.rules import rules
from custfile.analysis.criteria import Criteria, criteria, months_of, terms_of, with_money
from custfile.analysis.figures import Figures
from custfile.analysis.rankings.composite_explained import POTENTIAL, explain
from custfile.analysis.rankings.pairwise import pairwise
from custfile.analysis.rankings.period import asked, said
from custfile.analysis.rankings.ranked import AS_OF, ID, NAME, RANK, TIES, Fact, Ranked, left_out
from custfile.analysis.rankings.rfm_options import rfm_options
from custfile.analysis.rankings.volume import RATED
from custfile.analysis.weights import CRITERIA, Origin, comparisons, weights
from custfile.language import Label, _, say
from custfile.model.settings import Settings
from custfile.model.table import Column, written

LISTS: Final = {
    "customer": Label("customers", "客户", "客戶"),
    "potential": POTENTIAL,
}
"""Who ever had an order, and who had none: each list has ranks of its own, customers come first."""

COLUMNS: Final = (
    RANK,
    Column("list", Label("List", "名单", "名單"), names=LISTS),
    ID,
    NAME,
    Column("score", Label("Score", "得分", "分數"), "score"),
    *(Column(name, label, "score") for name, label in CRITERIA.items()),
    Column("coverage", Label("Coverage", "数据覆盖率", "資料涵蓋率"), "share"),
    Column("best_rank", Label("Best rank", "最好名次", "最佳名次"), "count"),
    Column("worst_rank", Label("Worst rank", "最差名次", "最差名次"), "count"),
    Column("flags", Label("Flags", "提示", "提示")),
)

_LOSS: Final = Label("loss-maker", "亏损客户", "虧損客戶")
_STALE: Final = Label("prospects stale", "前景评估已过期", "前景評估已過期")
_POTENTIAL: Final = Label("Potential customers, in a list of their own", "潜在客户（单独排名）", "潛在客戶（單獨排名）")
_NOTHING: Final = Label("no order, prospects not judged", "无订单且前景未评估", "無訂單且前景未評估")
_UNKNOWN: Final = Label("nothing known that weighs", "无可用指标", "無可用指標")


@dataclass(frozen=True)
class _Run:
    """What one ranking rests on."""

    book: Book
    settings: Settings
    months: int | None
    shares: Sequence[float]
    origin: Origin
    found: Criteria


def rank(book: Book, settings: Settings, told: Mapping[str, Any]) -> Ranked:
    """Rank customers, and behind them in a list of their own those without any order, by the composite score.

    ``told``: ``months`` of amount and profit, ``pairwise`` (put the comparisons into ``extra`` as a table) and ``force``.
    Raises ``Misused`` when comparisons that are asked for or in force contradict each other, unless ``force``.
    """
    terms = terms_of(settings)
    force, months = bool(told.get("force")), asked(told, months_of(terms))
    shares, origin = weights(terms, force=force)
    run = _Run(book, settings, months, shares, origin, criteria(Figures(book, settings, {}), months))
    extra = {}
    if told.get("pairwise"):
        compared = comparisons(terms)
        if not force:
            compared.consistent()
        extra["pairwise"] = pairwise(compared, shares, run.found.points)
    frame = _frame(run)
    return Ranked("composite", COLUMNS, frame, list(_facts(run, frame)), partial(_explain, run, frame), extra=extra)


def _frame(run: _Run) -> pd.DataFrame:
    """Return the customers that are rated, those with orders first, each list in its order."""
    found, rated = run.found, run.found.rated(run.shares)
    covered = coverage(found.points, run.shares)
    lists = [_placed(run, covered, np.flatnonzero(rated & who)) for who in (found.dealt, ~found.dealt)]
    who, rank, best, worst = (np.concatenate(parts) for parts in zip(*lists, strict=True))
    points = found.points[who]
    frame = pd.DataFrame(
        {
            "rank": rank,
            "list": np.where(found.dealt[who], "customer", "potential").astype(object),
            "id": run.book.customers["id"].to_numpy()[who],
            "name": run.book.customers["name"].to_numpy()[who],
            "score": score(points, run.shares),
            "coverage": covered[who],
            "best_rank": best,
            "worst_rank": worst,
            "flags": _flags(found, who),
        }
    )
    return frame.assign(**{name: points[:, at] for at, name in enumerate(CRITERIA)})


def _placed(run: _Run, covered: Real, who: Whole) -> tuple[Whole, Whole, Whole, Whole]:
    """Return the customers at ``who`` in their order, and of each rank, best rank and worst rank."""
    amount = np.nan_to_num(run.found.values["amount"].to_numpy()[who], nan=-np.inf)
    tied = who[np.lexsort((-amount, -covered[who]))]
    points = run.found.points[tied]
    place = places(score(points, run.shares))
    order = np.argsort(place)
    best, worst = rank_range(points, run.shares)
    return tied[order], place[order], best[order], worst[order]


def _flags(found: Criteria, who: Whole) -> list[str]:
    said_ = ["", say(_LOSS), say(_STALE), f"{say(_LOSS)}, {say(_STALE)}"]
    loss = (found.values["profit"].to_numpy()[who] < 0).astype(np.int64)
    return [said_[code] for code in (loss + 2 * found.stale[who]).tolist()]


def _facts(run: _Run, frame: pd.DataFrame) -> Iterator[Fact]:
    yield AS_OF, run.book.as_of.isoformat()
    yield from _windows(run)
    shares = zip(CRITERIA.values(), run.shares, strict=True)
    told = ", ".join(f"{say(label)} {written(share, 'share')}" for label, share in shares)
    yield Label("Weights", "权重", "權重"), f"{told} ({_origin(run)})"
    yield (
        Label("What is missing", "缺失的指标", "缺少的指標"),
        _("score = c × mean of what is there + (1 - c) × {middle}, c the coverage").format(middle=f"{MIDDLE:.0f}"),
    )
    yield (
        Label("Best and worst rank", "最好与最差名次", "最佳與最差名次"),
        _("when every weight moves by {swing}").format(swing=f"±{SWING:.0%}"),
    )
    yield TIES, _("score, then coverage, then net amount, then id")
    potential = int((frame["list"] == "potential").sum())
    yield RATED, str(len(frame) - potential)
    if potential:
        yield _POTENTIAL, str(potential)
    yield from left_out(_reasons(run))


def _reasons(run: _Run) -> Mapping[Label, Mask]:
    """Return why customers are not ranked, and which."""
    rest, dealt = ~run.found.rated(run.shares), run.found.dealt
    return {_UNKNOWN: rest & dealt, _NOTHING: rest & ~dealt}


def _windows(run: _Run) -> Iterator[Fact]:
    """Say which months each criterion looks at: RFM and credit have windows of their own."""
    day, settings = run.book.as_of, run.settings
    yield Label("Window of amount and profit", "金额与利润统计期", "金額與利潤統計期間"), said(day, run.months)
    letters = _("mean of R, F and M") if with_money(settings) else _("mean of R and F, without money")
    rfm = f"{said(day, rfm_options(settings, {}).months)}; {letters}"
    yield Label("Window of RFM", "RFM 统计期", "RFM 統計期間"), rfm
    yield Label("Window of credit", "信用统计期", "信用統計期間"), said(day, rules(settings, {}).months)


def _origin(run: _Run) -> str:
    if run.origin == "pairwise":
        ratio = comparisons(terms_of(run.settings)).judgement.ratio
        return _("from comparisons in pairs, CR {ratio}").format(ratio=f"{ratio:.3f}")
    return _("of the settings") if run.origin == "weights" else _("the usual ones")


def _explain(run: _Run, frame: pd.DataFrame, identity: str) -> Sequence[Any]:
    facts = [(AS_OF, run.book.as_of.isoformat()), *_windows(run)]
    reasons = _reasons(run)
    return explain(run.book, run.settings, run.months, run.found, run.shares, frame, facts, reasons, identity)
