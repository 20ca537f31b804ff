"""One writer at a time, and a sentence that says who it is."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from custfile.archive.lock import locked
from custfile.archive.root import Root
from custfile.errors import Refused

HOLD = """
import sys, time
from pathlib import Path
from custfile.archive.lock import locked
from custfile.archive.root import Root
with locked(Root(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(root: Root) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until its input ends."""
    command = [sys.executable, "-c", HOLD, str(root.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process


@pytest.fixture
def root(tmp_path: Path) -> Root:
    return Root(tmp_path)


def test_says_who_holds_it(root: Root) -> None:
    with holder(root) as process:
        with pytest.raises(Refused, match=f"busy, held by pid {process.pid};") as caught, locked(root, timeout=0.1):
            pass
        assert caught.value.exit_code == 5


@pytest.mark.parametrize("said", [None, "", "half a numb"])
def test_is_busy_even_when_the_holder_is_unknown(root: Root, said: str | None) -> None:
    with holder(root):
        path = root.folder / ".custfile" / "lock.pid"
        path.unlink() if said is None else path.write_text(said)
        with pytest.raises(Refused, match="busy, another custfile is writing"), locked(root, timeout=0.05):
            pass


def test_waits_for_its_turn(root: Root) -> None:
    with holder(root) as process:
        assert process.stdin is not None
        process.stdin.close()  # it lets go while we wait
        with locked(root, timeout=10):
            pass


def test_gives_up_when_told(root: Root) -> None:
    with holder(root):
        begun = time.monotonic()
        with pytest.raises(Refused), locked(root, timeout=0.3):
            pass
        assert 0.3 <= time.monotonic() - begun < 3


def test_a_killed_holder_leaves_it_free(root: Root) -> None:
    with holder(root) as process:
        process.kill()
        process.wait()
        with locked(root, timeout=1):
            pass


def test_is_free_again_after_an_error(root: Root) -> None:
    with pytest.raises(KeyError), locked(root):
        raise KeyError
    with locked(root, timeout=0):
        assert (root.folder / ".custfile" / "lock.pid").read_text().isdigit()
    assert not (root.folder / ".custfile" / "lock.pid").exists()


def test_is_its_owners_alone_and_no_business_of_git(root: Root) -> None:
    with locked(root):
        assert (root.folder / ".custfile" / "lock").stat().st_mode & 0o777 == 0o600
        assert (root.folder / ".custfile" / ".gitignore").read_text() == "*\n"


def test_where_nothing_can_be_written(root: Root) -> None:
    (root.folder / ".custfile").write_text("in the way")
    with pytest.raises(Refused, match="cannot be locked for writing"), locked(root):
        pass
