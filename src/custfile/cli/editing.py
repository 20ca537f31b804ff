"""A file in the user's editor, checked afterwards."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from typing import Final

import typer

from custfile.archive.build import Reader
from custfile.archive.change import Change, commit
from custfile.archive.lock import locked
from custfile.archive.resolve import Match
from custfile.archive.write import read_inside
from custfile.cli.findings import write
from custfile.cli.output import say
from custfile.cli.session import Session
from custfile.errors import Misused
from custfile.language import _
from custfile.model.finding import Finding

_ANSWERS: Final = "ekb"


def edit(session: Session, match: Match, *, committing: bool | None) -> int:
    """Let the user edit the file of ``match``; return 1 when it is left with errors.

    The editor works on the file itself, so that it finds the schema; the lock is not held while a person types.
    """
    before = read_inside(session.root, match.path)
    reader = Reader(session.root.folder, session.settings)
    while True:
        _run_editor(session, match.path)
        change = Change(match.path, before, read_inside(session.root, match.path))
        faults = _errors(reader, change)
        if not faults:
            _commit(session, match, change, committing)
            return 0
        write(faults, "text", session.root, checked=1)
        answer = _answer() if sys.stdin.isatty() else "k"
        if answer == "b":
            _go_back(session, change)
        if answer != "e":
            return int(answer == "k")


def _errors(reader: Reader, change: Change) -> list[Finding]:
    findings = [] if change.new is None else reader.read(change.path, change.new)[0]
    return sorted((finding for finding in findings if finding.severity == "error"), key=Finding.order)


def _run_editor(session: Session, path: str) -> None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if os.name == "nt" else "vi")
    try:
        subprocess.run([*shlex.split(editor), str(session.root.folder / path)], check=True)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        raise Misused(_("the editor '{editor}' failed; set EDITOR to the one you use").format(editor=editor)) from error


def _answer() -> str:
    question = _("the file has errors: [e]dit again, [k]eep it so, go [b]ack to what it was")
    while (answer := str(typer.prompt(question, default="e", err=True)).strip().lower()[:1]) not in _ANSWERS:
        pass
    return answer


def _go_back(session: Session, change: Change) -> None:
    with locked(session.root):
        commit(session.root, [Change(change.path, change.new, change.old)])
    say(_("{path} is as it was").format(path=change.path))


def _commit(session: Session, match: Match, change: Change, committing: bool | None) -> None:
    from custfile.archive import git

    automatic = session.settings.git.autocommit if session.settings.git else False
    if change.old != change.new and (automatic if committing is None else committing):
        git.commit(session.root.folder, [match.path], f"{match.id}: edited")
