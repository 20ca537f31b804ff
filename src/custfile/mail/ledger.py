"""What became of each letter: one line a step in ``mail/ledger.jsonl``, on disk before the next step is taken.

The ledger is neither in git, for every computer sends by itself, nor in ``.custfile``, which may be deleted at any time:
who deletes it has mails sent again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from custfile.archive.disk import Disk, fill, filled, make_folder, read, sync_folders
from custfile.archive.root import Root
from custfile.archive.write import inside
from custfile.errors import Refused
from custfile.language import _

FOLDER: Final = "mail"
_FILE: Final = "ledger.jsonl"
_APPEND: Final = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class State(StrEnum):
    """What is known of a letter. ``INTENT`` alone is not settled: it may have arrived, and is sent again."""

    INTENT = "intent"
    SENT = "sent"
    EMPTY = "empty"
    REFUSED = "refused"


class Ledger:
    """The ledger of an archive. Enter ``held`` before reading it to write it."""

    def __init__(self, root: Root, disk: Disk = os) -> None:
        """Read the ledger of ``root``. Raises ``Refused`` when it cannot be read, or is no ordinary file."""
        self._disk = disk
        self._path = inside(root, f"{FOLDER}/{_FILE}")
        self.is_new = False
        self.damaged = 0
        self._states: dict[str, State] = {}
        self._sound: list[bytes] = []
        with _refused():
            self._read()

    def state(self, key: str) -> State | None:
        """Return what became of the letter ``key``, ``None`` when nothing is known of it."""
        return self._states.get(key)

    def begin(self) -> None:
        """Make the ledger when there is none, and take what a crash left half written out of it."""
        with _refused():
            if self.is_new:
                make_folder(self._path.parent, self._disk)
                with suppress(FileExistsError):
                    fill(self._path.with_name(".gitignore"), b"*\n", self._disk)
                fill(self._path, b"", self._disk)
                sync_folders([self._path.parent], self._disk)
            elif self.damaged:
                with filled(self._path, b"".join(self._sound), self._disk) as whole:
                    self._disk.replace(whole, self._path)
                sync_folders([self._path.parent], self._disk)

    def note(self, state: State, letters: Iterable[tuple[str, str]], now: datetime, problem: str = "") -> None:
        """Write down that the ``letters`` (key, Message-ID) came to ``state``; it is on disk when this returns.

        Raises ``Refused`` when it could not be written.
        """
        told = {"problem": problem} if problem else {}
        noted = list(letters)
        lines = [
            json.dumps({"at": now.isoformat(timespec="seconds"), "state": state, "key": key, "id": identity} | told)
            + "\n"
            for key, identity in noted
        ]
        with _refused():
            self._append("".join(lines).encode())
        self._states |= {key: state for key, _identity in noted}

    def _append(self, data: bytes) -> None:
        fd = self._disk.open(self._path, _APPEND)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[self._disk.write(fd, rest) :]
            self._disk.fsync(fd)
        finally:
            self._disk.close(fd)

    def _read(self) -> None:
        try:
            lines = read(self._path, self._disk).splitlines(keepends=True)
        except FileNotFoundError:
            self.is_new = True
            return
        for line in lines:
            try:
                told: dict[str, Any] = json.loads(line)
                self._states[told["key"]] = State(told["state"])
                self._sound.append(line)
            except (ValueError, KeyError, TypeError):
                self.damaged += 1
        if lines and not lines[-1].endswith(b"\n") and not self.damaged:
            self._sound[-1] += b"\n"
            self.damaged = 1


@contextmanager
def held(root: Root, timeout: float = 10) -> Iterator[None]:
    """Be the only one that sends mail of ``root``: people go on writing customers' files meanwhile.

    Raises ``Refused`` when another process sends for longer than ``timeout`` seconds.
    """
    from filelock import FileLock, Timeout  # late: most commands send no mail

    lock = FileLock(root.derived() / "mail.lock", mode=0o600)
    try:
        lock.acquire(timeout, poll_interval=0.05)
    except Timeout as error:
        raise Refused(_("another custfile is sending mail; try again when it is done")) from error
    except (OSError, NotImplementedError) as error:
        sentence = _("the ledger of mail cannot be locked: {problem}")
        raise Refused(sentence.format(problem=getattr(error, "strerror", None) or error)) from error
    try:
        yield
    finally:
        lock.release()


def place(root: Root) -> Path:
    """Return where the ledger of ``root`` is."""
    return root.folder / FOLDER / _FILE


@contextmanager
def _refused() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        sentence = _("the ledger of mail cannot be kept ({problem}), so nothing more is sent")
        raise Refused(sentence.format(problem=error.strerror or error)) from error
