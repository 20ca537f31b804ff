"""What of a customer's file somebody holds: the file itself, and what is still to be done by them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from custfile.language import Label
from custfile.model.choices import OUTCOMES
from custfile.model.customer import Customer
from custfile.model.edit import Path

OWNER: Final = "owner"
ADVISOR: Final = "advisor"
APPOINTMENT: Final = "appointment"
PROMISE: Final = "promise"
DEAL: Final = "deal"
TICKET: Final = "ticket"
LOAN: Final = "loan"
PRAISE: Final = ("praise", "feedback")
"""Types of tickets that ask for nothing."""

HOLDINGS: Final = {
    OWNER: Label("file", "档案", "檔案"),
    ADVISOR: Label("advises", "协同", "協同"),
    APPOINTMENT: Label("appointment", "预约", "預約"),
    PROMISE: Label("promise", "承诺", "承諾"),
    DEAL: Label("deal", "商机", "商機"),
    TICKET: Label("ticket", "工单", "案件"),
    LOAN: Label("borrowed file", "借出的档案", "借出的檔案"),
}


class Held(NamedTuple):
    """Something that is held: of which kind, where the holder stands in the file, who it is, and the record if any.

    Not ``named``: the file does not say whose it is, so it is the owner's and goes where the file goes.
    """

    kind: str
    place: Path
    person: str
    item: Any = None
    named: bool = True


def held(record: Customer) -> Iterator[Held]:
    """Yield what somebody holds of ``record``. What is done, closed, cancelled or returned is history, held by nobody."""
    if record.owner is not None:
        yield Held(OWNER, ("owner",), record.owner)
    for number, person in enumerate(record.advisors):
        yield Held(ADVISOR, ("advisors", number), person)
    for kind, place, named, item in _open(record):
        holder = named or record.owner
        if holder is not None:
            yield Held(kind, place, holder, item, named is not None)


def _open(record: Customer) -> Iterator[tuple[str, Path, str | None, Any]]:
    for number, appointment in enumerate(record.appointments):
        if appointment.cancelled is None:
            yield APPOINTMENT, ("appointments", number, "by"), appointment.by, appointment
    for number, promise in enumerate(record.promises):
        if promise.done is None:
            yield PROMISE, ("promises", number, "by"), promise.by, promise
    for number, deal in enumerate(record.deals):
        if deal.closed is None and deal.stage not in OUTCOMES:
            yield DEAL, ("deals", number, "by"), deal.by, deal
    for number, ticket in enumerate(record.tickets):
        if ticket.closed is None and ticket.type not in PRAISE:
            yield TICKET, ("tickets", number, "assigned"), ticket.assigned, ticket
    for number, loan in enumerate(record.loans):
        if loan.returned is None:
            yield LOAN, ("loans", number, "by"), loan.by, loan
