"""What ``custfile rank`` shows: a ranking, its groups, the arithmetic of one customer, or what has moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from custfile.analysis.rankings import RANKINGS, Ranking
from custfile.analysis.rankings.movement import moved, shifts
from custfile.analysis.rankings.ranked import Ranked
from custfile.archive.book import book
from custfile.archive.filters import Filters
from custfile.archive.master import ids
from custfile.archive.resolve import resolve
from custfile.changes.when import parse_day
from custfile.cli.beside import filters, is_told, refuse_beside
from custfile.cli.heading import heading
from custfile.cli.session import Session
from custfile.errors import Misused, NoCustomer
from custfile.language import Label, _
from custfile.model.table import Table

_SHOWN: Final = ("explain", "since", "pairwise", "backtest", "freeze", "summary")
"""What is shown instead of the list of customers, one at a time."""

_OF_ONE_OR_ALL: Final = ("explain", "pairwise", "backtest", "freeze")
"""What is of one customer, or always of all: no filter changes it."""


def refuse(ranking: Ranking, told: Mapping[str, Any]) -> None:
    """Raise ``Misused`` when an option was told that ``ranking`` does not know."""
    for option, value in told.items():
        if value not in (None, False) and option not in ranking.options:
            known = [name for name, each in RANKINGS.items() if option in each.options]
            raise Misused(_("--{option} belongs to --by {rankings}").format(option=option, rankings=" or ".join(known)))


def refuse_idle(told: Mapping[str, Any], chosen: Sequence[Any]) -> None:
    """Raise ``Misused`` when an option of ``told`` or a filter of ``chosen`` does nothing beside what is shown."""
    shown = next((option for option in _SHOWN if is_told(told[option])), None)
    if shown is not None:
        others = [option for option in (*_SHOWN, "top") if option != shown]
        refuse_beside(f"--{shown}", {f"--{option}": told[option] for option in others})
    if shown == "freeze":
        refuse_beside("--freeze", {"--segments": told["segments"]})
    if shown in _OF_ONE_OR_ALL:
        refuse_beside(f"--{shown}", filters(chosen))
    if shown != "freeze":
        for option in ("dry-run", "commit"):
            if is_told(told[option]):
                raise Misused(_("--{option} does nothing without --freeze").format(option=option))


def ranked(session: Session, by: str, told: Mapping[str, Any], as_of: str | None = None) -> Ranked:
    """Return the ranking ``by`` of all customers, on the day of the session or on the day that ``as_of`` names."""
    day = session.as_of if as_of is None else parse_day(as_of, session.as_of)
    if day > session.as_of:
        raise Misused(_("{day} is after the as-of date {as_of}").format(day=day, as_of=session.as_of))
    return RANKINGS[by].rank(book(session.index, day), session.settings, told)


def listed(
    session: Session, found: Ranked, chosen: Filters, said: Sequence[tuple[Label, str]], top: int | None, summary: bool
) -> Table:
    """Return the customers that ``chosen`` lets through, or their groups, under the facts that make them reproducible."""
    mine = found.only(ids(session.index, chosen)) if chosen.sql else found
    if summary and mine.summary is None:
        raise Misused(_("the ranking {name} has no groups").format(name=found.name))
    table = mine.summary(mine) if summary and mine.summary else mine.table(top)
    return replace(table, facts=[*table.facts, *said, *heading(session)])


def explained(session: Session, found: Ranked, customer: str) -> Sequence[Table]:
    """Return the arithmetic of the customer that ``customer`` names. Raises ``NoCustomer`` when it was not known that day."""
    match = resolve(session.index, customer)
    try:
        return _headed(session, found.explain(match.id))
    except KeyError as error:
        raise NoCustomer(
            _("{id} was not on file yet on {day}").format(id=match.id, day=session.as_of.isoformat())
        ) from error


def aside(
    session: Session, found: Ranked, told: Mapping[str, Any], chosen: Filters, said: Sequence[tuple[Label, str]]
) -> Sequence[Table]:
    """Return what is asked for beside the ranking: what has moved since a day, the weights, the back-test; else nothing."""
    if told["since"]:
        before = ranked(session, found.name, {**told, "since": None}, told["since"])
        wanted = ids(session.index, chosen)
        pair = before.only(wanted), found.only(wanted)
        return _headed(session, [shifts(*pair), moved(*pair)], said)
    return _headed(session, [found.extra[option] for option in ("pairwise", "backtest") if told[option]])


def _headed(session: Session, tables: Sequence[Table], said: Sequence[tuple[Label, str]] = ()) -> Sequence[Table]:
    """Return ``tables``, of which the first says what all were computed from."""
    return [replace(table, facts=[*table.facts, *said, *heading(session)]) for table in tables[:1]] + [*tables[1:]]
