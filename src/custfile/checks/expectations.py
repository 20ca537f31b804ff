"""What the settings expect of files, and the form of sales strength: names that exist, and no running in circles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from custfile.checks.reached import reached
from custfile.model.condition import Unclear, checked, names, parse
from custfile.model.edit import Path
from custfile.model.finding import Fault
from custfile.model.naming import Names
from custfile.model.own import customer_model
from custfile.model.settings import Expectation, Settings
from custfile.model.trail import is_field
from custfile.model.values import nearest

_KEY: Final = "completeness"
_STRENGTH: Final = "strength"


def check_expectations(settings: Settings) -> Iterator[Fault]:
    """Yield what is wrong with ``completeness`` and with the sources of ``strength``."""
    seen: set[str] = set()
    known = Names(settings, {scheme.id: scheme for scheme in settings.classes})
    for position, expectation in enumerate(settings.completeness):
        place = (_KEY, position)
        if expectation.id in seen:
            yield Fault((*place, "id"), "C701", {"got": expectation.id, "part": _KEY})
        seen.add(expectation.id)
        yield from _expectation(place, expectation, settings, known)
    for position, grading in enumerate(settings.strength):
        if _STRENGTH in reached([grading.source], settings):
            yield Fault((_STRENGTH, position, "source"), "C742", {"got": grading.source, "field": _STRENGTH})


def _expectation(place: Path, told: Expectation, settings: Settings, known: Names) -> Iterator[Fault]:
    kinds, model = [kind.id for kind in settings.kinds], customer_model(settings)
    for at, kind in enumerate(told.kinds):
        if kind not in kinds:
            yield _unknown((*place, "kinds", at), kind, "kind", nearest(kind, kinds))
    for at, path in enumerate(told.fields):
        if not is_field(model, path):
            alike = [each for each in known.fields if each[:1] == path[:1]]
            yield _unknown((*place, "fields", at), path, "field", nearest(path, alike))
    if not told.fields and not told.documents:
        yield Fault(place, "C741", {"got": told.id})
    if told.when is not None:
        yield from _condition((*place, "when"), told.when, settings, known)


def _condition(place: Path, text: str, settings: Settings, known: Names) -> Iterator[Fault]:
    try:
        used = names(checked(parse(text), known))
    except Unclear as unclear:
        yield Fault(place, "C740", {"got": text, "problem": unclear.problem, "remedy": unclear.remedy})
        return
    if _KEY in reached(used, settings):
        yield Fault(place, "C742", {"got": text, "field": _KEY})


def _unknown(place: Path, got: str, wanted: str, hint: str) -> Fault:
    return Fault(place, "C702", {"got": got, "wanted": wanted, "hint": hint})
