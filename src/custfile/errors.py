"""What ends a command: each error knows its exit code and speaks in one sentence."""

from __future__ import annotations


class Stop(Exception):
    """A command cannot go on. ``str(error)`` says what, where, and what to do next."""

    exit_code = 70

    def __init__(self, sentence: str, **details: object) -> None:
        super().__init__(sentence)
        self.details = details


class HasFindings(Stop):
    """The archive's files do not allow what was asked."""

    exit_code = 1


class Misused(Stop):
    """The command line does not make sense."""

    exit_code = 2


class NoArchive(Stop):
    """There is no archive here, or its settings are broken."""

    exit_code = 3


class NoCustomer(Stop):
    """No customer fits what was typed, or several do."""

    exit_code = 4


class Refused(Stop):
    """The file changed meanwhile, the archive is busy, or git refused; nothing was lost."""

    exit_code = 5


class NotDelivered(Stop):
    """Mail did not get through; what was not sent is known, and the next run tries again."""

    exit_code = 6
