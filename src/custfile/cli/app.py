"""The typer application, built of the commands that are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from inspect import cleandoc
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand

from custfile import __version__
from custfile.cli.registry import COMMANDS

_SHOW: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_BEGIN: Final = "Begin with: custfile init my-archive --example salon"
_ANYWHERE: Final = "-C DIR, --as-of DATE and --lang LANG go with every command."


class _Command(TyperCommand):
    """A command whose usage line is written as in manuals."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]


def build(names: Iterable[str]) -> typer.Typer:
    """Return the application with the commands ``names``; loading one command loads no other."""
    app = typer.Typer(
        name="custfile",
        help="Keep a firm's customer archive as a folder of plain files.",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=_SHOW,
        epilog=_BEGIN,
    )
    app.callback()(_global)
    for name in names:
        function = import_module(f"custfile.cli.commands.{COMMANDS[name]}").command
        about, examples = _told(str(function.__doc__))
        app.command(name, cls=_Command, help=about, epilog=examples, context_settings=_SHOW)(function)
    return app


def _told(docstring: str) -> tuple[str, str]:
    """Return what a command's docstring says of it, and its last paragraph, the examples, line by line."""
    about, _blank, examples = cleandoc(docstring).rpartition("\n\n")
    lines = "\n".join(f"  {line}" for line in examples.splitlines())
    return about, f"\b\nExamples:\n{lines}\n\n{_ANYWHERE}"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"custfile {__version__}")
        raise typer.Exit


def _global(
    ctx: typer.Context,
    archive: Annotated[str | None, typer.Option("--archive", "-C", help="The archive's folder.", metavar="DIR")] = None,
    as_of: Annotated[str | None, typer.Option(help="The day to take for today.", metavar="DATE")] = None,
    lang: Annotated[str | None, typer.Option(help="en, zh_CN or zh_TW.", metavar="LANG")] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    ctx.obj.configure(archive, as_of, lang)
