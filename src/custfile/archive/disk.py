"""The few calls to the system that writing stands on, and the steps made of them that survive a power cut.

Every call goes through a ``Disk``, which is ``os`` but in tests that fail its n-th call or cut its power.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Protocol

from custfile.archive.root import DERIVED, Root

_TEMPORARY: Final = re.compile(r"\..+\.[0-9a-f]{16}\.tmp")
_ABANDONED: Final = 3600  # seconds; what is younger may belong to a colleague whose lock we cannot see
_BINARY: Final = getattr(os, "O_BINARY", 0)
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | _BINARY
_SYNCS_FOLDERS: Final = os.name != "nt"  # Windows writes them through and has no call for it


class Disk(Protocol):
    """The part of ``os`` that writing uses."""

    def open(self, path: str | Path, flags: int, mode: int = 0o777, /) -> int:
        """See ``os.open``."""

    def write(self, fd: int, data: memoryview, /) -> int:
        """See ``os.write``; may write less than all of ``data``."""

    def fchmod(self, fd: int, mode: int, /) -> None:
        """See ``os.fchmod``; missing on some Windows."""

    def fsync(self, fd: int, /) -> None:
        """See ``os.fsync``."""

    def close(self, fd: int, /) -> None:
        """See ``os.close``."""

    def replace(self, source: Path, target: Path, /) -> None:
        """See ``os.replace``."""

    def link(self, source: Path, target: Path, /) -> None:
        """See ``os.link``."""

    def unlink(self, path: Path, /) -> None:
        """See ``os.unlink``."""

    def mkdir(self, path: Path, mode: int = 0o777, /) -> None:
        """See ``os.mkdir``."""


def read(path: str | Path, disk: Disk = os) -> bytes:
    """Return the bytes of the file at ``path``. Never follows a link nor blocks. Raises ``OSError``."""
    with os.fdopen(disk.open(path, os.O_RDONLY | _NO_LINK), "rb") as file:
        return file.read()


def fill(path: Path, data: bytes, disk: Disk = os, mode: int | None = None) -> None:
    """Make the file ``path``, which must not exist, and have ``data`` in it reach the disk. Raises ``OSError``.

    The file is its owner's alone unless ``mode`` says otherwise. Its name is safe only after ``sync_folders``.
    """
    fd = disk.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[disk.write(fd, rest) :]
        if mode is not None and hasattr(disk, "fchmod"):
            disk.fchmod(fd, mode)
        disk.fsync(fd)
    except BaseException:
        with suppress(OSError):
            disk.close(fd)
        raise
    disk.close(fd)


@contextmanager
def filled(path: Path, data: bytes, disk: Disk = os, mode: int | None = None) -> Iterator[Path]:
    """Hold ``data`` in a temporary file beside ``path``, of which nothing is left after. Raises ``OSError``."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
    try:
        fill(temporary, data, disk, mode=mode)
        yield temporary
    finally:
        with suppress(OSError):
            disk.unlink(temporary)


def make_folder(folder: Path, disk: Disk = os) -> None:
    """Make ``folder`` and those missing above it, safe on disk and their owner's alone. Raises ``OSError``."""
    missing = [each for each in (folder, *folder.parents) if not each.is_dir()]
    for each in reversed(missing):
        with suppress(FileExistsError):  # another thread was faster
            disk.mkdir(each, 0o700)
        sync_folders([each.parent], disk)


def sync_folders(folders: Iterable[Path], disk: Disk = os) -> None:
    """Have the names in ``folders`` reach the disk. Raises ``OSError``."""
    for folder in sorted(set(folders)) if _SYNCS_FOLDERS else ():
        fd = disk.open(folder, os.O_RDONLY)
        try:
            disk.fsync(fd)
        finally:
            disk.close(fd)


def sweep(root: Root) -> None:
    """Remove the temporary files that interrupted writing left anywhere in the archive more than an hour ago."""
    oldest = time.time() - _ABANDONED
    folders = [str(root.folder)]
    while folders:
        with suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders += [entry.path] if entry.name not in (".git", DERIVED) else []
                elif entry.name.endswith(".tmp") and _TEMPORARY.fullmatch(entry.name):
                    _remove_if_older(entry, oldest)


def _remove_if_older(entry: os.DirEntry[str], oldest: float) -> None:
    with suppress(OSError):
        known = entry.stat(follow_symlinks=False)
        if stat.S_ISREG(known.st_mode) and known.st_mtime < oldest:
            Path(entry.path).unlink()
