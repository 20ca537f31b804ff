"""Gathering what a report needs from the index, and writing it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final, Literal

from custfile.analysis.classes.tables import full_labels, key, scheme_label
from custfile.analysis.figures import Figures
from custfile.analysis.rankings import RANKINGS
from custfile.analysis.rankings.ranked import Ranked
from custfile.analysis.rankings.rfm import rank, summary
from custfile.archive.book import book
from custfile.archive.filters import Filters
from custfile.archive.git import ask
from custfile.archive.handover import possession
from custfile.archive.index import Index
from custfile.archive.master import ids
from custfile.archive.record import record_of
from custfile.archive.resolve import resolve
from custfile.archive.schemes import usual
from custfile.archive.shipped import shipped
from custfile.archive.tables import day, from_day
from custfile.archive.worklist import due_items
from custfile.cli.output import say as tell_user
from custfile.cli.output import tell
from custfile.cli.people import person as known_person
from custfile.cli.session import Session
from custfile.errors import Misused
from custfile.language import _, say
from custfile.report import REPORTS
from custfile.report.card import Standing, card
from custfile.report.handover import handover
from custfile.report.page import Origin, Report
from custfile.report.render import render
from custfile.report.rfm import rfm
from custfile.report.today import today

_AHEAD: Final = timedelta(days=365)  # a card shows what comes next, however far off


def write(
    session: Session,
    name: str,
    customer: str | None,
    chosen: Filters,
    said: str,
    output: str | None,
    format: Literal["md", "html"],  # noqa: A002
) -> None:
    """Write the report ``name`` to the file ``output`` or to stdout. ``said`` is the filter ``chosen`` as it was typed.

    Raises ``Misused`` for a report that there is not, or a card of nobody.
    """
    if name not in REPORTS:
        raise Misused(_("no report '{name}'; there are: {known}").format(name=name, known=", ".join(REPORTS)))
    if REPORTS[name].of_customer and customer is None:
        raise Misused(_("whose card? write: custfile report {name} CUSTOMER").format(name=name))
    if REPORTS[name].of_person and customer is None:
        raise Misused(_("of whom? write: custfile report {name} PERSON").format(name=name))
    index = session.index
    deliver(session, _MAKERS[name](session, index, origin(session, said), chosen, customer or ""), output, format)


def deliver(session: Session, made: Report, output: str | None, format: Literal["md", "html"]) -> None:  # noqa: A002
    """Write the report ``made`` to the file ``output`` or to stdout."""
    text = render(made, format, shipped("templates"), session.root.folder / "templates")
    if output is None or output == "-":
        tell(text)
        return
    try:
        Path(output).write_text(text, encoding="utf-8")
    except OSError as error:
        raise Misused(_("{file} cannot be written: {problem}").format(file=output, problem=error.strerror)) from error
    if sys.stderr.isatty():
        tell_user(_("written: {file}").format(file=output))


def origin(session: Session, said: str) -> Origin:
    """Return what a report's figures come from; ``said`` is the filter."""
    head = (ask(session.root.folder, "rev-parse", "--short", "HEAD") or b"").decode().strip()
    catalog = session.index.catalog
    return Origin(str(catalog["name"]), session.as_of, catalog["currency"], head, said)


def _today(session: Session, index: Index, origin: Origin, chosen: Filters, customer: str) -> Report:
    as_of = session.as_of
    items = list(due_items(index, as_of, as_of, chosen))
    last = index.rows(
        "select c.id, max(v.day) from visits v join customers c using (file) where v.day <= ? group by c.id", day(as_of)
    )
    monday = as_of - timedelta(days=as_of.weekday())
    visited = index.rows("select count(*) from visits where day between ? and ?", day(monday), day(as_of))[0][0]
    return today(items, origin, index.catalog, {identity: from_day(at) for identity, at in last}, visited)


def _card(session: Session, index: Index, origin: Origin, chosen: Filters, customer: str) -> Report:
    match = resolve(index, customer)
    mine = Filters(" and c.id = ?", (match.id,))
    duties = list(due_items(index, session.as_of + _AHEAD, session.as_of, mine))
    return card(
        match.id,
        record_of(index, match),
        index.catalog,
        origin,
        standings=_standings(session, index, match.id),
        duties=duties,
    )


def _standings(session: Session, index: Index, identity: str) -> list[Standing]:
    """Return the class of the customer in each of the usual schemes, with the reason; schemes compare with others."""
    figures = Figures(book(index, session.as_of), session.settings, session.schemes)
    who, found = figures.position.get(identity), list[Standing]()
    for placed in map(figures.placed, usual(session.settings) if who is not None else ()):
        label = full_labels(placed)[key(placed.way(who))]
        found.append(Standing(say(scheme_label(placed)), say(label), placed.reason(who)))
    return [*found, *_rfm_standing(session, index, identity)]


def _rfm_standing(session: Session, index: Index, identity: str) -> list[Standing]:
    ranked = _scored(session, index)
    mine = ranked.only({identity}).table()
    names = next(column.names for column in mine.columns if column.key == "segment")
    for row in mine.rows:
        told = dict(zip((column.key for column in mine.columns), row, strict=True))
        reason = _("rank {rank} of {n}").format(rank=told["rank"], n=len(ranked.frame))
        segment = say(names[told["segment"]]) if told["segment"] else ""
        return [Standing(say(RANKINGS["rfm"].label), f"{told['cell']} {segment}".strip(), reason)]
    return []


def _rfm(session: Session, index: Index, origin: Origin, chosen: Filters, customer: str) -> Report:
    ranked = _scored(session, index).only(ids(index, chosen))
    return rfm(ranked.table(), summary(ranked), origin)


def _scored(session: Session, index: Index) -> Ranked:
    """Return the RFM ranking of all customers, by the settings."""
    return rank(book(index, session.as_of), session.settings, {})


def _handover(session: Session, index: Index, origin: Origin, chosen: Filters, person: str) -> Report:
    giver = known_person(index, person)
    held = possession(index, session.settings, giver, session.as_of)
    wanted = ids(index, chosen)
    handings = [each.handing(giver, None) for each in held.holdings if each.match.id in wanted]
    return handover(giver, handings, held.task_lines(), None, origin, index.catalog)


_MAKERS: Final[dict[str, Callable[[Session, Index, Origin, Filters, str], Report]]] = {
    "today": _today,
    "card": _card,
    "rfm": _rfm,
    "handover": _handover,
}
