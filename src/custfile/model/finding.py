"""A finding: what is wrong in a file, where, and what to do. Data, never an exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from custfile.language import _, guessed
from custfile.model.codes import CODES, WORDS
from custfile.model.edit import Path

MOST: Final = 100
"""How many findings of one kind a file is told: one that has more is wrong in one way, over and over."""

_TRANSLATED: Final = ("wanted", "shape", "guess", "problem")
_TYPED: Final = ("got", "field")
_LONGEST: Final = 100


class Spot(NamedTuple):
    """A place in a file; line and column count from 1."""

    path: str
    line: int
    column: int


@dataclass(frozen=True)
class Finding:
    """One finding. ``path`` is relative to the archive's root; ``related`` are other places that belong to it.

    ``masked`` says that the value it quotes was secret, so that the line it stands on is not shown either.
    """

    path: str
    line: int
    column: int
    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    related: tuple[Spot, ...] = ()
    masked: bool = False

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

    def plain(self) -> dict[str, object]:
        """Return what JSON says of it."""
        return {
            "path": self.path, "line": self.line, "column": self.column, "code": self.code, "severity": self.severity,
            "message": self.message, "remedy": self.remedy, "key": self.key,
            "related": [spot._asdict() for spot in self.related],
        }  # fmt: skip

    def _words(self) -> dict[str, str]:
        return {name: _shown(name, text) for name, text in self.params.items()}


def _shown(name: str, text: str) -> str:
    """Return ``text`` as the message says it: our own words translated, what was typed not longer than a line."""
    if name in _TRANSLATED and text in WORDS:
        return _(WORDS[text])
    if name == "hint":
        return guessed(text)
    return text[:_LONGEST] + "…" if name in _TYPED and len(text) > _LONGEST else text


@dataclass(frozen=True)
class Fault:
    """A fault of a record before its place in the file is known: where in the data, which code, which figures.

    ``other`` is another place that belongs to it; its line becomes the message's ``first``.
    """

    path: Path
    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    other: Path | None = None


def dotted(path: Path) -> str:
    """Return ``("orders", 0, "due")`` as people write it: ``orders[1].due``, counted from 1."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text
