"""Many files changed as one: all of them or, after a crash and at the user's word, none.

What is to be written lies in ``.custfile/journal/`` before the first file is touched: ``contents`` holds the bytes of
every file before and after, and ``plan.json``, which says where, makes the batch begin. Everything else in
``.custfile`` can be made again from the files; a pending journal cannot. It is the only thing that knows which half
of the files belongs to a change that never ended, so nothing but its own end may delete it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from custfile.archive.disk import Disk, fill, make_folder, read, sync_folders
from custfile.archive.root import DERIVED, Root
from custfile.archive.write import Change, Unsettled, inside, put, read_inside
from custfile.errors import Refused, Stop
from custfile.language import _

_PLAN: Final = "plan.json"
_DRAFT: Final = "plan.tmp"
_CONTENTS: Final = "contents"
_WRITERS: Final = 8
"""Threads that wait for the disk at once: it confirms several files together, two to four times as fast as in turn."""

Progress = Callable[[int, int], None]


def pending(root: Root) -> bool:
    """Say whether a batch was interrupted and neither finished nor rolled back since."""
    return os.path.lexists(_folder(root) / _PLAN)


def refuse_pending(root: Root) -> None:
    """Raise ``Refused`` while a batch is pending: more writing on top of half a change would make a muddle of it."""
    if pending(root):
        raise Refused(_interrupted())


def run(root: Root, changes: Sequence[Change], progress: Progress | None = None, disk: Disk = os) -> None:
    """Make all ``changes``, of one file each; ``progress`` hears (done, total).

    Raises ``Refused`` when nothing was changed or, as its sentence says, when the batch is pending, and ``Unsettled``
    when all was changed but the disk did not confirm it.
    """
    _check_unchanged(root, changes)
    _begin(root, changes, disk)
    placed: list[Change] = []
    try:
        _place(root, changes, placed, progress, disk)
    except BaseException:
        _undo(root, placed, disk)
        raise
    _finish(root, changes, disk)


def resume(root: Root, progress: Progress | None = None, disk: Disk = os) -> list[str]:
    """Finish the pending batch, if any, and return the paths that were still to be written.

    Raises ``Refused``, with no file touched, when one of them is neither as it was before nor as it shall be.
    """
    return _complete(root, _load(root), progress, disk)


def rollback(root: Root, progress: Progress | None = None, disk: Disk = os) -> list[str]:
    """Put every file of the pending batch, if any, back as it was, and return the paths that had been changed.

    Raises ``Refused``, with no file touched, when one of them is neither as it was before nor as it was to be.
    """
    return _complete(root, [_backward(change) for change in _load(root)], progress, disk)


def _complete(root: Root, changes: Sequence[Change], progress: Progress | None, disk: Disk) -> list[str]:
    if not changes:
        return []
    now = [read_inside(root, change.path) for change in changes]
    foreign = [each.path for each, data in zip(changes, now, strict=True) if data not in (each.old, each.new)]
    if foreign:
        sentence = _(
            "changed by someone else since the interrupted change: {paths}; undo that, "
            "or delete {journal} to leave every file as it is now"
        )
        raise Refused(sentence.format(paths=", ".join(foreign), journal=_folder(root)), paths=foreign)
    todo = [each for each, data in zip(changes, now, strict=True) if data != each.new]
    _place(root, todo, [], progress, disk)
    _finish(root, changes, disk)
    return [change.path for change in todo]


def _check_unchanged(root: Root, changes: Iterable[Change]) -> None:
    changed = [change.path for change in changes if read_inside(root, change.path) != change.old]
    if changed:
        sentence = _("changed meanwhile (an editor?) and left as they are: {paths}; run the command again")
        raise Refused(sentence.format(paths=", ".join(changed)), paths=changed)


def _place(root: Root, changes: Sequence[Change], placed: list[Change], progress: Progress | None, disk: Disk) -> None:
    """Make ``changes`` in any order, and add to ``placed`` those that were made, also when one fails."""
    from concurrent.futures import ThreadPoolExecutor  # late: most commands write one file

    def one(change: Change) -> None:
        put(root, change, disk)
        placed.append(change)

    pool = ThreadPoolExecutor(_WRITERS)
    try:
        for done, _nothing in enumerate(pool.map(one, changes), 1):
            if progress:
                progress(done, len(changes))
    finally:
        pool.shutdown(cancel_futures=True)


def _undo(root: Root, placed: Sequence[Change], disk: Disk) -> None:
    """Take back what was ``placed``; a file that was not reached may be someone else's by now, and stays."""
    try:
        _place(root, [_backward(change) for change in placed], [], None, disk)
        _finish(root, placed, disk)
    except Stop as error:
        raise Refused(_interrupted()) from error


