"""Fits: they find what made the data, and stay sane when there is next to none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulated import CALIBRATED, ENDED, cdnow_histories, cdnow_purchases, story

from custfile.analysis.models.backtest import backtest
from custfile.analysis.models.beta_geometric import BG, MBG, BetaGeometric, Parameters
from custfile.analysis.models.fitting import Fit, Point, Prior, fit, log_posterior
from custfile.analysis.models.histories import Histories, merge
from custfile.analysis.models.ranges import between, plausible

BOTH = pytest.mark.parametrize("model", [MBG, BG], ids=["mbg", "bg"])
TRUTH = Parameters(0.9, 8.0, 0.7, 2.5)


def histories(*rows: tuple[int, float, float]) -> Histories:
    x, tx, age = zip(*rows, strict=True)
    return Histories(np.array(x, dtype=np.int64), np.array(tx, dtype=float), np.array(age, dtype=float))


def sane(found: Fit) -> bool:
    return found.settled and all(1e-3 < value < 1e3 for value in found.parameters)


@BOTH
@pytest.mark.parametrize("prior", [None, Prior()], ids=["likelihood", "posterior"])
def test_it_finds_what_made_the_data(model: BetaGeometric, prior: Prior | None) -> None:
    """30,000 customers; loyalty and rate are known to a few per cent."""
    seen, _later = story(model, TRUTH, np.random.default_rng(1).uniform(20, 150, 30_000), 0, seed=2)
    found = fit(model, seen, prior)
    assert found.settled
    assert found.parameters.r / found.parameters.alpha == pytest.approx(TRUTH.r / TRUTH.alpha, rel=0.03)
    assert found.parameters.a / sum(found.parameters[2:]) == pytest.approx(TRUTH.a / (TRUTH.a + TRUTH.b), rel=0.05)
    assert found.parameters == pytest.approx(TRUTH, rel=0.15)


@BOTH
@pytest.mark.parametrize("prior", [None, Prior()], ids=["likelihood", "posterior"])
def test_no_other_point_is_better(model: BetaGeometric, prior: Prior | None) -> None:
    seen, _later = story(model, TRUTH, np.random.default_rng(1).uniform(20, 150, 500), 0, seed=2)
    found, random = fit(model, seen, prior), np.random.default_rng(3)
    best, slope = log_posterior(model, seen, prior, found.point)
    assert np.abs(slope / len(seen)).max() < 1e-6
    for scale in (0.01, 0.1, 1.0):
        for step in random.normal(0, scale, (50, 4)):
            axes = found.point.axes + step
            if prior is None or axes[3] >= 0:
                assert log_posterior(model, seen, prior, Point(axes))[0] <= best


@settings(max_examples=40, deadline=None)
@given(axes=st.lists(st.floats(-2, 2), min_size=4, max_size=4), scale=st.floats(0.5, 50))
def test_the_slope_of_the_posterior(axes: list[float], scale: float) -> None:
    seen, prior = histories((0, 0, 10), (2, 5, 9), (7, 30, 31)), Prior(scale)
    _value, slope = log_posterior(MBG, seen, prior, Point(np.array(axes)))
    for place, step in enumerate(np.eye(4) * 1e-5):
        ahead, behind = (log_posterior(MBG, seen, prior, Point(np.array(axes) + side * step))[0] for side in (1, -1))
        assert slope[place] == pytest.approx((ahead - behind) / 2e-5, rel=1e-5, abs=1e-5)


def test_the_prior_by_hand() -> None:
    """At r = 1, alpha = 20 with scale 10, phi = 1/2, kappa = e: 0 - 1 + ln 20 - 4 + 2 ln(1/2) - 2."""
    value, _slope = Prior(10).log_density(Point(np.array([0, np.log(20), 0, 1.0])))
    assert value == pytest.approx(-1 + np.log(20) - 4 - 2 * np.log(2) - 2)


def test_the_prior_is_scaled_for_slow_customers() -> None:
    assert Prior.of_gap(5) == Prior.of_gap(None) == Prior(10)
    assert Prior.of_gap(20) == Prior(40)


@BOTH
@pytest.mark.parametrize(
    "seen",
    [
        histories((0, 0, 10)),
        histories((0, 0, 0)),
        histories((3, 20, 21)),
        histories((0, 0, 10), (1, 4, 12)),
        histories(*[(0, 0, age) for age in range(1, 40)]),
        histories(*[(50, age - 0.1, age) for age in range(30, 60)]),
        histories((400, 2000, 2001), (0, 0, 2000)),
    ],
    ids=["one", "today", "one who repeats", "two", "nobody repeats", "nobody leaves", "decades"],
)
def test_next_to_no_data(model: BetaGeometric, seen: Histories) -> None:
    found = fit(model, seen, Prior())
    assert sane(found)
    for figures in (model.alive(found.parameters, seen), model.buys_within(found.parameters, seen, 52)):
        assert ((figures >= 0) & (figures <= 1)).all()
    expected = model.expected(found.parameters, seen, 52)
    assert np.isfinite(expected).all() and (expected > 0).all()
    low, high = between(np.array([model.expected(each, seen, 52) for each in plausible(found, seen)]))
    assert np.isfinite(high).all() and (low <= high).all()


def samples(size: int, number: int) -> list[Histories]:
    """Return draws of ``size`` of CDNOW's customers."""
    every, random = cdnow_histories(), np.random.default_rng(size)
    picks = [random.choice(len(every), size, replace=False) for _draw in range(number)]
    return [Histories(every.x[pick], every.tx[pick], every.T[pick]) for pick in picks]


