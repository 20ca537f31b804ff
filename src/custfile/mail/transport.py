"""The two ways a message leaves: a server by SMTP, with TLS that is verified, and this computer's sendmail."""

from __future__ import annotations

import os
import smtplib
import ssl
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

from custfile.errors import Misused
from custfile.language import _
from custfile.model.mail import Smtp
from custfile.model.visible import visible

SENDMAIL: Final = "CUSTFILE_SENDMAIL"
_SENDMAILS: Final = ("/usr/sbin/sendmail", "/usr/lib/sendmail")
_PATIENCE: Final = 60  # seconds for each answer of the server
_LONGEST: Final = 300
_TRY_LATER: Final = 75  # EX_TEMPFAIL of sysexits.h
_OF_RECIPIENT: Final = (65, 67, 68, _TRY_LATER)  # EX_DATAERR, EX_NOUSER, EX_NOHOST


class Undelivered(Exception):
    """A message did not get through. ``passing``: it may in a moment; ``everybody``: nor would one to anybody else."""

    def __init__(self, reason: str, *, passing: bool, everybody: bool) -> None:
        super().__init__(visible(reason)[:_LONGEST])
        self.passing = passing
        self.everybody = everybody


class Transport(Protocol):
    """A way for messages to leave."""

    def send(self, message: bytes, sender: str, recipient: str) -> None:
        """Hand ``message`` over for ``recipient``; who took it has promised to deliver it. Raises ``Undelivered``."""

    def close(self) -> None:
        """Say goodbye, if anybody was spoken to."""


class Server:
    """A mail server, connected when the first message is sent and again when the line was lost.

    ``password`` is asked for once, and only when there is a user.
    """

    def __init__(self, smtp: Smtp, folder: Path, password: Callable[[], str]) -> None:
        """Speak to ``smtp``; its authority's file is looked for from ``folder`` on. Raises ``Misused`` without that."""
        self._smtp, self._password = smtp, password
        self._line: smtplib.SMTP | None = None
        try:
            self._context = ssl.create_default_context(cafile=folder / smtp.ca_file if smtp.ca_file else None)
        except OSError as error:
            sentence = _("mail.smtp.ca_file: {file} cannot be used: {problem}")
            raise Misused(sentence.format(file=smtp.ca_file, problem=error.strerror or error)) from None

    def send(self, message: bytes, sender: str, recipient: str) -> None:
        """See ``Transport``."""
        if self._line is None:
            self._line = self._connected()
        try:
            self._line.sendmail(sender, [recipient], message)
        except smtplib.SMTPRecipientsRefused as error:
            raise _told(*error.recipients[recipient], everybody=False) from None
        except smtplib.SMTPSenderRefused as error:
            raise _told(error.smtp_code, error.smtp_error, everybody=True) from None
        except smtplib.SMTPResponseException as error:
            raise _told(error.smtp_code, error.smtp_error, everybody=False) from None
        except (OSError, smtplib.SMTPException) as error:  # the line is lost: it may have arrived
            _hang_up(self._line)
            raise Undelivered(str(error), passing=True, everybody=isinstance(error, TimeoutError)) from None
        finally:
            if self._line is not None and self._line.sock is None:  # the server has hung up
                self._line = None

    def close(self) -> None:
        """See ``Transport``."""
        line, self._line = self._line, None
        if line is not None:
            with suppress(OSError, smtplib.SMTPException):
                line.quit()
            line.close()

    def _connected(self) -> smtplib.SMTP:
        line: smtplib.SMTP | None = None
        try:
            line = self._called()
            if self._smtp.user is not None:
                line.login(self._smtp.user, self._password())
            return line
        except smtplib.SMTPResponseException as error:
            problem = _told(error.smtp_code, error.smtp_error, everybody=True)
        except ssl.SSLCertVerificationError as error:  # a certificate does not mend itself within seconds
            problem = Undelivered(_not_secure(error), passing=False, everybody=True)
        except smtplib.SMTPNotSupportedError as error:
            problem = Undelivered(str(error), passing=False, everybody=True)
        except (OSError, smtplib.SMTPException) as error:
            problem = Undelivered(getattr(error, "strerror", None) or str(error), passing=True, everybody=True)
        except BaseException:
            _hang_up(line)
            raise
        _hang_up(line)
        raise problem

    def _called(self) -> smtplib.SMTP:
        smtp = self._smtp
        if smtp.security == "tls":
            return smtplib.SMTP_SSL(smtp.host, smtp.port or 465, timeout=_PATIENCE, context=self._context)
        line = smtplib.SMTP(smtp.host, smtp.port or 587, timeout=_PATIENCE)
        try:
            if smtp.security != "none":
                line.starttls(context=self._context)
            elif not smtp.is_here:
                raise Misused(_("mail to {host} has to be encrypted").format(host=smtp.host))
        except BaseException:
            _hang_up(line)
            raise
        return line


class Sendmail:
    """The program that ``CUSTFILE_SENDMAIL`` names, else sendmail where every Unix has it.

    The archive cannot name it: a program is not run because a file that others write says so.
    """

    def __init__(self, named: str | None = None) -> None:
        """Find the program. Raises ``Misused`` when there is none."""
        known = [named] if named else _SENDMAILS
        found = next((path for path in known if Path(path).is_absolute() and os.access(path, os.X_OK)), None)
        if found is None:
            sentence = _("no sendmail at {paths}; name one with its whole path in {variable}, or use mail.smtp")
            raise Misused(sentence.format(paths=", ".join(known), variable=SENDMAIL))
        self._program = found

    def send(self, message: bytes, sender: str, recipient: str) -> None:
        """See ``Transport``."""
        command = [self._program, "-i", "-f", sender, "--", recipient]
        text = message.replace(b"\r\n", b"\n")  # the line ends of this computer; sendmail makes them those of mail
        try:
            done = subprocess.run(command, input=text, capture_output=True, check=False, timeout=_PATIENCE)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Undelivered(str(error), passing=True, everybody=True) from None
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip() or f"exit {done.returncode}"
            mine = done.returncode in _OF_RECIPIENT
            raise Undelivered(said, passing=done.returncode == _TRY_LATER, everybody=not mine)

    def close(self) -> None:
        """See ``Transport``."""


def _hang_up(line: smtplib.SMTP | None) -> None:
    if line is not None:
        line.close()


def _told(code: int, said: bytes | str, *, everybody: bool) -> Undelivered:
    """Return what an answer of the server means: 4xx passes, 5xx lasts."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return Undelivered(f"{code} {text}", passing=400 <= code < 500 or code < 200, everybody=everybody)


def _not_secure(error: ssl.SSLCertVerificationError) -> str:
    return _("the server's certificate is not trusted: {reason}").format(reason=error.verify_message)
