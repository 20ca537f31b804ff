"""What a level decides: the class of each customer it divides, and why."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from custfile.analysis.book import Whole
from custfile.analysis.classes.values import Values
from custfile.model.scheme import UNKNOWN


class Step(NamedTuple):
    """A class that was considered for a customer, whether the customer is in it, and why."""

    word: str
    fits: bool
    reason: str


@dataclass(frozen=True, eq=False)
class Decision(ABC):
    """The answer of one level.

    ``words``: its classes in their order, those without a customer too. ``codes``: of each customer of the book the place of
    its class in ``words``; -1 when the level does not divide it.
    """

    words: Sequence[str]
    codes: Whole
    values: Values

    @abstractmethod
    def steps(self, who: int) -> list[Step]:
        """Return the classes that were considered for the customer ``who``, in order; the last is its class."""

    @abstractmethod
    def deciding(self, who: int, words: Sequence[str]) -> list[str]:
        """Return the names of what decides for the customer ``who`` which of the classes ``words`` it is in."""

    def value(self, name: str, who: int) -> str:
        """Return what ``name``, one of ``deciding``, is of the customer ``who``."""
        return self.values.shown(name, who)

    def reason(self, who: int) -> str:
        """Return why the customer ``who`` is in its class, in short."""
        return self.steps(who)[-1].reason

    def word(self, who: int) -> str:
        """Return the class of the customer ``who``."""
        return self.words[int(self.codes[who])]


def listed(declared: Sequence[str], default: str | None, *, spare: bool) -> tuple[list[str], int]:
    """Return the classes of a level, and the place of the one for all others: the default, else ``unknown``.

    The built-in ``unknown`` is there only when somebody has to go there (``spare``); else its place is of no use.
    """
    rest = default or UNKNOWN
    words = [*declared, rest] if rest not in declared and (default is not None or spare) else list(declared)
    return words, words.index(rest) if rest in words else -1
