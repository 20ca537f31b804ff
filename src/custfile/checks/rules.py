"""Ordered rules: each can be understood, can still hold where it stands, and a default takes the rest."""

from __future__ import annotations

from collections.abc import Iterator

from custfile.checks.reach import unreachable
from custfile.model.condition import Checked, Unclear, checked, parse
from custfile.model.edit import Path
from custfile.model.finding import Fault
from custfile.model.naming import Names
from custfile.model.scheme import LevelSettings


def check_rules(place: Path, level: LevelSettings, known: Names) -> Iterator[Fault]:
    """Yield what is wrong with the rules of ``level``, which stands at ``place``."""
    if level.rules and level.default is None:
        yield Fault((*place, "classes"), "C733", {"problem": "no rule"})
    conditions: list[tuple[int, Checked]] = []
    for number, each in enumerate(level.classes):
        here = (*place, "classes", number)
        if each.when is None:
            if each.id != level.default and level.rules:
                yield Fault(here, "C737", {"problem": "no condition"})
            continue
        try:
            conditions.append((number, checked(parse(each.when), known)))
        except Unclear as unclear:
            params = {"got": each.when, "problem": unclear.problem, "remedy": unclear.remedy}
            yield Fault((*here, "when"), "C740", params)
    for at in unreachable([condition for _number, condition in conditions]):
        yield Fault((*place, "classes", conditions[at][0]), "C737", {"problem": "taken before"})
