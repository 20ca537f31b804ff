"""What happened in a period, counted: customers that came and went, visits, money, tickets, promises, deals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final, NamedTuple

import numpy as np

from custfile.analysis.book import COUNTS, Book, Mask, Real, Whole, number
from custfile.analysis.classes.placing import Placed
from custfile.analysis.funnel import LOST, WON, Deal
from custfile.analysis.sales import buying, counting, first_day
from custfile.analysis.schedule.fulfilment import Outcome
from custfile.analysis.service import COMPLAINT, Ticket
from custfile.model.table import Table

UP, DOWN, ACROSS = "up", "down", "across"
_CUSTOMERS: Final = "customers/"


class Commit(NamedTuple):
    """A commit of the archive: by whom, on which day, and which files it added (A), changed (M) or removed (D)."""

    number: str
    day: date
    author: str
    email: str
    subject: str
    files: Sequence[tuple[str, str]]


class Period(NamedTuple):
    """The days later than ``after`` up to ``upto``."""

    after: date
    upto: date

    def holds(self, day: date | None) -> bool:
        """Say whether ``day`` is in it."""
        return day is not None and self.after < day <= self.upto

    @property
    def before(self) -> Period:
        """The period of equal length that ends where this one begins."""
        return Period(self.after - (self.upto - self.after), self.after)


class Promise(NamedTuple):
    """A promise: to which customer, whose, what, ``due`` when (the day it was made, if nobody says), and ``done``."""

    customer: str
    name: str
    person: str | None
    what: str
    due: date
    done: date | None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The dated facts of the chosen customers (``members`` of the ``book``) up to its day."""

    book: Book
    members: Mask
    outcomes: Sequence[Outcome] = ()
    tickets: Sequence[Ticket] = ()
    promises: Sequence[Promise] = ()
    deals: Sequence[Deal] = ()

    @cached_property
    def known(self) -> Real:
        """The day from which each customer is on file: it was made, or bought, by then; NaN when nothing tells."""
        known: Real = np.fmin(self.book.customers["made"].to_numpy(), first_day(self.book))
        return known

    def came(self, period: Period) -> Mask:
        """Return which of the members are new."""
        return self.members & _inside(self.known, period)

    def went(self, period: Period) -> Mask:
        """Return with which of the members trade has ended."""
        return self.members & _inside(self.book.customers["ended"].to_numpy(), period)


@dataclass(frozen=True, kw_only=True)
class News:
    """What a digest tells: the ``facts``, who changed class (a row of ``changes`` and its direction), what was committed.

    ``endings`` are the reasons for which trade with customers ended, by id; ``commits`` is ``None`` without git.
    """

    period: Period
    facts: Facts
    moved: Table
    directions: Sequence[str]
    endings: Mapping[str, str]
    commits: Sequence[Commit] | None


class Counts(NamedTuple):
    """The figures of a period; ``amount`` (net, of orders) and ``received`` (payments less refunds) are in cents.

    ``planned`` visits fell into it, ``done`` of them were made. ``kept`` promises were done in it; ``due`` ones fell due, and
    ``broken`` of these are not done, or were done late.
    """

    new: int
    lost: int
    visits: int
    planned: int
    done: int
    orders: int
    amount: int
    received: int
    opened: int
    closed: int
    complaints: int
    kept: int
    due: int
    broken: int
    won: int
    won_cents: int
    lost_deals: int


