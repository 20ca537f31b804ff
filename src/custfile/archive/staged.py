"""What git is about to commit, checked as it will be committed, whatever the folder says."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from custfile.archive.build import Reader
from custfile.archive.git import ask, blobs
from custfile.archive.root import CUSTOMERS, SETTINGS, Root
from custfile.archive.settings_file import read_settings
from custfile.archive.survey import is_page, legible
from custfile.errors import Refused
from custfile.language import _
from custfile.model.finding import Finding

_LINK = "120000"
_FILE = "100"


def staged_findings(root: Root) -> list[Finding]:
    """Return the findings of the staged files, read from git's index, by the staged settings.

    Raises ``Refused`` where there is no git.
    """
    index = _hooked(root)
    pages = dict(_staged(root, index))
    files = [path for path, mode in pages.items() if mode.startswith(_FILE)]
    settings_bytes, *contents = blobs(root.folder, [f":./{SETTINGS}", *(f":./{path}" for path in files)], index)
    settings, found, _data = read_settings(settings_bytes if settings_bytes is not None else root.settings.read_bytes())
    if settings is None:
        return found
    reader = Reader(root.folder, settings)
    for path, data in zip(files, contents, strict=True):
        found += reader.read(path, data or b"")[0]
    found += [Finding(path, 1, 1, "C120") for path, mode in pages.items() if mode == _LINK]
    return sorted(found, key=Finding.order)


def _staged(root: Root, index: str | None) -> Iterator[tuple[str, str]]:
    """Yield the path and mode of each customer's file that differs from the last commit and is not removed."""
    command = ("diff-index", "--cached", "--relative", "--no-renames", "--diff-filter=ACMRT", "-z")
    raw = ask(root.folder, *command, _base(root), "--", CUSTOMERS, index=index)
    if raw is None:
        raise Refused(_("{folder} is not in a git repository; --staged needs one").format(folder=root.folder))
    fields = legible(raw).split("\0")
    for told, path in zip(fields[::2], fields[1::2], strict=False):
        if is_page(path):
            yield path, told.split(" ")[1]


def _base(root: Root) -> str:
    """Return what the index is compared with: the last commit, or nothing at all before the first."""
    head = ask(root.folder, "rev-parse", "--verify", "--quiet", "HEAD")
    empty = ask(root.folder, "hash-object", "-t", "tree", "--stdin")
    return "HEAD" if head else (empty or b"").decode().strip()


def _hooked(root: Root) -> str | None:
    """Return the index that git handed to the commit hook we run in; one of another repository is none of ours."""
    told = os.environ.get("GIT_INDEX_FILE")
    raw = ask(root.folder, "rev-parse", "--absolute-git-dir", "--show-toplevel") if told else None
    if not told or not raw:
        return None
    home, top, *_rest = os.fsdecode(raw).split("\n")
    path = Path(top, told)
    return str(path) if path.is_relative_to(home) else None
