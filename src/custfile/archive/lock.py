"""One writer at a time: a lock of the kernel, which no crash leaves behind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from custfile.archive.root import Root
from custfile.errors import Refused
from custfile.language import _


@contextmanager
def locked(root: Root, timeout: float = 10) -> Iterator[None]:
    """Be the only writer of ``root``. Enter before reading what is to be changed.

    Waits up to ``timeout`` seconds. Raises ``Refused`` when another process holds the lock for longer, or the file
    system offers none. It is not re-entrant.
    """
    from filelock import FileLock, Timeout  # late: commands that only read never lock

    try:
        folder = root.derived()
        lock, holder = FileLock(folder / "lock", mode=0o600), folder / "lock.pid"
        lock.acquire(timeout, poll_interval=0.02)
    except Timeout as error:
        raise Refused(_busy(holder)) from error
    except (OSError, NotImplementedError) as error:
        sentence = _("the archive cannot be locked for writing: {problem}")
        raise Refused(sentence.format(problem=getattr(error, "strerror", None) or error)) from error
    try:
        with suppress(OSError):  # it only serves the sentence that others read while they wait
            holder.write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        lock.release()


def _busy(holder: Path) -> str:
    try:
        pid = int(holder.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return _("the archive is busy, another custfile is writing; try again in a moment")
    return _("the archive is busy, held by pid {pid}; try again in a moment").format(pid=pid)
