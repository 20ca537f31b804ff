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
from custfile.analysis.models.beta_geometric import MBG, BetaGeometric
from custfile.analysis.models.fitting import Prior, fit, log_posterior
from custfile.analysis.models.histories import customers, median_gap
from custfile.archive.book import book
from custfile.archive.index import Index
from custfile.archive.root import find_root


class _Counted:
    """The model, which counts how often its likelihood is asked for."""

    def __init__(self, model: BetaGeometric) -> None:
        self.asked = 0
        self._model = model

    def log_likelihood(self, *told: Any) -> Any:
        self.asked += 1
        return self._model.log_likelihood(*told)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)


def fitting(place: Path, as_of: date, rounds: int) -> tuple[list[Cost], list[Cost]]:
    """Fit the histories of the archive at ``place``; return what each round took, and what its evaluations alone took."""
    bought = purchases(book(Index(find_root(str(place))), as_of))
    seen, prior = customers(bought, number(as_of)).histories, Prior.of_gap(median_gap(bought))
    counted: Any = _Counted(MBG)
    point = fit(counted, seen, prior).point
    times = counted.asked - 1  # the last one is of the result

    def evaluate() -> None:
        for _time in range(times):
            log_posterior(MBG, seen, prior, point)

    pairs = [(_timed(lambda: fit(MBG, seen, prior)), _timed(evaluate)) for _round in range(rounds)]
    return [own for own, _other in pairs], [other for _own, other in pairs]


def _timed(work: Callable[[], object]) -> Cost:
    begun, spent = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - begun, time.process_time() - spent)
