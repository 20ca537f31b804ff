"""Running numbers: the pattern of ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from custfile.archive.git import ask
from custfile.archive.register import removed
from custfile.archive.root import CUSTOMERS

if TYPE_CHECKING:
    from custfile.archive.index import Index

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


def highest(index: Index) -> int:
    """Return the highest number that the archive ever gave out, so that none is given twice.

    Counted are the files there are, those that the register of removed files names, and those that git once had.
    """
    pattern = matcher(index.catalog["ids"])
    names = [
        *(identity for (identity,) in index.iterate("select id from customers")),
        *_once(index),
        *removed(index.root),
    ]
    found = (pattern.fullmatch(name) for name in names)
    return max((int(match[1]) for match in found if match), default=0)


def _once(index: Index) -> Iterator[str]:
    """Yield the names of the files there are, broken ones too, and of those that a commit removed."""
    yield from (path.rpartition("/")[2].rpartition(".")[0] for (path,) in index.iterate("select path from files"))
    log = (
        "log",
        "--all",
        "--format=",
        "--name-only",
        "--no-renames",
        "--diff-filter=D",
        "-z",
        "--relative",
        "--",
        CUSTOMERS,
    )
    for path in (ask(index.root.folder, *log) or b"").decode("utf-8", "replace").split("\0"):
        yield path.strip().rpartition("/")[2].rpartition(".")[0]
