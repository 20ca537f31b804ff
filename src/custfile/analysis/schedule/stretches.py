"""A month in equal stretches, one for each visit that the contact-frequency table wants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from custfile.analysis.schedule.board import Window


def stretches(visits: int, days: Sequence[date]) -> list[Window]:
    """Return as many equal stretches of the working ``days`` as ``visits``, one after the other.

    There is at least one day; where there are fewer than visits, some stretches are the same.
    """
    edges = [len(days) * each // visits for each in range(visits + 1)] if visits else []
    return [Window(days[begin], days[max(begin, end - 1)]) for begin, end in pairwise(edges)]


def free(parts: Iterable[Window], known: Iterable[date]) -> list[Window]:
    """Return ``parts`` without those of the visits ``known``, of which there are no more: of each the nearest one."""
    left = list(parts)
    for day in sorted(known):
        left.remove(min(left, key=lambda part: part.distance(day)))
    return left


def not_before(ready: date, parts: Iterable[Window]) -> list[Window]:
    """Return ``parts`` from the day on which the customer is ``ready`` for another visit."""
    return [Window(max(part.first, ready), max(part.last, ready)) for part in parts]
