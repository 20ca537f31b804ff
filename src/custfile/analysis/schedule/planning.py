"""Next month's visits, proposed: whom, by whom, on which day, why; and who cannot be placed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from custfile.analysis.schedule.board import Board
from custfile.analysis.schedule.demand import Situation, Want, pairs, wants
from custfile.language import Label
from custfile.model.plan import PlannedVisit

REASONS: Final = {
    "capacity": Label("no day with time left", "没有空档", "沒有空檔"),
    "near": Label("too close to another visit", "离另一次拜访太近", "離另一次拜訪太近"),
    "nobody": Label("nobody looks after the customer", "没有负责人", "沒有負責人"),
    "unknown": Label("who looks after it is not in the team", "负责人不在团队中", "負責人不在團隊中"),
    "left": Label("who looks after it has left", "负责人已离职", "負責人已離職"),
    "closed": Label("the plan is submitted already", "计划已提交", "計畫已送審"),
    "later": Label("not before the next month", "下月以后才需拜访", "下月以後才需拜訪"),
    "visited": Label("visited or planned already", "已拜访或已有计划", "已拜訪或已有計畫"),
}
SATISFIED: Final = ("later", "visited")
"""The reasons for which nobody has to do anything."""


class Left(NamedTuple):
    """Visits that are not in the plan: of which customer, whose they would be, how many, and why (of ``REASONS``).

    ``near`` are the visits to which every day with time left is too close.
    """

    customer: str
    name: str
    person: str | None
    visits: int
    reason: str
    near: Sequence[date] = ()


@dataclass(frozen=True)
class Proposal:
    """The visits to add, by day, and what is left out; ``wanted`` counts the visits that each person should make."""

    visits: Sequence[PlannedVisit]
    left: Sequence[Left]
    wanted: Mapping[str, int]


def propose(now: Situation) -> Proposal:
    """Return the visits that the month still needs.

    Wanted are a visit for what falls due up to the month's end (what falls due within few days of each other shares one),
    and as many more to customers of the frequency table as its line says. What people planned, what has been visited, and
    appointments count. First what falls due is placed on its day or the nearest, then the lines of the table in their
    order: each in its stretch of the month, about the interval of the line from the other visits, on the least busy day.
    Nobody is planned on a day off or beyond capacity, one customer not twice within ``least_gap`` days by one person, nor
    on one day by two.
    """
    left, open_, wanted = list[Left](), list[Want](), Counter[str]()
    for (customer, person), pair in sorted(pairs(now).items(), key=lambda each: (each[0][0], each[0][1] or "")):
        account = now.accounts[customer]
        needed, satisfied = wants(account, person, pair, now)
        reason = _reason(person, now) if needed else satisfied
        if person is not None:
            wanted[person] += len(needed) + sum(map(now.month.holds, pair.coming))
        if reason:
            left.append(Left(customer, account.name, person, len(needed), reason))
        else:
            open_ += needed
    visits, unplaced = _place(open_, now)
    return Proposal(visits, sorted([*left, *unplaced], key=_by_reason), wanted)


def _by_reason(left: Left) -> tuple[int, str, str]:
    return list(REASONS).index(left.reason), left.customer, left.person or ""


def _reason(person: str | None, now: Situation) -> str:
    if person is None:
        return "nobody"
    if person in now.workers:
        return "closed" if person in now.closed else ""
    return "left" if person in now.gone else "unknown"


def _place(needed: Sequence[Want], now: Situation) -> tuple[list[PlannedVisit], list[Left]]:
    board = Board(now.workers)
    for visit in now.planned:
        board.take(visit.by, visit.customer, visit.date)
    for fixed in now.fixed:
        board.take(fixed.person, fixed.customer, fixed.day)
    placed, missing = list[PlannedVisit](), defaultdict[tuple[str, str], list[Want]](list)
    for want in sorted(needed, key=lambda want: want.order):
        customer = want.account.id
        day = board.find(want.person, customer, want.window, want.apart)
        if day is None:
            missing[customer, want.person].append(want)
        else:
            board.take(want.person, customer, day)
            placed.append(_visit(want, day))
    # asked of the full board, so that proposing again tells the same
    left = [_unplaced(each, board) for each in missing.values()]
    return sorted(placed, key=lambda visit: (visit.date, visit.by, visit.customer)), left


def _unplaced(missing: Sequence[Want], board: Board) -> Left:
    want = missing[0]
    near = board.hindering(want.person, want.account.id, want.apart.least)
    return Left(want.account.id, want.account.name, want.person, len(missing), "near" if near else "capacity", near)


def _visit(want: Want, day: date) -> PlannedVisit:
    """Return the visit as it is written; to whom the table knows, one takes what its line says."""
    account = want.account
    contact = account.contact if want.person == account.owner else None
    return PlannedVisit(
        date=day,
        by=want.person,
        customer=account.id,
        name=account.name,
        channel=want.channel or (contact.channel if contact else None),
        purpose=want.purpose or (contact.purpose if contact else None),
        why=want.why,
        bring=contact.bring if contact else None,
        cost=contact.cost if contact else None,
    )
