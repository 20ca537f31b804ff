"""One file written so that neither a crash, a power cut nor another writer loses a word of it.

The caller holds the lock (``lock.locked``) from before the file was read until after it is written.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePath

from custfile.archive.disk import Disk, filled, make_folder, read, sync_folders
from custfile.archive.root import DERIVED, Root
from custfile.errors import Refused
from custfile.language import _


class Unsettled(Refused):
    """The change was made, but the disk did not confirm it: a power cut may still undo it."""


@dataclass(frozen=True)
class Change:
    """What becomes of the file at ``path``, relative to the root: its bytes before and after, ``None`` for no file."""

    path: str
    old: bytes | None
    new: bytes | None


def inside(root: Root, path: str) -> Path:
    """Return where ``path``, relative to the root, is on disk; there need not be anything yet.

    Raises ``Refused`` when it leads out of the archive, through a link, into git's folder or the derived one (an
    archive may come from a stranger), or to what is no ordinary file.
    """
    parts = PurePath(path).parts
    foreign = not parts or PurePath(path).anchor or ".." in parts or parts[0].lower() == DERIVED
    if foreign or any(part.lower() == ".git" for part in parts):
        raise Refused(_("{path} is not a file of the archive; nothing is written there").format(path=path))
    at = root.folder
    with _refused(_("{path} cannot be reached: {problem}"), path):
        for part in parts:
            at /= part
            if not _is_ordinary(at, folder=len(at.parts) < len(root.folder.parts) + len(parts)):
                sentence = _("{path} is a link or no ordinary file; nothing is written there")
                raise Refused(sentence.format(path=path))
    return at


def read_inside(root: Root, path: str, disk: Disk = os) -> bytes | None:
    """Return the bytes of the file at ``path``, relative to the root, or ``None`` when there is none.

    Raises ``Refused`` when it cannot be read or is none that may be written (see ``inside``).
    """
    place = inside(root, path)
    with _refused(_("{path} cannot be read: {problem}"), path):
        try:
            return read(place, disk)
        except FileNotFoundError:
            return None


def apply(root: Root, change: Change, disk: Disk = os) -> None:
    """Make ``change`` and have it reach the disk.

    Raises ``Refused`` when nothing was changed, ``Unsettled`` when it was made but the disk did not confirm it.
    """
    folder = put(root, change, disk)
    try:
        sync_folders([folder], disk)
    except OSError as error:
        sentence = _("{path} is saved, but not yet safe on disk ({problem}); check the disk, then run: custfile check")
        raise Unsettled(sentence.format(path=change.path, problem=error.strerror or error)) from error


def create(root: Root, path: str, new: bytes, disk: Disk = os) -> None:
    """Write a new file at ``path``, never over another; missing folders are made. Raises as ``apply``."""
    apply(root, Change(path, None, new), disk)


def put(root: Root, change: Change, disk: Disk = os) -> Path:
    """Make ``change`` and return its folder: until that is synced, a power cut may undo the change, if only whole.

    Raises ``Refused``, with nothing changed.
    """
    place = inside(root, change.path)
    with _refused(_("{path} was not saved: {problem}"), change.path):
        if change.new is None:
            _check_unchanged(root, change, disk)
            disk.unlink(place)
        elif change.old is None:
            make_folder(place.parent, disk)
            with filled(place, change.new, disk) as temporary:
                _name(change.path, temporary, place, disk)
        else:
            with filled(place, change.new, disk, _mode(place)) as temporary:
                _check_unchanged(root, change, disk)
                disk.replace(temporary, place)
    return place.parent


def _name(path: str, temporary: Path, place: Path, disk: Disk) -> None:
    """Give the file ``temporary`` the name ``place``, which must be free."""
    try:
        disk.link(temporary, place)
    except OSError:  # taken, or a file system without hard links
        _claim(path, place, disk)
        try:
            disk.replace(temporary, place)
        except BaseException:
            with suppress(OSError):
                disk.unlink(place)
            raise


def _claim(path: str, place: Path, disk: Disk) -> None:
    """Make an empty file at ``place``, which must be free."""
    try:
        disk.close(disk.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        sentence = _("{path} exists already and was left as it is; run the command again")
        raise Refused(sentence.format(path=path)) from error


def _check_unchanged(root: Root, change: Change, disk: Disk) -> None:
    if read_inside(root, change.path, disk) != change.old:
        sentence = _("{path} changed meanwhile (an editor?) and was left as it is; run the command again")
        raise Refused(sentence.format(path=change.path))


def _mode(place: Path) -> int | None:
    """Return the permissions of the file at ``place``, or ``None`` when it is gone."""
    try:
        return stat.S_IMODE(place.lstat().st_mode)
    except FileNotFoundError:
        return None


def _is_ordinary(place: Path, *, folder: bool) -> bool:
    """Say whether ``place`` is free, or an ordinary file or ``folder``."""
    try:
        mode = place.lstat().st_mode
    except FileNotFoundError:
        return True
    return stat.S_ISDIR(mode) if folder else stat.S_ISREG(mode)


@contextmanager
def _refused(sentence: str, path: str) -> Iterator[None]:
    """Turn an error of the system into a refusal."""
    try:
        yield
    except OSError as error:
        raise Refused(sentence.format(path=path, problem=error.strerror or error)) from error
