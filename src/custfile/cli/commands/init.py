"""custfile init."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from custfile.cli.output import say
from custfile.language import _, spoken


def command(
    ctx: typer.Context,
    folder: Annotated[str, typer.Argument(help="The new archive's folder.", metavar="[DIR]")] = ".",
    example: Annotated[str | None, typer.Option(help="salon, hotel or distributor.", metavar="NAME")] = None,
    git: Annotated[bool, typer.Option("--git", help="Make it a git repository too.")] = False,
) -> None:
    """Begin an archive: settings, schema, editor and git files. Nothing that is there is overwritten.

    custfile init my-archive --git
    custfile init demo --example salon
    """
    from custfile.archive.init import init

    for path, done in init(Path(folder), example=example, language=spoken(), git=git):
        if not (example and path.startswith(("customers/", "documents/"))):
            say(f"  + {path}" if done else _("  = {path} (was there)").format(path=path))
    say(_("the archive is in {folder}; next: custfile -C {folder} check").format(folder=folder))
