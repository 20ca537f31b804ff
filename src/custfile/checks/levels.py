"""One level of a class scheme: it has one criterion, and its classes neither overlap nor leave a gap."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from custfile.checks.rules import check_rules
from custfile.model.condition import GRADE, MONEY, NUMBER, YES, Kind, Word
from custfile.model.edit import Path
from custfile.model.finding import Fault
from custfile.model.naming import Names
from custfile.model.scheme import UNKNOWN, LevelSettings
from custfile.model.values import nearest

_GRADES: Final = ["A", "B", "C", "D", "E", "N"]
_LISTED: Final = 5


def check_level(place: Path, level: LevelSettings, known: Names) -> Iterator[Fault]:
    """Yield what is wrong with ``level``, which stands at ``place``."""
    yield from _default(place, level)
    mixed = list(_mixed(place, level))
    yield from mixed
    if level.source is not None and level.source not in known:
        hint = nearest(level.source, [name for name in known if name[:1] == level.source[:1]])
        params = {"got": level.source, "wanted": "source", "hint": hint}
        yield Fault((*place, "source"), "C702", params)
    elif not mixed and level.source is None:
        yield from check_rules(place, level, known)
    elif not mixed and level.borders:
        yield from _borders(place, level, known[str(level.source)])
    elif not mixed and level.classes:
        yield from _words(place, level, known[str(level.source)])


def classes_of(level: LevelSettings, known: Names) -> set[str] | None:
    """Return the classes of ``level``; ``None`` where the words of its source are, and can be any."""
    rest = {level.default or UNKNOWN}
    if level.classes:
        return {each.id for each in level.classes} | rest
    words = _choices(known.get(level.source or "")) if level.step is None else None
    return None if words is None else set(words) | rest


def _default(place: Path, level: LevelSettings) -> Iterator[Fault]:
    ids = [each.id for each in level.classes]
    if level.default is not None and level.classes and level.default not in (*ids, UNKNOWN):
        hint = nearest(level.default, ids)
        params = {"got": level.default, "wanted": "class", "hint": hint}
        yield Fault((*place, "default"), "C702", params)


def _mixed(place: Path, level: LevelSettings) -> Iterator[Fault]:
    """Yield the second of two criteria on the level, or that there is none."""
    if level.source is None and not level.rules:
        yield Fault(place, "C731")
    if level.cuts and level.pareto:
        yield _two((*place, "pareto"), "cuts", "pareto")
    if level.source is None:
        wanting = [key for key in ("cuts", "pareto", "step") if getattr(level, key)]
        yield from (Fault((*place, key), "C731") for key in wanting)
    if level.step is not None and level.borders:
        yield _two((*place, "step"), "cuts" if level.cuts else "pareto", "step")
    for number, each in enumerate(level.classes):
        here = (*place, "classes", number)
        if each.when is not None and level.source is not None:
            yield _two((*here, "when"), "source", "when")
        if each.of and (level.borders or level.source is None):
            yield _two((*here, "of"), "cuts" if level.cuts else "pareto" if level.pareto else "when", "of")


def _two(place: Path, first: str, second: str) -> Fault:
    return Fault(place, "C730", {"got": f"{first}, {second}", "problem": "criteria"})


def _borders(place: Path, level: LevelSettings, kind: Kind) -> Iterator[Fault]:
    if kind not in (NUMBER, MONEY):
        yield Fault((*place, "source"), "C750", {"got": str(level.source)})
    if any(higher <= lower for higher, lower in pairwise(level.cuts)):
        yield Fault((*place, "cuts"), "C735")
    if level.pareto and not all(lower < higher for lower, higher in pairwise([Decimal(0), *level.pareto, Decimal(1)])):
        yield Fault((*place, "pareto"), "C736")
    if len(level.bands) != len(level.borders) + 1:
        yield Fault(place, "C734", {"wanted": str(len(level.borders) + 1), "got": str(len(level.bands))})


def _words(place: Path, level: LevelSettings, kind: Kind) -> Iterator[Fault]:
    """Yield words in two classes, words in none, words that the source has not, and classes that have no other."""
    taken: dict[str, Path] = {}
    choices = _choices(kind) if level.step is None else None
    for number, each in enumerate(level.classes):
        here = (*place, "classes", number)
        for at, word in enumerate(each.words):
            spot = (*here, "of", at) if each.of else (*here, "id")
            if word in taken:
                yield Fault(spot, "C732", {"got": word}, other=taken[word])
            taken.setdefault(word, spot)
        if choices is not None and each.id != level.default:
            yield from _strange(here, each.words, choices, str(level.source))
    missing = [word for word in choices or () if word not in taken]
    if level.default is None and (missing or choices is None):
        more = ", …" if len(missing) > _LISTED else ""
        yield Fault((*place, "classes"), "C733", {"problem": ", ".join(missing[:_LISTED]) + more or "other words"})


def _strange(place: Path, words: list[str], choices: list[str], source: str) -> Iterator[Fault]:
    strange = [word for word in words if word not in choices]
    if len(strange) == len(words):
        yield Fault(place, "C737", {"problem": "no word"})
    elif strange:
        hint = nearest(strange[0], list(choices))
        params = {"words": ", ".join(strange), "field": source, "hint": hint}
        yield Fault(place, "C751", params)


def _choices(kind: Kind | None) -> list[str] | None:
    """Return the words that a source of ``kind`` can have; ``None`` when they can be any."""
    if isinstance(kind, Word):
        return list(kind.choices)
    return _GRADES if kind is GRADE else ["yes", "no"] if kind is YES else None
