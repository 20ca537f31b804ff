"""Going round the start clockwise: the order in which areas come, the same from week to week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from custfile.analysis.schedule.routes.sphere import Spot, bearing, centre
from custfile.analysis.schedule.routes.trips import Call


def around(calls: Iterable[Call], start: Spot) -> list[Call]:
    """Return ``calls`` by their direction from ``start``, clockwise from north; all have a spot."""
    return sorted(calls, key=lambda call: (bearing(start, call.spot or start), call.id))


def clockwise(groups: Iterable[Sequence[Call]], start: Spot) -> list[Sequence[Call]]:
    """Return the ``groups`` by the direction of their middle from ``start``, clockwise from north; none is empty."""
    return sorted(groups, key=lambda group: (bearing(start, _middle(group)), min(call.id for call in group)))


def _middle(group: Sequence[Call]) -> Spot:
    return centre([call.spot for call in group if call.spot is not None])
