"""What an RFM ranking rests on, in words: window, cut points, weights, segments, and who was left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from custfile.analysis.rankings.cuts import Yardstick
from custfile.analysis.rankings.period import said
from custfile.analysis.rankings.ranked import AS_OF, TIES, Fact
from custfile.analysis.rankings.scores import Scored
from custfile.language import COLON, Label, _, say
from custfile.model.names import NO_NAMES
from custfile.model.ranking import Grading
from custfile.model.strength import name
from custfile.model.table import exactly, written

LETTERS: Final = {
    "r": Label("Recency (R)", "最近购买（R）", "最近購買（R）"),
    "f": Label("Frequency (F)", "购买频率（F）", "購買頻率（F）"),
    "m": Label("Monetary value (M)", "购买金额（M）", "購買金額（M）"),
}
DEMOGRAPHICS: Final = Label("Demographics (D)", "客户属性（D）", "客戶屬性（D）")
WINDOW: Final = Label("Window of F and M", "F、M 统计期", "F、M 統計期間")
_METHODS: Final = {
    "quantile": Label("quintiles", "五分位", "五分位"),
    "fixed": Label("fixed", "固定分界", "固定分界"),
}
_TIED: Final = Label(
    "quintiles: no spread, all customers compared have 3",
    "五分位：数值均相同，一律得3分",
    "五分位：數值皆相同，一律得3分",
)
_LEFT_OUT: Final = {
    "no_order": Label("Left out: no order", "未计入：无订单", "未計入：無訂單"),
    "only_returns": Label("Left out: only returns", "未计入：只有退货", "未計入：只有退貨"),
}


def facts(scored: Scored) -> Iterator[Fact]:
    """Yield all that is needed to compute the ranking again, label and value."""
    options = scored.options
    yield AS_OF, scored.as_of.isoformat()
    yield WINDOW, said(scored.as_of, options.months)
    for letter, label in LETTERS.items():
        yield label, measured_by(letter, scored.yardsticks[letter])
    if options.demographics:
        yield DEMOGRAPHICS, "; ".join(f"{say(source(each))} ({graded_by(each)})" for each in options.demographics)
    yield _weights(scored)
    yield Label("Segments", "分群表", "分群表"), _segmentation(scored)
    yield TIES, _("score, then amount, then the later order, then id")
    yield Label("Customers scored", "计入客户数", "計入客戶數"), str(len(scored.frame))
    yield from ((_LEFT_OUT[reason], str(number)) for reason, number in scored.left_out.items() if number)


def measured_by(letter: str, stick: Yardstick) -> str:
    """Say how a letter was scored, always with its cut points."""
    if not stick.scored:
        return _("not scored: set four rising amounts under {key}").format(key="ranking.rfm.monetary")
    if stick.cuts is None:
        return say(_TIED)
    points = [exactly(point) if letter == "m" else written(point, "quantity") for point in stick.cuts.points]
    return f"{say(_METHODS[stick.method])}{say(COLON)}{_bands(points, upto=stick.cuts.upto, falling=letter == 'r')}"


def graded_by(grading: Grading) -> str:
    """Say which values of a field get which points."""
    words = [f"{word}: {points}" for word, points in grading.words.items()]
    cuts = [written(cut, "quantity") for cut in grading.cuts]
    falling = bool(grading.falling)
    return "; ".join(chain(words, [_bands(cuts, upto=falling, falling=falling)] if cuts else []))


def source(grading: Grading) -> Label:
    """Return what a grading is called."""
    return (grading.labels or NO_NAMES).label(name(grading))


def _bands(points: list[str], *, upto: bool, falling: bool) -> str:
    below, above = ("≤", ">") if upto else ("<", "≥")
    bands = [f"{below} {point}" for point in points] + [f"{above} {points[-1]}"]
    scores = range(5, 0, -1) if falling else range(1, 6)
    return "; ".join(f"{number}: {band}" for number, band in zip(scores, bands, strict=True))


def _weights(scored: Scored) -> Fact:
    weights = [f"{weight:g}" for weight in scored.options.weights]
    if scored.options.demographics:
        return Label("Weights of R, F, M, D", "R、F、M、D 权重", "R、F、M、D 權重"), " : ".join(weights)
    return Label("Weights of R, F, M", "R、F、M 权重", "R、F、M 權重"), " : ".join(weights[:3])


def _segmentation(scored: Scored) -> str:
    segments, means = scored.options.segments, scored.means
    if not scored.segmented:
        return _("{table}: none, because M is not scored").format(table=say(segments.label))
    if segments.basis == "means" and means:
        return _("{table}: high is R < {recency} days, F > {frequency} orders, M > {monetary}").format(
            table=say(segments.label), **{name: written(mean, "money") for name, mean in means._asdict().items()}
        )
    return say(segments.label)
