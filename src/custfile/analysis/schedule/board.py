"""The board on which visits are put: who has time on which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple


class Worker(NamedTuple):
    """Somebody who makes visits: at most ``capacity`` on each of ``days``, which are in order."""

    capacity: int
    days: Sequence[date]


class Window(NamedTuple):
    """The days, first to last, on one of which a visit would be best."""

    first: date
    last: date

    def distance(self, day: date) -> int:
        """Return how many days ``day`` is off."""
        return max((self.first - day).days, (day - self.last).days, 0)


class Apart(NamedTuple):
    """How many days one person's visits to a customer are apart: at ``least``, and at ``best`` where that is known."""

    least: int
    best: int | None = None

    def missed(self, days: int) -> int:
        """Return how far ``days`` are off the best, a fifth of it left free for a day with fewer visits."""
        return 0 if self.best is None else max(0, abs(days - self.best) - self.best // 5)


class Board:
    """Who visits whom on which day."""

    def __init__(self, workers: Mapping[str, Worker]) -> None:
        """Begin with nothing taken."""
        self._workers = workers
        self._visits: dict[str | None, dict[date, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._seen: dict[str, list[tuple[date, str | None]]] = defaultdict(list)
        self._weeks = {person: _weeks(worker.days) for person, worker in workers.items()}

    def take(self, person: str | None, customer: str, day: date) -> None:
        """Put a visit on the board; a customer twice on one day takes the time of one visit."""
        self._visits[person][day].add(customer)
        self._seen[customer].append((day, person))

    def find(self, person: str, customer: str, window: Window, apart: Apart) -> date | None:
        """Return the best day for a visit, or ``None`` when there is none; ``hindering`` tells whether for want of time.

        It is ``apart.least`` days or more from another visit of ``person`` to ``customer``, and nobody else is there that
        day. In the ``window`` a day about ``apart.best`` from the nearest visit is best, then that with the fewest visits,
        then the week with the fewest, then the earlier day; outside the nearest one.
        """
        mine = self._visits[person]
        free = [day for day in self._free(person) if not self._close(person, customer, day, apart.least)]
        if not free:
            return None
        busy = {day: at for week in self._weeks[person] for at in (_average(week, mine),) for day in week}
        own = [other for other, visitor in self._seen[customer] if visitor == person]

        def missed(day: date) -> int:
            return apart.missed(min(abs((day - other).days) for other in own)) if own else 0

        return min(free, key=lambda day: (window.distance(day), missed(day), len(mine[day]), busy[day], day))

    def hindering(self, person: str, customer: str, least: int) -> list[date]:
        """Return the visits to ``customer`` that lie too close to the days on which ``person`` has time left."""
        return sorted({other for day in self._free(person) for other in self._close(person, customer, day, least)})

    def _free(self, person: str) -> list[date]:
        worker, mine = self._workers[person], self._visits[person]
        return [day for day in worker.days if len(mine[day]) < worker.capacity]

    def _close(self, person: str, customer: str, day: date, least: int) -> list[date]:
        return [
            other
            for other, visitor in self._seen[customer]
            if abs((day - other).days) < (least if visitor == person else 1)
        ]


def _average(week: Sequence[date], visits: Mapping[date, set[str]]) -> int:
    """Return the visits a day of ``week``, which has up to seven days, in 420ths: a whole number."""
    return sum(len(visits[day]) for day in week) * 420 // len(week)


def _weeks(days: Sequence[date]) -> list[list[date]]:
    return [list(week) for _week, week in groupby(days, key=lambda day: day.isocalendar()[:2])]
