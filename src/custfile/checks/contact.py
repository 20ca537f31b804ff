"""The contact-frequency table: conditions that are clear, frequencies that can be kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from custfile.model.condition import Unclear, checked, parse
from custfile.model.finding import Fault
from custfile.model.naming import Names
from custfile.model.settings import Settings

_MOST: Final = 31


def check_contact(settings: Settings) -> Iterator[Fault]:
    """Yield C740 for a condition that is not clear, C787 for visits that nobody can make.

    The own fields of the archive have to be sound.
    """
    known = Names(settings, {scheme.id: scheme for scheme in settings.classes})
    for position, contact in enumerate(settings.contact):
        place = ("contact", position)
        if not 0 <= contact.visits <= _MOST:
            yield Fault((*place, "visits"), "C787", {"got": str(contact.visits)})
        try:
            checked(parse(contact.when), known)
        except Unclear as unclear:
            problem = {"got": contact.when, "problem": unclear.problem, "remedy": unclear.remedy}
            yield Fault((*place, "when"), "C740", problem)
