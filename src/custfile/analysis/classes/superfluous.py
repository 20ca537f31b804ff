"""Classes that the customers of a day do not justify: empty ones, and too many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from custfile.analysis.book import Mask
from custfile.analysis.classes.placing import Placed
from custfile.model.edit import Path
from custfile.model.finding import Fault

LEAST: Final = 5
"""Customers that a class should have on the average of its level."""


def superfluous(place: Path, placed: Placed, day: str) -> Iterator[Fault]:
    """Yield C738 for each class of the scheme at ``place`` that nobody is in, C739 for each level that has too many.

    Only classes that the settings declare can be empty: words that a field may have, but nobody has, cost nothing.
    """
    for at, (level, decision) in enumerate(zip(placed.scheme.levels, placed.decisions, strict=True)):
        here = (*place, "levels", at)
        members = decision.codes >= 0
        used = {decision.words[code] for code in np.unique(decision.codes[members]).tolist()}
        for number, each in enumerate(level.classes):
            if each.id not in used:
                yield Fault((*here, "classes", number, "id"), "C738", {"got": each.id, "day": day})
        classes, customers = len(decision.words) * _divided(placed, at, members), int(members.sum())
        if customers and len(decision.words) > 1 and customers < LEAST * classes:
            params = {"classes": str(classes), "customers": str(customers), "least": str(LEAST)}
            yield Fault(here, "C739", params)


def _divided(placed: Placed, at: int, members: Mask) -> int:
    """Return how many classes above the level ``at`` divides: each of them has all the level's classes below it."""
    firsts = np.unique(placed.at[members], return_index=True)[1]
    above = set()
    for who in np.flatnonzero(members)[firsts].tolist():
        depth = sum(1 for decision in placed.decisions[:at] if decision.codes[who] >= 0)
        above.add(placed.way(who)[:depth])
    return len(above)
