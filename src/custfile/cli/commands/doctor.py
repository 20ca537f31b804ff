"""custfile doctor."""

from __future__ import annotations

from typing import Annotated

import typer

from custfile.cli.output import say, tell
from custfile.errors import Misused
from custfile.language import _, count, spoken
from custfile.model.visible import visible


def command(
    ctx: typer.Context,
    resume: Annotated[bool, typer.Option("--resume", help="Finish a change that was interrupted.")] = False,
    rollback: Annotated[bool, typer.Option("--rollback", help="Take back a change that was interrupted.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Write schema/ anew after custfile.yaml changed.")] = False,
) -> int:
    """Look after the archive: batches cut short, permissions, git.

    custfile doctor
    custfile doctor --resume
    custfile doctor --schema
    """
    from custfile.archive import journal
    from custfile.archive.init import refresh_schema
    from custfile.archive.lock import locked
    from custfile.cli.doctor import ailments

    if resume + rollback + schema > 1:
        raise Misused(_("--resume, --rollback and --schema exclude one another"))
    session = ctx.obj
    root = session.root
    if resume or rollback:
        with locked(root):
            done = journal.resume(root) if resume else journal.rollback(root)
        say(count("{n} file settled", "{n} files settled", len(done)))
        return 0
    if schema:
        with locked(root):
            tell("".join(f"{path}\n" for path in refresh_schema(root, session.settings, spoken())))
        return 0
    found = ailments(root, session.settings)
    tell("".join(f"{visible(sentence)}\n" for sentence in found))
    if not found:
        say(_("all is well"))
    return int(bool(found))
