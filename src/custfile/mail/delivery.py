"""Letters handed over one by one: each at least once, in practice once, and what became of it in the ledger."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from custfile.mail.ledger import Ledger, State
from custfile.mail.transport import Transport, Undelivered

_PAUSES: Final = (1.0, 3.0)
"""Seconds before the second and the third try; what lasts longer is for the next run."""


@dataclass(frozen=True)
class Written:
    """A message ready to leave: its key and Message-ID in the ledger, the envelope, the bytes."""

    key: str
    identity: str
    sender: str
    to: str
    data: bytes


@dataclass(frozen=True)
class Failed:
    """A message that did not get through. ``lasting``: its recipient was refused, and is not tried again."""

    message: Written
    reason: str
    lasting: bool


def deliver(
    messages: Sequence[Written],
    transport: Transport,
    ledger: Ledger,
    now: Callable[[], datetime],
    pause: Callable[[float], None] = time.sleep,
) -> list[Failed]:
    """Send ``messages``, whose intent stands in the ledger, and return those that did not get through.

    A message is noted as sent after it was accepted: killed in between, it is sent again with the same Message-ID. One
    recipient who is refused does not keep the others from theirs; when nobody can be reached, no more are tried.
    Raises ``Refused`` when the ledger cannot be written.
    """
    failed: list[Failed] = []
    hopeless: str | None = None
    for message in messages:
        if hopeless is not None:
            failed.append(Failed(message, hopeless, lasting=False))
            continue
        known = [(message.key, message.identity)]
        try:
            _send(message, transport, pause)
        except Undelivered as problem:
            lasting = not problem.passing and not problem.everybody
            failed.append(Failed(message, str(problem), lasting))
            hopeless = str(problem) if problem.everybody else None
            ledger.note(State.REFUSED if lasting else State.INTENT, known, now(), str(problem))
        else:
            ledger.note(State.SENT, known, now())
    return failed


def _send(message: Written, transport: Transport, pause: Callable[[float], None]) -> None:
    for seconds in (*_PAUSES, None):
        try:
            return transport.send(message.data, message.sender, message.to)
        except Undelivered as problem:
            if seconds is None or not problem.passing:
                raise
            pause(seconds)
    return None
