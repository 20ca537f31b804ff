"""The board on which visits are put: who has time on which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple


class Worker(NamedTuple):
    """Somebody who makes visits: at most ``capacity`` on each of ``days``."""

    capacity: int
    days: Sequence[date]


class Window(NamedTuple):
    """The days, first to last, on one of which a visit would be best."""

    first: date
    last: date

    def distance(self, day: date) -> int:
        """Return how many days ``day`` is off."""
        return max((self.first - day).days, (day - self.last).days, 0)


class Board:
    """Who visits whom on which day."""

    def __init__(self, workers: Mapping[str, Worker]) -> None:
        """Begin with nothing taken."""
        self._workers = workers
        self._visits: dict[str | None, dict[date, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._seen: dict[str, list[tuple[date, str | None]]] = defaultdict(list)
        self._days = {person: _by_week(worker.days) for person, worker in workers.items()}

    def take(self, person: str | None, customer: str, day: date) -> None:
        """Put a visit on the board; a customer twice on one day takes the time of one visit."""
        self._visits[person][day].add(customer)
        self._seen[customer].append((day, person))

    def find(self, person: str, customer: str, window: Window, gap: int) -> date | None:
        """Return the best day for a visit, or ``None`` when there is none with time left.

        It is ``gap`` days or more from another visit of ``person`` to ``customer``, and nobody else is there that day. In
        the ``window`` the day with the fewest visits is best, then the week with the fewest, then the earlier day; outside
        the nearest one.
        """
        worker = self._workers[person]
        mine = self._visits[person]
        free = [
            day for day in worker.days if len(mine[day]) < worker.capacity and self._suits(person, customer, day, gap)
        ]
        return min(free, key=lambda day: (window.distance(day), *self._busy(person, day), day), default=None)

    def _suits(self, person: str, customer: str, day: date, gap: int) -> bool:
        return all(
            abs((day - other).days) >= (gap if visitor == person else 1) for other, visitor in self._seen[customer]
        )

    def _busy(self, person: str, day: date) -> tuple[int, Fraction]:
        mine, week = self._visits[person], self._days[person][day.isocalendar()[:2]]
        return len(mine[day]), Fraction(sum(len(mine[each]) for each in week), len(week))


def _by_week(days: Sequence[date]) -> Mapping[tuple[int, int], Sequence[date]]:
    weeks: dict[tuple[int, int], list[date]] = defaultdict(list)
    for day in days:
        weeks[day.isocalendar()[:2]].append(day)
    return weeks
