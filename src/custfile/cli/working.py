"""The work list of the command line: how far ahead it looks, and what of it is wanted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from custfile.analysis.schedule.duty import KINDS
from custfile.analysis.schedule.urgency import Weighed, weighed
from custfile.archive.meeting import factors
from custfile.archive.worklist import due_items
from custfile.errors import Misused
from custfile.language import _
from custfile.model.folding import fold

if TYPE_CHECKING:
    from custfile.analysis.schedule.due import Item
    from custfile.archive.filters import Filters
    from custfile.archive.index import Index
    from custfile.cli.session import Session


class Wanted(NamedTuple):
    """What of the list is wanted: of a person, of a role, of some kinds, only what is late."""

    person: str | None
    role: str | None
    kinds: Collection[str]
    overdue: bool

    def includes(self, kind: str) -> bool:
        """Say whether things of ``kind`` are wanted."""
        return not self.kinds or kind in self.kinds

    def fits(self, told: Weighed, roles: Mapping[str, str | None]) -> bool:
        """Say whether ``told`` is wanted; ``roles`` maps people to their roles. Who is told of it counts like who does it."""
        item = told.item
        return (
            (not self.overdue or told.late > 0)
            and self.includes(item.kind)
            and (self.person is None or self.person in _hearing(item))
            and (self.role is None or self.role in map(roles.get, _hearing(item)))
        )


def _hearing(item: Item) -> list[str]:
    return [person for person in (item.person, *item.escalated) if person is not None]


def end(as_of: date, *, week: bool, days: int) -> date:
    """Return the day up to which the list looks. Raises ``Misused`` when both ways of saying so are used."""
    if week and days:
        raise Misused(_("--week and --days both say how far to look; take one of them"))
    return as_of + timedelta(6 - as_of.weekday() if week else days)


def kinds(typed: Sequence[str]) -> list[str]:
    """Return the kinds of things due that ``typed`` names, in any language, several between commas too.

    Raises ``Misused`` for a word that is none.
    """
    names = {fold(name): kind for kind, label in KINDS.items() for name in (kind, *label)}
    words = [word for each in typed for word in each.replace("，", ",").split(",") if word.strip()]
    for word in words:
        if fold(word.strip()) not in names:
            known = ", ".join(KINDS)
            raise Misused(_("'{typed}' is nothing that can be due; there are: {known}").format(typed=word, known=known))
    return [names[fold(word.strip())] for word in words]


def listed(session: Session, index: Index, upto: date, filters: Filters, wanted: Wanted) -> list[Weighed]:
    """Return what is due up to ``upto`` and ``wanted``, the most urgent first. Raises ``Misused`` for an unknown role."""
    roles: Mapping[str, str | None] = index.catalog["roles"]
    if wanted.role is not None and wanted.role not in roles.values():
        known = ", ".join(sorted({role for role in roles.values() if role}))
        raise Misused(_("nobody has the role '{typed}'; there are: {known}").format(typed=wanted.role, known=known))
    found = weighed(due_items(index, upto, session.as_of, filters), session.as_of, factors(index, session.as_of))
    return [told for told in found if wanted.fits(told, roles)]
