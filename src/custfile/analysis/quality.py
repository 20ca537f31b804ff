"""How good the files are: what is missing in them, out of date, twice, or wrong, and whom nobody has been to see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

import numpy as np

from custfile.analysis.book import Book, Real, Whole, day_of, number
from custfile.analysis.completeness.audit import Audit
from custfile.language import COMMA, Label, say
from custfile.model.finding import Finding

STALE: Final = 365
"""Days without an order, a payment, a visit or a ticket after which a file is out of date."""

_INVALID, _DOUBLE, _MISSING, _UNVERIFIED, _STALE, _NEVER = (
    "invalid", "double", "missing", "unverified", "stale", "never_visited",
)  # fmt: skip
RULES: Final = {
    _INVALID: Label("Wrong", "有误", "有誤"),
    _DOUBLE: Label("Double", "疑似重复", "疑似重複"),
    _MISSING: Label("Missing", "缺项", "缺項"),
    _UNVERIFIED: Label("To be verified", "待核实", "待查核"),
    _STALE: Label("Out of date", "久未更新", "久未更新"),
    _NEVER: Label("Never visited", "从未拜访", "從未拜訪"),
}
"""What may be the matter with a file."""

_SAME: Final = ("C401", "C402", "C403", "C602")


class File(NamedTuple):
    """A customer's file. ``share`` is its completeness, ``missing`` what it lacks, ``unverified`` how many items are to be
    verified; ``touched`` is the day of the last thing that happened, ``visited`` of the last contact. ``ended``: trade has.
    """

    id: str
    name: str
    owner: str | None
    path: str
    share: float
    missing: Sequence[Label]
    unverified: int
    touched: date | None
    visited: date | None
    ended: bool


class Problem(NamedTuple):
    """Something the matter with a file, at a line of it: which of ``RULES``, and ``what`` in words.

    ``file`` is the customer's, ``None`` for the settings and what belongs to no customer.
    """

    rule: str
    file: File | None
    path: str
    line: int
    what: str


def files(book: Book, found: Audit, paths: Mapping[str, str], chosen: Collection[str]) -> list[File]:
    """Return the files of the ``chosen`` customers by id; ``found`` is the audit of the ``book``, ``paths`` by id."""
    customers = book.customers
    visits = book.visits
    visited = _latest(book, visits["who"].to_numpy(), visits["day"].to_numpy())
    touched = np.fmax(visited, customers["made"].to_numpy())
    today = number(book.as_of)
    for frame in (book.orders, book.payments, book.tickets):
        known = frame[frame["day"].to_numpy() <= today]
        touched = np.fmax(touched, _latest(book, known["who"].to_numpy(), known["day"].to_numpy()))
    lacking = found.expected & ~found.told
    columns = ("id", "name", "owner", "ended")
    rows = zip(*(customers[column].tolist() for column in columns), strict=True)
    return [
        File(
            id=identity,
            name=name,
            owner=owner if isinstance(owner, str) else None,
            path=paths[identity],
            share=float(found.share[place]),
            missing=[found.items[at].label for at in np.flatnonzero(lacking[place]).tolist()],
            unverified=int(found.unverified[place].sum()),
            touched=_day(touched[place]),
            visited=_day(visited[place]),
            ended=ended == ended,
        )
        for place, (identity, name, owner, ended) in enumerate(rows)
        if identity in chosen
    ]


def _latest(book: Book, who: Whole, days: Whole) -> Real:
    latest = np.full(len(book.customers), -np.inf)
    np.maximum.at(latest, who, days)
    return np.where(np.isfinite(latest), latest, np.nan)


def _day(day: float) -> date | None:
    return None if day != day else day_of(day)


def problems(known: Sequence[File], findings: Sequence[Finding], as_of: date, *, others: bool) -> list[Problem]:
    """Return what is the matter with the files ``known``, by rule in the order of ``RULES``, then by path and line.

    ``findings`` are those of ``check``; ``others`` says whether those of other files count, too. Out of date and never
    visited are only files with whose customers trade goes on.
    """
    by_path = {each.path: each for each in known}
    told = [
        Problem(
            _DOUBLE if each.code in _SAME else _INVALID, by_path.get(each.path), each.path, each.line,
            _SAID.format(message=each.message, remedy=each.remedy),
        )
        for each in findings
        if others or each.path in by_path
    ]  # fmt: skip
    told += [problem for each in known for problem in _of(each, as_of)]
    order = list(RULES)
    return sorted(told, key=lambda each: (order.index(each.rule), each.path, each.line, each.what))


_SAID: Final = "{message} · {remedy}"


def _of(each: File, as_of: date) -> Iterator[Problem]:
    if each.missing:
        yield Problem(_MISSING, each, each.path, 1, say(COMMA).join(map(say, each.missing)))
    if each.unverified:
        yield Problem(_UNVERIFIED, each, each.path, 1, str(each.unverified))
    if each.ended:
        return
    if each.touched is None or each.touched < as_of - timedelta(STALE):
        yield Problem(_STALE, each, each.path, 1, each.touched.isoformat() if each.touched else "")
    if each.visited is None:
        yield Problem(_NEVER, each, each.path, 1, "")


def lacking(known: Sequence[File]) -> list[tuple[Label, int]]:
    """Return what is missing in the files, and in how many, the most frequent first."""
    counted = Counter(label for each in known for label in each.missing)
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))


def counts(told: Sequence[Problem]) -> dict[str, int]:
    """Return how many files have a problem of each rule; findings that belong to no customer count by their file."""
    found = {(each.rule, each.path) for each in told}
    numbers = Counter(rule for rule, _path in found)
    return {rule: numbers[rule] for rule in RULES}
