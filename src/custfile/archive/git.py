"""git, asked by command line: argument lists, NUL-separated answers, never a shell."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from custfile.errors import Refused
from custfile.language import _

# No program that the archive's own configuration names is run, and no change that stat can see is overlooked.
_ASKING: Final = ("git", "-c", "core.fsmonitor=false", "-c", "core.trustctime=true", "-c", "core.checkStat=default")

# What a hook of some repository tells its children; the archive may be in another one.
_OF_A_HOOK: Final = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR",
    "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE",
    "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
)  # fmt: skip


class Question:
    """What git was asked and is at. It answers into a file without a name, so that it waits for nobody to read along."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        """Have ``git`` begin to answer ``arguments`` in ``folder``; does not wait. Raises ``OSError`` where it cannot."""
        quiet = subprocess.DEVNULL
        self._told = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the answer is read, or wanted no more
        try:
            self._git = subprocess.Popen(
                [*_ASKING, *arguments], cwd=folder, env=_environment(), stdin=quiet, stdout=self._told, stderr=quiet
            )
        except BaseException:
            self._told.close()
            raise

    @property
    def is_answered(self) -> bool:
        """Whether ``answer`` need not wait."""
        return self._git.poll() is not None

    def answer(self) -> bytes | None:
        """Wait for git and return what it printed, once, or ``None`` where it cannot tell."""
        with self._told:
            if self._git.wait() != 0:
                return None
            self._told.seek(0)
            return self._told.read()

    def drop(self) -> None:
        """Want no answer any more."""
        self._git.kill()
        self._git.wait()
        self._told.close()


def ask(folder: Path, *arguments: str, data: bytes = b"", index: str | None = None) -> bytes | None:
    """Return what ``git`` prints for ``arguments`` in ``folder``, or ``None`` where it cannot tell.

    ``data`` is its input; ``index`` is the file of staged changes, where it is not the repository's usual one.
    """
    try:
        done = subprocess.run(
            [*_ASKING, *arguments], cwd=folder, env=_environment(index), input=data, capture_output=True, check=False
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def tell(folder: Path, *arguments: str) -> None:
    """Have ``git`` do something. Raises ``Refused`` with git's own words when it does not."""
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise Refused(_("git is not installed here")) from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise Refused(_("git refused: {said}").format(said=said))


def in_work_tree(folder: Path) -> bool:
    """Say whether ``folder`` is in a git work tree."""
    return ask(folder, "rev-parse", "--is-inside-work-tree") == b"true\n"


def blobs(folder: Path, names: Sequence[str], index: str | None = None) -> list[bytes | None]:
    """Return the contents of objects such as ``HEAD:./customers/C000001.yaml``.

    ``None`` stands for one that does not exist, or whose name has a line break and so cannot be asked for.
    """
    asked = [name for name in names if "\n" not in name]
    question = b"".join(os.fsencode(name) + b"\n" for name in asked)
    raw = ask(folder, "cat-file", "--batch", data=question, index=index) or b""
    found = dict(zip(asked, _contents(raw), strict=False))
    return [found.get(name) for name in names]


def _contents(raw: bytes) -> Iterator[bytes | None]:
    """Take apart lines ``<id> <type> <size>``, each before that many bytes, and ``<name> missing``."""
    at = 0
    while at < len(raw):
        end = raw.index(b"\n", at)
        size = raw[at:end].rpartition(b" ")[2]
        at = end + 1
        if not size.isdigit():
            yield None
            continue
        yield raw[at : at + int(size)]
        at += int(size) + 1


def commit(folder: Path, paths: Sequence[str], message: str) -> None:
    """Commit ``paths``, and nothing else, with ``message``."""
    tell(folder, "add", "--", *paths)
    tell(folder, "commit", "--quiet", "--message", message, "--only", "--", *paths)


def _environment(index: str | None = None) -> dict[str, str]:
    """Return our environment without what a hook adds; asking takes no lock that the user's own git may want."""
    known = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    return {**known, "GIT_OPTIONAL_LOCKS": "0"} | ({"GIT_INDEX_FILE": index} if index else {})
