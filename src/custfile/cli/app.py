"""The typer application, built of the commands that are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from inspect import cleandoc
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from custfile import __version__
from custfile.cli.registry import COMMANDS
from custfile.language import _

_SHOW: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Group(TyperGroup):
    """All commands, whose help is in the language spoken."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from custfile.cli.help import written

        written(self, super().format_help, ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_("Begin with: custfile init my-archive --example salon"))


class _Command(TyperCommand):
    """A command whose usage line is written as in manuals, and whose help is in the language spoken."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from custfile.cli.help import written

        written(self, super().format_help, ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(f"\b\n{_('Examples:')}\n{self.epilog}")
            formatter.write_paragraph()
            formatter.write_text(_("-C DIR, --as-of DATE, --lang LANG and --level LEVEL go with every command."))


def build(names: Iterable[str]) -> TyperGroup:
    """Return the application with the commands ``names``; loading one command loads no other."""
    app = typer.Typer(
        name="custfile",
        help="Keep a firm's customer archive as a folder of plain files.",
        cls=_Group,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=_SHOW,
    )
    app.callback()(_global)
    for name in names:
        function = import_module(f"custfile.cli.commands.{COMMANDS[name]}").command
        about, examples = _told(str(function.__doc__))
        app.command(name, cls=_Command, help=about, epilog=examples, context_settings=_SHOW)(function)
    made = typer.main.get_command(app)
    assert isinstance(made, TyperGroup)
    return made


def _told(docstring: str) -> tuple[str, str]:
    """Return what a command's docstring says of it, and its last paragraph, the examples, line by line."""
    about, _blank, examples = cleandoc(docstring).rpartition("\n\n")
    return about, "\n".join(f"  {line}" for line in examples.splitlines())


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"custfile {__version__}")
        raise typer.Exit


def _global(
    ctx: typer.Context,
    archive: Annotated[str | None, typer.Option("--archive", "-C", help="The archive's folder.", metavar="DIR")] = None,
    as_of: Annotated[str | None, typer.Option(help="The day to take for today.", metavar="DATE")] = None,
    lang: Annotated[str | None, typer.Option(help="en, zh_CN or zh_TW.", metavar="LANG")] = None,
    level: Annotated[
        str | None, typer.Option(help="Who will read it: public, staff (if not told) or secret.", metavar="LEVEL")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    ctx.obj.configure(archive, as_of, lang, level)
