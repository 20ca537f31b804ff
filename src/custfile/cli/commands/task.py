"""custfile task."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from custfile.cli.complete import complete_person
from custfile.cli.options import CommitOption, DryRunOption, NoteOption
from custfile.errors import Misused
from custfile.language import _

_DONE: Final = "done"


def command(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(help="The task; or done, and words of it.", metavar="[done] TASK")],
    by: Annotated[
        str | None,
        typer.Option(help="Who does it; you when absent.", metavar="PERSON", autocompletion=complete_person),
    ] = None,
    due: Annotated[str | None, typer.Option(help="The day it should be done.", metavar="DAY")] = None,
    time: Annotated[str | None, typer.Option(help="When on that day.", metavar="TIME")] = None,
    minutes: Annotated[str | None, typer.Option(help="How long it takes.", metavar="NUMBER")] = None,
    note: NoteOption = None,
    dry_run: DryRunOption = False,
    commit: CommitOption = None,
) -> None:
    """Note a task that has no customer, or that it is done.

    custfile task "订新展架" --due 2w --by li.na
    custfile task done 展架
    """
    from custfile.archive.agenda import Diary
    from custfile.archive.agenda_file import agenda_data
    from custfile.changes.clock import parse_time
    from custfile.changes.recording import event, settle
    from custfile.changes.when import parse_day
    from custfile.cli.clashes import clashes, tell
    from custfile.cli.noted import note as noted
    from custfile.cli.people import present
    from custfile.cli.writing import writing
    from custfile.model.agenda import Agenda

    session, collisions = ctx.obj, list[str]()
    if time and not due:
        raise Misused(_("a time needs its day; add --due DAY"))
    if words == [_DONE]:
        raise Misused(_("say which task is done: custfile task done WORDS"))
    with writing(session) as desk:
        if words[0] == _DONE:
            told = {"done": session.as_of, "note": note or ""}
            edits = settle(agenda_data(desk.index), "tasks", " ".join(words[1:]), "done", told)
            noted(desk, edits, dry_run=dry_run, committing=commit)
            return
        made = event(
            "tasks",
            {
                "date": session.as_of, "what": " ".join(words),
                "by": present(desk.index, by, session.as_of) if by else desk.me(),
                "due": parse_day(due, session.as_of) if due else None, "time": parse_time(time) if time else None,
                "minutes": minutes, "note": note,
            },
            (),
            Agenda,
        )  # fmt: skip
        if time:
            diary = Diary(desk.index, session.as_of)
            collisions = clashes(diary, diary.task(made))
        noted(desk, [made], dry_run=dry_run, committing=commit)
    tell(session, collisions)
