"""``agenda.yaml`` at the archive's root: the team's tasks and memos, read strictly, changed by splices."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from custfile.archive.disk import read
from custfile.archive.root import Root, modeline

if TYPE_CHECKING:
    from custfile.archive.index import Index
    from custfile.archive.write import Change
    from custfile.model.agenda import Agenda
    from custfile.model.edit import Edit
    from custfile.model.finding import Finding
    from custfile.model.settings import Settings

AGENDA: Final = "agenda.yaml"
_EMPTY: Final = "C103"
"""A page without content is a finding; a team without tasks is not."""


class AgendaReader:
    """Reads the file by the settings of one archive."""

    def __init__(self, settings: Settings) -> None:
        """Know the team of ``settings``."""
        self._settings = settings

    def read(self, path: str, data: bytes) -> tuple[list[Finding], Mapping[str, Any]]:
        """Return the findings of ``data``, the bytes of the file at ``path``, and what it says without what is at fault.

        A task or memo that means nothing without what is at fault is ``None``, so that positions stay those of the file.
        """
        from custfile.archive.page import read_page
        from custfile.archive.place import placed
        from custfile.checks.agenda import check_agenda
        from custfile.model.agenda import Agenda
        from custfile.model.finding import MOST, Finding
        from custfile.model.validate import Gaps, Validator

        page = read_page(data)
        findings = [Finding(path, *mark) for mark in page.marks if mark.code != _EMPTY]
        if page.root is None:
            return findings, {}
        agenda, faults, said = Validator(Agenda).read(page.data)
        if agenda is not None:
            faults += map(Gaps(said).fault, islice(check_agenda(agenda, self._settings), MOST))
        findings += [placed(fault, path, page.root) for fault in faults]
        return sorted(findings, key=Finding.order), said


def agenda_data(index: Index) -> Mapping[str, Any]:
    """Return what the file says, as ``AgendaReader.read``."""
    data: Mapping[str, Any] = _known(index)["data"]
    return data


def agenda(index: Index) -> Agenda:
    """Return the team's tasks and memos, without what is at fault."""
    from custfile.model.agenda import Agenda
    from custfile.model.structure import structure

    return structure(Agenda, agenda_data(index))


def agenda_findings(index: Index) -> list[Finding]:
    """Return what is wrong with the file."""
    from custfile.model.finding import Finding

    return [Finding(AGENDA, *told) for told in _known(index)["findings"]]


def change_agenda(root: Root, edits: Sequence[Edit]) -> Change:
    """Return the change that ``edits`` make to the file, which is begun when there is none.

    Raises as ``change.edit_file``.
    """
    from custfile.archive.change import edit_bytes
    from custfile.archive.page import read_page
    from custfile.archive.splice import splice
    from custfile.archive.write import Change, read_inside

    old = read_inside(root, AGENDA)
    page = read_page(modeline(AGENDA, "agenda").encode() if old is None else old)
    if [mark.code for mark in page.marks] == [_EMPTY]:
        return Change(AGENDA, old, splice(page.text, edits).encode())
    return Change(AGENDA, old, edit_bytes(AGENDA, old or b"", edits, ("tasks", "memos")))


def _known(index: Index) -> Mapping[str, Any]:
    """Return the data and findings of the file: worked out once, and again when it or the settings changed."""
    data, problem = _bytes(index.root)
    if problem is not None:
        return {"data": {}, "findings": [problem]}
    if not data:
        return {"data": {}, "findings": []}
    digest = blake2b(data, digest_size=16).hexdigest()
    known: Mapping[str, Any] = json.loads(index.remembered(AGENDA, digest, lambda: _read(index, data)))
    return known


def _read(index: Index, data: bytes) -> str:
    from custfile.model.settings import Settings
    from custfile.model.structure import structure  # late: on most calls the answer is known

    findings, said = AgendaReader(structure(Settings, index.settings_data)).read(AGENDA, data)
    told = [(at.line, at.column, at.code, dict(at.params), at.key) for at in findings]
    return json.dumps({"data": said, "findings": told})


def _bytes(root: Root) -> tuple[bytes, tuple[Any, ...] | None]:
    """Return the bytes of the file, none when there is none, or the finding that tells why they cannot be read."""
    path = f"{root.folder}/{AGENDA}"
    try:
        mode = os.lstat(path).st_mode
        if stat.S_ISREG(mode):
            return read(path), None
    except FileNotFoundError:
        return b"", None
    except OSError as error:
        return b"", (1, 1, "C119", {"problem": os.strerror(error.errno or 0)}, "")
    return b"", (1, 1, "C120" if stat.S_ISLNK(mode) else "C121", {}, "")
