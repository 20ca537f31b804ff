"""Those who may be given files, and what the archive says of their work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import fmean
from typing import Final

from custfile.model.schedule import AssignSettings
from custfile.model.settings import Person, Settings
from custfile.model.spans import Span

ROLES: Final = ("rep",)
NEW_MONTHS: Final = 6
NEW_SHARE: Final = Fraction(1, 5)

_LEAST: Final = 0.5
_MOST: Final = 2.0


@dataclass(frozen=True)
class Work:
    """What the archive says of a person.

    ``files`` held; ``load``: these and the open promises, open tickets and overdue things; ``amount``: cents, net, of
    twelve months, of the customers held; ``asked``: promises and next dates whose day came in twelve months, of which
    ``kept`` were kept in time.
    """

    files: int = 0
    load: int = 0
    amount: int = 0
    asked: int = 0
    kept: int = 0


@dataclass
class Candidate:
    """Somebody who may be given files, and how many were given already.

    ``ability`` is the amount per file held, ``efficiency`` the share kept in time, both by the average of those who may
    be given files, and between 0.5 and 2; 1 where nothing can be measured.
    """

    person: Person
    work: Work
    new: bool
    ability: float = 1.0
    efficiency: float = 1.0
    given: int = 0

    @property
    def id(self) -> str:
        """Its id in the team."""
        return self.person.id

    @property
    def files(self) -> int:
        """Files held, those given included."""
        return self.work.files + self.given

    @property
    def load(self) -> int:
        """Everything that is to be looked after, files given included."""
        return self.work.load + self.given

    @property
    def merit(self) -> float:
        """Ability and efficiency together."""
        return (self.ability + self.efficiency) / 2

    @property
    def pressure(self) -> float:
        """What the load would be with one file more, by merit: the lowest gets the next file."""
        return (self.load + 1) / self.merit


def candidates(
    settings: Settings,
    as_of: date,
    work: Mapping[str, Work],
    *,
    roles: Iterable[str] | None = None,
    without: str | None = None,
) -> list[Candidate]:
    """Return who may be given files on ``as_of``, by id: of one of ``roles`` (those of the settings when ``None``),
    in the team by then, and not known to leave.
    """
    how = settings.assign or AssignSettings()
    wanted = set(roles if roles is not None else how.roles or ROLES)
    months = how.new_months if how.new_months is not None else NEW_MONTHS
    found = [
        Candidate(person, work.get(person.id, Work()), _new(person, as_of, months))
        for person in sorted(settings.team, key=lambda person: person.id)
        if person.role in wanted and person.id != without and _stays(person, as_of)
    ]
    _measure(found)
    return found


def _stays(person: Person, as_of: date) -> bool:
    return person.left is None and (person.joined is None or person.joined <= as_of)


def _new(person: Person, as_of: date, months: int) -> bool:
    return person.joined is not None and Span(months, 0).after(person.joined) > as_of


def _measure(people: Iterable[Candidate]) -> None:
    """Set ability and efficiency of ``people`` from their work."""
    amounts = {each.id: each.work.amount / each.work.files for each in people if each.work.files}
    shares = {each.id: each.work.kept / each.work.asked for each in people if each.work.asked}
    for each in people:
        each.ability = _relative(amounts, each.id)
        each.efficiency = _relative(shares, each.id)


def _relative(values: Mapping[str, float], person: str) -> float:
    average = fmean(values.values()) if values else 0.0
    if person not in values or average <= 0:
        return 1.0
    return min(max(values[person] / average, _LEAST), _MOST)
