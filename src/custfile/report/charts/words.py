"""Text in a drawing: how much room it takes in any font, and what of it fits.

The width is estimated by its characters and never measured: the same chart is the same drawing on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from unicodedata import combining, east_asian_width

from custfile.model.visible import visible

TEXT: Final = 12.0
"""The size of all text of a drawing, which the style sheet sets."""

LINE: Final = 15.0
"""The height of a line of it."""

_NARROW: Final = 0.6  # of the size: the width of a digit in the widest of the usual fonts
_BROAD: Final = "%@MWmw…"
_UNWRITABLE: Final = re.compile("[\ufffe\uffff]")  # XML has no way to write them
_BREAKS: Final = re.compile(r"\S+\s*")


def shown(text: str) -> str:
    """Return ``text`` on one line as a drawing can hold it."""
    return _UNWRITABLE.sub("\ufffd", visible(text)).strip()


def width(text: str) -> float:
    """Return about how wide ``text`` is, in units of the drawing."""
    return TEXT * sum(map(_advance, text))


def widest(texts: Iterable[str]) -> float:
    """Return the width of the widest of ``texts``, 0 without any."""
    return max(map(width, texts), default=0.0)


def shortened(text: str, room: float) -> str:
    """Return ``text``, cut off with an ellipsis if it is wider than ``room``."""
    if width(text) <= room:
        return text
    kept = text
    while kept and width(kept + "…") > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrapped(text: str, room: float, lines: int) -> list[str]:
    """Return ``text`` in at most so many ``lines``, none wider than ``room``; Chinese breaks anywhere, Latin at spaces."""
    found = [""]
    for piece in _pieces(text):
        if found[-1] and width((found[-1] + piece).rstrip()) > room:
            found.append("")
        found[-1] += piece
    kept = [*found[: lines - 1], "".join(found[lines - 1 :])]
    return [shortened(line.strip(), room) for line in kept if line.strip()]


def _pieces(text: str) -> Iterable[str]:
    for word in _BREAKS.findall(text):
        yield from word if any(map(_is_wide, word)) else (word,)


def _is_wide(char: str) -> bool:
    return east_asian_width(char) in "WF"


def _advance(char: str) -> float:
    return 0.0 if combining(char) else 1.0 if _is_wide(char) or char in _BROAD else _NARROW
