"""Class schemes: exhaustive, exclusive, one criterion a level. What breaks these rules, and where."""

from __future__ import annotations

from collections.abc import Iterator

from custfile.checks.levels import check_level, classes_of
from custfile.checks.reached import named, reached
from custfile.model.edit import Path
from custfile.model.finding import Fault
from custfile.model.naming import CLASS, Names
from custfile.model.scheme import SchemeSettings
from custfile.model.settings import Settings
from custfile.model.values import nearest

_KEY = "classes"


def check_schemes(settings: Settings) -> Iterator[Fault]:
    """Yield what is wrong with the archive's own class schemes, as far as the settings tell."""
    known = Names(settings, {scheme.id: scheme for scheme in settings.classes})
    for position, scheme in enumerate(settings.classes):
        place = (_KEY, position)
        if not scheme.levels:
            yield Fault(place, "C731")
        yield from _ids(place, scheme)
        yield from _circles(place, scheme, settings)
        yield from _divided(place, scheme, known)
        for at, level in enumerate(scheme.levels):
            yield from check_level((*place, "levels", at), level, known)


def _ids(place: Path, scheme: SchemeSettings) -> Iterator[Fault]:
    """An id names one class of the scheme, whatever its level: filters and ``within`` say no more."""
    seen: dict[str, Path] = {}
    for at, level in enumerate(scheme.levels):
        for number, each in enumerate(level.classes):
            here = (*place, "levels", at, "classes", number, "id")
            if each.id in seen:
                yield Fault(here, "C701", {"got": each.id, "part": scheme.id})
            seen.setdefault(each.id, here)


def _circles(place: Path, scheme: SchemeSettings, settings: Settings) -> Iterator[Fault]:
    mine = f"{CLASS}{scheme.id}"
    for at, level in enumerate(scheme.levels):
        here = (*place, "levels", at)
        if level.source is not None and mine in reached([level.source], settings):
            yield Fault((*here, "source"), "C742", {"got": level.source, "field": mine})
        for number, each in enumerate(level.classes):
            if each.when is not None and mine in reached(named(each.when), settings):
                yield Fault((*here, "classes", number, "when"), "C742", {"got": each.when, "field": mine})


def _divided(place: Path, scheme: SchemeSettings, known: Names) -> Iterator[Fault]:
    """Yield each class that a level divides though there is none of that name above it, or another level divides it.

    Where a field's own words are the classes, any name may be one.
    """
    leaves, above, open_ended = set[str](), set[str](), False
    for at, level in enumerate(scheme.levels):
        here = (*place, "levels", at, "within")
        for number, name in enumerate(level.within):
            if name in above and name not in leaves:
                yield Fault((*here, number), "C730", {"got": name, "problem": "divided"})
            elif name not in above and not (open_ended and at):
                yield _unknown((*here, number), name, sorted(above))
        classes = classes_of(level, known)
        open_ended |= classes is None
        leaves = (leaves - set(level.within) if level.within else set()) | (classes or set())
        above |= leaves


def _unknown(place: Path, got: str, known: list[str]) -> Fault:
    hint = nearest(got, known)
    return Fault(place, "C702", {"got": got, "wanted": "class", "hint": hint})
