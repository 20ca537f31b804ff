"""Segment tables as data: ordered rules over the cells of R, F and M, and which cells no rule takes or wins."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Final, Literal, TypeAlias

from custfile.language import Label
from custfile.model.names import NO_NAMES
from custfile.model.ranking import SegmentRule, SegmentTableSettings

SHIPPED: Final = ("rf25", "r030", "rfm8")
"""The names of the tables that every archive has."""

Levels: TypeAlias = tuple[int, int]
"""Lowest and highest level, both included."""

Cell: TypeAlias = tuple[int, int, int]
"""Levels of R, F and M."""

Basis: TypeAlias = Literal["scores", "means"]
"""What a level is: a score of 1–5, or 1 (low) and 2 (high, better than the archive's mean)."""

NO_ACTION: Final = Label("", "", "")


@dataclass(frozen=True)
class Segment:
    """A group of customers, and what to do for it. ``key`` is stable."""

    key: str
    label: Label
    action: Label


@dataclass(frozen=True)
class Rule:
    """The block of cells that belongs to ``segment``; a letter left out may have any level."""

    segment: Segment
    r: Levels | None = None
    f: Levels | None = None
    m: Levels | None = None

    def fits(self, r: int, f: int, m: int) -> bool:
        """Return whether the cell lies in the block."""
        limits = ((self.r, r), (self.f, f), (self.m, m))
        return all(levels is None or levels[0] <= level <= levels[1] for levels, level in limits)


@dataclass(frozen=True)
class SegmentTable:
    """Ordered rules over the cells (R, F, M): the first that fits wins, a cell that none fits goes to ``rest``."""

    name: str
    label: Label
    rules: tuple[Rule, ...]
    rest: Segment | None = None
    basis: Basis = "scores"

    @property
    def levels(self) -> range:
        """The levels of a letter, ascending: 1–5 for scores, 1–2 for means."""
        return range(1, 6) if self.basis == "scores" else range(1, 3)

    @property
    def needs_money(self) -> bool:
        """Whether a segment depends on M."""
        return any(rule.m is not None for rule in self.rules)

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The segments in the order of the rules, ``rest`` last."""
        named = [rule.segment for rule in self.rules] + ([self.rest] if self.rest else [])
        return tuple(dict.fromkeys(named))

    def rule(self, r: int, f: int, m: int) -> Rule | None:
        """Return the rule that wins a cell, ``None`` when it is left to the rest."""
        return next((rule for rule in self.rules if rule.fits(r, f, m)), None)

    def segment(self, r: int, f: int, m: int) -> Segment:
        """Return the one segment of a cell. Raises ``ValueError`` for a cell that the table does not have."""
        rule = self.rule(r, f, m)
        found = rule.segment if rule else self.rest
        if found is None or not {r, f, m} <= set(self.levels):
            raise ValueError(f"{self.name} has no segment for the cell {r}-{f}-{m}")
        return found

    @cached_property
    def grid(self) -> tuple[int, ...]:
        """For every cell in the order of (R, F, M), M fastest: the position of its segment in ``segments``.

        This is the table for whole columns: cell (r, f, m) is at ``((r - 1) * n + f - 1) * n + m - 1``, n = levels.
        """
        return tuple(self.segments.index(self.segment(*cell)) for cell in self.cells())

    def cells(self) -> Iterator[Cell]:
        """Yield every cell, M fastest."""
        return product(self.levels, self.levels, self.levels)

    def uncovered(self) -> list[Cell]:
        """Return the cells that no rule fits and that have no rest to go to."""
        return [] if self.rest else [cell for cell in self.cells() if self.rule(*cell) is None]

    def shadowed(self) -> list[tuple[int, list[Cell]]]:
        """Return the positions of the rules that win no cell, each with the cells that it fits in vain."""
        winners = {id(self.rule(*cell)) for cell in self.cells()}
        return [
            (position, [cell for cell in self.cells() if rule.fits(*cell)])
            for position, rule in enumerate(self.rules)
            if id(rule) not in winners
        ]


def own_table(told: SegmentTableSettings) -> SegmentTable:
    """Return the table of the settings as it is used. A ``rest`` that no rule names is a segment of its own."""
    rules = tuple(_rule(rule) for rule in told.segments)
    named = {rule.segment.key: rule.segment for rule in rules}
    rest = named.get(told.rest) or _unruled(told.rest) if told.rest else None
    return SegmentTable(told.id, (told.labels or NO_NAMES).label(told.id), rules, rest)


def levels(told: Sequence[int]) -> Levels | None:
    """Return ``[4, 5]`` or ``[5]`` as levels, ``None`` when nothing is told.

    Raises ``ValueError`` for more numbers, none of 1 to 5, or a lowest above the highest.
    """
    if not told:
        return None
    lowest, highest = told[0], told[-1]
    if len(told) > 2 or not 1 <= lowest <= highest <= 5:
        raise ValueError(f"no levels: {told}")
    return lowest, highest


def block(rule: Rule) -> str:
    """Return the block of ``rule`` as people write it: ``R 4-5 F 5``; a letter that may have any level is left out."""
    spans = [(letter, span) for letter, span in zip("RFM", (rule.r, rule.f, rule.m), strict=True) if span]
    return " ".join(f"{letter} {_span(span)}" for letter, span in spans)


def blocks(cells: Collection[Cell]) -> str:
    """Return ``cells`` as few blocks: ``R 1-2 F 5 M 1-5; R 3 F 4-5 M 1``."""
    left, found = set(cells), []
    for cell in sorted(cells):
        if cell in left:
            grown = _grown(cell, left)
            left.difference_update(_within(grown))
            found.append(" ".join(f"{letter} {_span(span)}" for letter, span in zip("RFM", grown, strict=True)))
    return "; ".join(found)


def _rule(told: SegmentRule) -> Rule:
    action = Label(*[told.action] * 3) if told.action else NO_ACTION
    segment = Segment(told.id, (told.labels or NO_NAMES).label(told.id), action)
    return Rule(segment, levels(told.r), levels(told.f), levels(told.m))


def _unruled(key: str) -> Segment:
    return Segment(key, NO_NAMES.label(key), NO_ACTION)


def _grown(cell: Cell, left: Collection[Cell]) -> list[Levels]:
    """Return the block that begins at ``cell`` and grows within ``left``: first along M, then F, then R."""
    grown: list[Levels] = [(level, level) for level in cell]
    for letter in (2, 1, 0):
        while True:
            wider = [*grown]
            wider[letter] = (grown[letter][0], grown[letter][1] + 1)
            if not all(inside in left for inside in _within(wider)):
                break
            grown = wider
    return grown


def _within(spans: Sequence[Levels]) -> Iterator[Cell]:
    (r, f, m) = (range(low, high + 1) for low, high in spans)
    return product(r, f, m)


def _span(span: Levels) -> str:
    return str(span[0]) if span[0] == span[1] else f"{span[0]}-{span[1]}"
