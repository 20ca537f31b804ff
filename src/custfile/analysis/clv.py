"""What customers are still likely to bring: orders, their worth, and the chance of another one, in the coming months.

Everybody with a purchase has a history (same-day orders are one); the archive's histories together are fitted to a model of
ordering and leaving, and each customer's figures follow from its own history under that model. Archives with few customers
who came again are told the customers' own rhythm instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from custfile.analysis import sales
from custfile.analysis.book import Book, Real, Whole, number, total
from custfile.analysis.models.beta_geometric import MODELS, BetaGeometric, Parameters
from custfile.analysis.models.fitting import Prior, fit
from custfile.analysis.models.footing import Footing, footing, standing
from custfile.analysis.models.gamma_gamma import OrderValues, fit_values
from custfile.analysis.models.histories import Customers, Purchases, customers, median_gap, merge
from custfile.analysis.models.lifetime import MONTH, discount_factors, lifetime_value, orders_by_month
from custfile.analysis.models.ranges import between, plausible
from custfile.errors import Misused
from custfile.language import _
from custfile.model.ranking import ClvSettings
from custfile.model.settings import Settings

MONTHS: Final = 12
FARTHEST: Final = 600
DISCOUNT: Final = 0.10

_DIGITS: Final = 6


@dataclass(frozen=True)
class Terms:
    """How the value is worked out: ``months`` ahead, ``discount`` of a year and ``margin`` as shares, of 1."""

    model: BetaGeometric
    months: int
    discount: float
    margin: float | None


@dataclass(frozen=True)
class Modelled:
    """The model's figures, row by row as ``Outlook.customers``.

    ``alive``: probability of not having left. ``buys``: of at least one order within the months. ``by_month``: orders
    expected, a row a month. ``expected``: their sum, between ``low`` and ``high`` (80 % of what is credible, ``None`` in a
    large archive). ``worth``: expected cents of an order, whole ones. ``margin``: share of it that stays; NaN where unknown.
    ``value``: the customer's lifetime value in cents, discounted: of margins, or of revenue when ``in_revenue``.
    """

    parameters: Parameters
    values: OrderValues
    alive: Real
    buys: Real
    by_month: Real
    expected: Real
    low: Real | None
    high: Real | None
    worth: Real
    margin: Real
    in_revenue: bool
    value: Real


@dataclass(frozen=True)
class Outlook:
    """What can be said of the customers who bought.

    ``repeating``: how many came again, on which the ``footing`` depends. ``gap``: median days between a customer's purchases,
    ``silent``: days since the last one / ``gap`` (NaN without one). ``standing``: as ``models.footing`` has it.
    ``modelled``: the model's figures, ``None`` when the archive is too small for them.
    """

    terms: Terms
    customers: Customers
    repeating: int
    footing: Footing
    gap: Real
    silent: Real
    standing: Whole
    modelled: Modelled | None


def asked(settings: Settings, months: int | None = None) -> Terms:
    """Return what the settings say of lifetime value; ``months`` of the horizon may be told instead.

    Raises ``Misused`` for a horizon that is none, or so far off that nobody can mean it.
    """
    told = (settings.ranking.clv if settings.ranking else None) or ClvSettings()
    horizon = next(each for each in (months, told.months, MONTHS) if each is not None)
    if not 1 <= horizon <= FARTHEST:
        raise Misused(
            _("the lifetime value cannot look {n} months ahead; write 1 to {most}").format(n=horizon, most=FARTHEST)
        )
    return Terms(
        MODELS[told.model or "mbg"],
        horizon,
        DISCOUNT if told.discount is None else float(told.discount),
        None if told.margin is None else float(told.margin),
    )


def purchases(book: Book) -> Purchases:
    """Return all purchases up to the as-of date, same-day ones of a customer merged."""
    rows = sales.buying(book)
    who, day, cents = (book.orders[name].to_numpy(dtype=np.int64)[rows] for name in ("who", "day", "cents"))
    return merge(who, day, cents)


def outlook(book: Book, terms: Terms, *, force: bool = False) -> Outlook:
    """Return what is to be expected of everybody who bought; ``force``: by the model, however small the archive is."""
    bought = purchases(book)
    seen = customers(bought, number(book.as_of))
    repeating = seen.histories.repeating
    allowed = footing(repeating)
    gap = sales.gap_days(book)[seen.who]
    silent = sales.days_since(book, sales.last_day(book))[seen.who] / gap
    fitted = _modelled(book, terms, bought, seen, allowed) if len(seen.who) and (force or allowed != "gaps") else None
    return Outlook(terms, seen, repeating, allowed, gap, silent, standing(silent, seen.orders), fitted)


def _modelled(book: Book, terms: Terms, bought: Purchases, seen: Customers, allowed: Footing) -> Modelled:
    model, histories = terms.model, seen.histories
    found = fit(model, histories, Prior.of_gap(median_gap(bought)))
    parameters = Parameters(*_short(found.parameters))
    values = fit_values(seen.orders, seen.mean)
    regularity, pseudo_orders, mean = _short([values.regularity, values.pseudo_orders, values.mean])
    values = replace(values, regularity=regularity, pseudo_orders=pseudo_orders, mean=mean)
    worth = np.rint(values.expected(seen.orders, seen.mean))
    by_month = orders_by_month(model, parameters, histories, terms.months)
    expected, horizon = by_month.sum(axis=0), terms.months * MONTH
    low = high = None
    if allowed != "full":
        others = [model.expected(each, histories, horizon) for each in plausible(found, histories)]
        low, high = between(np.array(others))
        low, high = np.minimum(low, expected), np.maximum(high, expected)
    margin = margins(book, terms)[seen.who]
    in_revenue = bool(np.isnan(margin).any())
    share = np.ones(len(margin)) if in_revenue else margin
    return Modelled(
        parameters,
        values,
        model.alive(parameters, histories),
        model.buys_within(parameters, histories, horizon),
        by_month,
        expected,
        low,
        high,
        worth,
        margin,
        in_revenue,
        np.rint(lifetime_value(by_month, discount_factors(terms.months, terms.discount), worth, share)),
    )


def margins(book: Book, terms: Terms) -> Real:
    """Return each customer's margin: (amount - cost) / amount of its purchases with a cost, else the settings'; or NaN."""
    revenue, spent = costed(book)
    usual = np.nan if terms.margin is None else terms.margin
    return np.where(revenue > 0, (revenue - spent) / np.maximum(revenue, 1), usual)


def costed(book: Book) -> tuple[Whole, Whole]:
    """Return amount and cost in cents of each customer's purchases that have a cost."""
    cost = book.details["cost"].to_numpy()
    rows = sales.buying(book) & ~np.isnan(cost)
    who, size = book.orders["who"].to_numpy()[rows], len(book.customers)
    amount = total(who, book.orders["cents"].to_numpy()[rows], size)
    return amount, total(who, np.rint(cost[rows]).astype(np.int64), size)


def _short(values: Sequence[float]) -> list[float]:
    """Return ``values`` to six digits, as they are shown: what is printed is what was reckoned with, on any machine."""
    return [float(f"{value:.{_DIGITS}g}") for value in values]
