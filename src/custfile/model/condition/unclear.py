"""What is wrong with the text of a condition, and where."""

from __future__ import annotations

from typing import Final

from custfile.language import _
from custfile.model.visible import visible

_LONGEST: Final = 40


def brief(typed: str) -> str:
    """Return ``typed`` as a message quotes it."""
    return typed[:_LONGEST] + "…" if len(typed) > _LONGEST else typed


class Unclear(ValueError):
    """A condition that cannot be understood. ``str(error)`` says what, where, and what to write instead.

    ``column`` counts the characters of ``text`` from 1; it is one more than their number when something is missing at the
    end. ``problem`` and ``remedy`` are in the language that was spoken when the error was made.
    """

    def __init__(self, text: str, at: int, problem: str, remedy: str) -> None:
        self.text = text
        self.column = at + 1
        self.problem = visible(problem)
        self.remedy = visible(remedy)
        super().__init__(
            _("{problem} (character {column}); {remedy}").format(
                problem=self.problem, column=self.column, remedy=self.remedy
            )
        )


class Puzzle(Exception):
    """The same while the text is not at hand: ``at`` counts from 0."""

    def __init__(self, at: int, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.at = at
        self.problem = problem
        self.remedy = remedy

    def of(self, text: str) -> Unclear:
        """Return the error as one of ``text``."""
        return Unclear(text, self.at, self.problem, self.remedy)
