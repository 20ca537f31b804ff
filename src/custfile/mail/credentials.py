"""The password of the mail server: from a file that the environment names, the keyring, or netrc. Never from the archive."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from custfile.errors import Misused, NotDelivered
from custfile.language import _

FILE: Final = "CUSTFILE_SMTP_PASSWORD_FILE"
_OTHERS: Final = 0o077
_KEEPS_MODES: Final = os.name == "posix"


def password(host: str, user: str, archive: Path, environment: Mapping[str, str] = os.environ) -> str:
    """Return the password of ``user`` at the server ``host``; the first that is told counts.

    Raises ``Misused`` for a file that others can read or that lies in the folder ``archive``, and ``NotDelivered`` when
    there is no password.
    """
    named = environment.get(FILE)
    found = _of_file(Path(named), archive) if named else _of_keyring(host, user) or _of_netrc(host, user, environment)
    if found is None:
        sentence = _(
            "no password for {user} at {host}; put it into a file of mode 0600 and name that in {variable}, "
            "or run: keyring set {host} {user}"
        )
        raise NotDelivered(sentence.format(user=user, host=host, variable=FILE))
    return found


def _of_file(file: Path, archive: Path) -> str:
    if file.resolve().is_relative_to(archive.resolve()):
        raise Misused(_("{file} lies in the archive, which is no place for a password; move it out").format(file=file))
    text = _private(file)
    password = text.rstrip("\r\n")
    if not password or not password.isprintable():
        raise Misused(_("{file} does not hold a password on one line").format(file=file))
    return password


def _of_keyring(host: str, user: str) -> str | None:
    try:
        import keyring  # late: an extra, and most sessions send no mail
        from keyring.errors import KeyringError
    except ModuleNotFoundError:
        return None
    with suppress(KeyringError):  # none on this computer, or one that nobody unlocks for cron
        return keyring.get_password(host, user)
    return None


def _of_netrc(host: str, user: str, environment: Mapping[str, str]) -> str | None:
    from netrc import NetrcParseError, netrc

    with suppress(RuntimeError):  # nobody knows where home is
        file = Path(environment.get("NETRC") or Path.home() / ".netrc")
        if not file.is_file():
            return None
        text = _private(file)
        try:
            known = netrc(str(file)).hosts.get(host) if text else None
        except NetrcParseError as error:
            raise Misused(_("{file} cannot be understood, line {line}").format(file=file, line=error.lineno)) from None
        return known[2] if known is not None and known[0] == user else None
    return None


def _private(file: Path) -> str:
    """Return what stands in ``file``, which nobody but its owner may read."""
    if not file.is_file():
        raise Misused(_("{file} is not there, or no ordinary file").format(file=file))
    try:
        with file.open(encoding="utf-8") as opened:
            mode = os.fstat(opened.fileno()).st_mode
            if _KEEPS_MODES and mode & _OTHERS:
                raise Misused(_("{file} can be read by others; run: chmod 600 {file}").format(file=file))
            return opened.read()
    except (OSError, UnicodeDecodeError) as error:
        problem = getattr(error, "strerror", None) or error.__class__.__name__
        raise Misused(_("{file} cannot be read: {problem}").format(file=file, problem=problem)) from None
