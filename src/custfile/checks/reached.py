"""What a figure is computed from in its turn, as far as the settings decide: nothing may rest on itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from custfile.model.condition import Unclear, names, parse
from custfile.model.naming import CLASS
from custfile.model.scheme import SchemeSettings
from custfile.model.settings import Settings
from custfile.model.strength import form


def reached(used: Iterable[str], settings: Settings) -> set[str]:
    """Return ``used`` and every name that the figures of these names are computed from."""
    found, waiting = set[str](), list(used)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _beneath(name, settings)
    return found


def named(text: str) -> set[str]:
    """Return the names in the condition ``text``; none when it cannot be understood, which is told where it stands."""
    try:
        return names(parse(text))
    except Unclear:
        return set()


def _beneath(name: str, settings: Settings) -> Iterator[str]:
    if name == "completeness":
        yield from (used for told in settings.completeness if told.when for used in named(told.when))
    elif name == "strength":
        yield from (grading.source for grading in form(settings))
    elif name.startswith(CLASS):
        yield from (used for scheme in settings.classes if name == f"{CLASS}{scheme.id}" for used in _of(scheme))


def _of(scheme: SchemeSettings) -> Iterator[str]:
    for level in scheme.levels:
        if level.source is not None:
            yield level.source
        yield from (used for rule in level.rules for used in named(str(rule.when)))
