"""Days on which many customers are greeted: when each comes round next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from custfile.analysis.schedule.care import AHEAD, Attention
from custfile.analysis.schedule.yearly import LUNAR, occurrences
from custfile.language import Label
from custfile.model.names import NO_NAMES
from custfile.model.schedule import DueSettings, Greeting
from custfile.model.settings import Settings

_YEAR: Final = 400
"""Days within which every day comes round; a lunar year has no more than 385."""


class Coming(NamedTuple):
    """A greeting and the ``day`` on which it comes round next, after so many ``years``; it is told ``ahead`` days before."""

    greeting: Greeting
    day: date
    years: int | None
    ahead: int

    @property
    def label(self) -> Label:
        """What the greeting is called."""
        return (self.greeting.labels or NO_NAMES).label(self.greeting.id)


class Greeted(NamedTuple):
    """A customer to be greeted, what was done for it before, and on which day for this greeting."""

    id: str
    name: str
    phone: str | None
    owner: str | None
    given: Sequence[Attention]
    kept: date | None


def coming(settings: Settings, as_of: date, *, lunar: bool) -> list[Coming]:
    """Return the greetings from ``as_of`` on, each with the day on which it comes round next, in order of time.

    Without ``lunar``, which takes a library, those of the lunar calendar are left out.
    """
    usual = (settings.due or DueSettings()).care
    found = []
    for greeting in settings.greetings:
        if greeting.date.startswith(LUNAR) and not lunar:
            continue
        for when in occurrences(greeting.date, as_of, as_of + timedelta(_YEAR))[:1]:
            ahead = usual if greeting.ahead is None else greeting.ahead
            found.append(Coming(greeting, *when, AHEAD if ahead is None else ahead))
    return sorted(found, key=lambda each: (each.day, each.greeting.id))
