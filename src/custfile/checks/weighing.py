"""The settings of profit and of the composite: figures within bounds, every pair of criteria compared once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from custfile.model.edit import Path
from custfile.model.finding import Fault
from custfile.model.ranking import Comparison, CompositeSettings, ProfitSettings, Ranking, Weight
from custfile.model.settings import Settings

_WEIGHTS: Final = ("ranking", "composite", "weights")
_PAIRS: Final = ("ranking", "composite", "pairwise")
_LEAST: Final = 1
_MOST: Final = 9


def check_weighing(settings: Settings) -> Iterator[Fault]:
    """Yield what is wrong with how profit is reckoned and criteria are weighed."""
    ranking = settings.ranking or Ranking()
    yield from _profit(ranking.profit or ProfitSettings())
    composite = ranking.composite or CompositeSettings()
    yield from _weights(composite.weights)
    yield from _pairs(composite.pairwise)


def _profit(profit: ProfitSettings) -> Iterator[Fault]:
    if profit.margin is not None and profit.margin >= 1:
        yield _bounds(("ranking", "profit", "margin"), profit.margin)
    if profit.visit_cost is not None and profit.visit_cost < 0:
        yield _bounds(("ranking", "profit", "visit_cost"), profit.visit_cost)


def _weights(weights: Sequence[Weight]) -> Iterator[Fault]:
    seen: set[str] = set()
    for position, each in enumerate(weights):
        if each.weight <= 0:
            yield _bounds((*_WEIGHTS, position, "weight"), each.weight)
        if each.criterion in seen:
            yield Fault((*_WEIGHTS, position, "criterion"), "C701", {"got": each.criterion, "part": "weights"})
        seen.add(each.criterion)


def _pairs(pairs: Sequence[Comparison]) -> Iterator[Fault]:
    """Criteria that are named must be compared with each other, pair by pair; the others do not count."""
    first: dict[frozenset[str], int] = {}
    for position, each in enumerate(pairs):
        place, pair = (*_PAIRS, position), frozenset((each.more, each.less))
        if not _LEAST <= each.times <= _MOST:
            params = {"got": str(each.times), "lowest": str(_LEAST), "highest": str(_MOST)}
            yield Fault((*place, "times"), "C206", params)
        if each.more == each.less:
            yield Fault((*place, "less"), "C721", {"got": each.more})
        elif pair in first:
            yield Fault(place, "C722", {"more": each.more, "less": each.less}, other=(*_PAIRS, first[pair]))
        first.setdefault(pair, position)
    named = list(dict.fromkeys(name for each in pairs for name in (each.more, each.less)))
    missing = [pair for pair in combinations(named, 2) if frozenset(pair) not in first]
    yield from (Fault(_PAIRS, "C723", {"more": more, "less": less}) for more, less in missing)


def _bounds(place: Path, got: Decimal) -> Fault:
    return Fault(place, "C720", {"field": str(place[-1]), "got": str(got)})