def counts(facts: Facts, period: Period) -> Counts:
    """Return the figures of ``period``. What became of a plan or a promise is as known on the day of the book."""
    book, members = facts.book, facts.members
    orders, payments, visits = book.orders, book.payments, book.visits
    sold = _rows(orders["who"].to_numpy(), orders["day"].to_numpy(), members, period)
    paid = _rows(payments["who"].to_numpy(), payments["day"].to_numpy(), members, period)
    paid &= payments["state"].to_numpy() == COUNTS
    planned = [each for each in facts.outcomes if period.holds(each.planned.date)]
    due = [each for each in facts.promises if period.holds(each.due)]
    won = [each for each in facts.deals if each.stage == WON and period.holds(each.since)]
    return Counts(
        new=int(facts.came(period).sum()),
        lost=int(facts.went(period).sum()),
        visits=int(_rows(visits["who"].to_numpy(), visits["day"].to_numpy(), members, period).sum()),
        planned=len(planned),
        done=sum(each.state in ("done", "late") for each in planned),
        orders=int((sold & buying(book)).sum()),
        amount=int(orders["cents"].to_numpy()[sold & counting(book)].sum()),
        received=int(payments["cents"].to_numpy()[paid].sum()),
        opened=sum(period.holds(each.day) for each in facts.tickets),
        closed=sum(period.holds(each.closed) for each in facts.tickets),
        complaints=sum(period.holds(each.day) and each.type == COMPLAINT for each in facts.tickets),
        kept=sum(period.holds(each.done) for each in facts.promises),
        due=len(due),
        broken=sum(broken(each, period.upto) for each in due),
        won=len(won),
        won_cents=sum(each.cents or 0 for each in won),
        lost_deals=sum(each.stage == LOST and period.holds(each.since) for each in facts.deals),
    )


def broken(promise: Promise, upto: date) -> bool:
    """Return whether a promise that was due before ``upto`` was not kept, or not in time."""
    return promise.due < upto if promise.done is None else promise.done > promise.due


def promises(
    identity: str, name: str, owner: str | None, told: Iterable[Mapping[str, Any] | None], as_of: date
) -> Iterator[Promise]:
    """Yield the promises made by ``as_of`` to one customer, from the plain text of its file."""
    for each in filter(None, told):
        made = date.fromisoformat(each["date"])
        if made > as_of:
            continue
        due = date.fromisoformat(each["due"]) if each.get("due") else made
        done = date.fromisoformat(each["done"]) if each.get("done") else None
        yield Promise(
            identity,
            name,
            each.get("by") or owner,
            each.get("what") or "",
            due,
            done if done and done <= as_of else None,
        )


def direction(earlier: str | None, later: str, placed: Placed) -> str:
    """Return whether a class that was ``earlier`` and is ``later`` went ``UP`` or ``DOWN``, or just ``ACROSS``.

    Only a scheme whose classes are divided by borders has better and worse ones, the best first.
    """
    level = placed.scheme.levels[0]
    order = [each.id for each in level.classes]
    was, now = (earlier or "").partition("/")[0], later.partition("/")[0]
    if not level.borders or was not in order or now not in order or was == now:
        return ACROSS
    return UP if order.index(now) < order.index(was) else DOWN


class Touched(NamedTuple):
    """What one author committed: how many commits, and customers' files added, changed and removed in them."""

    author: str
    commits: int
    added: int
    changed: int
    removed: int


def touched(commits: Sequence[Commit]) -> list[Touched]:
    """Return what each author did, who made the most commits first. A file counts once, by what first became of it."""
    by_author = dict[str, list[Commit]]()
    for each in commits:
        by_author.setdefault(each.author, []).append(each)
    found = []
    for author, own in by_author.items():
        status = {path: what for each in own for what, path in each.files if path.startswith(_CUSTOMERS)}
        numbers = [sum(what == each for what in status.values()) for each in "AMD"]
        found.append(Touched(author, len(own), *numbers))
    return sorted(found, key=lambda each: (-each.commits, each.author))


def _rows(who: Whole, days: Whole, members: Mask, period: Period) -> Mask:
    rows: Mask = members[who] & _inside(days, period)
    return rows


def _inside(days: Whole | Real, period: Period) -> Mask:
    rows: Mask = (days > number(period.after)) & (days <= number(period.upto))
    return rows


def period_of(as_of: date, since: date | None, days: int) -> Period:
    """Return the period that ends with ``as_of`` and begins after ``since``, or ``days`` before; a day long at least."""
    after = since if since is not None and since < as_of else as_of - timedelta(max(days, 1))
    return Period(after, as_of)
