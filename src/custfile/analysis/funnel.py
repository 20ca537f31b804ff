"""The sales funnel: how many deals and how much money at each stage, what lies still, what fell out, and what may come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import sqrt
from statistics import median
from typing import Any, Final, NamedTuple

from custfile.model.choices import OUTCOMES
from custfile.model.rates import Rates
from custfile.model.values import MONEY

STUCK: Final = 60
"""Days in one stage after which a deal lies still."""

WINDOW: Final = 365
"""Days back for which the conversion, and what was won and lost, is told."""

WON, LOST = OUTCOMES
_EIGHTY: Final = 1.2816
"""The 90th percentile of the normal distribution: four of five outcomes lie within so many standard deviations."""


class Deal(NamedTuple):
    """A deal as known on a day: of which customer, in which stage since when, in cents of the archive's currency.

    ``cents`` is ``None`` where no amount is told, or none that can be exchanged. ``person`` has it in hand.
    """

    customer: str
    name: str
    person: str | None
    number: str
    product: str
    stage: str
    began: date
    since: date
    cents: int | None
    expected: date | None
    reason: str


class Level(NamedTuple):
    """A stage of the funnel: its open deals, their money, what they are expected to bring, and how long they are in it.

    ``reached`` of ``begun`` deals of the window have come at least so far; where a lost deal stood is not told, so that
    these are the fewest. ``age`` and ``oldest`` are days in the stage, ``None`` without a deal.
    """

    stage: str
    rate: float
    deals: int
    cents: int
    likely: int
    age: float | None
    oldest: int | None
    reached: int
    begun: int


class Forecast(NamedTuple):
    """What the open deals will bring, in cents: ``likely``, and the range in which four of five outcomes lie."""

    low: int
    likely: int
    high: int
    unpriced: int


def deals(
    identity: str, name: str, owner: str | None, told: Iterable[Mapping[str, Any] | None], currency: str | None,
    rates: Rates, as_of: date,
) -> Iterator[Deal]:  # fmt: skip
    """Yield the deals that began by ``as_of`` of one customer, from the plain text of its file.

    One that changed its stage later than ``as_of`` has the stage ``""``: where it was before is not in the file.
    ``currency`` is that of the customer's terms; amounts are exchanged at the rate of ``as_of``.
    """
    for each in filter(None, told):
        began = date.fromisoformat(each["date"])
        if began > as_of or not each.get("stage"):
            continue
        since = max(began, *(date.fromisoformat(each[key]) for key in ("since", "closed") if each.get(key)), began)
        amount = each.get("amount")
        expected = each.get("expected")
        yield Deal(
            customer=identity,
            name=name,
            person=each.get("by") or owner,
            number=each.get("no") or "",
            product=each.get("product") or "",
            stage=each["stage"] if since <= as_of else "",
            began=began,
            since=since,
            cents=None if amount is None else rates.cents(MONEY.read(amount), currency, as_of),
            expected=None if expected is None else date.fromisoformat(expected),
            reason=each.get("reason") or "",
        )


def open_deals(known: Iterable[Deal], rates: Mapping[str, float]) -> list[Deal]:
    """Return the deals that are in a stage of the funnel, ``rates`` by stage: the last stage first, the largest first."""
    places = {stage: place for place, stage in enumerate(rates)}
    found = [deal for deal in known if deal.stage in places]
    return sorted(
        found, key=lambda deal: (-places[deal.stage], -(deal.cents or 0), deal.customer, deal.number, deal.began)
    )


def levels(known: Sequence[Deal], rates: Mapping[str, float], as_of: date) -> list[Level]:
    """Return the stages in the order of ``rates``, which are the win rates of the settings by stage."""
    first = as_of - timedelta(WINDOW)
    begun = [deal for deal in known if deal.began > first and deal.stage]
    found = []
    for place, (stage, rate) in enumerate(rates.items()):
        here = [deal for deal in known if deal.stage == stage]
        ages = [(as_of - deal.since).days for deal in here]
        beyond = {*list(rates)[place:], WON}
        found.append(
            Level(
                stage=stage,
                rate=rate,
                deals=len(here),
                cents=sum(deal.cents or 0 for deal in here),
                likely=round(sum((deal.cents or 0) * rate for deal in here)),
                age=median(ages) if ages else None,
                oldest=max(ages, default=None),
                reached=sum(deal.stage in beyond for deal in begun),
                begun=len(begun),
            )
        )
    return found


def forecast(known: Iterable[Deal], rates: Mapping[str, float]) -> Forecast:
    """Return what the open deals among ``known`` will bring.

    Each deal of the amount a is won or lost by itself, with the win rate p of its stage. The sum then has the mean
    Σ p·a (which is count × win rate × amount, summed over the stages) and the variance Σ p(1−p)·a². The range is the mean
    ± 1.2816 standard deviations, not below nothing and not above all: four of five outcomes where the sum is near normal.
    """
    priced = [(rates[deal.stage], deal.cents) for deal in known if deal.stage in rates and deal.cents is not None]
    unpriced = sum(deal.stage in rates and deal.cents is None for deal in known)
    mean = sum(rate * cents for rate, cents in priced)
    spread = _EIGHTY * sqrt(sum(rate * (1 - rate) * cents**2 for rate, cents in priced))
    most = sum(cents for _rate, cents in priced)
    return Forecast(round(max(mean - spread, 0)), round(mean), round(min(mean + spread, most)), unpriced)


def ended(known: Iterable[Deal], stage: str, as_of: date) -> list[Deal]:
    """Return the deals that were won or lost (``stage``) within the window, the latest first."""
    first = as_of - timedelta(WINDOW)
    found = [deal for deal in known if deal.stage == stage and deal.since > first]
    return sorted(found, key=lambda deal: (-deal.since.toordinal(), deal.customer, deal.number))


def still(deal: Deal, as_of: date) -> bool:
    """Return whether an open deal lies still: long in its stage, or expected to be closed by now."""
    return (as_of - deal.since).days > STUCK or (deal.expected is not None and deal.expected < as_of)
