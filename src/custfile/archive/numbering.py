"""Running numbers: the pattern of ids."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

DEFAULT: Final = "C000000"


@cache
def matcher(pattern: str | None) -> re.Pattern[str]:
    """Return what ids look like: the letters of ``pattern``, then at least as many digits as it has zeros."""
    prefix, width = split(pattern)
    return re.compile(rf"{re.escape(prefix)}(\d{{{width},}})", re.ASCII)


def split(pattern: str | None) -> tuple[str, int]:
    """Return the letters of ``pattern`` and how many digits follow."""
    told = pattern or DEFAULT
    prefix = told.rstrip("0")
    return prefix, len(told) - len(prefix)


def next_id(pattern: str | None, highest: int) -> str:
    """Return the id after the number ``highest``."""
    prefix, width = split(pattern)
    return f"{prefix}{highest + 1:0{width}d}"
