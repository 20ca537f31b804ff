"""Progress on stderr, for work that takes longer than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from custfile.language import _


@contextmanager
def reading() -> Iterator[Callable[[int, int], None]]:
    """Yield what hears (done, total) while files are read."""
    with bar(_("reading")) as heard:
        yield heard


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """Yield a function of (done, total) that draws a bar once a second has passed, on a terminal only."""
    begun, shown = time.monotonic(), _Bar(what)

    def heard(done: int, total: int) -> None:
        if sys.stderr.isatty() and time.monotonic() - begun > 1:
            shown.draw(done, total)

    try:
        yield heard
    finally:
        shown.close()


class _Bar:
    def __init__(self, what: str) -> None:
        self._what = what
        self._progress: Any = None
        self._task: Any = None

    def draw(self, done: int, total: int) -> None:
        if self._progress is None:
            from rich.console import Console  # late: most commands are done before a second has passed
            from rich.progress import Progress

            self._progress = Progress(console=Console(stderr=True), transient=True)
            self._task = self._progress.add_task(self._what, total=total)
            self._progress.start()
        self._progress.update(self._task, completed=done)

    def close(self) -> None:
        if self._progress is not None:
            self._progress.stop()
