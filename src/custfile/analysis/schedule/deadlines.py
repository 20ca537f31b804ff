"""What has a day of its own in a file: promises, papers that run out, money, tickets, loans of the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Final

from custfile.analysis.schedule.duty import LOAN, MONEY, PAPER, PROMISE, TICKET, Duty
from custfile.analysis.schedule.owed import Claim, open_claims
from custfile.model.customer import Customer
from custfile.model.events import Document, Ticket
from custfile.model.schedule import DueSettings
from custfile.model.settings import Settings

PAPERS: Final = 30
COLLECT: Final = 3
_NAMED: Final = 3
_USUAL: Final = DueSettings()


def promises(record: Customer) -> Iterator[Duty]:
    """Yield the promises that are not kept yet, due on their day or at once."""
    for promise in record.promises:
        if promise.done is None:
            day = promise.due or promise.date
            yield Duty(day, PROMISE, promise.by or record.owner, since=promise.date, about=promise.what)


def tickets(record: Customer) -> Iterator[Duty]:
    """Yield the open tickets: due on their day, on the day somebody goes, and a complaint at once until it is answered."""
    for ticket in record.tickets:
        if ticket.closed is None:
            day = min(_days(ticket), default=None)
            if day is not None:
                yield Duty(day, TICKET, ticket.assigned or record.owner, since=ticket.date, about=ticket.what)


def _days(ticket: Ticket) -> Iterator[date]:
    yield from (day for day in (ticket.due, ticket.scheduled) if day is not None)
    if ticket.type == "complaint" and ticket.answered is None:
        yield ticket.date


def loans(record: Customer) -> Iterator[Duty]:
    """Yield the loans of the file that are not back: due on their day, else on the day the file was taken out."""
    for loan in record.loans:
        if loan.returned is None:
            yield Duty(loan.due or loan.date, LOAN, loan.by, since=loan.date, about=loan.purpose or "")


def papers(record: Customer, settings: Settings) -> Iterator[Duty]:
    """Yield the papers that run out, some days ahead, unless a newer one of their type begins by then."""
    told = (settings.due or _USUAL).papers
    ahead = timedelta(PAPERS if told is None else told)
    for paper in record.documents:
        if paper.until is not None:
            listed = _shifted(paper.until, -ahead)
            if not any(_renews(newer, paper, listed) for newer in record.documents):
                yield Duty(paper.until, PAPER, record.owner, since=paper.date, about=paper.title, listed=listed)


def _renews(newer: Document, paper: Document, from_day: date) -> bool:
    begins = newer.start or newer.date
    return newer.type == paper.type and newer is not paper and begins > paper.date and begins >= from_day


def money(record: Customer, settings: Settings) -> Iterator[Duty]:
    """Yield what is to be asked for: one duty a currency, which grows as further orders fall overdue.

    It counts from the day the first of them was due.
    """
    told = (settings.due or _USUAL).collect
    grace = timedelta(COLLECT if told is None else told)
    by_currency: dict[str | None, list[Claim]] = defaultdict(list)
    for claim in open_claims(record, settings):
        by_currency[claim.currency].append(claim)
    for claims in by_currency.values():
        yield from _growing(claims, grace, record.owner)


def _growing(claims: Sequence[Claim], grace: timedelta, owner: str | None) -> Iterator[Duty]:
    """``claims`` are of one currency, the earliest due first."""
    overdue: list[Claim] = []
    steps = [(due, list(group)) for due, group in groupby(claims, key=lambda claim: claim.due)]
    for (due, group), (further, _group) in pairwise([*steps, (None, [])]):
        assert due is not None
        overdue += group
        gone = None if further is None else _shifted(further, grace)
        first, listed = claims[0].due, _shifted(due, grace)
        yield Duty(first, MONEY, owner, since=first, about=_bill(overdue), listed=listed, gone=gone)


def _bill(claims: Sequence[Claim]) -> str:
    """Return the orders and what is open of them together, in words that are the same in every language."""
    named = ", ".join(_names(claims))
    total = f"{sum(claim.open for claim in claims) / 100:,.2f}"
    return " ".join(filter(None, (f"{named}:", total, claims[0].currency)))


def _names(claims: Sequence[Claim]) -> Iterable[str]:
    yield from (claim.order.no or str(claim.order.date) for claim in claims[:_NAMED])
    if len(claims) > _NAMED:
        yield f"+{len(claims) - _NAMED}"


def _shifted(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min
