"""The history of an archive: what was committed, when and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from custfile.analysis.digest import Commit
from custfile.archive.git import ask

_BEGINS: Final = "\0\x01"
_FORMAT: Final = "--format=%x01%h%x00%cs%x00%aN%x00%aE%x00%s"
_HEAD: Final = 5
_MARGIN: Final = timedelta(2)
"""git compares moments, and a committer may live at the other end of the world: days are compared afterwards."""


def commits(folder: Path, after: date, upto: date) -> list[Commit] | None:
    """Return the commits later than the day ``after`` up to the day ``upto`` that touched ``folder``, the latest first.

    Days are those of who committed. Files are named from ``folder``; one that was moved is removed and added. ``None``
    where there is no git, or no commit yet.
    """
    since = f"--since={after - _MARGIN}T00:00:00Z"
    asked = (
        "log",
        "--relative",
        "--no-renames",
        "--no-merges",
        "--name-status",
        "-z",
        since,
        _FORMAT,
        "HEAD",
        "--",
        ".",
    )
    raw = ask(folder, *asked)
    if raw is None:
        return None
    return [each for each in _read(raw.decode("utf-8", "replace")) if after < each.day <= upto]


def _read(text: str) -> Iterator[Commit]:
    for part in f"\0{text}".split(_BEGINS)[1:]:
        fields = part.split("\0")
        if len(fields) < _HEAD:
            continue
        number, day, author, email, subject = fields[:_HEAD]
        told = [field.lstrip("\n") for field in fields[_HEAD:]]
        files = [(status[0], path) for status, path in zip(told[::2], told[1::2], strict=False) if status]
        yield Commit(number, date.fromisoformat(day), author, email, subject, files)
