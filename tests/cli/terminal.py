"""A terminal for the program: what it shows, and answers typed when it asks."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

_PATIENCE = 30.0


class Terminal:
    """A command on a terminal of ``columns`` and 40 lines."""

    def __init__(self, *arguments: str, at: Path, columns: int = 120) -> None:
        """Start ``custfile`` with ``arguments`` in the archive ``at``."""
        self._mine, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "custfile", "-C", str(at), *arguments],
            stdin=theirs, stdout=theirs, stderr=theirs, env={**environment, "TERM": "xterm"}, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self.shown = ""

    def answer(self, question: str, typed: str) -> None:
        """Wait until ``question`` is shown, then type an answer and Enter."""
        seen = len(self.shown)
        until = time.monotonic() + _PATIENCE
        while question not in self.shown[seen:]:
            assert self._read(until), f"{question!r} was not asked; shown: {self.shown}"
        os.write(self._mine, f"{typed}\n".encode())

    def end(self) -> int:
        """Wait for the end and return the exit code."""
        while self._read(time.monotonic() + _PATIENCE):
            pass
        os.close(self._mine)
        return self._process.wait(_PATIENCE)

    def _read(self, until: float) -> bool:
        """Take in what is shown next; false at the end."""
        ready, _writable, _failed = select.select([self._mine], [], [], max(0.0, until - time.monotonic()))
        try:
            data = os.read(self._mine, 65536) if ready else b""
        except OSError:  # Linux tells so that the other side was closed
            data = b""
        self.shown += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)


def shown(arguments: Sequence[str], at: Path, columns: int = 120) -> str:
    """Return what a command shows on a terminal."""
    terminal = Terminal(*arguments, at=at, columns=columns)
    assert terminal.end() == 0
    return terminal.shown
