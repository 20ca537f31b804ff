"""The pay index of each customer: the mean score of what fell due, weighted by amount, with its caps and its grade.

``pay_index = sum(weight x score) / sum(weight)``; every part of an order is judged by its own day of payment, what is unpaid by
the as-of date. A delay that is not the customer's fault counts as no delay; a disputed one counts half until it is decided,
which writing it off does. The index is rounded to hundredths as it is shown, and grade and order follow what is shown. Sums
are whole numbers, so that the order of rows cannot matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from custfile.analysis.book import Book, Mask, Real, Whole, total, window
from custfile.analysis.credit.levels import exact_total, exactly
from custfile.analysis.credit.matching import Matched
from custfile.analysis.credit.money import OPEN, PAID, WRITTEN_OFF
from custfile.analysis.credit.rules import (
    CAPS,
    FINEST,
    INSOLVENT,
    LOSS,
    LOSS_MONTHS,
    NO_CAP,
    OVER_60,
    OVER_90,
    Rules,
    grades,
    score,
)

_RECENT: Final = 3


@dataclass(frozen=True)
class Judged:
    """How customers pay.

    ``customers``: a row for each customer of the book: ``pay_index`` (NaN when not rated), ``uncapped``, ``plain`` (neither
    excuses, nor disputes, nor caps), ``recent`` and ``earlier`` (uncapped: due in the last 3 months, and before), ``grade``,
    ``cap`` (what is the matter), ``experiences`` (orders that fell due), ``days_late`` (mean, early is negative, no excuses),
    ``worst`` (days), ``on_time`` (share of the amount, no excuses), ``on_credit`` (has a claim), and in cents ``paid`` (of what
    fell due in the window), ``open``, ``overdue``; ``days_overdue`` (of the oldest open item, 0 when none is; without trifles).
    ``portions``: those of the match, with ``late`` (days, up to the as-of date when not paid), ``counts``, ``excused``,
    ``disputed``, ``trifling`` (late, but too little to matter), ``caps``, and, in whole numbers, ``score`` (in 84ths) and
    ``weight`` (in half cents).
    """

    customers: pd.DataFrame
    portions: pd.DataFrame


def judge(book: Book, matched: Matched, rules: Rules) -> Judged:
    """Judge every customer of ``book`` by what was ``matched`` on its as-of date."""
    portions = _scored(book, matched, rules)
    size, counted = len(book.customers), portions[portions["counts"].to_numpy()]
    who, weight, points = (counted[name].to_numpy() for name in ("who", "weight", "score"))
    worth, late = counted["base"].to_numpy(), counted["late"].to_numpy()
    recent = window(book, counted["due"].to_numpy(), _RECENT)
    frame = _facts(book, matched, portions, rules.small)
    frame["experiences"] = np.bincount(who[_first_of_order(counted)], minlength=size)
    uncapped = _mean(who, weight, points, size)
    rated = (frame["experiences"].to_numpy() >= rules.least) & ~np.isnan(uncapped)
    limits = np.array(CAPS, dtype=np.float64)[frame["cap"].to_numpy()]
    frame["uncapped"] = np.where(rated, uncapped, np.nan)
    frame["pay_index"] = np.where(rated, np.minimum(uncapped, limits), np.nan)
    frame["plain"] = np.where(rated, _mean(who, worth, score(late), size), np.nan)
    for name, rows in (("recent", recent), ("earlier", ~recent)):
        frame[name] = _mean(who[rows], weight[rows], points[rows], size)
    frame["grade"] = grades(frame["pay_index"].to_numpy())
    frame["days_late"] = _mean(who, worth, late * FINEST, size)
    frame["on_time"] = _mean(who, worth, (late <= 0) * FINEST, size, digits=4)
    frame["worst"] = _largest(who, late, size)
    settled = counted["kind"].to_numpy() == PAID
    frame["paid"] = total(who[settled], worth[settled], size)
    return Judged(frame, portions)


def _scored(book: Book, matched: Matched, rules: Rules) -> pd.DataFrame:
    """Return the portions with what the index makes of them."""
    frame = matched.portions.copy(deep=False)  # columns are added, none is changed
    kind, due, paid = (frame[name].to_numpy() for name in ("kind", "due", "paid"))
    terms = ~np.isnan(due)
    late = np.where(terms, np.where(np.isnan(paid), matched.day, paid) - np.where(terms, due, 0), 0).astype(np.int64)
    faultless, disputed = (_told(book, frame, words) for words in (rules.faultless, rules.disputed))
    frame["late"] = late
    frame["excused"] = excused = faultless & (late > 0)
    frame["disputed"] = disputed = disputed & (late > 0) & ~excused & (kind != WRITTEN_OFF)
    frame["counts"] = window(book, due, rules.months) & np.isin(kind, (PAID, OPEN, WRITTEN_OFF))
    frame["trifling"] = trifling = (kind == OPEN) & (late > 0) & (frame["base"].to_numpy() <= rules.small)
    frame["caps"] = _caps(book, frame, ~excused & ~disputed & ~trifling)
    frame["score"] = score(np.where(excused, 0, late))
    frame["weight"] = frame["base"].to_numpy() * np.where(disputed, 1, 2)
    return frame


def _told(book: Book, portions: pd.DataFrame, words: tuple[str, ...]) -> Mask:
    """Return which portions have one of ``words`` for a reason: that of the payment, else that of the order."""
    payment, order = portions["payment"].to_numpy(), portions["order"].to_numpy()
    paid_reason, order_reason = book.payments["reason"].cat, book.details["reason"].cat
    told = np.append(paid_reason.codes.to_numpy() >= 0, False)[payment]
    by_payment = np.append(_among(paid_reason, words), False)[payment]
    found: Mask = np.where(told, by_payment, _among(order_reason, words)[order])
    return found


def _among(reasons: Any, words: tuple[str, ...]) -> Mask:
    found = np.append(np.isin(reasons.categories.to_numpy().astype(str), words), False)
    told: Mask = found[reasons.codes.to_numpy()]
    return told


def _caps(book: Book, portions: pd.DataFrame, weighs: Mask) -> Whole:
    """Return what of each portion that ``weighs`` caps the index: it is open too long, or was written off in 24 months."""
    kind, late = portions["kind"].to_numpy(), portions["late"].to_numpy()
    too_long = np.select([late > 90, late > 60], [OVER_90, OVER_60], NO_CAP)
    lost = window(book, book.details["written_off"].to_numpy()[portions["order"].to_numpy()], LOSS_MONTHS)
    found = np.where(kind == OPEN, too_long, np.where((kind == WRITTEN_OFF) & lost, LOSS, NO_CAP))
    return np.where(weighs, found, NO_CAP)


def _facts(book: Book, matched: Matched, portions: pd.DataFrame, small: int) -> pd.DataFrame:
    """Return what is the matter with each customer, and what is open."""
    size, who, base, late = len(book.customers), *(portions[name].to_numpy() for name in ("who", "base", "late"))
    unpaid = portions["kind"].to_numpy() == OPEN
    overdue = unpaid & (late > 0)
    cap, days, on_credit = (
        np.zeros(size, dtype=np.int64),
        np.zeros(size, dtype=np.int64),
        np.zeros(size, dtype=np.bool_),
    )
    np.maximum.at(cap, who, portions["caps"].to_numpy())
    waited_for = overdue & (base > small)
    np.maximum.at(days, who[waited_for], late[waited_for])
    on_credit[book.orders["who"].to_numpy()[matched.claims]] = True
    insolvent = window(book, book.customers["insolvent"].to_numpy(), LOSS_MONTHS)
    return pd.DataFrame(
        {
            "cap": np.where(insolvent, INSOLVENT, cap),
            "open": total(who[unpaid], base[unpaid], size),
            "overdue": total(who[overdue], base[overdue], size),
            "days_overdue": days,
            "on_credit": on_credit,
        }
    )


def _mean(who: Whole, weight: Whole, points: Whole, size: int, digits: int = 2) -> Real:
    """Return the mean of ``points`` (in 84ths) for each customer, rounded; NaN without weight. Exact until the division."""
    weight = exactly(weight, FINEST * max(float(np.abs(points).max(initial=1)), 1.0))
    sums, weights = exact_total(who, weight * points, size), exact_total(who, weight, size)
    some = weights > 0
    mean = np.full(size, np.nan)
    mean[some] = np.round((sums[some] / (FINEST * weights[some])).astype(np.float64), digits)
    return mean


def _largest(who: Whole, values: Whole, size: int) -> Real:
    most = np.full(size, -np.inf)
    np.maximum.at(most, who, values)
    return np.where(np.isfinite(most), most, np.nan)


def _first_of_order(portions: pd.DataFrame) -> Mask:
    order = portions["order"].to_numpy()
    return np.append(True, order[1:] != order[:-1])[: len(order)]
