"""How much each criterion of the composite weighs, and where that comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from custfile.analysis.ahp import Doubt, Judgement, Matrix, doubts, judge
from custfile.errors import Misused
from custfile.language import Label, _, say
from custfile.model.ranking import Comparison, CompositeSettings

CRITERIA: Final = {
    "rfm": Label("RFM", "RFM", "RFM"),
    "credit": Label("credit", "信用", "信用"),
    "amount": Label("amount", "订货金额", "訂購金額"),
    "profit": Label("profit", "利润贡献", "利潤貢獻"),
    "prospects": Label("prospects", "前景", "前景"),
}
"""The criteria, in the order in which everything here has them."""

Origin: TypeAlias = Literal["weights", "pairwise", "default"]

_DEFAULT: Final = (0.40, 0.20, 0.20, 0.12, 0.08)
_USUAL: Final = (
    ("rfm", "credit", 2), ("rfm", "amount", 2), ("rfm", "profit", 3), ("rfm", "prospects", 5), ("credit", "amount", 1),
    ("credit", "profit", 2), ("credit", "prospects", 3), ("amount", "profit", 2), ("amount", "prospects", 3),
    ("profit", "prospects", 2),
)  # fmt: skip


@dataclass(frozen=True)
class Comparisons:
    """The criteria that were compared, all their pairs as a matrix, and whether the ``settings`` told them."""

    criteria: tuple[str, ...]
    matrix: Matrix
    settings: bool

    @property
    def judgement(self) -> Judgement:
        """The weights of ``criteria``, and how well the comparisons agree."""
        return judge(self.matrix)

    def consistent(self) -> None:
        """Return if the comparisons agree well enough. Raises ``Misused``, which names the worst, if they do not."""
        found = self.judgement
        if found.consistent:
            return
        worst = "; ".join(self.said(doubt) for doubt in doubts(self.matrix))
        raise Misused(
            _(
                "the comparisons contradict each other: CR is {ratio}, above 0.10; look again: {worst}; "
                "correct ranking.composite.pairwise in custfile.yaml, or use them as they are with --force"
            ).format(ratio=f"{found.ratio:.3f}", worst=worst),
            ratio=found.ratio,
        )

    def said(self, doubt: Doubt) -> str:
        """Return in words which comparison the others contradict."""
        return _("{more} is told {told} times {less}, the others make it {implied}").format(
            more=say(CRITERIA[self.criteria[doubt.more]]),
            less=say(CRITERIA[self.criteria[doubt.less]]),
            told=f"{doubt.told:.2g}",
            implied=f"{doubt.implied:.2g}",
        )


def comparisons(settings: CompositeSettings) -> Comparisons:
    """Return the comparisons of the settings, else the usual ones. A criterion that none of them names weighs nothing."""
    told = settings.pairwise or [Comparison(more=a, less=b, times=Decimal(times)) for a, b, times in _USUAL]
    named = {name for each in told for name in (each.more, each.less)}
    criteria = tuple(name for name in CRITERIA if name in named)
    place = {name: at for at, name in enumerate(criteria)}
    matrix = [[1.0] * len(criteria) for _each in criteria]
    for each in told:
        matrix[place[each.more]][place[each.less]] = float(each.times)
        matrix[place[each.less]][place[each.more]] = 1 / float(each.times)
    return Comparisons(criteria, matrix, bool(settings.pairwise))


def weights(settings: CompositeSettings, *, force: bool = False) -> tuple[Sequence[float], Origin]:
    """Return the weight of each of ``CRITERIA`` (sum 1) and where it comes from: weights, else comparisons, else 40/20/20/12/8.

    Raises ``Misused`` when the weights come from comparisons that contradict each other, unless ``force``.
    """
    if settings.weights:
        told = {each.criterion: float(each.weight) for each in settings.weights}
        total = sum(told.values())
        return [told.get(name, 0.0) / total for name in CRITERIA], "weights"
    if not settings.pairwise:
        return _DEFAULT, "default"
    compared = comparisons(settings)
    if not force:
        compared.consistent()
    found = dict(zip(compared.criteria, compared.judgement.weights, strict=True))
    return [found.get(name, 0.0) for name in CRITERIA], "pairwise"
