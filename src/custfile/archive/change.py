"""The one door through which every command writes: what is to change is worked out first, shown, checked, then made.

A command holds the lock (``lock.locked``), asks for its changes with ``edit_file`` (or makes a ``Change`` of a new
file), refuses when there are ``new_faults``, and lets ``commit`` write them.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff
from typing import Any, Final, Protocol

from custfile.archive import journal
from custfile.archive.disk import Disk, sweep
from custfile.archive.page import read_page
from custfile.archive.root import Root
from custfile.archive.splice import splice
from custfile.archive.write import Change, apply, read_inside
from custfile.errors import HasFindings, Refused
from custfile.language import _
from custfile.model.edit import Edit
from custfile.model.finding import Finding

__all__ = ["Change", "Reads", "commit", "diff", "edit_bytes", "edit_file", "new_faults"]

_BOM: Final = b"\xef\xbb\xbf"
_POSITION: Final = re.compile(r"\[\d+\]")
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")


class Reads(Protocol):
    """What knows a kind of file."""

    def read(self, path: str, data: bytes, /) -> tuple[list[Finding], Any]:
        """Return the findings of ``data``, the bytes of the file at ``path``, and what it says."""


def edit_file(root: Root, path: str, edits: Sequence[Edit], order: Sequence[str] = ()) -> Change:
    """Return the change that ``edits`` make to the file at ``path``; ``order`` is that of the keys (see ``splice``).

    Raises ``Refused`` when there is no such file or it cannot be read, ``HasFindings`` as ``edit_bytes``.
    """
    old = read_inside(root, path)
    if old is None:
        raise Refused(_("{path} is not there any more; run the command again").format(path=path))
    return Change(path, old, edit_bytes(path, old, edits, order))


def edit_bytes(path: str, old: bytes, edits: Sequence[Edit], order: Sequence[str] = ()) -> bytes:
    """Return ``old``, the bytes of the file at ``path``, after ``edits``; a BOM stays.

    Raises ``HasFindings`` when what the file says is in doubt, because its YAML has errors, and ``CannotSplice`` when
    an edit has no safe place in it.
    """
    page = read_page(old)
    for finding in (Finding(path, *mark) for mark in page.marks):
        if finding.severity == "error":
            sentence = _("{path}:{line}: {message}; {remedy}")
            told = {"line": finding.line, "message": finding.message, "remedy": finding.remedy}
            raise HasFindings(sentence.format(path=path, **told), findings=[finding])
    bom = _BOM if old.startswith(_BOM) else b""
    return bom + splice(page.text, edits, order).encode()


def new_faults(reader: Reads, change: Change) -> list[Finding]:
    """Return the errors that the file has after ``change`` and had not before.

    An error that only moved, because an item before it came or went, is an old one.
    """
    left = Counter(map(_likeness, _errors(reader, change.path, change.old)))
    found = []
    for finding in _errors(reader, change.path, change.new):
        likeness = _likeness(finding)
        if left[likeness]:
            left[likeness] -= 1
        else:
            found.append(finding)
    return found


def diff(changes: Iterable[Change]) -> str:
    """Return ``changes`` as a unified diff that ``git apply`` takes; what is not UTF-8 shows as U+FFFD."""
    return "".join(line for change in changes for line in _compared(change))


def commit(root: Root, changes: Iterable[Change], progress: journal.Progress | None = None, disk: Disk = os) -> None:
    """Write ``changes``, of one file each; several go through the journal. ``progress`` hears (done, total) of these.

    Raises ``Refused`` when nothing was changed, because a file is not as it was any more, the disk is full, or an
    earlier batch is pending; ``Unsettled`` when all is changed but the disk did not confirm it.
    """
    journal.refuse_pending(root)
    sweep(root)
    real = [change for change in changes if change.old != change.new]
    if len({change.path for change in real}) < len(real):
        raise ValueError("two changes of one file")
    if len(real) > 1:
        journal.run(root, real, progress, disk)
    elif real:
        apply(root, real[0], disk)


def _errors(reader: Reads, path: str, data: bytes | None) -> list[Finding]:
    findings = [] if data is None else reader.read(path, data)[0]
    return [finding for finding in findings if finding.severity == "error"]


def _likeness(finding: Finding) -> tuple[object, ...]:
    return finding.code, _POSITION.sub("[]", finding.key), tuple(sorted(finding.params.items()))


def _compared(change: Change) -> Iterator[str]:
    before = "/dev/null" if change.old is None else f"a/{change.path}"
    after = "/dev/null" if change.new is None else f"b/{change.path}"
    for line in unified_diff(_lines(change.old), _lines(change.new), before, after):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(data: bytes | None) -> list[str]:
    return _LINE.findall((data or b"").decode(errors="replace"))
