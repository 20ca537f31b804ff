"""Noting what has no customer, in the team's ``agenda.yaml``: the shape that task and memo share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from custfile.cli.output import say
from custfile.language import _

if TYPE_CHECKING:
    from custfile.cli.writing import Desk
    from custfile.model.edit import Edit


def note(desk: Desk, edits: Sequence[Edit], *, dry_run: bool, committing: bool | None) -> None:
    """Make ``edits`` to the agenda's file, as ``Desk.save`` does, and say so."""
    from custfile.archive.agenda_file import AGENDA, change_agenda

    what = ", ".join(sorted({str(edit.path[0]) for edit in edits}))
    message = f"agenda: {what} {desk.session.as_of}"
    desk.save([change_agenda(desk.root, edits)], message, dry_run=dry_run, committing=committing)
    if not dry_run:
        say(_("recorded in {path}").format(path=AGENDA))
