"""The highest running number ever given out: ids are never used again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from custfile.archive.git import ask
from custfile.archive.index import Index
from custfile.archive.numbering import matcher
from custfile.archive.register import removed
from custfile.archive.root import CUSTOMERS
from custfile.archive.survey import identity, legible

_DELETED: Final = ("log", "--all", "--format=", "--name-only", "--no-renames", "--diff-filter=D", "-z", "--relative")


def highest(index: Index) -> int:
    """Return the highest number that the archive ever gave out, so that none is given twice.

    Counted are the files there are, broken ones too, those that the register of removed files names, and those that git
    once had.
    """
    pattern = matcher(index.catalog["ids"])
    found = (pattern.fullmatch(name) for name in (*_once(index), *removed(index.root)))
    return max((int(match[1]) for match in found if match), default=0)


def _once(index: Index) -> Iterator[str]:
    yield from (identity(path) for (path,) in index.iterate("select path from files"))
    log = legible(ask(index.root.folder, *_DELETED, "--", CUSTOMERS) or b"")
    yield from (identity(path.strip()) for path in log.split("\0"))
