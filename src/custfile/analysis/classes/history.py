"""By history: potential, problem, past, new, long-term; the first that fits.

No customer who buys falls between new and long-term, and trouble is seen before anything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Final

from custfile.analysis.classes.scheme import Placed, Scheme
from custfile.analysis.ledger import Ledger
from custfile.analysis.open_items import open_items
from custfile.language import Label, _
from custfile.model.settings import HistoryRule, Settings

CLASSES: Final = {
    "long-term": Label("long-term", "长期客户", "長期客戶"),
    "new": Label("new", "新客户", "新客戶"),
    "problem": Label("problem", "问题客户", "問題客戶"),
    "past": Label("past", "过去客户", "過去客戶"),
    "potential": Label("potential", "潜在客户", "潛在客戶"),
}
_DAYS: Final = {"new_days": 365, "past_days": 365, "past_gaps": 3, "overdue_days": 60}


def place(ledgers: Sequence[Ledger], settings: Settings, as_of: date) -> list[Placed]:
    """Return the class by history of each of ``ledgers``; the borders are ``classes.history`` of the settings."""
    rule = settings.classes.history if settings.classes and settings.classes.history else HistoryRule()
    told = {name: getattr(rule, name) for name in _DAYS}
    borders = {name: default if told[name] is None else told[name] for name, default in _DAYS.items()}
    return [_placed(ledger, borders, as_of) for ledger in ledgers]


def _placed(ledger: Ledger, borders: dict[str, int], as_of: date) -> Placed:
    purchases = ledger.purchases
    if not purchases:
        return Placed("potential", _("no order yet"))
    if trouble := _trouble(ledger, borders["overdue_days"], as_of):
        return Placed("problem", trouble)
    if ledger.ended is not None:
        return Placed("past", _("trade ended on {day}").format(day=ledger.ended))
    days = [purchase.day for purchase in purchases]
    silence, limit = (as_of - days[-1]).days, _silence_limit(days, borders)
    if silence > limit:
        return Placed("past", _("last order {n} days ago, more than {limit}").format(n=silence, limit=limit))
    since = (as_of - days[0]).days
    if since <= borders["new_days"]:
        return Placed("new", _("first order {n} days ago").format(n=since))
    return Placed("long-term", _("{n} orders since {day}").format(n=len(days), day=days[0]))


def _trouble(ledger: Ledger, allowed: int, as_of: date) -> str:
    for complaint in ledger.complaints:
        if complaint.closed is None:
            return _("complaint of {day} not settled: {what}").format(day=complaint.day, what=complaint.what)
    for item in open_items(ledger):
        if item.overdue(as_of) > allowed:
            amount = f"{item.cents / 100:,.2f}"
            return _("{amount} open since {due}, {n} days overdue").format(
                amount=amount, due=item.due, n=item.overdue(as_of)
            )
    return ""


def _silence_limit(days: Sequence[date], borders: dict[str, int]) -> int:
    """Return the days without an order after which a customer is past: longer for one who buys seldom anyway."""
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    return max(borders["past_days"], int(borders["past_gaps"] * median(gaps)) if gaps else 0)


SCHEME: Final = Scheme("history", Label("by history", "按历史", "依往來歷史"), lambda settings: CLASSES, place)
