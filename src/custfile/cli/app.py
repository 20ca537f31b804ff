"""The typer application, built of the commands that are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Annotated

import typer

from custfile import __version__
from custfile.cli.registry import COMMANDS

_SHOW = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def build(names: Iterable[str]) -> typer.Typer:
    """Return the application with the commands ``names``; loading one command loads no other."""
    app = typer.Typer(
        name="custfile",
        help="Keep a firm's customer archive as a folder of plain files.",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings=_SHOW,
        epilog="Begin with: custfile init my-archive --example salon",
    )
    app.callback()(_global)
    for name in names:
        module = import_module(f"custfile.cli.commands.{COMMANDS[name]}")
        about, _blank, example = str(module.command.__doc__).partition("\n\n")
        app.command(name, help=about, epilog=_example(example), context_settings=_SHOW)(module.command)
    return app


def _example(text: str) -> str:
    """Return the rest of a command's docstring, its examples, line by line."""
    return "\b\n" + "\n".join(line.strip() for line in text.strip().splitlines())


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
