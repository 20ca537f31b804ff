"""custfile doctor."""

from __future__ import annotations

from typing import Annotated

import typer

from custfile.cli.output import say, tell
from custfile.errors import Misused
from custfile.language import _, count
from custfile.model.visible import visible


def command(
    ctx: typer.Context,
    resume: Annotated[bool, typer.Option("--resume", help="Finish a change that was interrupted.")] = False,
    rollback: Annotated[bool, typer.Option("--rollback", help="Take back a change that was interrupted.")] = False,
) -> int:
    """Look after the archive: interrupted batches, permissions, git.

    custfile doctor
    custfile doctor --resume
    """
    from custfile.archive import journal
    from custfile.archive.lock import locked
    from custfile.cli.doctor import ailments

    if resume and rollback:
        raise Misused(_("--resume and --rollback exclude each other"))
    root = ctx.obj.root
    if resume or rollback:
        with locked(root):
            done = journal.resume(root) if resume else journal.rollback(root)
        say(count("{n} file settled", "{n} files settled", len(done)))
        return 0
    found = ailments(root)
    tell("".join(f"{visible(sentence)}\n" for sentence in found))
    if not found:
        say(_("all is well"))
    return int(bool(found))
