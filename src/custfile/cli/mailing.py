"""Which letters a run of ``custfile mail`` is about, and the lines that have the computer run it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from custfile.cli.output import tell
from custfile.cli.posting import Post
from custfile.cli.session import Session
from custfile.errors import Misused
from custfile.language import LANGUAGES, _, spoken
from custfile.mail import schedule
from custfile.mail.ledger import Ledger, State
from custfile.mail.mailing import Content, Letter, addressees, letters, lowest
from custfile.model.spec import Secrecy
from custfile.model.visible import visible

_TIME: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A mail as the command line asks for it."""

    report: str
    of: str | None
    owner: str | None
    region: str | None
    kind: str | None
    when: str | None
    classes: tuple[str, ...]
    language: str | None
    level: str | None
    attach: bool
    even_if_empty: bool


def owed(post: Post, period: str | None) -> None:
    """Send what the mailings of the archive owe for the as-of date, or for the day ``period``.

    On the day of a mailing that is what is not settled, and until its period ends what was to be sent and did not arrive.
    """
    session = post.session
    if period is not None:
        if session.told_as_of:
            raise Misused(_("--period and --as-of exclude one another"))
        session.told_as_of = period
    session.index  # noqa: B018 - the archive's language is spoken from here on
    post.settings  # noqa: B018 - a section that is missing is told at once
    known = list(letters(session.settings, session.as_of, _language(session)))

    def unsettled(ledger: Ledger) -> Iterator[Letter]:
        for letter, today in known:
            left = _left(letter, ledger, again=post.again and today)
            if left is not None and (today or ledger.state(left.key) is State.INTENT):
                yield left

    post.send(unsettled, together=True)


def by_hand(post: Post, asked: Asked, to: Sequence[str]) -> None:
    """Send one report to the people ``to``: addresses, ids and roles of the team. Raises ``Misused`` for nobody."""
    session = post.session
    session.index  # noqa: B018 - as above
    if asked.language is not None and asked.language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise Misused(_("no language '{got}'; there are: {known}").format(got=asked.language, known=known))
    wanted = [_letter(session, asked, address) for address in _addresses(session, to)]

    def unsettled(ledger: Ledger) -> Iterator[Letter]:
        yield from filter(None, (_left(letter, ledger, again=post.again) for letter in wanted))

    post.send(unsettled, together=False)


def lines(session: Session, at: str) -> None:
    """Print how cron, systemd and the Task Scheduler of Windows send all mail at the time ``at`` by themselves."""
    time = _TIME.fullmatch(at)
    if time is None:
        raise Misused(_("'{typed}' is no time; write it as 07:00").format(typed=at))
    session.index  # noqa: B018 - as above
    when = int(time[1]), int(time[2])
    words = schedule.command(sys.executable, session.root.folder)
    carried = schedule.carried(os.environ)
    about = f"custfile mail: {visible(session.settings.name)}"
    parts = (
        (_("cron: crontab -e, and this line"), schedule.crontab(words, carried, *when)),
        (_("systemd: ~/.config/systemd/user/custfile-mail.service"), schedule.service(words, carried, about)),
        (
            _(
                "systemd: ~/.config/systemd/user/custfile-mail.timer; then: systemctl --user enable --now custfile-mail.timer"
            ),
            schedule.timer(*when, about),
        ),
        (_("Windows: in the command prompt"), schedule.schtasks(words, *when)),
    )
    tell("\n".join(f"# {visible(heading)}\n{text.rstrip()}\n" for heading, text in parts))


def _left(letter: Letter, ledger: Ledger, *, again: bool) -> Letter | None:
    """Return ``letter`` when it is not settled, or with ``again`` the first copy of it that is not."""
    while ledger.state(letter.key) not in (None, State.INTENT):
        if not again:
            return None
        letter = replace(letter, copy=letter.copy + 1)
    return letter


def _letter(session: Session, asked: Asked, to: str) -> Letter:
    content = Content(
        report=asked.report, of=asked.of, owner=asked.owner, region=asked.region, kind=asked.kind, when=asked.when,
        classes=asked.classes, language=asked.language or _language(session),
        level=Secrecy(asked.level) if asked.level else lowest(to, session.settings, session.as_of),
    )  # fmt: skip
    return Letter(
        content=content,
        to=to,
        period=session.as_of.isoformat(),
        attach=asked.attach,
        even_if_empty=asked.even_if_empty,
    )


def _language(session: Session) -> str:
    """Return the language of mails that name none: what was asked for, else the archive's."""
    return spoken() if session.told_language else session.settings.language or spoken()


def _addresses(session: Session, names: Sequence[str]) -> list[str]:
    found: dict[str, None] = {}
    for name in names:
        try:
            mine = addressees([name], session.settings, session.as_of)
        except ValueError:
            raise Misused(_("'{typed}' is no address that mail can be sent to").format(typed=name)) from None
        if not mine:
            raise Misused(_("'{typed}' is neither an address nor of the team with one").format(typed=name))
        found |= dict.fromkeys(mine)
    return list(found)
