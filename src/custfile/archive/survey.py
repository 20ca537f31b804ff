"""What is in the folder now: which files, and whether they are the ones we know.

git knows the answer fastest: one ``git ls-files`` gives the blob ids of clean files and names the others.
Without git the folder is walked. A file that git does not vouch for is known by its stat signature.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Set
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from custfile.archive.attributes import converting
from custfile.archive.git import Question
from custfile.archive.root import CUSTOMERS, Root

_QUESTION: Final = ("ls-files", "-v", "-s", "-m", "-d", "-o", "-z", "--", CUSTOMERS)
_SUFFIXES: Final = (".yaml", ".yml")
VOUCHED: Final = "git"
"""How a file was seen that git vouches for: its blob id is proof enough."""

_RACY_NS: Final = 2_000_000_000

CLEAN: Final = "'H 100644 ' || blob || ' 0' || char(9) || path"
"""The line of git's answer for a file that is as git has it, in SQL."""


class Survey(NamedTuple):
    """The ``files`` under ``customers/``: each path, with its blob id where git vouches for the file, else ``None``.

    Without those that git's answer tells in the very line that was known; ``gone`` are those that were and are no more.
    ``digest`` is of git's answer (empty without git): equal digests mean equal ``files``.
    """

    digest: str
    files: dict[str, str | None]
    gone: Set[str] = frozenset()


class Asked:
    """A question put to git early, so that it works while Python is still loading."""

    def __init__(self, root: Root) -> None:
        """Ask git about ``root``; does not wait."""
        self.root = root
        self._question: Question | None = None
        if not converting(root):
            with suppress(OSError):
                self._question = Question(root.folder, *_QUESTION)

    @property
    def is_answered(self) -> bool:
        """Whether ``answer`` need not wait for git."""
        return self._question is None or self._question.is_answered

    def answer(self) -> Reply:
        """Wait for git and return its reply."""
        raw = self._question.answer() if self._question else None
        self._question = None
        return Reply(self.root, raw)

    def drop(self) -> None:
        """Want no answer any more; nothing happens when there was one."""
        if self._question is not None:
            self._question.drop()


class Reply:
    """git's answer, not yet taken apart: when its digest is known, it need not be."""

    def __init__(self, root: Root, raw: bytes | None) -> None:
        """Keep ``raw``, the NUL-separated answer, or ``None`` where git cannot tell."""
        self.root = root
        self.raw = raw
        self.digest = sha256(raw).hexdigest() if raw is not None else ""

    def survey(self, known: Set[str] = frozenset()) -> Survey:
        """Return what is in the folder beside the files of the ``known`` lines of git's last answer, see ``CLEAN``."""
        lines = set() if self.raw is None else set(legible(self.raw).split("\0")[:-1])
        told = None if self.raw is None else _parsed(lines - known)
        if told is None:
            files = dict.fromkeys(walk(self.root))
            return Survey("", files, {_path(line) for line in known} - files.keys())
        files, deleted = told
        gone = {_path(line) for line in known - lines} | deleted
        return Survey(self.digest, files, gone - files.keys())


def _path(line: str) -> str:
    return line.split("\t", 1)[1]


def _parsed(lines: Iterable[str]) -> tuple[dict[str, str | None], set[str]] | None:
    """Take apart lines such as ``H 100644 <blob> 0<TAB>path`` and ``? path``; a path may come on several lines.

    Returns the files, and what git knows but is not in the folder. ``None`` where git does not know all: it does not
    look into other repositories, nor for files it was told to skip.
    """
    clean, loose, gone = dict[str, str](), set[str](), set[str]()
    for line in lines:
        entry, path = line.split("\t", 1) if line[0] != "?" else ("?", line[2:])
        tag, mode, blob, _stage = entry.split(" ") if entry != "?" else ("?", "", "", "")
        if tag in "Ss" or mode == "160000" or path.endswith(("/", "/.gitattributes")) or path == CUSTOMERS:
            return None
        if not is_page(path):
            continue
        if tag in "Rr":
            gone.add(path)
        elif tag == "H" and mode.startswith("100"):
            clean[path] = blob
        else:
            loose.add(path)
    files = {**clean, **dict.fromkeys(loose)}
    return {path: blob for path, blob in files.items() if path not in gone}, gone


def legible(raw: bytes) -> str:
    r"""Return names as git prints them; what is not UTF-8 becomes ``\xff``, a name that no file has, so none is read."""
    return raw.decode("utf-8", "backslashreplace")


def is_page(path: str) -> bool:
    """Say whether ``path``, relative to the root, is where a customer's file would be: nothing on it is hidden."""
    return path.lower().endswith(_SUFFIXES) and "/." not in path


def identity(path: str) -> str:
    """Return the id of the customer whose file is at ``path``."""
    return path.rpartition("/")[2].rpartition(".")[0]


def walk(root: Root) -> Iterator[str]:
    """Yield the paths of the pages under ``customers/``, relative to the root; links are not followed.

    A folder that cannot be looked into is among them: its files are not passed over in silence.
    """
    folders = [CUSTOMERS]
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(root.folder / folder))
        except PermissionError:
            yield legible(os.fsencode(folder))
            continue
        except OSError:
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                folders.append(path) if not entry.name.startswith(".") else None
            elif is_page(path):
                yield legible(os.fsencode(path))


def signature(path: str | Path) -> str:
    """Return what tells one state of a file from another without reading it; empty when there is none."""
    try:
        known = os.lstat(path)
    except (OSError, ValueError):
        return ""
    kind = "f" if stat.S_ISREG(known.st_mode) else "x"
    return f"{kind}:{known.st_mtime_ns}:{known.st_ctime_ns}:{known.st_size}:{known.st_ino}"


def racy(signature: str, now_ns: int) -> bool:
    """Say whether a file might have changed again within the tick of its ``signature``, taken at ``now_ns``.

    A time stamp from the future is as doubtful as one of this moment: the clock may have been set back.
    """
    _kind, modified, changed, _rest = signature.split(":", 3)
    return max(int(modified), int(changed)) + _RACY_NS >= now_ns
