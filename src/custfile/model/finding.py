"""A finding: what is wrong in a file, where, and what to do. Data, never an exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from custfile.language import _
from custfile.model.codes import CODES, WORDS
from custfile.model.edit import Path


class Spot(NamedTuple):
    """A place in a file; line and column count from 1."""

    path: str
    line: int
    column: int


@dataclass(frozen=True)
class Finding:
    """One finding. ``path`` is relative to the archive's root; ``related`` are other places that belong to it."""

    path: str
    line: int
    column: int
    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    related: tuple[Spot, ...] = ()

    @property
    def severity(self) -> str:
        """``error`` or ``warning``."""
        return CODES[self.code].severity

    @property
    def message(self) -> str:
        """What is wrong, in the language spoken now."""
        return _(CODES[self.code].message).format(**self._words())

    @property
    def remedy(self) -> str:
        """What to do about it, in the language spoken now."""
        return _(CODES[self.code].remedy).format(**self._words())

    def order(self) -> tuple[str, int, int, str, str]:
        """The key that findings are sorted by."""
        return (self.path, self.line, self.column, self.code, self.key)

    def _words(self) -> dict[str, str]:
        return {name: _(WORDS[text]) if text in WORDS and name != "got" else text for name, text in self.params.items()}


@dataclass(frozen=True)
class Fault:
    """A fault of a record before its place in the file is known: where in the data, which code, which figures."""

    path: Path
    code: str
    params: Mapping[str, str] = field(default_factory=dict)


def dotted(path: Path) -> str:
    """Return ``("orders", 0, "due")`` as people write it: ``orders[1].due``, counted from 1."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text
