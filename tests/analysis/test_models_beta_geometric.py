"""MBG/NBD and BG/NBD against lifetimes, against their story told by chance, and against themselves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammaln
from simulated import story

from custfile.analysis.models.beta_geometric import BG, MBG, MODELS, BetaGeometric, Parameters
from custfile.analysis.models.histories import Histories

BOTH = pytest.mark.parametrize("model", [MBG, BG], ids=["mbg", "bg"])
USUAL = Parameters(0.6, 7.0, 0.8, 2.1)

positive = st.builds(Parameters, st.floats(0.1, 5), st.floats(0.5, 60), st.floats(0.1, 6), st.floats(1.01, 10))


def random_histories(seed: int, size: int = 40) -> Histories:
    """Return histories of all sorts: without repeats, long silent, just seen."""
    random = np.random.default_rng(seed)
    x = random.integers(0, 40, size) * (random.random(size) < 0.7)
    age = random.uniform(0.5, 150, size)
    return Histories(x.astype(np.int64), np.where(x > 0, age * random.random(size), 0.0), age)


@pytest.fixture(scope="module")
def fitters() -> dict[str, Any]:
    pytest.importorskip("lifetimes")
    from lifetimes import BetaGeoFitter, ModifiedBetaGeoFitter

    return {"bg": BetaGeoFitter(), "mbg": ModifiedBetaGeoFitter()}


@BOTH
@settings(max_examples=60, deadline=None)
@given(parameters=positive, seed=st.integers(0, 10**6), time=st.floats(0.5, 100))
def test_lifetimes_says_the_same(
    model: BetaGeometric, fitters: dict[str, Any], parameters: Parameters, seed: int, time: float
) -> None:
    seen, fitter = random_histories(seed), fitters[model.name]
    fitter.params_ = pd.Series(parameters._asdict())
    arguments = seen.x, seen.tx, seen.T
    loss = fitter._negative_log_likelihood(np.log(parameters), *arguments, np.ones(len(seen)), 0)
    assert -model.log_likelihood(parameters, seen).mean() == pytest.approx(loss, rel=1e-9)
    assert model.alive(parameters, seen) == pytest.approx(fitter.conditional_probability_alive(*arguments), abs=1e-12)
    if abs(parameters.a - 1) > 1e-3:  # nearer, lifetimes loses its digits
        with np.errstate(all="ignore"):
            theirs = fitter.conditional_expected_number_of_purchases_up_to_time(time, *arguments)
        told = np.isfinite(theirs)
        assert told.mean() > 0.5
        assert model.expected(parameters, seen, time)[told] == pytest.approx(theirs[told], rel=1e-6, abs=1e-9)
        new = fitter.expected_number_of_purchases_up_to_time(time)
        assert model.newcomer(parameters, time) == pytest.approx(new, rel=1e-8, abs=1e-10)


@BOTH
@settings(max_examples=60, deadline=None)
@given(parameters=positive, seed=st.integers(0, 10**6))
def test_the_gradient_is_the_slope(model: BetaGeometric, parameters: Parameters, seed: int) -> None:
    seen = random_histories(seed)
    for place, (value, slope) in enumerate(zip(parameters, model.gradient(parameters, seen), strict=True)):
        step = 1e-5 * value
        ahead, behind = (
            model.log_likelihood(parameters._replace(**{Parameters._fields[place]: value + side * step}), seen).sum()
            for side in (1, -1)
        )
        assert slope == pytest.approx((ahead - behind) / (2 * step), rel=1e-4, abs=1e-3)


def drawn(model: BetaGeometric, x: int, tx: float, age: float, time: float) -> tuple[float, float, float]:
    """Alive, buys within, expected of one history: customers drawn at random, weighed by how well each fits it."""
    random = np.random.default_rng(8)
    rate = random.gamma(USUAL.r, 1 / USUAL.alpha, 2_000_000)
    leaves = random.beta(USUAL.a, USUAL.b, 2_000_000)
    stays = x + model.first
    here = rate**x * (1 - leaves) ** stays * np.exp(-rate * age)
    gone = rate**x * (1 - leaves) ** (stays - 1) * leaves * np.exp(-rate * tx) if stays else 0.0
    all_together = (here + gone).sum()
    return (
        here.sum() / all_together,
        (here * (1 - np.exp(-rate * time))).sum() / all_together,
        (here * (1 - np.exp(-rate * leaves * time)) / leaves).sum() / all_together,
    )


@BOTH
@pytest.mark.parametrize(("x", "tx", "age"), [(0, 0.0, 20.0), (1, 3.0, 38.0), (4, 30.0, 38.0)])
def test_by_monte_carlo(model: BetaGeometric, x: int, tx: float, age: float) -> None:
    one = Histories(np.array([x]), np.array([tx]), np.array([age]))
    alive, buys, expected = drawn(model, x, tx, age, 26.0)
    assert model.alive(USUAL, one)[0] == pytest.approx(alive, abs=0.004)
    assert model.buys_within(USUAL, one, 26)[0] == pytest.approx(buys, abs=0.004)
    assert model.expected(USUAL, one, 26)[0] == pytest.approx(expected, rel=0.02)


@BOTH
def test_the_story_comes_true(model: BetaGeometric) -> None:
    """300,000 customers live by the model for up to two years, and half a year more; compared by x."""
    ages = np.random.default_rng(3).uniform(10, 104, 300_000)
    seen, later = story(model, USUAL, ages, 26, seed=4)
    expected, buys = model.expected(USUAL, seen, 26), model.buys_within(USUAL, seen, 26)
    for few, many in ((0, 0), (1, 1), (2, 2), (3, 5), (6, 10**6)):
        group = (seen.x >= few) & (seen.x <= many)
        error = later[group].std() / np.sqrt(group.sum())
        assert expected[group].mean() == pytest.approx(later[group].mean(), abs=4 * error)
        assert buys[group].mean() == pytest.approx((later[group] > 0).mean(), abs=2 / np.sqrt(group.sum()))


@BOTH
def test_another_unit_of_time(model: BetaGeometric) -> None:
    """Days are weeks times seven, and so is alpha: chances and counts stay."""
    weeks = random_histories(5)
    days = Histories(weeks.x, weeks.tx * 7, weeks.T * 7)
    daily = USUAL._replace(alpha=USUAL.alpha * 7)
    assert model.alive(daily, days) == pytest.approx(model.alive(USUAL, weeks), abs=1e-13)
    assert model.buys_within(daily, days, 70) == pytest.approx(model.buys_within(USUAL, weeks, 10), abs=1e-13)
    assert model.expected(daily, days, 70) == pytest.approx(model.expected(USUAL, weeks, 10), rel=1e-11)


@BOTH
def test_by_hand(model: BetaGeometric) -> None:
    """r = a = 1, alpha = 10, b = 2; x = 1, tx = 10, T = 30: silence (40/20)^2 = 4.

    MBG: 1/(1 + 1/3 × 4) = 3/7; BG: 1/(1 + 1/2 × 4) = 1/3. Within 40 weeks: × (1 - (40/80)^2) = × 3/4.
    """
    one, parameters = Histories(np.array([1]), np.array([10.0]), np.array([30.0])), Parameters(1, 10, 1, 2)
    alive = 3 / 7 if model is MBG else 1 / 3
    assert model.alive(parameters, one)[0] == pytest.approx(alive)
    assert model.buys_within(parameters, one, 40)[0] == pytest.approx(alive * 3 / 4)


def test_a_one_time_buyer() -> None:
    """BG knows no leaving before a repeat order; MBG does: 1/(1 + 0.8/2.1 × (27/7)^0.6)."""
    one = Histories(np.array([0]), np.array([0.0]), np.array([20.0]))
    assert BG.alive(USUAL, one)[0] == 1
    assert MBG.alive(USUAL, one)[0] == pytest.approx(1 / (1 + 0.8 / 2.1 * (27 / 7) ** 0.6))


@BOTH
def test_never_more_than_the_chance_of_being_there(model: BetaGeometric) -> None:
    seen = random_histories(6, 500)
    alive, buys = model.alive(USUAL, seen), model.buys_within(USUAL, seen, 52)
    assert (buys <= alive).all() and (buys > 0).all()
    assert (model.expected(USUAL, seen, 52) >= buys).all()
    assert model.buys_within(USUAL, seen, 1e9) == pytest.approx(alive, abs=1e-3)


@BOTH
def test_the_likelihoods_of_all_histories_sum_to_one(model: BetaGeometric) -> None:
    """After 3 weeks: P(x = 0) + integral of the density of (x = 1, tx) + ... ; a density in tx needs the order times' volume.

    The likelihood is of the times of all orders; those before tx lie anywhere in it, which is tx^(x-1)/(x-1)! of volume.
    """
    age, times = 3.0, np.linspace(0, 3, 2001)[1:]
    total = np.exp(model.log_likelihood(USUAL, Histories(np.array([0]), np.zeros(1), np.array([age]))))[0]
    for x in range(1, 25):
        seen = Histories(np.full(2000, x), times, np.full(2000, age))
        volume = (x - 1) * np.log(times) - gammaln(x)
        density = np.exp(model.log_likelihood(USUAL, seen) + volume)
        total += np.trapezoid(np.append(density[0], density), np.append(0, times))
    assert total == pytest.approx(1, abs=2e-3)


def test_both_are_listed() -> None:
    assert {name: model.name for name, model in MODELS.items()} == {"mbg": "mbg", "bg": "bg"}
