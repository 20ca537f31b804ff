"""What a customer's file asks of us next, whatever the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from custfile.analysis.schedule.anchors import bought
from custfile.analysis.schedule.deadlines import loans, money, papers, promises, tickets
from custfile.analysis.schedule.duty import NEVER, NEXT, PROMISE, REVISIT, Duty
from custfile.analysis.schedule.known import known_on, settled
from custfile.analysis.schedule.revisits import falls_due, progress, put_off, responsible, revisits
from custfile.model.customer import Customer
from custfile.model.events import Visit
from custfile.model.schedule import RevisitRule
from custfile.model.settings import Settings
from custfile.model.spans import Span

__all__ = [
    "NEXT", "PROMISE", "REVISIT", "Duty", "bought", "duties", "known_on", "responsible", "settled",
]  # fmt: skip

_NEVER: Final = 30


def duties(record: Customer, settings: Settings) -> list[Duty]:
    """Return what ``record`` asks for: one duty an open step of a rule, next date, promise, paper, ticket, loan, account.

    A customer with whom trade has ended is not visited, and its papers may run out; what was promised, what it complains of,
    what it owes and its lent file still count.
    """
    lasting = [*promises(record), *tickets(record), *loans(record), *money(record, settings)]
    if record.ended is not None:
        return lasting
    asked = list(revisits(record, settings))
    return [*asked, *_next(record, settings), *_never(record, settings, asked), *lasting, *papers(record, settings)]


def _next(record: Customer, settings: Settings) -> Iterator[Duty]:
    """The next date that a person set stands until that person has been in touch again, or it is left out."""
    in_time = sorted(record.visits, key=lambda visit: visit.date)
    latest = {_in_charge(visit.by, record, settings): visit for visit in in_time}
    for person, visit in latest.items():
        if visit.next is not None and not _left_out(visit, visit.next, record):
            day = max(visit.next, put_off(record.deferrals, None))
            planned = visit.next if day > visit.next else None
            about = visit.outcome or visit.note or ""
            yield Duty(day, NEXT, person, since=visit.date, about=about, planned=planned)


def _in_charge(person: str | None, record: Customer, settings: Settings) -> str | None:
    """Return whose duty it is what ``person`` began: of one who has left, that of who looks after the file in the same role."""
    if person is None:
        return record.owner
    known = settings.person(person)
    if known is None or known.left is None:
        return person
    after = filter(None, map(settings.person, (record.owner, *record.advisors)))
    return next((each.id for each in after if each.left is None and each.role == known.role), record.owner)


def _left_out(visit: Visit, day: date, record: Customer) -> bool:
    """Say whether everything that was due was left out on a day when the next date was."""
    return any(
        each.until is None
        and each.rule is None
        and each.date >= visit.date
        and each.date >= max(day, put_off(record.deferrals, None, each.date))
        for each in record.deferrals
    )


def _never(record: Customer, settings: Settings, asked: list[Duty]) -> Iterator[Duty]:
    """A customer that nobody has ever seen and no rule asks for.

    Rules with a condition ask only when it holds: ``about`` names those that would, a line each.
    """
    perhaps = {rule.id for rule in settings.revisits if rule.when}
    start = _begun(record)
    if record.visits or start is None or any(duty.rule not in perhaps for duty in asked):
        return
    told = settings.due.never if settings.due else None
    rule = RevisitRule(id="", every=Span(0, _NEVER if told is None else told))
    at = progress(rule, start, (), record.deferrals)
    due = falls_due(rule, at)
    assert due is not None
    day = max(due, put_off(record.deferrals, None))
    about = "\n".join(duty.rule for duty in asked)
    yield Duty(day, NEVER, record.owner, since=start, about=about, planned=due if day > due else None)


def _begun(record: Customer) -> date | None:
    """Return the day the file was made, else that of the first purchase."""
    return record.collected.date if record.collected else min(bought(record.orders), default=None)
