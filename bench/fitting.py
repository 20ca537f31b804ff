"""How long fitting the CLV model takes, against the evaluations of its likelihood alone that scipy's optimiser asks for."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from measure import Cost

from custfile.analysis.book import number
from custfile.analysis.clv import purchases
from custfile.analysis.models.beta_geometric import MBG, BetaGeometric, Parameters
from custfile.analysis.models.fitting import Prior, fit
from custfile.analysis.models.histories import Histories, customers, median_gap
from custfile.archive.book import book
from custfile.archive.index import Index
from custfile.archive.root import find_root


class _Overheard:
    """The model, which keeps the parameters for which its likelihood was asked."""

    def __init__(self, model: BetaGeometric) -> None:
        self.asked: list[Parameters] = []
        self._model = model

    def log_likelihood(self, parameters: Parameters, seen: Histories) -> Any:
        self.asked.append(parameters)
        return self._model.log_likelihood(parameters, seen)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)


def fitting(place: Path, as_of: date, rounds: int) -> tuple[list[Cost], list[Cost]]:
    """Fit the histories of the archive at ``place``; return what each round took, and what its evaluations alone took."""
    bought = purchases(book(Index(find_root(str(place))), as_of))
    seen, prior = customers(bought, number(as_of)).histories, Prior.of_gap(median_gap(bought))
    overheard: Any = _Overheard(MBG)
    fit(overheard, seen, prior)

    def evaluate() -> None:
        for parameters in overheard.asked:
            MBG.log_likelihood(parameters, seen).sum()
            MBG.gradient(parameters, seen)

    pairs = [(_timed(lambda: fit(MBG, seen, prior)), _timed(evaluate)) for _round in range(rounds)]
    return [own for own, _other in pairs], [other for _own, other in pairs]


def _timed(work: Callable[[], object]) -> Cost:
    begun, spent = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - begun, time.process_time() - spent)
