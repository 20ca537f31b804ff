"""What git is about to commit, checked as it will be committed, whatever the folder says."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from custfile.archive import tables
from custfile.archive.agenda_file import AGENDA, AgendaReader
from custfile.archive.build import Reader
from custfile.archive.check import across
from custfile.archive.git import ask, blobs
from custfile.archive.index import Index
from custfile.archive.plans import is_plan, reader
from custfile.archive.root import CUSTOMERS, PLANS, SETTINGS, Root
from custfile.archive.settings_file import read_settings
from custfile.archive.survey import is_page, legible
from custfile.errors import Refused
from custfile.language import _
from custfile.model.finding import Finding
from custfile.model.settings import Settings

_LINK = "120000"
_FILE = "100"


def staged_findings(index: Index, as_of: date) -> list[Finding]:
    """Return the findings of the staged files as git's index has them, by the staged settings.

    They are held against all files that the commit will have. Raises ``Refused`` where there is no git.
    """
    root, hooked = index.root, _hooked(index.root)
    pages = dict(_staged(root, hooked))
    told = blobs(root.folder, [f":./{SETTINGS}"], hooked)[0]
    data = root.settings.read_bytes() if told is None else told
    settings, found, _data = read_settings(data)
    if settings is None:
        return found
    staged = _Staged(index, Reader(root.folder, settings), hooked, anew=data != root.settings.read_bytes())
    found += [finding for finding in (*staged.findings(), *across(staged, as_of)) if finding.path in pages]
    found += _beside(staged, settings, [path for path, mode in pages.items() if mode.startswith(_FILE)], hooked)
    found += [Finding(path, 1, 1, "C120") for path, mode in pages.items() if mode == _LINK]
    return sorted(found, key=Finding.order)


def _beside(staged: Index, settings: Settings, paths: Sequence[str], hooked: str | None) -> Iterator[Finding]:
    """Yield what is wrong with the plans, and with the tasks and memos, among the staged files at ``paths``."""
    named = [path for path in paths if path == AGENDA or is_plan(path)]
    for path, data in zip(named, blobs(staged.root.folder, [f":./{path}" for path in named], hooked), strict=True):
        known = AgendaReader(settings) if path == AGENDA else reader(staged, settings)
        yield from known.read(path, data or b"")[0]


class _Staged(Index):
    """The tables of an archive as git is about to commit it, in memory.

    A file that the folder's index knows with the same content is not read again, unless all has to be read ``anew``
    because the settings differ.
    """

    def __init__(self, index: Index, reader: Reader, hooked: str | None, *, anew: bool) -> None:
        self.root, self.catalog, self._db = index.root, index.catalog, sqlite3.connect(":memory:")
        tables.create(self._db)
        for name in ("files", "findings", *(name for name in tables.TABLES if name != "records")):
            for row in index.iterate(f"select * from {name}"):
                self._db.execute(f"insert into {name} values ({', '.join('?' * len(row))})", row)
        committed = _committed(index.root, hooked)
        kept = dict(self._db.execute("select path, blob from files"))
        todo = [path for path, blob in committed.items() if anew or kept.get(path) != blob]
        tables.forget(self._db, {*todo, *(kept.keys() - committed.keys())})
        for path, content in zip(todo, blobs(index.root.folder, [committed[path] for path in todo]), strict=True):
            tables.insert(self._db, path, committed[path], "", *reader.read(path, content or b""))


def _committed(root: Root, hooked: str | None) -> dict[str, str]:
    """Return each customer's file that the commit will have, with its blob id."""
    found = {}
    for line in legible(ask(root.folder, "ls-files", "-s", "-z", "--", CUSTOMERS, index=hooked) or b"").split("\0")[
        :-1
    ]:
        entry, path = line.split("\t", 1)
        mode, blob, _stage = entry.split(" ")
        if is_page(path) and mode.startswith(_FILE):
            found[path] = blob
    return found


def _staged(root: Root, index: str | None) -> Iterator[tuple[str, str]]:
    """Yield the path and mode of each file that differs from the last commit and is not removed.

    Those are meant that ``check`` reads: the customers' files, the plans, the tasks and memos.
    """
    command = ("diff-index", "--cached", "--relative", "--no-renames", "--diff-filter=ACMRT", "-z")
    raw = ask(root.folder, *command, _base(root), "--", CUSTOMERS, PLANS, AGENDA, index=index)
    if raw is None:
        raise Refused(_("{folder} is not in a git repository; --staged needs one").format(folder=root.folder))
    fields = legible(raw).split("\0")
    for told, path in zip(fields[::2], fields[1::2], strict=False):
        if is_page(path) or is_plan(path) or path == AGENDA:
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
