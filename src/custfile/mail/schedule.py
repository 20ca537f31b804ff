"""How this computer runs ``custfile mail --all`` each morning by itself: lines for cron, systemd and Windows.

They need nothing of the environment: every path is absolute. Each runs once an hour, three times, because what was sent
is not sent again, and what a server put off gets another chance.
"""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from custfile.errors import Misused
from custfile.language import _

_RUNS: Final = 3
_CARRIED: Final = (
    "CUSTFILE_SMTP_PASSWORD_FILE",
    "CUSTFILE_SENDMAIL",
    "NETRC",
    "SSL_CERT_FILE",
)
"""What the environment of now says that the run by itself needs too."""


def command(program: str, archive: Path) -> list[str]:
    """Return the words of the command that sends all mail of ``archive``; ``program`` is the Python of now.

    Raises ``Misused`` for a path that no line can hold.
    """
    words = [program, "-m", "custfile", "-C", str(archive.absolute()), "mail", "--all"]
    if any(not word.isprintable() for word in words):
        raise Misused(_("the path {path} holds a line break or an invisible sign").format(path=repr(str(archive))))
    return words


def carried(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of ``environment`` that the run needs: files with credentials, the way to send."""
    return {name: environment[name] for name in _CARRIED if environment.get(name)}


def crontab(words: Sequence[str], variables: Mapping[str, str], hour: int, minute: int) -> str:
    """Return the line of a crontab; a percent sign, which cron takes for a line break, is escaped."""
    told = [f"{name}={shlex.quote(value)}" for name, value in variables.items()]
    line = " ".join([*told, shlex.join(words)]).replace("%", r"\%")
    return f"{minute} {_hours(hour)} * * * {line}"


def service(words: Sequence[str], variables: Mapping[str, str], about: str) -> str:
    """Return the unit that runs once. systemd waits for the network only where it has its say, so nothing is asked of it."""
    environment = "".join(f"Environment={_systemd(f'{name}={value}')}\n" for name, value in variables.items())
    start = " ".join(map(_systemd, words)).replace("$", "$$")
    told = about.replace("%", "%%")
    return f"[Unit]\nDescription={told}\n\n[Service]\nType=oneshot\n{environment}ExecStart={start}\n"


def timer(hour: int, minute: int, about: str) -> str:
    """Return the unit that runs the service; a computer that was off in the morning catches up."""
    told = about.replace("%", "%%")
    when = f"OnCalendar=*-*-* {_hours(hour)}:{minute:02}:00\nPersistent=true"
    return f"[Unit]\nDescription={told}\n\n[Timer]\n{when}\n\n[Install]\nWantedBy=timers.target\n"


def schtasks(words: Sequence[str], hour: int, minute: int) -> str:
    """Return the command that has the Task Scheduler of Windows run it, for the command prompt."""
    run = subprocess.list2cmdline(words).replace('"', r"\"")
    last = min(_RUNS - 1, 23 - hour)
    again = f" /RI 60 /DU {last:04}:01" if last else ""
    return f'schtasks /Create /F /TN "custfile mail" /SC DAILY /ST {hour:02}:{minute:02}{again} /TR "{run}"'


def _hours(hour: int) -> str:
    return ",".join(str(each) for each in range(hour, min(hour + _RUNS, 24)))


def _systemd(word: str) -> str:
    """Return ``word`` as a quoted word of a unit."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'
