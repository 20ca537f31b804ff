"""The audit of the files: expected, told, and told by the customer itself but not verified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from custfile.analysis.book import Real, Whole
from custfile.analysis.completeness.items import Item, on_file, reading
from custfile.analysis.completeness.provenance import READING, unverified
from custfile.analysis.completeness.rules import Rule, rules
from custfile.analysis.figures import Figures

Grid = NDArray[np.bool_]
"""A row for each customer of the book, a column for each item."""


@dataclass(frozen=True, eq=False)
class Audit:
    """What the files are asked for and have.

    ``told`` and ``unverified`` are of what is ``expected``; what is unverified is told, too.
    """

    rules: Sequence[Rule]
    items: Sequence[Item]
    expected: Grid
    told: Grid
    unverified: Grid

    @cached_property
    def asked(self) -> Whole:
        """How many items each file should have: one at least, for every customer is asked for something."""
        counts: Whole = self.expected.sum(axis=1)
        return counts

    @cached_property
    def share(self) -> Real:
        """The completeness of each file, 0 to 1: told / expected."""
        shares: Real = self.told.sum(axis=1) / np.maximum(self.asked, 1)
        return shares


def audit(figures: Figures) -> Audit:
    """Audit every customer's file as known on the day."""
    in_force = rules(figures)
    items = list(dict.fromkeys(item for rule in in_force for item in rule.items))
    expected = np.zeros((figures.size, len(items)), dtype=np.bool_)
    for rule in in_force:
        columns = [items.index(item) for item in rule.items]
        expected[:, columns] |= rule.applies[:, np.newaxis]
    figures.read(sorted({*reading(items), *READING}))
    told = np.column_stack(on_file(figures, items)) & expected
    return Audit(in_force, items, expected, told, unverified(figures, items) & told)
