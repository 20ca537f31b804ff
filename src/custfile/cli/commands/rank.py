"""custfile rank."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from custfile.analysis.rankings import RANKINGS
from custfile.cli.complete import words
from custfile.cli.options import (
    Format,
    FormatOption,
    JsonOption,
    KindOption,
    OwnerOption,
    RegionOption,
    StrictOption,
    chosen,
    whole,
)
from custfile.cli.output import show
from custfile.errors import Misused
from custfile.language import Label, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custfile.model.table import Table


def command(
    ctx: typer.Context,
    by: Annotated[
        str, typer.Option(help="The ranking: rfm.", metavar="RANKING", autocompletion=words(RANKINGS))
    ] = "rfm",
    segments: Annotated[str | None, typer.Option(help="Segment table: rf25, r030 or rfm8.", metavar="TABLE")] = None,
    method: Annotated[str | None, typer.Option(help="Cut points: auto, quantile or fixed.", metavar="METHOD")] = None,
    months: Annotated[
        int | None, typer.Option(help="Months that count for F and M; 0 for all time.", metavar="NUMBER", parser=whole)
    ] = None,
    edge: Annotated[str | None, typer.Option(help="exact, or plus-one as R's rfm cuts.", metavar="EDGE")] = None,
    summary: Annotated[bool, typer.Option("--summary", help="Show the segments instead of the customers.")] = False,
    top: Annotated[int | None, typer.Option(help="Only the first so many.", metavar="NUMBER", parser=whole)] = None,
    owner: OwnerOption = None,
    region: RegionOption = None,
    kind: KindOption = None,
    strict: StrictOption = False,
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """Rank the customers, with every figure that decides.

    custfile rank --by rfm --top 20
    custfile rank --by rfm --segments r030 --method quantile --months 0 --edge plus-one --summary
    """
    from custfile.archive.frames import sales
    from custfile.archive.master import ids
    from custfile.cli import people
    from custfile.cli.rfm_options import rfm_options

    if by not in RANKINGS:
        raise Misused(_("no ranking '{by}'; there are: {known}").format(by=by, known=", ".join(RANKINGS)))
    session = ctx.obj
    index = session.trusted(strict=strict)
    told = {"segments": segments, "method": method, "months": months, "edge": edge}
    options = rfm_options(session.settings, session.as_of, told)
    ranking, sold = RANKINGS[by].load(), sales(index)
    wanted = ids(index, people.chosen(index, owner, region, kind))
    result = ranking.score(sold.customers, sold.orders, options).only(wanted)
    table: Table = ranking.summary(result) if summary else ranking.table(result)
    facts = [*table.facts, *_foreign(sold.foreign)]
    table = replace(table, rows=table.rows if summary else table.rows[:top], facts=facts)
    show(table, chosen(format, json), nothing=_("no customer fits"))


def _foreign(foreign: Mapping[str, int]) -> list[tuple[Label, str]]:
    label = Label("Left out: orders in other currencies", "未计入：其他币种订单", "未計入：其他幣別訂單")
    return [(label, ", ".join(f"{currency} {number}" for currency, number in foreign.items()))] if foreign else []
