"""Disks that fail: a call that goes wrong, a process that dies, a power cut, a file system that is lacking."""

from __future__ import annotations

import errno
import os
import random
import signal
import stat
import threading
from collections.abc import Callable, Collection
from contextlib import ExitStack
from pathlib import Path
from typing import Any

CALLS = ("open", "write", "fchmod", "fsync", "close", "replace", "link", "unlink", "mkdir")


class Watched:
    """``os``, with every call told to ``before`` and ``after`` first and last; ``fsync`` is only told, to save time."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.count = 0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in CALLS:
            raise AttributeError(name)

        def call(*args: Any) -> Any:
            with self.lock:
                self.count += 1
                self.before(name, *args)
                result = getattr(os, name)(*args) if name != "fsync" else None
                self.after(name, result, *args)
                return result

        return call

    def before(self, name: str, *args: Any) -> None:
        """Hear of a call that is about to be made; raise to prevent it."""

    def after(self, name: str, result: Any, *args: Any) -> None:
        """Hear of a call that was made."""


class Failing(Watched):
    """The call number ``at``, of those in ``names``, fails with ``number``, the others work. ``failed`` is its name."""

    def __init__(self, at: int, number: int = errno.EIO, names: Collection[str] = CALLS) -> None:
        super().__init__()
        self.left, self.number, self.names, self.failed = at, number, names, ""

    def before(self, name: str, *args: Any) -> None:
        self.left -= name in self.names
        if not self.left and not self.failed:
            self.failed = name
            raise OSError(self.number, os.strerror(self.number))


class Lacking(Watched):
    """A file system that does not know the calls ``missing``."""

    def __init__(self, *missing: str) -> None:
        super().__init__()
        self.missing = missing

    def before(self, name: str, *args: Any) -> None:
        if name in self.missing:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))


class Stingy(Watched):
    """Writes three bytes at a time."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        call = super().__getattr__(name)
        return (lambda fd, data: call(fd, data[:3])) if name == "write" else call


class Meddled(Watched):
    """Somebody calls ``meddle`` right before each call of those in ``names``."""

    def __init__(self, meddle: Callable[[], object], names: Collection[str] = CALLS) -> None:
        super().__init__()
        self.meddle, self.names = meddle, names

    def before(self, name: str, *args: Any) -> None:
        if name in self.names:
            self.meddle()


class Deadly(Watched):
    """The process is killed at its call number ``at`` of those named ``name``."""

    def __init__(self, name: str, at: int) -> None:
        super().__init__()
        self.name, self.left = name, at

    def before(self, name: str, *args: Any) -> None:
        self.left -= name == self.name
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)


class PowerCut(BaseException):
    """The power is gone."""


class Unplugged(Watched):
    """The call number ``at`` and all that follow never happen: the power is cut.

    ``remains`` makes the folder anew as the disk then holds it. A file's bytes count from their ``fsync``, a name from
    the ``fsync`` of its folder. Whatever was not synced may have reached the disk or not.
    """

    def __init__(self, folder: Path, at: int | None = None) -> None:
        super().__init__()
        self.folder, self.at = folder, at
        self.names: dict[int, dict[str, int]] = {}  # folder's inode → names in it
        self.bytes: dict[int, bytes] = {}  # file's inode → what it holds
        self.paths: dict[int, Path] = {}  # of open files
        self.held = ExitStack()  # every inode stays in use, so that none is given away again
        for each in (folder, *folder.rglob("*")):
            self._sync(each, each.stat())

    def before(self, name: str, *args: Any) -> None:
        if self.at is not None and self.count >= self.at:
            if name == "close":
                os.close(*args)
            raise PowerCut

    def after(self, name: str, result: Any, *args: Any) -> None:
        if name == "open":
            self.paths[result] = args[0]
            if args[1] & os.O_CREAT:
                self._hold(args[0])
        elif name == "fsync":
            self._sync(self.paths[args[0]], os.fstat(args[0]))

    def remains(self, target: Path, seed: int | None = None) -> Path:
        """Make the folder anew at ``target``: what was synced and no more or, with a ``seed``, some of the rest too."""
        self._restore(self.folder.stat().st_ino, self.folder, target, random.Random(seed) if seed is not None else None)
        self.held.close()
        return target

    def _hold(self, path: Path) -> int:
        fd = os.open(path, os.O_RDONLY)
        self.held.callback(os.close, fd)
        return os.fstat(fd).st_ino

    def _sync(self, path: Path, known: os.stat_result) -> None:
        if stat.S_ISDIR(known.st_mode):
            self.names[known.st_ino] = {each.name: each.stat().st_ino for each in path.iterdir()}
        else:
            self._hold(path)
            self.bytes[known.st_ino] = path.read_bytes()

    def _restore(self, inode: int, now: Path | None, target: Path, dice: random.Random | None) -> None:
        """Make the folder ``inode``, which is at ``now`` if the live tree still has it, at ``target``."""
        target.mkdir()
        live = {each.name: each for each in now.iterdir()} if now else {}
        safe = self.names.get(inode, {})
        for name in sorted({*live, *safe}):
            lucky = dice is not None and dice.random() < 0.5
            if name not in (live if lucky else safe):
                continue
            child = live[name].stat().st_ino if lucky else safe[name]
            path = live.get(name)
            if child in self.names or (path and path.is_dir() and path.stat().st_ino == child):
                self._restore(child, path, target / name, dice)
            else:
                target.joinpath(name).write_bytes(self.bytes.get(child, b""))
