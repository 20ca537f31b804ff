"""custfile rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from custfile.analysis.rankings import RANKINGS
from custfile.cli.complete import words
from custfile.cli.options import (
    ClassOption,
    CommitOption,
    DryRunOption,
    ExplainOption,
    Format,
    FormatOption,
    JsonOption,
    KindOption,
    OwnerOption,
    RegionOption,
    StrictOption,
    TopOption,
    WhereOption,
    chosen,
    whole,
)
from custfile.cli.output import show, show_all
from custfile.errors import Misused
from custfile.language import _

if TYPE_CHECKING:
    from custfile.cli.session import Session


def command(
    ctx: typer.Context,
    by: Annotated[
        str,
        typer.Option(help=f"The ranking: {', '.join(RANKINGS)}.", metavar="RANKING", autocompletion=words(RANKINGS)),
    ] = "rfm",
    segments: Annotated[
        str | None, typer.Option(help="Segment table: rf25, r030, rfm8 or an own one (rfm).", metavar="TABLE")
    ] = None,
    method: Annotated[
        str | None, typer.Option(help="Cut points: auto, quantile or fixed (rfm).", metavar="METHOD")
    ] = None,
    months: Annotated[
        int | None, typer.Option(help="Months that count; 0 for all time.", metavar="NUMBER", parser=whole)
    ] = None,
    edge: Annotated[str | None, typer.Option(help="exact, or plus-one as R's rfm cuts (rfm).", metavar="EDGE")] = None,
    freeze: Annotated[
        bool, typer.Option("--freeze", help="Write the cut points into custfile.yaml, so that scores stay (rfm).")
    ] = False,
    since: Annotated[str | None, typer.Option(help="What has moved since that day (rfm).", metavar="DAY")] = None,
    pairwise: Annotated[
        bool, typer.Option("--pairwise", help="The weights, and how consistent the comparisons are (composite).")
    ] = False,
    backtest: Annotated[
        bool, typer.Option("--backtest", help="How well the model would have foretold the past (clv).")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Also with inconsistent weights, or too few customers (composite, clv).")
    ] = False,
    summary: Annotated[bool, typer.Option("--summary", help="Show the groups instead of the customers.")] = False,
    explain: ExplainOption = None,
    top: TopOption = None,
    owner: OwnerOption = None,
    region: RegionOption = None,
    kind: KindOption = None,
    where: WhereOption = None,
    class_: ClassOption = None,
    strict: StrictOption = False,
    dry_run: DryRunOption = False,
    commit: CommitOption = None,
    format: FormatOption = Format.table,  # noqa: A002
    json: JsonOption = False,
) -> None:
    """Rank the customers, with every figure that decides.

    custfile rank --by rfm --top 20
    custfile rank --by credit --where "amount_12m > 50000"
    custfile rank --by composite --explain 丽人
    """
    from custfile.cli import choosing, ranking

    if by not in RANKINGS:
        raise Misused(_("no ranking '{by}'; there are: {known}").format(by=by, known=", ".join(RANKINGS)))
    told = {
        "segments": segments, "method": method, "months": months, "edge": edge, "freeze": freeze, "since": since,
        "pairwise": pairwise, "backtest": backtest, "force": force,
    }  # fmt: skip
    ranking.refuse(RANKINGS[by], told)
    filters = (owner, region, kind, where, class_)
    ranking.refuse_idle(
        told | {"explain": explain, "summary": summary, "top": top, "dry-run": dry_run, "commit": commit}, filters
    )
    session: Session = ctx.obj
    session.trusted(strict=strict)
    chosen_format = chosen(format, json)
    found = ranking.ranked(session, by, told)
    wanted, said = choosing.chosen(session, *filters), choosing.told(*filters)
    if explain is not None:
        show_all(ranking.explained(session, found, explain), chosen_format)
    elif beside := ranking.aside(session, found, told, wanted, said):
        show_all(beside, chosen_format)
    elif freeze:
        from custfile.cli.freezing import freeze as write_cuts

        write_cuts(session, found, dry_run=dry_run, commit=commit)
    else:
        show(ranking.listed(session, found, wanted, said, top, summary), chosen_format, nothing=_("no customer fits"))
