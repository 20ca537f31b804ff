"""How reports put words together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from custfile.language import COMMA, Label, say

_DASH: Final = " · "


def joined(*words: str | None) -> str:
    """Return the ``words`` that are not empty, side by side."""
    return _DASH.join(filter(None, words))


def enumerated(words: Iterable[str]) -> str:
    """Return the ``words`` one after the other, as the language spoken does."""
    return say(COMMA).join(words)


def excerpt(told: Label, shown: int, there: int) -> str:
    """Return ``told``, such as "the first {n} of {all}", when fewer are ``shown`` than ``there`` are, else nothing."""
    return say(told).format(n=shown, all=there) if shown < there else ""
