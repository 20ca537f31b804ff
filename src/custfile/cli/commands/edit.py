"""custfile edit."""

from __future__ import annotations

import typer

from custfile.cli.options import CommitOption, Customer


def command(ctx: typer.Context, customer: Customer, commit: CommitOption = None) -> int:
    """Edit a customer's file in your editor, then check it.

    What went wrong can be edited again, kept, or taken back.

    custfile edit 丽人
    EDITOR=nano custfile edit C000123 --commit
    """
    from custfile.archive.resolve import resolve_file
    from custfile.cli.editing import edit

    return edit(ctx.obj, resolve_file(ctx.obj.index, customer), committing=commit)
