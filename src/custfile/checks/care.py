"""Care dates and greetings in the settings: what is remembered each year is a day that may be told, to some customers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from custfile.model.condition import Unclear, checked, parse
from custfile.model.edit import Path
from custfile.model.finding import Fault
from custfile.model.naming import Names
from custfile.model.settings import Settings

_DAYS: Final = ("day", "care_date")


def check_care(settings: Settings) -> Iterator[Fault]:
    """Yield the own fields that cannot be care dates, and the greetings of which nobody could say whom they are for."""
    for position, field in enumerate(settings.fields):
        if field.care and field.type not in _DAYS:
            yield Fault(("fields", position, "care"), "C770", {"got": field.id, "shape": field.type})
        elif field.care and field.secrecy in (None, "secret"):
            yield Fault(("fields", position, "care"), "C771", {"got": field.id})
    known = Names(settings, {scheme.id: scheme for scheme in settings.classes})
    for position, greeting in enumerate(settings.greetings):
        if greeting.when is not None:
            yield from _condition(("greetings", position, "when"), greeting.when, known)


def _condition(place: Path, text: str, known: Names) -> Iterator[Fault]:
    try:
        checked(parse(text), known)
    except Unclear as unclear:
        yield Fault(place, "C740", {"got": text, "problem": unclear.problem, "remedy": unclear.remedy})
