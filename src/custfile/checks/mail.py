"""Mail: no password in the archive, addresses that can be reached, a line that nobody listens on, days that count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from custfile.model.condition import Unclear, checked, parse
from custfile.model.edit import Path
from custfile.model.finding import Fault
from custfile.model.mail import Mailing, MailSettings, Smtp, address
from custfile.model.naming import Names
from custfile.model.settings import Settings
from custfile.model.values import nearest

_PASSWORD: Final = re.compile(r"pass|pwd|secret|token|密码|密碼|口令|授权码|授權碼", re.IGNORECASE)
_LOGIN: Final = re.compile(r"[^/@]*:[^/@]+@")
_HOST: Final = re.compile(r"[A-Za-z0-9_.:-]{1,253}", re.ASCII)
_PORTS: Final = range(1, 65536)
_DAYS: Final = range(1, 32)


def check_passwords(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield C801 for each password in ``data``, the settings as text; its value is not in the fault."""
    for path in _passwords(data.get("mail"), ("mail",)):
        yield Fault(path, "C801", {"field": str(path[-1])})


def check_mail(settings: Settings) -> Iterator[Fault]:
    """Yield what is wrong with the section ``mail``. The own fields of the archive have to be sound."""
    mail = settings.mail
    if mail is None:
        return
    if not _is_address(mail.sender):
        yield Fault(("mail", "sender"), "C802", {"got": mail.sender})
    yield from _way(mail)
    known = Names(settings, {scheme.id: scheme for scheme in settings.classes})
    seen: set[str] = set()
    for number, mailing in enumerate(mail.mailings):
        place = ("mail", "mailings", number)
        if mailing.id in seen:
            yield Fault((*place, "id"), "C701", {"got": mailing.id, "part": "mailings"})
        seen.add(mailing.id)
        yield from _filter(mailing, place, known)
        yield from _days(mailing, place)
        yield from _recipients(mailing, place, settings)


def _passwords(data: Any, path: Path) -> Iterator[Path]:
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in pairs:
        if isinstance(step, str) and (_PASSWORD.search(step) or _has_login(step, value)):
            yield (*path, step)
        else:
            yield from _passwords(value, (*path, step))


def _has_login(step: str, value: Any) -> bool:
    """Say whether ``value`` is a server's address with a password in it, such as ``smtp://user:password@host``."""
    return step == "host" and isinstance(value, str) and _LOGIN.search(value) is not None


def _way(mail: MailSettings) -> Iterator[Fault]:
    if (mail.smtp is None) == (not mail.sendmail):
        yield Fault(("mail",), "C803", {"problem": "no way" if mail.smtp is None else "two ways"})
    if mail.smtp is not None:
        yield from _server(mail.smtp, ("mail", "smtp"))


def _server(smtp: Smtp, place: Path) -> Iterator[Fault]:
    if _HOST.fullmatch(smtp.host) is None:
        yield Fault((*place, "host"), "C804", {"got": smtp.host})
    elif smtp.security == "none" and not smtp.is_here:
        yield Fault((*place, "security"), "C805", {"got": smtp.host})
    if smtp.port is not None and smtp.port not in _PORTS:
        yield Fault((*place, "port"), "C206", {"got": str(smtp.port), "lowest": "1", "highest": "65535"})


def _filter(mailing: Mailing, place: Path, known: Names) -> Iterator[Fault]:
    if mailing.when is None:
        return
    try:
        checked(parse(mailing.when), known)
    except Unclear as unclear:
        params = {"got": mailing.when, "problem": unclear.problem, "remedy": unclear.remedy}
        yield Fault((*place, "when"), "C740", params)


def _days(mailing: Mailing, place: Path) -> Iterator[Fault]:
    if mailing.day is not None and mailing.day not in _DAYS:
        yield Fault((*place, "day"), "C206", {"got": str(mailing.day), "lowest": "1", "highest": "31"})
    for field, every in (("weekday", "week"), ("day", "month")):
        if getattr(mailing, field) is not None and mailing.every != every:
            yield Fault((*place, field), "C806", {"field": field, "every": every})


def _recipients(mailing: Mailing, place: Path, settings: Settings) -> Iterator[Fault]:
    if not mailing.to and mailing.each is None:
        yield Fault(place, "C807", {"got": mailing.id})
    people = {person.id: person for person in settings.team}
    roles = {person.role for person in settings.team if person.role}
    for number, name in enumerate(mailing.to):
        here = (*place, "to", number)
        if "@" in name and mailing.each is None:
            if not _is_address(name):
                yield Fault(here, "C802", {"got": name})
        elif name not in people and name not in roles:
            hint = nearest(name, [*people, *roles])
            params = {"got": name, "wanted": "person or role", "hint": hint}
            yield Fault(here, "C702", params)
    yield from _unreached(mailing, place, settings)


def _unreached(mailing: Mailing, place: Path, settings: Settings) -> Iterator[Fault]:
    """Yield C808 for those of the team who are to get the mailing and have no address, or none that can be used."""
    for person in settings.team:
        meant = not {person.id, person.role}.isdisjoint(mailing.to) or (mailing.each and not mailing.to)
        if meant and person.left is None and not (person.email and _is_address(person.email)):
            yield Fault(place, "C808", {"got": person.id, "mailing": mailing.id})


def _is_address(typed: str) -> bool:
    try:
        return bool(address(typed))
    except ValueError:
        return False
