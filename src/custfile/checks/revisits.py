"""Revisit rules: each can fall due, says what it means, and none asks for what another asks for already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final

from custfile.checks.reach import unreachable
from custfile.model.condition import DAY, Unclear, checked, parse, written
from custfile.model.edit import Path
from custfile.model.finding import Fault
from custfile.model.naming import Names
from custfile.model.schedule import ANCHORS, RevisitRule
from custfile.model.settings import Settings
from custfile.model.values import nearest

_KEY: Final = "revisits"
_BUYS: Final = {None: "", True: " and orders > 0", False: " and orders = 0"}


def check_revisits(settings: Settings) -> Iterator[Fault]:
    """Yield what is wrong with the rules in themselves: roles, kinds, days, spans, times."""
    roles = sorted({person.role for person in settings.team if person.role})
    kinds = [kind.id for kind in settings.kinds]
    for position, rule in enumerate(settings.revisits):
        place = (_KEY, position)
        asked: list[tuple[Path, str]] = [((*place, "role"), rule.role)] if rule.role is not None else []
        asked += [((*place, "escalate", at, "to"), step.to) for at, step in enumerate(rule.escalate)]
        yield from (_unknown(at, role, roles, "role") for at, role in asked if roles and role not in roles)
        for at, kind in enumerate(rule.kinds):
            if kind not in kinds:
                yield _unknown((*place, "kinds", at), kind, kinds, "kind")
        yield from _steps(place, rule)


def _unknown(place: Path, got: str, known: Sequence[str], wanted: str) -> Fault:
    hint = nearest(got, known)
    return Fault(place, "C702", {"got": got, "wanted": wanted, "hint": hint})


def _steps(place: Path, rule: RevisitRule) -> Iterator[Fault]:
    if any(later <= earlier for earlier, later in pairwise(rule.days)):
        yield Fault((*place, "days"), "C706", {"field": "days"})
    if not rule.days and rule.every is None:
        yield Fault(place, "C707", {"got": rule.id})
    if rule.latest is not None and (rule.every is None or rule.latest.about <= rule.every.about):
        yield Fault((*place, "latest"), "C762", {"got": str(rule.latest)})
    if rule.counted_from == "last_visit" and len(rule.days) + (rule.every is not None) > 1:
        yield Fault(place, "C763", {"got": rule.id})


def check_asking(settings: Settings) -> Iterator[Fault]:
    """Yield what is wrong with whom the rules are for, what they count from, and what they double.

    The own fields of the archive have to be sound.
    """
    known = Names(settings, {scheme.id: scheme for scheme in settings.classes})
    first: dict[tuple[Any, ...], int] = {}
    for position, rule in enumerate(settings.revisits):
        place = (_KEY, position)
        yield from _anchor((*place, "counted_from"), rule, known)
        faults = list(_condition((*place, "when"), rule.when, known))
        yield from faults
        problem = "" if faults else _never(rule, settings, known)
        if problem:
            yield Fault(place, "C760", {"got": rule.id, "problem": problem})
        yield from _doubled(place, rule, settings.revisits, first)
    for at, factor in enumerate(settings.due.urgency if settings.due else ()):
        yield from _condition(("due", "urgency", at, "when"), factor.when, known)
        yield from _times(("due", "urgency", at, "times"), factor.times)
    if settings.due and settings.due.complaint is not None:
        yield from _times(("due", "complaint"), settings.due.complaint)


def _anchor(place: Path, rule: RevisitRule, known: Names) -> Iterator[Fault]:
    name = rule.counted_from
    if name is None or name in ANCHORS or known.fields.get(name) is DAY:
        return
    days = [path for path, kind in known.fields.items() if kind is DAY]
    hint = nearest(name, [*ANCHORS, *(path for path in days if path[:1] == name[:1])])
    yield Fault(place, "C761", {"got": name, "hint": hint})


def _condition(place: Path, text: str | None, known: Names) -> Iterator[Fault]:
    try:
        if text is not None:
            checked(parse(text), known)
    except Unclear as unclear:
        yield Fault(place, "C740", {"got": text or "", "problem": unclear.problem, "remedy": unclear.remedy})


def _times(place: Path, times: Any) -> Iterator[Fault]:
    if times <= 0:
        yield Fault(place, "C720", {"field": str(place[-1]), "got": str(times)})


def _never(rule: RevisitRule, settings: Settings, known: Names) -> str:
    """Return why ``rule`` can never fall due, or the empty string."""
    having = [person for person in settings.team if person.role == rule.role]
    if rule.role is not None and having and all(person.left is not None for person in having):
        return "role left"
    if rule.active_from is not None and rule.active_to is not None and rule.active_to < rule.active_from:
        return "never active"
    if rule.bought is False and rule.counted_from in ("first_order", "last_order"):
        return "never ordered"
    if rule.when is not None and unreachable([checked(parse(f"({rule.when}){_BUYS[rule.bought]}"), known)]):
        return "never holds"
    return ""


def _doubled(
    place: Path, rule: RevisitRule, rules: Sequence[RevisitRule], first: dict[tuple[Any, ...], int]
) -> Iterator[Fault]:
    """Two rules double one another when both ask the same role for the same steps at the same customers, at one time."""
    mark = _mark(rule)
    at = first.setdefault(mark, int(place[-1]))
    if rules[at] is not rule and rules[at].id != rule.id and _overlap(rule, rules[at]):
        yield Fault(place, "C764", {"got": rule.id, "twin": rules[at].id}, other=(_KEY, at))


def _mark(rule: RevisitRule) -> tuple[Any, ...]:
    return (
        rule.role, rule.bought, frozenset(rule.kinds), _canonical(rule.when), rule.counted_from or "made",
        tuple(rule.days), str(rule.every),
    )  # fmt: skip


def _canonical(when: str | None) -> str | None:
    try:
        return None if when is None else written(parse(when))
    except Unclear:
        return when


def _overlap(one: RevisitRule, other: RevisitRule) -> bool:
    begins = max(one.active_from or date.min, other.active_from or date.min)
    return begins <= min(one.active_to or date.max, other.active_to or date.max)
