"""Weights from comparisons in pairs as a table: the matrix, its weights and its consistency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from custfile.analysis.ahp import TOLERABLE, doubts
from custfile.analysis.book import Real
from custfile.analysis.composite import entropy_weights
from custfile.analysis.rankings.ranked import Fact
from custfile.analysis.weights import CRITERIA, Comparisons
from custfile.language import Label, _
from custfile.model.table import Column, Table

CRITERION: Final = Column("criterion", Label("Criterion", "指标", "指標"), names=CRITERIA)

_WEIGHT: Final = Column("weight", Label("Weight by pairs", "两两比较所得权重", "兩兩比較所得權重"), "share")
_FORCE: Final = Column("in_force", Label("In force", "现行权重", "現行權重"), "share")
_ENTROPY: Final = Column("entropy", Label("By entropy", "熵权", "熵權"), "share")
_DOUBT: Final = Label("Look at again", "请重新考虑", "請重新考慮")


def pairwise(compared: Comparisons, weights: Sequence[float], points: Real) -> Table:
    """Return a row a criterion: its comparisons, the weight they give, the weight in force, and that of entropy."""
    judged = dict(zip(compared.criteria, compared.judgement.weights, strict=True))
    place = {name: at for at, name in enumerate(compared.criteria)}
    spread: Sequence[float | None] = entropy_weights(points) or [None] * len(CRITERIA)
    against = [Column(f"against_{name}", CRITERIA[name], "score") for name in compared.criteria]
    rows = [
        (name, *_row(compared, place.get(name)), judged.get(name), weight, entropy)
        for name, weight, entropy in zip(CRITERIA, weights, spread, strict=True)
    ]
    return Table("pairwise", [CRITERION, *against, _WEIGHT, _FORCE, _ENTROPY], rows, list(_facts(compared)))


def _row(compared: Comparisons, place: int | None) -> Sequence[float | None]:
    return [None] * len(compared.criteria) if place is None else compared.matrix[place]


def _facts(compared: Comparisons) -> Iterator[Fact]:
    found = compared.judgement
    yield (
        Label("Comparisons", "两两比较", "兩兩比較"),
        _("of the settings") if compared.settings else _("the usual ones; the settings have none"),
    )
    yield Label("Largest eigenvalue (lambda)", "最大特征值（λ）", "最大特徵值（λ）"), f"{found.eigenvalue:.3f}"
    yield Label("Consistency index (CI)", "一致性指标（CI）", "一致性指標（CI）"), f"{found.index:.3f}"
    yield Label("Random index (RI)", "随机一致性指标（RI）", "隨機一致性指標（RI）"), f"{found.random:.2f}"
    verdict = _("agrees") if found.consistent else _("contradicts itself, above {most}").format(most=f"{TOLERABLE:.2f}")
    yield Label("Consistency ratio (CR)", "一致性比率（CR）", "一致性比率（CR）"), f"{found.ratio:.3f} ({verdict})"
    if not found.consistent:
        yield _DOUBT, "; ".join(compared.said(doubt) for doubt in doubts(compared.matrix))
    yield _ENTROPY.label, _("what the spread of the data would give; it changes with them, and is not used")
