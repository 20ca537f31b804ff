"""How customers are served: tickets that wait, how long answers take, what complaints come from, and who complains again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean, median
from typing import Any, Final, NamedTuple, TypeVar

from custfile.language import Label
from custfile.model.choices import TICKETS

COMPLAINT: Final = "complaint"
PRAISE: Final = "praise"
SAID: Final = (PRAISE, "feedback")
"""What a customer says without asking for anything: it is not open, though nobody closed it."""

_SERVICE: Final = "service"
FAULTS: Final = (COMPLAINT, "incident", _SERVICE)
"""The types whose causes are counted."""

SOON: Final = 3
"""Days before its due day in which a ticket is due soon."""

AGES: Final = (2, 7, 30, 90)
"""The last day of each band of ages; the last band is open."""

_OVERDUE, _SOON, _IN_TIME, _NO_DAY = "overdue", "soon", "in_time", "no_day"
PROMISED: Final = {
    _OVERDUE: Label("overdue", "已逾期", "已逾期"),
    _SOON: Label(f"due in {SOON} days", f"{SOON}天内到期", f"{SOON}天內到期"),
    _IN_TIME: Label("in time", "未到期", "未到期"),
    _NO_DAY: Label("no due day", "未定期限", "未定期限"),
}
"""How an open ticket stands against its due day."""

_Key = TypeVar("_Key", bound=Hashable)


class Ticket(NamedTuple):
    """A ticket as known on a day. ``person`` has to settle it: who is assigned, else the customer's owner."""

    customer: str
    name: str
    person: str | None
    number: str
    type: str
    what: str
    product: str
    priority: str
    day: date
    due: date | None
    answered: date | None
    closed: date | None
    cause: str
    solution: str
    satisfaction: int | None

    @property
    def open(self) -> bool:
        """Return whether it still waits to be settled."""
        return self.closed is None and self.type not in SAID


class Served(NamedTuple):
    """The tickets of a group: how many came, were closed and are open, and how long it took, in days (medians).

    ``kept`` of ``dated`` closed tickets with a due day were closed by then. ``satisfaction`` is the mean of what customers
    said, 1 to 5. What nobody told is ``None``.
    """

    came: int
    closed: int
    open: int
    overdue: int
    answer: float | None
    close: float | None
    kept: int
    dated: int
    satisfaction: float | None


def tickets(
    identity: str, name: str, owner: str | None, told: Iterable[Mapping[str, Any] | None], as_of: date
) -> Iterator[Ticket]:
    """Yield the tickets that came in by ``as_of`` of one customer, from the plain text of its file."""
    for each in filter(None, told):
        day = date.fromisoformat(each["date"])
        if day > as_of or each.get("type") not in TICKETS:
            continue
        due = each.get("due")
        yield Ticket(
            customer=identity,
            name=name,
            person=each.get("assigned") or owner,
            number=each.get("no") or "",
            type=each["type"],
            what=each.get("what") or "",
            product=each.get("product") or "",
            priority=each.get("priority") or "",
            day=day,
            due=None if due is None else date.fromisoformat(due),
            answered=_by(each.get("answered"), as_of),
            closed=_by(each.get("closed"), as_of),
            cause=(each.get("cause") or "").strip(),
            solution=each.get("solution") or "",
            satisfaction=int(each["satisfaction"]) if each.get("satisfaction") else None,
        )


def _by(told: str | None, as_of: date) -> date | None:
    day = None if told is None else date.fromisoformat(told)
    return None if day is None or day > as_of else day


def waiting(known: Iterable[Ticket], as_of: date) -> list[Ticket]:
    """Return the open tickets, the first due first; those without a due day come last, the oldest first."""
    found = (each for each in known if each.open)
    return sorted(found, key=lambda each: (each.due or date.max, each.day, each.customer, each.number, each.what))


def promised(ticket: Ticket, as_of: date) -> str:
    """Return how an open ticket stands against its due day: a key of ``PROMISED``."""
    if ticket.due is None:
        return _NO_DAY
    if ticket.due < as_of:
        return _OVERDUE
    return _SOON if ticket.due <= as_of + timedelta(SOON) else _IN_TIME


def band(ticket: Ticket, as_of: date) -> int:
    """Return the place of the ticket's age among ``AGES``; ``len(AGES)`` when it is older than the last."""
    age = (as_of - ticket.day).days
    return next((place for place, last in enumerate(AGES) if age <= last), len(AGES))


def served(known: Iterable[Ticket], first: date, as_of: date) -> Served:
    """Return the figures of the tickets that came in after ``first``; those open count whenever they came.

    Times to answer and to close are calendar days from the day it came in, of those answered or closed.
    """
    every = list(known)
    came = [each for each in every if each.day > first]
    closed = [each for each in came if each.closed]
    dated = [each for each in closed if each.due]
    said = [each.satisfaction for each in came if each.satisfaction is not None]
    return Served(
        came=len(came),
        closed=len(closed),
        open=sum(each.open for each in every),
        overdue=sum(each.open and promised(each, as_of) == _OVERDUE for each in every),
        answer=_median((each.answered - each.day).days for each in came if each.answered),
        close=_median((each.closed - each.day).days for each in closed if each.closed),
        kept=sum(each.closed <= each.due for each in dated if each.closed and each.due),
        dated=len(dated),
        satisfaction=fmean(said) if said else None,
    )


def _median(days: Iterable[int]) -> float | None:
    found = list(days)
    return median(found) if found else None


def grouped(known: Iterable[Ticket], key: Callable[[Ticket], _Key]) -> dict[_Key, list[Ticket]]:
    """Return the tickets by ``key``."""
    found = defaultdict[_Key, list[Ticket]](list)
    for each in known:
        found[key(each)].append(each)
    return found


def causes(known: Iterable[Ticket], first: date) -> list[tuple[str, int]]:
    """Return the causes of what went wrong after ``first`` and how often, the most frequent first; ``""``: none is told.

    One that is still open may have none yet, and a service call need have none: without a cause they are not counted.
    """
    faults = [each for each in known if each.type in FAULTS and each.day > first]
    told = Counter(each.cause for each in faults if each.cause or (each.closed and each.type != _SERVICE))
    return sorted(told.items(), key=lambda each: (-each[1], each[0] == "", each[0]))


def repeaters(known: Iterable[Ticket], first: date) -> list[Sequence[Ticket]]:
    """Return the complaints after ``first`` of each customer with more than one, the most first; the latest first in each."""
    complaints = [each for each in known if each.type == COMPLAINT and each.day > first]
    found = [own for own in grouped(complaints, lambda each: each.customer).values() if len(own) > 1]
    ordered = [sorted(own, key=lambda each: (-each.day.toordinal(), each.number)) for own in found]
    return sorted(ordered, key=lambda own: (-len(own), own[0].customer))