def _finish(root: Root, changes: Iterable[Change], disk: Disk) -> None:
    try:
        folders = {inside(root, change.path).parent for change in changes}
        sync_folders(filter(Path.is_dir, folders), disk)  # one that a rollback finds missing was never made
        _end(_folder(root), disk)
    except OSError as error:
        sentence = _("saved, but not yet safe on disk ({problem}); check the disk, then run: custfile doctor --resume")
        raise Unsettled(sentence.format(problem=error.strerror or error)) from error


def _begin(root: Root, changes: Iterable[Change], disk: Disk) -> None:
    try:
        folder = root.derived() / "journal"
        try:
            _store(root, folder, changes, disk)
        except BaseException:
            with suppress(OSError):
                _end(folder, disk)
            raise
    except OSError as error:
        sentence = _("nothing was saved: {problem}")
        raise Refused(sentence.format(problem=error.strerror or error)) from error


def _store(root: Root, folder: Path, changes: Iterable[Change], disk: Disk) -> None:
    plan, contents = _packed(changes)
    make_folder(folder, disk)
    _clear(folder, disk)
    fill(folder / _CONTENTS, contents, disk)
    fill(folder / _DRAFT, plan, disk)
    disk.replace(folder / _DRAFT, folder / _PLAN)
    sync_folders([folder, folder.parent, root.folder], disk)


def _end(folder: Path, disk: Disk) -> None:
    """Delete the journal, the plan first: without it there is no batch. Raises ``OSError``."""
    with suppress(FileNotFoundError):
        disk.unlink(folder / _PLAN)
    sync_folders([folder], disk)
    _clear(folder, disk)


def _clear(folder: Path, disk: Disk) -> None:
    """Delete what belongs to no plan, as far as that can be done."""
    for leftover in (folder / _CONTENTS, folder / _DRAFT):
        with suppress(OSError):
            disk.unlink(leftover)


def _packed(changes: Iterable[Change]) -> tuple[bytes, bytes]:
    """Return the plan and the contents of a batch."""
    contents = bytearray()

    def stowed(data: bytes | None) -> dict[str, Any] | None:
        if data is None:
            return None
        contents.extend(data)
        return {"sha256": _hash(data), "at": len(contents) - len(data), "size": len(data)}

    files = [{"path": each.path, "old": stowed(each.old), "new": stowed(each.new)} for each in changes]
    return json.dumps({"files": files}, ensure_ascii=False, indent=1).encode(), bytes(contents)


def _load(root: Root) -> list[Change]:
    """Return the pending batch; it is empty when there is none. Raises ``Refused`` when the journal is damaged."""
    folder = _folder(root)
    if not pending(root):
        return []
    try:
        files = json.loads(read(folder / _PLAN))["files"]
        contents = read(folder / _CONTENTS)
        return [Change(each["path"], _taken(each["old"], contents), _taken(each["new"], contents)) for each in files]
    except (OSError, ValueError, KeyError, TypeError) as error:
        sentence = _("the journal of the interrupted change is damaged; compare with git diff, then delete {journal}")
        raise Refused(sentence.format(journal=folder)) from error


def _taken(stowed: dict[str, Any] | None, contents: bytes) -> bytes | None:
    if stowed is None:
        return None
    data = contents[stowed["at"] : stowed["at"] + stowed["size"]]
    if _hash(data) != stowed["sha256"]:
        raise ValueError("not what was stowed")
    return data


def _backward(change: Change) -> Change:
    return Change(change.path, change.new, change.old)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _folder(root: Root) -> Path:
    return root.folder / DERIVED / "journal"


def _interrupted() -> str:
    return _("an earlier change was interrupted; run custfile doctor --resume or custfile doctor --rollback")
