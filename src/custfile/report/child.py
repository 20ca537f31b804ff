"""An archive's own templates, run in a process of their own with limits: a sandbox alone stops neither loops nor floods."""

from __future__ import annotations

import atexit
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from custfile.errors import NoArchive
from custfile.language import _, speak, spoken

SECONDS: Final = 10
"""How long a page may take."""

MEGABYTES: Final = 512
"""How much memory the process may have, where the system can limit it."""


class Child:
    """A process that fills templates, one page after the other, until the one it works for is no more."""

    def __init__(self, shipped: Path, own: Path, *, autoescape: bool) -> None:
        """Start it for the templates of the folder ``own`` before the ``shipped`` ones."""
        told = [str(shipped), str(own), "html" if autoescape else ""]
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, *told], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        atexit.register(self._stop)  # of a process that ends without further ado, the input ends too, and that does

    def fill(self, names: Sequence[str], data: Mapping[str, Any]) -> str:
        """Return the first of the templates ``names`` that exists, filled with ``data``.

        Raises ``NoArchive`` when it fails, or wants more time or memory than it may have.
        """
        assert self._process.stdin and self._process.stdout
        alarm = threading.Timer(SECONDS, self._process.kill)
        alarm.start()
        try:
            self._process.stdin.write(json.dumps([spoken(), names, data]) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        except BaseException:  # the user has seen enough of it
            self._stop()
            raise
        finally:
            alarm.cancel()
        if not answer:
            self._stop()
            sentence = _("template {name} was stopped: it took more than {n} seconds, or {m} MB; mend it, or delete it")
            raise NoArchive(sentence.format(name=names[0], n=SECONDS, m=MEGABYTES))
        told = json.loads(answer)
        if told["problem"]:
            raise NoArchive(told["problem"])
        return str(told["text"])

    @property
    def is_over(self) -> bool:
        """Whether it fills no more."""
        return self._process.poll() is not None

    def _stop(self) -> None:
        self._process.kill()
        self._process.communicate()


def child(shipped: Path, own: Path, *, autoescape: bool) -> Child:
    """Return the process that fills these templates, which lives as long as this one."""
    key = (shipped, own, autoescape)
    if key not in _children or _children[key].is_over:
        _children[key] = Child(shipped, own, autoescape=autoescape)
    return _children[key]


_children: Final[dict[tuple[Path, Path, bool], Child]] = {}


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: there is the time limit alone
        return
    most = MEGABYTES * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _alarm(seconds: int) -> None:
    """End this process after ``seconds``, even if nobody is left to do so; 0: not at all."""
    if hasattr(signal, "alarm"):  # not on Windows
        signal.alarm(seconds and seconds + 1)


def _serve(shipped: str, own: str, format: str) -> None:  # noqa: A002
    from custfile.report.templates import environment, fill

    made = environment(Path(shipped), Path(own), autoescape=format == "html")
    _limit()
    for line in sys.stdin:
        language, names, data = json.loads(line)
        speak(language)
        text, problem = "", ""
        _alarm(SECONDS)
        try:
            text = fill(made, names, data)
        except NoArchive as error:
            problem = str(error)
        _alarm(0)
        sys.stdout.write(json.dumps({"text": text, "problem": problem}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve(*sys.argv[1:])
