"""custfile edit."""

from __future__ import annotations

import typer

from custfile.cli.options import CommitOption, Customer


def command(ctx: typer.Context, customer: Customer, commit: CommitOption = None) -> int:
    """Open a customer's file in your editor, then check it; what went wrong can be taken back.

    custfile edit 丽人
    EDITOR=nano custfile edit C000123 --commit
    """
    from custfile.archive.resolve import resolve
    from custfile.cli.editing import edit

    return edit(ctx.obj, resolve(ctx.obj.index, customer), committing=commit)
