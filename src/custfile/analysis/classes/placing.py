"""Placing every customer in a scheme: exactly one class of each level that divides it, with the reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, TypeAlias

import numpy as np

from custfile.analysis.book import Mask, Whole
from custfile.analysis.classes import by_borders, by_rules, by_words
from custfile.analysis.classes.decision import Decision
from custfile.analysis.classes.readable import Readable
from custfile.analysis.classes.values import Values
from custfile.analysis.figures import Figures
from custfile.language import Label
from custfile.model.condition import Word, names, parse
from custfile.model.measures import measure
from custfile.model.naming import CLASS
from custfile.model.scheme import UNKNOWN, UNKNOWN_LABEL, LevelSettings, SchemeSettings

Way: TypeAlias = tuple[str, ...]
"""The classes of a customer from the top down."""


class Considered(NamedTuple):
    """A class that was considered for a customer: the way to it, whether the customer is in it, and why."""

    way: Way
    fits: bool
    reason: str


@dataclass(frozen=True, eq=False)
class Placed:
    """Everybody's classes in ``scheme``.

    ``leaves``: the ways that customers have gone; ``at``: of each customer of the book, the place of its way among them.
    """

    scheme: SchemeSettings
    decisions: Sequence[Decision]
    leaves: Sequence[Way]
    at: Whole

    @cached_property
    def words(self) -> Sequence[str | list[str]]:
        """The class of each customer; with several levels the list of its classes."""
        words = [way[0] if len(self.decisions) == 1 else list(way) for way in self.leaves]
        return [words[place] for place in self.at.tolist()]

    def way(self, who: int) -> Way:
        """Return the classes of the customer ``who``."""
        return self.leaves[int(self.at[who])]

    def considered(self, who: int) -> Iterator[Considered]:
        """Yield what was considered for the customer ``who``, level by level."""
        way: Way = ()
        for decision in self._dividing(who):
            yield from (Considered((*way, word), fits, reason) for word, fits, reason in decision.steps(who))
            way = (*way, decision.word(who))

    def reason(self, who: int) -> str:
        """Return why the customer ``who`` is in its classes, level by level."""
        return self.decisions[0].values.listed(decision.reason(who) for decision in self._dividing(who))

    @cached_property
    def readable(self) -> Placed:
        """The same, with reasons for readers who write no filters."""
        told = [replace(each, values=Readable(each.values.figures)) for each in self.decisions]
        return replace(self, decisions=told)

    def decision(self, who: int, depth: int) -> Decision | None:
        """Return what divided the customer ``who`` at ``depth``, from 0."""
        return next((each for number, each in enumerate(self._dividing(who)) if number == depth), None)

    def _dividing(self, who: int) -> Iterator[Decision]:
        yield from (decision for decision in self.decisions if decision.codes[who] >= 0)

    @cached_property
    def nodes(self) -> Sequence[Way]:
        """The classes of all levels in the order of the tree: those at the top all, below them those with customers."""
        order: dict[str, int] = {}
        for word in (word for decision in self.decisions for word in decision.words):
            order.setdefault(word, len(order))
        taken = {way[:depth] for way in self.leaves for depth in range(1, len(way) + 1)}
        top = {(word,) for decision in self.decisions[:1] for word in decision.words}
        return sorted(taken | top, key=lambda way: [order[word] for word in way])

    @cached_property
    def called(self) -> Mapping[str, Label]:
        """What the classes of all levels are called; one that is not there is called as it is written."""
        called: dict[str, Label] = {}
        for level, decision in zip(self.scheme.levels, self.decisions, strict=True):
            called |= {word: Label(word, word, word) for word in decision.words}
            called |= labels(level, decision.values.figures)
        return called


def place(scheme: SchemeSettings, figures: Figures) -> Placed:
    """Return the classes of all customers of ``figures`` in ``scheme``.

    A level divides the classes that its ``within`` names, or all above it. What is ``unknown`` is not divided further, nor a
    class in which the level knows nothing of anybody, such as a region whose customers name no district.
    """
    values = Values(figures)
    prepare([scheme], figures)
    leaves: list[Way] = [()]
    at = np.zeros(figures.size, dtype=np.int64)
    decisions = []
    for level in scheme.levels:
        divided = np.array([_divides(level, way) for way in leaves], dtype=np.bool_)
        decision = _known(_decide(level, values, divided[at]), at, leaves)
        leaves, at = _below(leaves, at, decision)
        decisions.append(decision)
    return Placed(scheme, decisions, leaves, at)


def _divides(level: LevelSettings, way: Way) -> bool:
    if not way:
        return True
    return way[-1] in level.within if level.within else way[-1] != UNKNOWN


def _known(decision: Decision, at: Whole, leaves: Sequence[Way]) -> Decision:
    """Return ``decision`` without the classes that it would divide into ``unknown`` alone; the top is always divided."""
    if UNKNOWN not in decision.words:
        return decision
    known = (decision.codes >= 0) & (decision.codes != decision.words.index(UNKNOWN))
    divided = np.bincount(at[known], minlength=len(leaves)) > 0
    divided |= np.array([not way for way in leaves], dtype=np.bool_)
    return replace(decision, codes=np.where(divided[at], decision.codes, -1))


def _decide(level: LevelSettings, values: Values, members: Mask) -> Decision:
    if level.source is None:
        return by_rules.decide(level, values, members)
    if level.cuts:
        return by_borders.cut(level, values, members)
    if level.pareto:
        return by_borders.share(level, values, members)
    return by_words.decide(level, values, members)


def _below(leaves: Sequence[Way], at: Whole, decision: Decision) -> tuple[list[Way], Whole]:
    """Return the ways and the customers' places among them after ``decision``."""
    width = len(decision.words) + 1
    found, places = np.unique(at * width + decision.codes + 1, return_inverse=True)
    ways = []
    for place in found.tolist():
        leaf, code = divmod(place, width)
        ways.append(leaves[leaf] if code == 0 else (*leaves[leaf], decision.words[code - 1]))
    return ways, places.astype(np.int64)


def prepare(schemes: Iterable[SchemeSettings], figures: Figures) -> None:
    """Have the figures that ``schemes`` ask for worked out together: files are read once, a group of measures once."""
    levels = [level for scheme in schemes for level in scheme.levels]
    asked = {level.source for level in levels if level.source is not None}
    asked |= {name for level in levels for rule in level.rules for name in names(parse(str(rule.when)))}
    figures.read(sorted(name for name in asked if measure(name) is None and not name.startswith(CLASS)))
    for name in sorted(asked):
        found = measure(name)
        if found is not None:
            figures.array(name, _together(found.group, asked))


def _together(group: str, asked: Collection[str]) -> list[str]:
    return [name for name in sorted(asked) if (found := measure(name)) is not None and found.group == group]


def labels(level: LevelSettings, figures: Figures) -> Mapping[str, Label]:
    """Return what the classes of ``level`` are called; one without labels is called as its word is elsewhere."""
    source = level.source or ""
    called = {UNKNOWN: UNKNOWN_LABEL}
    if source.startswith(CLASS):
        called |= figures.placed(source.removeprefix(CLASS)).called
    elif isinstance(kind := figures.names.get(source), Word):
        called |= kind.choices
    return called | {each.id: each.labels.label(each.id) for each in level.classes if each.labels is not None}
