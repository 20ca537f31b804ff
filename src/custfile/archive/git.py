"""git, asked by command line: argument lists, NUL-separated answers, never a shell."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from custfile.errors import Refused
from custfile.language import _


def ask(folder: Path, *arguments: str, data: bytes | None = None) -> bytes | None:
    """Return what ``git`` prints for ``arguments`` in ``folder``, or ``None`` where it cannot tell."""
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, input=data, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def tell(folder: Path, *arguments: str) -> None:
    """Have ``git`` do something. Raises ``Refused`` with git's own words when it does not."""
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except OSError as error:
        raise Refused(_("git is not installed here")) from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise Refused(_("git refused: {said}").format(said=said))


def in_work_tree(folder: Path) -> bool:
    """Say whether ``folder`` is in a git work tree."""
    return ask(folder, "rev-parse", "--is-inside-work-tree") == b"true\n"


def blobs(folder: Path, names: Sequence[str]) -> list[bytes | None]:
    """Return the contents of objects such as ``HEAD:customers/C000001.yaml``; ``None`` for one that does not exist."""
    raw = ask(folder, "cat-file", "--batch", data="".join(f"{name}\n" for name in names).encode())
    found: list[bytes | None] = []
    while raw:
        head, raw = raw.split(b"\n", 1)
        if head.endswith(b" missing"):
            found.append(None)
            continue
        size = int(head.rsplit(b" ", 1)[1])
        found.append(raw[:size])
        raw = raw[size + 1 :]
    return found


def commit(folder: Path, paths: Sequence[str], message: str) -> None:
    """Commit ``paths``, and nothing else, with ``message``."""
    tell(folder, "add", "--", *paths)
    tell(folder, "commit", "--quiet", "--message", message, "--only", "--", *paths)
