"""Making a report of the archive: which, of whom, about which customers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from custfile.archive.filters import Filters
from custfile.archive.index import Index
from custfile.archive.resolve import resolve
from custfile.archive.worklist import NO_FILTERS
from custfile.cli import choosing, people
from custfile.cli.output import reader
from custfile.cli.session import Session
from custfile.cli.source import View
from custfile.errors import Misused
from custfile.language import Label, _, say
from custfile.model.secrecy import Secrecy
from custfile.report import REPORTS, Listed
from custfile.report.origin import Origin
from custfile.report.own import own_reports
from custfile.report.page import Report

_CHOICES: Final = (
    Label("in charge", "负责人", "負責人"),
    Label("region", "区域", "區域"),
    Label("kind", "类别", "類別"),
    Label("where", "条件", "條件"),
    Label("class", "分类", "分類"),
)


@dataclass(frozen=True)
class Wish:
    """Which report, of whom (as typed), of which customers (``said``: the filter as typed), for a reader of which level.

    ``since`` is the day that a report of changes compares with, ``days`` how far one looks ahead or back. ``person``: only
    the work of this one of the team.
    """

    name: str
    of: str | None = None
    chosen: Filters = NO_FILTERS
    said: str = ""
    level: Secrecy = field(default_factory=reader)
    since: date | None = None
    days: int | None = None
    person: str | None = None


class Choice(NamedTuple):
    """The customers that a report is to be about, as typed."""

    owner: str | None = None
    region: str | None = None
    kind: str | None = None
    where: str | None = None
    classes: Sequence[str] = ()

    def said(self, index: Index) -> str:
        """Return the choice in words, people and kinds by name."""
        owner = index.catalog["people"].get(people.person(index, self.owner)) if self.owner else None
        kind = index.catalog["kinds"].get(people.kind(index, self.kind)) if self.kind else None
        values = (
            owner or self.owner,
            self.region,
            say(Label(*kind)) if kind else self.kind,
            self.where,
            " ".join(self.classes),
        )
        return " · ".join(f"{say(label)} {value}" for label, value in zip(_CHOICES, values, strict=True) if value)


def wished(session: Session, name: str, of: str | None, choice: Choice) -> Wish:
    """Return the wish for the report ``name`` about the customers of ``choice``.

    Raises ``Misused`` for a person, kind, scheme or class that there is not, and for a filter that cannot be understood.
    """
    by_person = name in REPORTS and REPORTS[name].by_person
    chosen = choosing.chosen(session, None if by_person else choice.owner, *choice[1:])
    person = people.person(session.index, choice.owner) if by_person and choice.owner is not None else None
    return Wish(name, of, chosen, choice.said(session.index), person=person)


def made(session: Session, wish: Wish) -> Report:
    """Return the report that is wished for, in the language spoken.

    Raises ``Misused`` for a report that there is not, one of nobody, and ``NoCustomer`` when nobody fits.
    """
    report: Report = listed(session, wish).load().make(view(session, wish), subject(session, wish))
    return replace(report, name=wish.name, level=wish.level)


def view(session: Session, wish: Wish) -> View:
    """Return the archive as the reader of the wish sees it."""
    return View(session, session.as_of, wish.chosen, wish.said, wish.level, wish.since, wish.days, wish.person)


def origin(session: Session, said: str) -> Origin:
    """Return what a report's figures come from; ``said`` is the filter."""
    return View(session, session.as_of, said=said).origin


def listed(session: Session, wish: Wish) -> Listed:
    """Return the report, or the one that an own report of the archive has its figures from."""
    if wish.name in REPORTS:
        return REPORTS[wish.name]
    own = own_reports(session.root.templates)
    if wish.name not in own:
        known = ", ".join((*REPORTS, *own))
        raise Misused(_("no report '{name}'; there are: {known}").format(name=wish.name, known=known))
    return REPORTS[own[wish.name]]


def subject(session: Session, wish: Wish) -> str:
    """Return what the report is about, if it has to be named: a customer's or person's id, a month. Raises as ``made``."""
    about = listed(session, wish).of
    if not about:
        return ""
    if about == "month":
        return _month(session, wish.of)
    if wish.of is None:
        sentence = _("of whom? write: custfile report {name} {who}")
        raise Misused(sentence.format(name=wish.name, who=about.upper()))
    return resolve(session.index, wish.of).id if about == "customer" else people.person(session.index, wish.of)


def _month(session: Session, typed: str | None) -> str:
    """Return the month that is meant, the next one when nobody says."""
    from custfile.cli.planning import named
    from custfile.model.month import Month

    if typed is not None:
        return str(named(typed))
    after = Month(session.as_of.year, session.as_of.month).end + timedelta(1)
    return str(Month(after.year, after.month))
