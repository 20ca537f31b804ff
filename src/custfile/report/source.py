"""What the archive offers to reports, as known on the as-of date; each thing is worked out when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from custfile.analysis.schedule.due import Item
from custfile.analysis.schedule.greetings import Coming
from custfile.changes.handover import Handing, Line
from custfile.model.scheme import SchemeSettings
from custfile.model.settings import Settings
from custfile.model.spec import Secrecy
from custfile.report.origin import Origin

if TYPE_CHECKING:
    from custfile.analysis.digest import Commit
    from custfile.analysis.figures import Figures  # these bring pandas, which not every report needs
    from custfile.analysis.rankings.ranked import Ranked
    from custfile.analysis.schedule.fulfilment import Outcome
    from custfile.analysis.schedule.monthly import Monthly
    from custfile.model.finding import Finding
    from custfile.model.month import Month


class Source(Protocol):
    """One state of the archive, seen by a reader of ``level`` through a filter.

    Customers are named by their ids. ``catalog`` is what the daily commands know of the settings: ``people``, ``kinds``,
    ``rules``, ``fields`` …
    """

    @property
    def as_of(self) -> date:
        """The day that is taken for today."""

    @property
    def since(self) -> date | None:
        """The day that a report of changes compares with, if one was told."""

    @property
    def days(self) -> int | None:
        """How far a report looks ahead or back, if that was told."""

    @property
    def level(self) -> Secrecy:
        """What the reader may see."""

    @property
    def origin(self) -> Origin:
        """What the head of the report says of its figures."""

    @property
    def settings(self) -> Settings:
        """The archive's settings."""

    @property
    def schemes(self) -> Mapping[str, SchemeSettings]:
        """The class schemes by id."""

    @property
    def catalog(self) -> Mapping[str, Any]:
        """The settings as plain data."""

    @property
    def chosen(self) -> frozenset[str]:
        """The customers that the filter lets through."""

    @property
    def figures(self) -> Figures:
        """Every figure of every customer, whatever the filter: measures, classes, fields; ``figures.book`` is the book."""

    @property
    def usual(self) -> Sequence[str]:
        """The class schemes that are shown when none is asked for."""

    def ranked(self, by: str) -> Ranked:
        """Return the ranking ``by`` of all customers, by the settings."""

    def at(self, day: date) -> Source:
        """Return the same archive as known on another day."""

    def due(self, upto: date) -> Sequence[Item]:
        """Return what is on the work list of the chosen customers up to ``upto``."""

    def due_of(self, identity: str, upto: date) -> Sequence[Item]:
        """Return the same of one customer, chosen or not."""

    def record(self, identity: str) -> Mapping[str, Any]:
        """Return the file of a customer: text as typed, nested lists and mappings."""

    def last_visits(self) -> Mapping[str, date]:
        """Return the last visit of each customer that has one."""

    def visits_since(self, day: date) -> int:
        """Return how many visits were made from ``day`` on."""

    def held(self, person: str) -> tuple[Sequence[Handing], Sequence[Line]]:
        """Return what ``person`` (an id of the team) holds of the chosen customers, and the tasks without one."""

    def care(self, upto: date) -> Coming:
        """Return the care dates and the days of greetings that come round up to ``upto``, for the chosen customers."""

    def plan(self, month: Month) -> Monthly:
        """Return the visits of ``month`` of all customers: planned, made, proposed, and those without a place."""

    def outcomes(self) -> Sequence[Outcome]:
        """Return what became of all planned visits, of whatever month."""

    def commits(self, after: date) -> Sequence[Commit] | None:
        """Return what was committed after the day ``after``, the latest first; ``None`` where there is no git."""

    def paths(self) -> Mapping[str, str]:
        """Return where in the archive the file of each customer is."""

    def findings(self) -> Sequence[Finding]:
        """Return what ``check`` finds in the files and settings, by path and line."""
