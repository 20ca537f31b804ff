"""custfile classify."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from custfile.cli.beside import filters, is_told, refuse_beside
from custfile.cli.complete import complete_scheme
from custfile.cli.options import (
    ClassOption,
    ExplainOption,
    Format,
    FormatOption,
    JsonOption,
    KindOption,
    OwnerOption,
    RegionOption,
    StrictOption,
    WhereOption,
    chosen,
)
from custfile.cli.output import show, show_all, tell
from custfile.language import _

if TYPE_CHECKING:
    from custfile.cli.session import Session


def command(
    ctx: typer.Context,
    by: Annotated[
        str | None,
        typer.Option(
            help="A scheme such as history, or two to cross: nature,history.",
            metavar="SCHEME[,SCHEME]",
            autocompletion=complete_scheme,
        ),
    ] = None,
    customers: Annotated[bool, typer.Option("--customers", help="List the customers, with the reason.")] = False,
    explain: ExplainOption = None,
    since: Annotated[
        str | None, typer.Option(help="Who has changed class since that day, and why.", metavar="DAY")
    ] = None,
    schemes: Annotated[bool, typer.Option("--schemes", help="List the schemes there are.")] = False,
    settings: Annotated[
        str | None,
        typer.Option(
            help="Print a scheme, to change it in custfile.yaml.", metavar="SCHEME", autocompletion=complete_scheme
        ),
    ] = None,
    owner: OwnerOption = None,
    region: RegionOption = None,
    kind: KindOption = None,
    where: WhereOption = None,
    class_: ClassOption = None,
    strict: StrictOption = False,
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """Classify the customers: each class with its weight.

    custfile classify
    custfile classify --by history --customers --owner li.na
    custfile classify --by nature,history
    custfile classify --by history --since 2026-06-30
    """
    told = (owner, region, kind, where, class_)
    _refuse_idle(
        {
            "--settings": settings, "--schemes": schemes, "--explain": explain, "--since": since,
            "--customers": customers, "--by": by, **filters(told),
        }
    )  # fmt: skip
    session: Session = ctx.obj
    written = chosen(format, json)
    if settings is not None or schemes:
        from custfile.cli.schemes import lines, table

        if settings is not None:
            tell(lines(settings))
        else:
            show(table(session), written)
        return
    session.trusted(strict=strict)
    from custfile.cli import choosing
    from custfile.cli.classifying import Classifying

    shown = Classifying(session, by, choosing.chosen(session, *told), choosing.told(*told))
    if explain is not None:
        show_all([shown.explained(explain)], written)
    elif since is not None:
        show(shown.changed(since), written, nothing=_("nobody has changed class"))
    elif customers:
        show(shown.customers(), written, nothing=_("no customer fits"))
    elif shown.crosses:
        show_all(shown.crossed(), written)
    else:
        show(shown.overview(), written, nothing=_("no customer fits"))


def _refuse_idle(told: dict[str, Any]) -> None:
    """Raise ``Misused`` when an option does nothing beside what is shown, which the first one ``told`` decides."""
    shown = next((option for option in _TAKES if is_told(told[option])), None)
    if shown is not None:
        refuse_beside(
            shown, {option: value for option, value in told.items() if option != shown and option not in _TAKES[shown]}
        )


_CHOOSING: Final = ("--by", *filters([None] * 5))
_TAKES: Final = {
    "--settings": (), "--schemes": (), "--explain": ("--by",), "--since": _CHOOSING, "--customers": _CHOOSING
}  # fmt: skip
"""What is shown instead of the classes, and the options that change it."""
