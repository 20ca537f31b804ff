"""Where the index is kept: a file of SQLite that may be busy, damaged or unwritable, and can always be made again."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from custfile.archive.root import Root

MEMORY: Final = ":memory:"
PATIENCE: Final = 120
"""Seconds to wait for another process, which may be reading a large archive for the first time."""

_NAME: Final = "index.sqlite"
_BUSY: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def place(root: Root) -> str:
    """Return where the index of ``root`` is kept; a folder that cannot be written to can still be read."""
    try:
        path = root.derived() / _NAME
        path.touch(mode=0o600)
    except OSError:
        return MEMORY
    return str(path)


def connect(at: str) -> sqlite3.Connection:
    """Return a connection to the database ``at`` a place, in which there is a table ``meta``. Raises ``DatabaseError``.

    While another process makes the database, SQLite does not wait but says at once that it is busy.
    """
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return _connected(at)
        except sqlite3.DatabaseError as error:
            if not busy(error) or time.monotonic() > end:
                raise
        time.sleep(0.01)


def _connected(at: str) -> sqlite3.Connection:
    db = sqlite3.connect(at, timeout=PATIENCE, isolation_level=None)
    try:
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = normal")
        db.execute("create table if not exists meta (key text primary key, value text) without rowid")
    except BaseException:
        db.close()
        raise
    return db


def busy(error: sqlite3.Error) -> bool:
    """Say whether ``error`` only means that another process was at it for too long."""
    return _code(error) in _BUSY


def misspelt(error: sqlite3.Error) -> bool:
    """Say whether ``error`` is in the question and not in the database."""
    return _code(error) == sqlite3.SQLITE_ERROR


def _code(error: sqlite3.Error) -> int:
    """Return the primary code of ``error``; 0 for text that is not UTF-8, which Python finds, not SQLite."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


@contextmanager
def alone(root: Root) -> Iterator[None]:
    """Be the only process that makes the index again. Raises ``OSError`` where that is not possible."""
    from filelock import FileLock  # late: an index is hardly ever damaged

    with FileLock(root.derived() / "index.lock", timeout=PATIENCE, mode=0o600):
        yield


def inode(at: str) -> int:
    """Return what tells the file at ``at`` from one made in its place; 0 when there is none."""
    try:
        return Path(at).stat().st_ino
    except OSError:
        return 0


def discard(root: Root) -> None:
    """Delete the index. Without its first file SQLite does not believe the others, should this be interrupted."""
    for suffix in ("", "-wal", "-shm"):
        (root.derived() / (_NAME + suffix)).unlink(missing_ok=True)
