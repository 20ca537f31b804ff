"""A level that divides the numbers of its source: at fixed borders, or at cumulative shares of their total (Pareto, ABC)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

import numpy as np

from custfile.analysis.book import Mask, Real, Whole
from custfile.analysis.classes.decision import Decision, Step, listed
from custfile.analysis.classes.values import Limit, Values
from custfile.analysis.figures import Figures
from custfile.language import _
from custfile.model.measures import measure
from custfile.model.scheme import LevelSettings
from custfile.model.table import Kind, written


@dataclass(frozen=True, eq=False)
class ByCuts(Decision):
    """Decided by the number under ``source``; ``limits`` says of each class which numbers it takes."""

    source: str
    limits: Mapping[str, Limit]
    absent: Mask

    def steps(self, who: int) -> list[Step]:
        """Return the class, with the number and the border next to it."""
        limit = None if self.absent[who] else self.limits.get(self.word(who))
        there = self.values.shown(self.source, who)
        reason = self.values.limited(self.source, there, limit) if limit else self.values.stated(self.source, there)
        return [Step(self.word(who), True, reason)]

    def deciding(self, who: int, words: Sequence[str]) -> list[str]:
        """Return the source."""
        return [self.source]


@dataclass(frozen=True, eq=False)
class ByShares(Decision):
    """Decided by which share of all those have who have more: ``before``, NaN where the number is not above zero."""

    source: str
    before: Real

    def steps(self, who: int) -> list[Step]:
        """Return the class, with the number and the share of those who have more."""
        reason = self.values.stated(self.source, self.values.shown(self.source, who))
        if not np.isnan(self.before[who]):
            reason = _("{reason}; larger customers have {share} of all").format(reason=reason, share=self._share(who))
        return [Step(self.word(who), True, reason)]

    def deciding(self, who: int, words: Sequence[str]) -> list[str]:
        """Return the source, and the share of those who have more."""
        return [self.source, _("share of larger customers")]

    def value(self, name: str, who: int) -> str:
        """Return the number, or the share."""
        return self._share(who) if name == _("share of larger customers") else super().value(name, who)

    def _share(self, who: int) -> str:
        return "–" if np.isnan(self.before[who]) else written(self.before[who], "share")


def cut(level: LevelSettings, values: Values, members: Mask) -> ByCuts:
    """Return the class of each of ``members``: the borders fall, and a number at a border is in the class above."""
    source = str(level.source)
    numbers, scale = _numbers(values.figures, source)
    absent = np.isnan(numbers)
    words, rest, order = _bands(level, absent & members)
    below = np.zeros(len(numbers), dtype=np.int64)
    for border in level.cuts:
        below += numbers < float(border * scale)
    codes = np.where(absent, rest, order[below])
    return ByCuts(words, np.where(members, codes, -1), values, source, _limits(level), absent)


def share(level: LevelSettings, values: Values, members: Mask) -> ByShares:
    """Return the class of each of ``members``, taken from the largest number down, ties by id.

    A class takes those before whom less than its share of the total is reached, the last one the others. Numbers not above
    zero go to the default, or without one to the last class; who has no number, to the default or ``unknown``.
    """
    source = str(level.source)
    numbers, _scale = _numbers(values.figures, source)
    absent = np.isnan(numbers)
    words, rest, order = _bands(level, absent & members)
    bands, before = shares(np.where(members & ~absent, numbers, 0.0), level.pareto)
    codes = np.where(bands < 0, rest if level.default else order[-1], order[bands])
    return ByShares(words, np.where(members, np.where(absent, rest, codes), -1), values, source, before)


def shares(numbers: Real, limits: Sequence[Decimal]) -> tuple[Whole, Real]:
    """Return the band of each of ``numbers``, -1 for those not above zero, and the share of the total that is before it.

    They are taken from the largest down, ties in their order. Whole numbers (cents, counts) are compared exactly: a sum is
    below a share of the total if and only if it is below that rounded up.
    """
    values = np.maximum(numbers, 0.0)
    largest_first = np.argsort(-values, kind="stable")
    upto = np.cumsum(values[largest_first])
    total = float(upto[-1]) if len(upto) else 0.0
    sums = np.empty(len(values))
    sums[largest_first] = upto - values[largest_first]
    whole = total < 2**53 and bool((values == np.rint(values)).all())
    borders = [float(ceil(int(total) * limit)) if whole else total * float(limit) for limit in limits]
    bands = np.searchsorted(np.array(borders), sums, side="right")
    positive = values > 0
    before = np.divide(sums, total, out=np.full(len(values), np.nan), where=positive)
    return np.where(positive, bands, -1), before


def _bands(level: LevelSettings, absent: Mask) -> tuple[list[str], int, Whole]:
    """Return the classes, the place of the one for all others, and the places of those that the borders divide."""
    words, rest = listed([each.id for each in level.classes], level.default, spare=bool(absent.any()))
    return words, rest, np.array([words.index(each.id) for each in level.bands], dtype=np.int64)


def _limits(level: LevelSettings) -> dict[str, Limit]:
    found = measure(str(level.source))
    kind: Kind = "share" if found is not None and found.kind == "share" else "quantity"
    borders = [written(border, kind) for border in level.cuts]
    limits = {each.id: Limit(">=", border) for each, border in zip(level.bands, borders, strict=False)}
    return {**limits, level.bands[-1].id: Limit("<", borders[-1])}


def _numbers(figures: Figures, source: str) -> tuple[Real, int]:
    """Return the numbers under ``source``, NaN where there is none, and how many of them are one of what people write."""
    found = measure(source)
    if found is not None:
        return figures.array(source).astype(np.float64), 100 if found.kind == "money" else 1
    told = (value[0] if value.__class__ is list else value for value in figures.column(source))
    return np.array([np.nan if value is None else float(value) for value in told], dtype=np.float64), 1
