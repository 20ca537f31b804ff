"""Which mails are owed on a day: a letter for each mailing and recipient whose period has begun and is not settled."""

from __future__ import annotations

import calendar
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from custfile.analysis.schedule.calendar import WorkCalendar
from custfile.model.mail import Mailing, address
from custfile.model.settings import Person, Settings
from custfile.model.spec import PUBLIC, STAFF, Secrecy

_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a letter tells: a report, of whom, the customers chosen, in which language, for whose eyes."""

    report: str
    of: str | None = None
    owner: str | None = None
    region: str | None = None
    kind: str | None = None
    when: str | None = None
    classes: tuple[str, ...] = ()
    language: str
    level: Secrecy


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One mail to one recipient, before it is written. ``mailing`` is empty when it was asked for by hand."""

    mailing: str = ""
    content: Content
    to: str
    period: str
    attach: bool = False
    even_if_empty: bool = False
    copy: int = 1

    @property
    def key(self) -> str:
        """What the ledger knows the letter by: report, period and recipient; by hand also all that was asked for."""
        told = self.content
        which = (told.report, told.of, told.owner) if self.mailing else astuple(told)
        again = [self.copy] if self.copy > 1 else []
        return json.dumps([self.mailing, *which, self.period, self.to, *again], ensure_ascii=False)

    def message_id(self, archive: str, sender: str) -> str:
        """Return the Message-ID, the same whenever the letter of this key is written."""
        digest = sha256(f"{archive}\n{self.key}".encode()).hexdigest()[:32]
        return f"<custfile.{digest}@{sender.rpartition('@')[2]}>"


def period(mailing: Mailing, day: date) -> str:
    """Return the period of ``mailing`` that ``day`` lies in: ``2026-11-20``, ``2026-W47`` or ``2026-11``."""
    if mailing.every == "week":
        year, week, _weekday = day.isocalendar()
        return f"{year}-W{week:02}"
    return f"{day:%Y-%m}" if mailing.every == "month" else day.isoformat()


def falls_on(mailing: Mailing, day: date, working: WorkCalendar) -> bool:
    """Say whether ``day`` is one on which ``mailing`` goes out."""
    if mailing.every == "workday":
        return working.is_working(day)
    if mailing.every == "week":
        return day.weekday() == _WEEKDAYS.index(mailing.weekday or "mon")
    if mailing.every == "month":
        return day.day == min(mailing.day or 1, calendar.monthrange(day.year, day.month)[1])
    return True


def letters(settings: Settings, day: date, language: str) -> Iterator[tuple[Letter, bool]]:
    """Yield every letter of the period that ``day`` lies in, and whether the mailing goes out on ``day`` itself.

    ``language`` is that of a mailing that names none. A person who has no usable address gets none (finding C808).
    """
    working = WorkCalendar(settings.calendar)
    for mailing in settings.mail.mailings if settings.mail else ():
        today = falls_on(mailing, day, working)
        for to, owner in _recipients(mailing, settings, day):
            level = Secrecy(mailing.level) if mailing.level else lowest(to, settings, day)
            content = Content(
                report=mailing.report,
                of=mailing.of,
                owner=owner,
                when=mailing.when,
                language=mailing.language or language,
                level=level,
            )
            letter = Letter(
                mailing=mailing.id,
                content=content,
                to=to,
                period=period(mailing, day),
                attach=bool(mailing.attach),
                even_if_empty=bool(mailing.even_if_empty),
            )
            yield letter, today


def lowest(to: str, settings: Settings, day: date) -> Secrecy:
    """Return the lowest level that serves ``to``: one of the team has to reach customers, a stranger need not."""
    return STAFF if to.lower() in {own.lower() for own, _person in _people(settings, day)} else PUBLIC


def addressees(names: Sequence[str], settings: Settings, day: date) -> list[str]:
    """Return the addresses that ``names`` mean on ``day``, each once: addresses themselves, people and roles of the team.

    Raises ``ValueError`` for an address that is none.
    """
    found: dict[str, None] = {}
    for name in names:
        if "@" in name:
            found[address(name).addr_spec] = None
        else:
            found |= {to: None for to, person in _people(settings, day) if name in (person.id, person.role)}
    return list(found)


def _recipients(mailing: Mailing, settings: Settings, day: date) -> Iterator[tuple[str, str | None]]:
    """Yield the address of each recipient, and whose customers the report is about, ``None`` for everybody's."""
    if mailing.each is None:
        yield from ((to, None) for to in addressees(mailing.to, settings, day))
        return
    meant = set(mailing.to)
    yield from (
        (to, person.id) for to, person in _people(settings, day) if not meant or {person.id, person.role} & meant
    )


def _people(settings: Settings, day: date) -> Iterator[tuple[str, Person]]:
    """Yield everybody who works here on ``day`` and can be reached, with the address."""
    for person in settings.team:
        here = (person.joined is None or person.joined <= day) and (person.left is None or person.left >= day)
        if here and person.email:
            with suppress(ValueError):  # finding C808
                yield address(person.email).addr_spec, person
