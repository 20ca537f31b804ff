"""The archive as reports see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from custfile.archive.filters import Filters
from custfile.archive.git import ask
from custfile.archive.index import Index
from custfile.archive.master import ids
from custfile.archive.record import record_of
from custfile.archive.resolve import resolve
from custfile.archive.tables import day, from_day
from custfile.archive.worklist import NO_FILTERS, due_items
from custfile.cli.session import Session
from custfile.model.spec import Secrecy
from custfile.report.origin import Origin

if TYPE_CHECKING:
    from custfile.analysis.digest import Commit
    from custfile.analysis.figures import Figures
    from custfile.analysis.rankings.ranked import Ranked
    from custfile.analysis.schedule.due import Item
    from custfile.analysis.schedule.fulfilment import Outcome
    from custfile.analysis.schedule.greetings import Coming
    from custfile.analysis.schedule.monthly import Monthly
    from custfile.changes.handover import Handing, Line
    from custfile.model.finding import Finding
    from custfile.model.month import Month
    from custfile.model.scheme import SchemeSettings
    from custfile.model.settings import Settings

_LAST_VISITS = "select c.id, max(v.day) from visits v join customers c using (file) where v.day <= ? group by c.id"
_PATHS = "select c.id, f.path from customers c join files f using (file) order by c.id, f.path desc"
_VISITS = "select count(*) from visits where day between ? and ?"


@dataclass(frozen=True, eq=False)
class View:
    """The archive of ``session`` on ``as_of``, as ``report/source.py`` describes it; ``said`` is the filter as typed.

    ``person``: only the work of this one of the team.
    """

    session: Session
    as_of: date
    filters: Filters = NO_FILTERS
    said: str = ""
    level: Secrecy = Secrecy.STAFF
    since: date | None = None
    days: int | None = None
    person: str | None = None

    @property
    def index(self) -> Index:
        """The archive's tables."""
        return self.session.index

    @property
    def settings(self) -> Settings:
        return self.session.settings

    @property
    def schemes(self) -> Mapping[str, SchemeSettings]:
        return self.session.schemes

    @property
    def catalog(self) -> Mapping[str, Any]:
        return self.index.catalog

    @cached_property
    def origin(self) -> Origin:
        head = (ask(self.session.root.folder, "rev-parse", "--short", "HEAD") or b"").decode().strip()
        return Origin(str(self.catalog["name"]), self.as_of, self.catalog["currency"], head, self.said)

    @cached_property
    def chosen(self) -> frozenset[str]:
        return frozenset(ids(self.index, self.filters))

    @cached_property
    def figures(self) -> Figures:
        from custfile.analysis.figures import Figures  # late: a list of today's work is made without pandas
        from custfile.archive.book import book

        return Figures(book(self.index, self.as_of), self.settings, self.schemes)

    @property
    def usual(self) -> Sequence[str]:
        from custfile.archive.schemes import usual

        return usual(self.settings)

    @cache  # noqa: B019 - lives as long as the command
    def ranked(self, by: str) -> Ranked:
        from custfile.analysis.rankings import RANKINGS

        ranked: Ranked = RANKINGS[by].rank(self.figures.book, self.settings, {})
        return ranked

    @cache  # noqa: B019
    def at(self, day: date) -> View:
        return replace(self, as_of=day)

    def due(self, upto: date) -> Sequence[Item]:
        items = due_items(self.index, upto, self.as_of, self.filters)
        return [item for item in items if self.person in (None, item.person, *item.escalated)]

    def due_of(self, identity: str, upto: date) -> Sequence[Item]:
        return self._due_by_customer(upto).get(identity, ())

    @cache  # noqa: B019
    def _due_by_customer(self, upto: date) -> Mapping[str, Sequence[Item]]:
        found = defaultdict(list)
        for item in due_items(self.index, upto, self.as_of):
            found[item.id].append(item)
        return found

    def record(self, identity: str) -> Mapping[str, Any]:
        return record_of(self.index, resolve(self.index, identity))

    def last_visits(self) -> Mapping[str, date]:
        return {identity: from_day(at) for identity, at in self.index.rows(_LAST_VISITS, day(self.as_of))}

    def visits_since(self, day_: date) -> int:
        return int(self.index.rows(_VISITS, day(day_), day(self.as_of))[0][0])

    def held(self, person: str) -> tuple[Sequence[Handing], Sequence[Line]]:
        from custfile.archive.handover import possession  # late: it brings the model

        held = possession(self.index, self.settings, person, self.as_of)
        wanted = [each for each in held.holdings if each.match.id in self.chosen]
        return [each.handing(person, None) for each in wanted], held.agenda_lines()

    def care(self, upto: date) -> Coming:
        from custfile.archive.greetings import to_come  # late: few reports tell of care dates

        return to_come(self.index, self.as_of, upto, self.filters)

    def plan(self, month: Month) -> Monthly:
        from custfile.archive.monthly import monthly  # late: it brings what proposes visits

        return monthly(self.index, self.settings, self.schemes, month, self.as_of)

    def outcomes(self) -> Sequence[Outcome]:
        from custfile.archive.outlook import became  # late: it brings what reads plans
        from custfile.archive.plans import plans
        from custfile.model.month import Month

        month = Month(self.as_of.year, self.as_of.month)
        return became(self.index, month, plans(self.index).values(), self.as_of)[0]

    def commits(self, after: date) -> Sequence[Commit] | None:
        from custfile.archive.commits import commits

        return commits(self.session.root.folder, after, self.as_of)

    def paths(self) -> Mapping[str, str]:
        return dict(self.index.rows(_PATHS))

    def findings(self) -> Sequence[Finding]:
        from custfile.archive.check import findings  # late: it loads what reads plans

        return findings(self.index, self.as_of)
