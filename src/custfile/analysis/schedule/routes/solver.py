"""The shortest trips, as PyVRP finds them: a vehicle is a day with a limit of calls. Brings PyVRP, an extra."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any, Final, NamedTuple, cast

import numpy as np
from pyvrp import Client, Depot, Location, ProblemData, Solution, VehicleType, solve
from pyvrp import Route as Tour
from pyvrp.stop import MaxIterations

from custfile.analysis.book import Real, Whole
from custfile.analysis.schedule.routes.trips import minutes_for

END_OF_TIME: Final = 10**9
_SEED: Final = 1
_UNITS_A_KM: Final = 100
"""Ten metres are the unit of distance: PyVRP takes whole numbers, and weighs a call too many as 500 km in this unit."""

_WORK: Final = 60_000
_FEWEST, _MOST = 200, 600
"""Rounds of the search: fewer for many calls, each of which makes a round longer."""


class Vehicle(NamedTuple):
    """A day: how many calls it takes, and from when to when it lasts, in minutes of one clock for all days."""

    limit: int
    opens: int = 0
    closes: int = END_OF_TIME


class Window(NamedTuple):
    """When a call may begin, in minutes of the same clock, and how long it takes."""

    early: int = 0
    late: int = END_OF_TIME
    minutes: int = 0


def shortest(
    km: Real, vehicles: Sequence[Vehicle], windows: Sequence[Window], seed: Sequence[Sequence[int]]
) -> list[list[int]] | None:
    """Return for each of ``vehicles`` which calls it takes, in which order, so that the sum of kilometres is small.

    ``km`` are the distances between the start, the end, and each of the calls, in this order; ``windows`` are the calls'.
    The search sets out from the trips ``seed``. Calls are counted from 0. The same arguments give the same answer.
    Returns ``None`` when nothing was found that keeps all limits and times.
    """
    data = _problem(km, vehicles, windows)
    begin = Solution(data, [Tour(data, list(calls), number) for number, calls in enumerate(seed) if calls])
    rounds = MaxIterations(min(max(_WORK // len(windows), _FEWEST), _MOST))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that limits are tight is told by the answer
        best = solve(data, rounds, _SEED, collect_stats=False, initial_solution=begin).best
    if not best.is_feasible():
        return None
    found: list[list[int]] = [[] for _vehicle in vehicles]
    for tour in best.routes():
        found[tour.vehicle_type()] = [step.idx for step in tour if step.is_client()]
    return found


def _problem(km: Real, vehicles: Sequence[Vehicle], windows: Sequence[Window]) -> ProblemData:
    minutes: Whole = np.vectorize(minutes_for, otypes=[np.int64])(km)
    minutes[0] = 0  # the day begins at the first call
    return ProblemData(
        locations=[Location(0, 0)] * len(km),
        clients=[
            Client(number, delivery=[1], service_duration=each.minutes, tw_early=each.early, tw_late=each.late)
            for number, each in enumerate(windows, 2)
        ],
        depots=[Depot(0), Depot(1)],
        vehicle_types=[
            VehicleType(1, [each.limit], start_depot=0, end_depot=1, tw_early=each.opens, tw_late=each.closes)
            for each in vehicles
        ],
        distance_matrices=cast(Any, [np.rint(km * _UNITS_A_KM).astype(np.int64)]),
        duration_matrices=cast(Any, [minutes]),  # its types are those of an older numpy
    )
