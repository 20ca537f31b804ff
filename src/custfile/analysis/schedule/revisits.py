"""Revisit rules: the step that each has open for a customer, and when it is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from custfile.analysis.schedule.anchors import LAST_VISIT, anchor, bought, fulfils
from custfile.analysis.schedule.duty import REVISIT, Duty
from custfile.model.customer import Customer
from custfile.model.events import Deferral
from custfile.model.schedule import RevisitRule
from custfile.model.settings import Settings
from custfile.model.spans import Span


class Progress(NamedTuple):
    """How far a rule has got: the day its last step was done (at first the day it counts from), and how many were."""

    last: date
    done: int = 0


def revisits(record: Customer, settings: Settings) -> Iterator[Duty]:
    """Yield the open step of each rule that is for ``record``, one a rule, as if every condition (``when``) held."""
    purchases = bought(record.orders)
    for rule in settings.revisits:
        if _is_for(rule, record, buyer=bool(purchases)):
            start = anchor(rule, record, purchases, settings)
            if start is not None:
                yield from _open(rule, start, record, settings)


def _is_for(rule: RevisitRule, record: Customer, *, buyer: bool) -> bool:
    return (rule.bought is None or rule.bought == buyer) and (not rule.kinds or record.kind in rule.kinds)


def _open(rule: RevisitRule, start: date, record: Customer, settings: Settings) -> Iterator[Duty]:
    visited = [visit.date for visit in record.visits if fulfils(visit, rule, record, settings)]
    at = progress(rule, start, visited, record.deferrals)
    due = falls_due(rule, at)
    if due is None:
        return
    day = max(due, put_off(record.deferrals, rule.id))
    latest = max(day, _after(at.last, rule.latest)) if rule.latest and at.done >= len(rule.days) else None
    planned = due if day > due else None
    person = responsible(rule, record, settings)
    yield Duty(day, REVISIT, person, rule.id, at.done + 1, at.last, latest=latest, planned=planned)


def progress(rule: RevisitRule, start: date, visited: Sequence[date], deferrals: Sequence[Deferral]) -> Progress:
    """Return how far ``rule`` has got since ``start``: each visit, and each step left out, moves it on by one.

    The gap to the next step counts from the real day. A visit on the day that the rule counts from is how it began, unless
    the rule asks for one on that very day; two on a day are one. A step is left out on the day that was decided: the open
    step when the rule is named, else only one that has fallen due by then.
    """
    skipped = [each for each in deferrals if each.until is None and each.rule in (None, rule.id)]
    events = sorted(chain(((day, False) for day in visited), ((each.date, each.rule is None) for each in skipped)))
    at, before = Progress(start), start
    if rule.days[:1] == [0] and start > date.min:
        before -= timedelta(1)
    for day, only_due in events:
        if day <= before or (only_due and not _is_due(rule, at, day, deferrals)):
            continue
        at, before = Progress(day, 0 if rule.counted_from == LAST_VISIT else at.done + 1), day
    return at


def _is_due(rule: RevisitRule, at: Progress, day: date, deferrals: Sequence[Deferral]) -> bool:
    due = falls_due(rule, at)
    return due is not None and max(due, put_off(deferrals, rule.id, day)) <= day


def falls_due(rule: RevisitRule, at: Progress) -> date | None:
    """Return the day of the next step, within the time that ``rule`` is active; ``None`` when there is no further one.

    What would have fallen due before the rule was active falls due on its first day.
    """
    if at.done < len(rule.days):
        gap = rule.days[at.done] - (rule.days[at.done - 1] if at.done else 0)
        due = _after(at.last, Span(0, gap))
    elif rule.every is not None:
        due = _after(at.last, rule.every)
    else:
        return None
    due = max(due, rule.active_from or due)
    return due if rule.active_to is None or due <= rule.active_to else None


def _after(day: date, span: Span) -> date:
    try:
        return span.after(day)
    except (OverflowError, ValueError):  # beyond the calendar
        return date.max


def put_off(deferrals: Sequence[Deferral], rule: str | None, known: date = date.max) -> date:
    """Return the day before which nothing of ``rule`` is due, as decided up to the day ``known``.

    The last decision about the rule counts and the last about all rules, whichever puts it off longer.
    """
    until: dict[str | None, Deferral] = {}
    for each in deferrals:
        if each.until is not None and each.rule in (None, rule) and each.date <= known:
            before = until.get(each.rule)
            until[each.rule] = each if before is None or before.date <= each.date else before
    return max((each.until for each in until.values() if each.until), default=date.min)


def responsible(rule: RevisitRule, record: Customer, settings: Settings) -> str | None:
    """Return who has to fulfil ``rule``: the owner or an advisor of its role, else the only one who has it."""
    if rule.role is None:
        return record.owner
    having = [person.id for person in settings.team if person.role == rule.role and person.left is None]
    own = [person for person in (record.owner, *record.advisors) if person in having]
    return own[0] if own else having[0] if len(having) == 1 else record.owner
