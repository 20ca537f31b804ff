"""What is in the folder now: which files, and whether they are the ones we know.

git knows the answer fastest: one ``git ls-files`` gives the blob ids of clean files and names the others.
Without git the folder is walked. A file that git does not vouch for is known by its stat signature.
"""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Final

from custfile.archive.root import CUSTOMERS, Root

_SUFFIXES: Final = (".yaml", ".yml")
_RACY_NS: Final = 2_000_000_000


@dataclass
class Survey:
    """The files under ``customers/``: ``clean`` maps a path to its blob id, ``loose`` are those git does not vouch for.

    ``digest`` is of git's answer (empty without git): equal digests mean equal ``clean`` and ``loose``.
    ``gone`` are files that git knows and the folder lacks.
    """

    digest: str = ""
    clean: dict[str, str] = field(default_factory=dict)
    loose: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)

    def has(self, path: str) -> bool:
        """Say whether there is a file at ``path``."""
        return path in self.clean or path in self.loose


class Asked:
    """A question put to git early, so that it works while Python is still loading."""

    def __init__(self, root: Root) -> None:
        """Ask git about ``root``; does not wait."""
        command = ["git", "ls-files", "-v", "-s", "-m", "-d", "-o", "-z", "--", CUSTOMERS]
        self.root = root
        self._git: subprocess.Popen[bytes] | None = None
        try:
            self._git = subprocess.Popen(
                command, cwd=root.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError:  # no git on this machine
            self._git = None

    def answer(self) -> Reply:
        """Wait for git and return its reply."""
        if self._git is None:
            return Reply(self.root, None)
        raw, _errors = self._git.communicate()
        return Reply(self.root, raw if self._git.returncode == 0 else None)


class Reply:
    """git's answer, not yet taken apart: when its digest is known, it need not be."""

    def __init__(self, root: Root, raw: bytes | None) -> None:
        """Keep ``raw``, the NUL-separated answer, or ``None`` where git cannot tell."""
        self.root = root
        self.raw = raw
        self.digest = blake2b(raw, digest_size=16).hexdigest() if raw is not None else ""

    def survey(self) -> Survey:
        """Return what is in the folder."""
        if self.raw is None:
            return Survey(loose=set(walk(self.root)))
        survey = _parsed(self.raw, self.digest)
        if any(
            path.endswith("/") for path in survey.loose
        ):  # a repository inside the archive: git does not look into it
            return Survey(loose=set(walk(self.root)))
        survey.loose = {path for path in survey.loose if is_page(path)}
        return survey


def _parsed(raw: bytes, digest: str) -> Survey:
    """Take apart lines such as ``H 100644 <blob> 0<TAB>path`` and ``? path``; a path may come on several lines."""
    survey = Survey(digest)
    for line in raw.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        tag, rest = line[0], line[2:]
        if tag == "?":
            survey.loose.add(rest)
            continue
        entry, path = rest.split("\t", 1)
        mode, blob, stage = entry.split(" ")
        if not is_page(path):
            continue
        if tag == "H" and stage == "0" and mode.startswith("100"):
            survey.clean[path] = blob
        elif tag == "R":
            survey.gone.add(path)
        elif tag != "S":
            survey.loose.add(path)
    for path in survey.loose | survey.gone:
        survey.clean.pop(path, None)
    survey.loose -= survey.gone
    return survey


def is_page(path: str) -> bool:
    """Say whether ``path`` is where a customer's file would be."""
    name = path.rpartition("/")[2]
    return name.lower().endswith(_SUFFIXES) and not name.startswith(".")


def walk(root: Root) -> Iterator[str]:
    """Yield the paths of the pages under ``customers/``, relative to the root; links are not followed."""
    folders = [CUSTOMERS]
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(root.folder / folder))
        except OSError:
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                folders.append(path) if not entry.name.startswith(".") else None
            elif is_page(path):
                yield path


def signature(path: Path) -> str:
    """Return what tells one state of a file from another without reading it; empty when there is none."""
    try:
        known = path.lstat()
    except OSError:
        return ""
    kind = "f" if stat.S_ISREG(known.st_mode) else "x"
    return f"{kind}:{known.st_mtime_ns}:{known.st_ctime_ns}:{known.st_size}:{known.st_ino}"


def racy(signature: str, now_ns: int) -> bool:
    """Say whether a file might have changed again within the tick of its ``signature``, taken at ``now_ns``.

    A time stamp from the future is as doubtful as one of this moment: the clock may have been set back.
    """
    _kind, modified, changed, _rest = signature.split(":", 3)
    return max(int(modified), int(changed)) + _RACY_NS >= now_ns