@BOTH
@pytest.mark.parametrize("size", [10, 20, 50])
def test_small_samples_are_never_degenerate(model: BetaGeometric, size: int) -> None:
    assert all(sane(fit(model, sample, Prior())) for sample in samples(size, 60))


def test_without_a_prior_they_often_are() -> None:
    """Published: 53 % of samples of 20."""
    assert 0.3 < np.mean([not sane(fit(BG, sample)) for sample in samples(20, 20)]) < 0.9


PUBLISHED = {20: (0.49, 1.76), 50: (0.69, 1.63), 200: (0.82, 1.27)}
"""Predicted / actual orders of CDNOW's 39 weeks held out, 10 % and 90 % quantile over 60 samples of so many customers."""


@pytest.mark.parametrize("size", PUBLISHED)
def test_small_samples_foretell_as_well_as_published(size: int) -> None:
    """Two such quantiles of 60 draws differ by chance, with a standard error of sqrt(2 × 0.09 / 60) / 0.175 = 0.31 sigma."""
    purchases, random = cdnow_purchases(), np.random.default_rng(0)
    ratios = []
    for _draw in range(60):
        mine = np.isin(purchases.who, random.choice(np.unique(purchases.who), size, replace=False))
        bought = merge(purchases.who[mine], purchases.day[mine], purchases.cents[mine])
        found = backtest(bought, BG, CALIBRATED, ENDED)
        ratios.append(found.ratio)
    low, high = PUBLISHED[size]
    sigma = (high - low) / (2 * 1.2816)
    assert np.quantile(ratios, [0.1, 0.9]) == pytest.approx([low, high], abs=3 * 0.31 * sigma)


@BOTH
@pytest.mark.parametrize("with_prior", [True, False])
def test_weeks_or_days_give_the_same(model: BetaGeometric, with_prior: bool) -> None:
    weeks, _later = story(model, TRUTH, np.random.default_rng(5).uniform(20, 150, 400), 0, seed=6)
    days = Histories(weeks.x, weeks.tx * 7, weeks.T * 7)
    one = fit(model, weeks, Prior.of_gap(6.0) if with_prior else None)
    other = fit(model, days, Prior.of_gap(42.0) if with_prior else None)
    assert other.parameters.alpha == pytest.approx(7 * one.parameters.alpha, rel=1e-3)
    assert model.alive(other.parameters, days) == pytest.approx(model.alive(one.parameters, weeks), abs=1e-4)


def test_the_order_of_customers_does_not_matter() -> None:
    seen = cdnow_histories()
    shuffled = np.random.default_rng(0).permutation(len(seen))
    other = fit(MBG, Histories(seen.x[shuffled], seen.tx[shuffled], seen.T[shuffled]), Prior())
    assert other.parameters == pytest.approx(fit(MBG, seen, Prior()).parameters, rel=1e-5)


def test_the_range_holds_the_truth_about_as_often_as_it_says() -> None:
    """80 % are promised: here of 40 made-up archives with 100 customers, for all together and for each."""
    hits, inside = [], []
    for seed in range(40):
        ages = np.random.default_rng(seed).uniform(30, 100, 100)
        seen, _later = story(MBG, TRUTH, ages, 0, seed=1000 + seed)
        draws = np.array([MBG.expected(each, seen, 52) for each in plausible(fit(MBG, seen, Prior()), seen)])
        truth = MBG.expected(TRUTH, seen, 52)
        low, high = between(draws.sum(axis=1))
        hits.append(low <= truth.sum() <= high)
        lows, highs = between(draws)
        inside.append(((lows <= truth) & (truth <= highs)).mean())
    assert 0.6 < np.mean(hits) < 0.97
    assert 0.65 < np.mean(inside) < 0.97


def test_the_range_narrows_with_customers_and_is_always_the_same() -> None:
    widths = []
    for size in (40, 400, 4000):
        seen, _later = story(MBG, TRUTH, np.random.default_rng(9).uniform(30, 100, size), 0, seed=10)
        found = fit(MBG, seen, Prior())
        first, again = plausible(found, seen), plausible(found, seen)
        assert first == again and len(first) == 100
        low, high = between(np.array([MBG.expected(each, seen, 52).sum() for each in first]))
        widths.append((high - low) / MBG.expected(found.parameters, seen, 52).sum())
    assert widths[0] > 2 * widths[1] > 4 * widths[2]
