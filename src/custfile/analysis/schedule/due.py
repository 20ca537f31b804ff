"""The work list: what is due, for whom, why, and since when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from custfile.analysis.schedule.duty import KINDS, LOAN, MONEY, NEVER, NEXT, PAPER, PROMISE, REPORT, REVISIT, TICKET
from custfile.language import Label, _, count

__all__ = ["AS_OF", "KINDS", "REVISIT", "Item", "days_late", "reason", "topic"]

AS_OF: Final = Label("As of", "截至", "截至")
_SINCE: Final = {
    PROMISE: lambda since: _("promised on {since}").format(since=since),
    NEXT: lambda since: _("next date set on the visit of {since}").format(since=since),
    NEVER: lambda since: _("never visited since {since}").format(since=since),
    TICKET: lambda since: _("came in on {since}").format(since=since),
    LOAN: lambda since: _("taken out on {since}").format(since=since),
    PAPER: lambda since: _("paper of {since}").format(since=since),
    MONEY: lambda since: _("payment was due on {since}").format(since=since),
    REPORT: lambda since: _("visit planned for {since}").format(since=since),
}


class Item(NamedTuple):
    """One thing due: the customer, and the duty of its file. ``person`` is an id of the team.

    It is late after ``latest``, or after its ``day`` when that is absent. ``escalated`` are those who hear of it too.
    """

    id: str
    name: str
    phone: str | None
    owner: str | None
    day: date
    kind: str
    person: str | None
    rule: str
    step: int
    since: date | None
    about: str
    region: str | None = None
    latest: date | None = None
    planned: date | None = None
    escalated: tuple[str, ...] = ()


def days_late(item: Item, as_of: date) -> int:
    """Return how many days ``item`` is late on ``as_of``; 0 when it is due and not late, below 0 when it is to come."""
    ahead = (as_of - item.day).days
    return ahead if ahead < 0 or item.latest is None else max((as_of - item.latest).days, 0)


def topic(item: Item, catalog: Mapping[str, Any]) -> str:
    """Return what to talk about: what was promised or noted, or what the rule says."""
    rule = catalog["rules"].get(item.rule)
    return item.about or (rule["talk"] or "" if rule else "")


def reason(item: Item, catalog: Mapping[str, Any]) -> str:
    """Return why ``item`` is due, with the rule's name and the day it counts from."""
    if item.kind == REVISIT:
        rule = catalog["rules"][item.rule]
        told = _("rule {rule}: {step} after {since}").format(rule=item.rule, step=_step(item, rule), since=item.since)
    else:
        told = _SINCE[item.kind](item.since) if item.since and item.kind in _SINCE else ""
    if item.planned is not None:
        told += _("; put off, it was due on {day}").format(day=item.planned)
    return told


def _step(item: Item, rule: Mapping[str, Any]) -> str:
    days: Sequence[int] = rule["days"]
    if item.step <= len(days):
        gap = days[item.step - 1] - (days[item.step - 2] if item.step > 1 else 0)
        return _("step {step} of {steps}, {n} days").format(step=item.step, steps=len(days), n=gap)
    every = _("every {span}").format(span=_span(rule["span"]))
    return (
        every
        if rule["latest"] is None
        else _("{every}, {latest} at the latest").format(every=every, latest=_span(rule["latest"]))
    )


def _span(written: str) -> str:
    """Return a span such as ``2w`` or ``3m`` in words."""
    number, unit = int(written[:-1]), written[-1]
    if unit == "y":
        return count("{n} year", "{n} years", number)
    if unit == "m":
        return count("{n} month", "{n} months", number)
    return count("{n} day", "{n} days", number * (7 if unit == "w" else 1))
