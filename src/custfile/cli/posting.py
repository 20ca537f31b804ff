"""One run of the post: letters become reports, reports become messages, and these leave or are written to files."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Final

from custfile.archive.disk import filled, make_folder
from custfile.archive.shipped import shipped
from custfile.cli.output import say, tell, warn, written_to
from custfile.cli.reporting import Choice, made, wished
from custfile.cli.session import Session
from custfile.errors import Misused, NotDelivered, Stop
from custfile.language import _, count, speaking
from custfile.mail.credentials import password
from custfile.mail.delivery import Failed, Written, deliver
from custfile.mail.ledger import Ledger, State, held, place
from custfile.mail.mailing import Content, Letter
from custfile.mail.message import Envelope, message
from custfile.mail.transport import SENDMAIL, Sendmail, Server, Transport
from custfile.model.mail import MailSettings, address
from custfile.model.visible import visible
from custfile.report.page import Report

_UNFIT: Final = re.compile(r"[^\w.@+-]")
_Mail = tuple[Letter, Written | None]
_Chosen = Callable[[Ledger], Iterable[Letter]]


class Post:
    """Sends the letters of ``session``, or writes them into ``folder``; ``again``: what was sent already, too.

    ``strict``: not while a file of the archive has errors.
    """

    def __init__(self, session: Session, folder: str | None, *, again: bool, strict: bool) -> None:
        self.session = session
        self.again = again
        self._folder, self._strict = folder, strict
        self._reports: dict[Content, Report] = {}

    @cached_property
    def settings(self) -> MailSettings:
        """The section ``mail`` of the settings. Raises ``Misused`` when there is none."""
        mail = self.session.settings.mail
        if mail is None:
            raise Misused(
                _("custfile.yaml has no section mail:, which says by what way and from whom; see docs/mail.md")
            )
        return mail

    def send(self, chosen: _Chosen, *, together: bool) -> None:
        """Send those of the letters that are ``chosen`` in the light of the ledger and have something to tell.

        ``together``: one that cannot be written is told and keeps no other. Raises ``NotDelivered`` at the end when any
        did not get through, and as ``made``.
        """
        self.settings  # noqa: B018 - told before anything is done
        if self._folder is not None:
            self._write(chosen, together)
            return
        with held(self.session.root):
            ledger = Ledger(self.session.root)
            letters = list(chosen(ledger))
            if letters and together:  # first of all: what cannot be written today is still owed tomorrow
                self._begin(letters, ledger)
                self._deliver(*self._written(letters, together), ledger)
            elif letters:
                written = self._written(letters, together)
                self._begin(letters, ledger)
                self._deliver(*written, ledger)
        if not letters and sys.stderr.isatty():
            say(_("nothing to send"))

    def _deliver(self, mails: list[_Mail], unwritten: int, ledger: Ledger) -> None:
        empty = [letter for letter, written in mails if written is None]
        if empty:
            ledger.note(State.EMPTY, map(self._known, empty), self.session.now())
        messages = [written for _letter, written in mails if written is not None]
        failed: list[Failed] = []
        if messages:
            transport = self._transport()
            try:
                failed = deliver(messages, transport, ledger, self.session.now)
            finally:
                transport.close()
        self._conclude(messages, failed, unwritten)

    def _written(self, letters: list[Letter], together: bool) -> tuple[list[_Mail], int]:
        """Return each letter with its message, none when there is nothing to tell; and how many cannot be written."""
        self.session.trusted(strict=self._strict)
        mails, unwritten = list[_Mail](), 0
        for letter in letters:
            try:
                mails.append((letter, self._message(letter)))
            except Stop as problem:
                if not together:
                    raise
                unwritten += 1
                which = letter.mailing or letter.content.report
                warn(f"custfile: {which} → {letter.to}: {problem}", self.session.wants_json)
        return mails, unwritten

    def _message(self, letter: Letter) -> Written | None:
        sender = address(self.settings.sender)
        key, identity = self._known(letter)
        with speaking(letter.content.language):
            report = self._report(letter.content)
            if report.empty and not letter.even_if_empty:
                return None
            envelope = Envelope(
                sender=sender, to=letter.to, written=self.session.now(), identity=identity, period=letter.period
            )
            templates = shipped("templates"), self.session.root.templates
            data = message(report, envelope, *templates, attach=letter.attach).as_bytes()
        return Written(key, identity, sender.addr_spec, letter.to, data)

    def _report(self, content: Content) -> Report:
        """Return the report of ``content``, in the language spoken; several recipients of the same share it."""
        if content not in self._reports:
            choice = Choice(content.owner, content.region, content.kind, content.when, content.classes)
            wish = wished(self.session, content.report, content.of, choice)
            self._reports[content] = made(self.session, replace(wish, level=content.level))
        return self._reports[content]

    def _known(self, letter: Letter) -> tuple[str, str]:
        sender = address(self.settings.sender).addr_spec
        return letter.key, letter.message_id(self.session.settings.name, sender)

    def _begin(self, letters: list[Letter], ledger: Ledger) -> None:
        """Write down that ``letters`` are to be sent, in a ledger that is sound."""
        if ledger.is_new:
            sentence = _("a new ledger of mail begins at {file}; what was sent before it is not known")
            warn(sentence.format(file=place(self.session.root)), self.session.wants_json)
        if ledger.damaged:
            sentence = count(
                "{n} line of the ledger of mail was damaged; what it told of may be sent again",
                "{n} lines of the ledger of mail were damaged; what they told of may be sent again",
                ledger.damaged,
            )
            warn(sentence, self.session.wants_json)
        ledger.begin()
        ledger.note(State.INTENT, map(self._known, letters), self.session.now())

    def _transport(self) -> Transport:
        smtp, root = self.settings.smtp, self.session.root.folder
        if smtp is None:
            return Sendmail(os.environ.get(SENDMAIL))
        return Server(smtp, root, lambda: password(smtp.host, smtp.user or "", root))

    def _conclude(self, messages: list[Written], failed: list[Failed], unwritten: int) -> None:
        lost = {each.message.key for each in failed}
        if sys.stderr.isatty():
            for each in messages:
                if each.key not in lost:
                    say(_("sent: {to}").format(to=each.to))
        for failure in failed:
            lasting = _("{to} was refused and is not tried again: {reason}")
            passing = _("{to} was not reached: {reason}; the next run tries again")
            sentence = (lasting if failure.lasting else passing).format(to=failure.message.to, reason=failure.reason)
            warn(f"custfile: {sentence}", self.session.wants_json)
        if failed or unwritten:
            number = len(failed) + unwritten
            raise NotDelivered(count("{n} mail was not delivered", "{n} mails were not delivered", number))

    def _write(self, chosen: _Chosen, together: bool) -> None:
        """Write the messages as files, of their owner alone; nothing is recorded."""
        folder = Path(str(self._folder))
        mails, unwritten = self._written(list(chosen(Ledger(self.session.root))), together)
        with written_to(folder):
            make_folder(folder)
            for name, data in _files(mails):
                with filled(folder / name, data) as whole:
                    whole.replace(folder / name)
                tell(f"{visible(str(folder / name))}\n")
        if unwritten:
            raise NotDelivered(count("{n} mail was not delivered", "{n} mails were not delivered", unwritten))


def _files(mails: Iterable[_Mail]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each message's file."""
    for letter, written in mails:
        if written is not None:
            told = (letter.mailing or letter.content.report, letter.content.of, letter.content.owner)
            words = [*filter(None, told), letter.period, letter.to]
            yield _UNFIT.sub("_", "-".join(words))[:200] + ".eml", written.data
