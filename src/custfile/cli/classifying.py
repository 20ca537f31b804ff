"""What ``custfile classify`` shows: the classes, two schemes crossed, the customers, one of them, or what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from custfile.analysis.classes.changes import changes
from custfile.analysis.classes.placing import Placed, prepare
from custfile.analysis.classes.tables import cross, explained, listing, summary
from custfile.analysis.figures import Figures
from custfile.archive.book import book
from custfile.archive.filters import Filters
from custfile.archive.master import ids
from custfile.archive.resolve import resolve
from custfile.archive.schemes import usual
from custfile.changes.when import parse_day
from custfile.cli.heading import heading
from custfile.cli.session import Session
from custfile.errors import Misused, NoCustomer
from custfile.language import Label, _
from custfile.model.table import Table

Said = Sequence[tuple[Label, str]]


class Classifying:
    """The classes of an archive's customers in the schemes that ``by`` names, or in the usual ones.

    Of the customers only those are shown that ``chosen`` lets through; what they are is decided among all.
    """

    def __init__(self, session: Session, by: str | None, chosen: Filters, said: Said) -> None:
        """Take over what the command line says; raises ``Misused`` for a scheme that there is not."""
        self._session = session
        self._said = said
        self._schemes = list(dict.fromkeys(_named(session, by))) if by else usual(session.settings)
        self.crosses = by is not None and len(self._schemes) > 1
        self._figures = _figures(session, session.as_of)
        known = self._figures.book.customers["id"].tolist()
        wanted = ids(session.index, chosen) if chosen.sql else set(known)
        self._members = np.array([identity in wanted for identity in known], dtype=np.bool_)

    def overview(self) -> Table:
        """Return the trees of the schemes with counts, money and shares."""
        return self._headed(summary(self._placed(), self._figures, self._members))

    def crossed(self) -> list[Table]:
        """Return how the two schemes cross: customers, then money. Raises ``Misused`` when they are not two."""
        if len(self._schemes) != 2:
            raise Misused(_("two schemes can be crossed, not {n}").format(n=len(self._schemes)))
        down, across = self._placed()
        customers, amounts = cross(down, across, self._figures, self._members)
        return [self._headed(customers), amounts]

    def customers(self) -> Table:
        """Return each customer with its class and the reason. Raises ``Misused`` when the scheme is not one."""
        if len(self._schemes) != 1:
            raise Misused(
                _("name one scheme: custfile classify --by {scheme} --customers").format(scheme=self._schemes[0])
            )
        return self._headed(listing(self._placed()[0], self._figures, self._members))

    def explained(self, customer: str) -> Table:
        """Return what decided the classes of the customer that ``customer`` names. Raises ``NoCustomer``."""
        match = resolve(self._session.index, customer)
        who = self._figures.position.get(match.id)
        if who is None:
            raise NoCustomer(
                _("{id} was not on file yet on {day}").format(id=match.id, day=self._session.as_of.isoformat())
            )
        return self._headed(explained(self._placed(), who, self._figures))

    def changed(self, since: str) -> Table:
        """Return who has changed class since the day ``since``. Raises ``Misused`` for a day that is to come."""
        day = parse_day(since, self._session.as_of)
        if day > self._session.as_of:
            sentence = _("{day} is after the as-of date {as_of}")
            raise Misused(sentence.format(day=day, as_of=self._session.as_of))
        before = _figures(self._session, day)
        return self._headed(changes(self._schemes, before, self._figures, self._members))

    def _placed(self) -> list[Placed]:
        prepare([self._session.schemes[scheme] for scheme in self._schemes], self._figures)
        return [self._figures.placed(scheme) for scheme in self._schemes]

    def _headed(self, table: Table) -> Table:
        return replace(table, facts=[*table.facts, *self._said, *heading(self._session)])


def _named(session: Session, by: str) -> list[str]:
    names = [name.strip() for name in by.replace("，", ",").split(",")]
    for name in names:
        if name not in session.schemes:
            known = ", ".join(session.schemes)
            raise Misused(_("no scheme '{by}'; there are: {known}").format(by=name, known=known))
    return names


def _figures(session: Session, day: date) -> Figures:
    return Figures(book(session.index, day), session.settings, session.schemes)
