"""Days on which many customers are greeted: when each comes round next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from custfile.analysis.schedule.care import Attention, Care
from custfile.analysis.schedule.yearly import LUNAR, occurrences
from custfile.language import Label

_YEAR: Final = 400
"""Days within which every day comes round; a lunar year has no more than 385."""


class Greeting(NamedTuple):
    """A greeting of the settings, and the ``day`` on which it comes round next, after so many ``years``.

    ``text`` is the day as told, ``when`` the filter of those who are greeted; it is told ``ahead`` days before.
    """

    id: str
    label: Label
    text: str
    when: str | None
    ahead: int
    day: date
    years: int | None


class Greeted(NamedTuple):
    """A customer to be greeted, what was done for it before, and on which day for this greeting."""

    id: str
    name: str
    phone: str | None
    owner: str | None
    given: Sequence[Attention]
    kept: date | None


class Coming(NamedTuple):
    """What comes round: care dates in order of time, greetings with the number of customers that are greeted.

    ``left_out`` counts the lunar ones that cannot be told because the library for them is missing.
    """

    cares: Sequence[Care]
    greetings: Sequence[tuple[Greeting, int]]
    left_out: int


def coming(told: Iterable[Mapping[str, Any]], usual: int, as_of: date, *, lunar: bool) -> list[Greeting]:
    """Return the greetings that the catalog of the settings tells, with the next day of each from ``as_of`` on.

    They are in order of time. ``usual`` is the number of days ahead where a greeting has none of its own. Without ``lunar``,
    which takes a library, those of the lunar calendar are left out.
    """
    found = (
        Greeting(each["id"], Label(*each["label"]), each["date"], each["when"], _ahead(each, usual), *when)
        for each in told
        if lunar or not each["date"].startswith(LUNAR)
        for when in occurrences(each["date"], as_of, as_of + timedelta(_YEAR))[:1]
    )
    return sorted(found, key=lambda each: (each.day, each.id))


def _ahead(told: Mapping[str, Any], usual: int) -> int:
    own: int | None = told["ahead"]
    return usual if own is None else own
