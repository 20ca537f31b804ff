"""What orders are worth, discounting, and what an archive is large enough for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import gamma

from custfile.analysis.models.beta_geometric import BG, MBG, Parameters
from custfile.analysis.models.footing import footing, standing
from custfile.analysis.models.gamma_gamma import OrderValues, fit_values
from custfile.analysis.models.histories import Histories
from custfile.analysis.models.lifetime import MONTH, discount_factors, lifetime_value, orders_by_month


def made_up(p: float, q: float, scale: float, number: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw customers by the model's own story: nu ~ Gamma(q, scale), each order ~ Gamma(p, nu)."""
    random = np.random.default_rng(seed)
    orders = random.integers(1, 12, number)
    rate = random.gamma(q, 1 / scale, number)
    return orders, random.gamma(p * orders, 1 / rate) / orders


class TestGammaGamma:
    def test_shrinkage_by_hand(self) -> None:
        """k = 2, mean 30: two orders of 90 count as much as the prior: (2 × 30 + 2 × 90) / 4 = 60; none at all: 30."""
        values = OrderValues(3.0, 2.0, 30.0, 0.0, 0.0)
        assert values.expected(np.array([2, 0]), np.array([90.0, np.nan])).tolist() == [60, 30]

    def test_it_is_the_formula_of_the_literature(self) -> None:
        values = OrderValues(6.25, 0.44, 35.17, 0.0, 0.0)
        p, q, scale = values.p, values.q, values.gamma
        n, z = np.array([1, 4, 60]), np.array([10.0, 80.0, 33.0])
        assert values.expected(n, z) == pytest.approx(p * (scale + n * z) / (p * n + q - 1))
        assert values.mean == pytest.approx(p * scale / (q - 1))

    def test_the_likelihood_is_that_of_the_story(self) -> None:
        """The density of z, the mean of n orders, integrated over the customer's hidden rate."""
        n, z = np.array([3]), np.array([40.0])
        found = fit_values(n, z)
        p, q, scale = found.p, found.q, found.gamma

        def inner(rate: float) -> float:
            return float(gamma.pdf(z[0], p * 3, scale=1 / (3 * rate)) * gamma.pdf(rate, q, scale=1 / scale))

        density, _error = quad(inner, 0, 20 * q / scale, limit=200)
        assert found.log_likelihood == pytest.approx(np.log(density), rel=1e-6)

    def test_it_finds_what_made_the_data(self) -> None:
        found = fit_values(*made_up(5, 4, 20, 30_000, seed=1), prior=False)
        assert (found.p, found.q, found.gamma) == pytest.approx((5, 4, 20), rel=0.06)
        assert found.mean == pytest.approx(5 * 20 / 3, rel=0.01)
        assert abs(found.correlation) < 0.03

    @settings(max_examples=30, deadline=None)
    @given(
        orders=st.lists(st.integers(1, 300), min_size=1, max_size=6),
        worth=st.floats(0.01, 1e9),
        same=st.booleans(),
        seed=st.integers(0, 99),
    )
    def test_a_handful_does_not_run_away(self, orders: list[int], worth: float, same: bool, seed: int) -> None:
        z = worth * (np.ones(len(orders)) if same else np.random.default_rng(seed).lognormal(0, 2, len(orders)))
        found, n = fit_values(np.array(orders), z), np.array(orders)
        assert found.q > 1 and 1e-3 < found.pseudo_orders < 1e3 and 1e-3 < found.p < 1e4
        expected = found.expected(n, z)
        assert ((expected >= min(z.min(), found.mean) * 0.999) & (expected <= max(z.max(), found.mean) * 1.001)).all()

    def test_the_unit_does_not_matter(self) -> None:
        orders, mean = made_up(5, 4, 20, 200, seed=2)
        units, cents = fit_values(orders, mean), fit_values(orders, mean * 100)
        assert cents.mean == pytest.approx(units.mean * 100, rel=1e-6)
        assert cents.pseudo_orders == pytest.approx(units.pseudo_orders, rel=1e-6)
        assert cents.log_likelihood == pytest.approx(units.log_likelihood - 200 * np.log(100), rel=1e-9)

    def test_correlation_is_told(self) -> None:
        orders = np.array([1, 2, 3, 4])
        assert fit_values(orders, np.array([10.0, 20.0, 30.0, 40.0])).correlation == pytest.approx(1)
        assert np.isnan(fit_values(orders, np.full(4, 10.0)).correlation)
        assert np.isnan(fit_values(orders[:2], np.array([10.0, 20.0])).correlation)


class TestLifetime:
    PARAMETERS = Parameters(0.6, 7.0, 0.8, 2.1)
    SEEN = Histories(np.array([0, 3]), np.array([0.0, 30.0]), np.array([20.0, 38.0]))

    def test_by_hand(self) -> None:
        """0.5 and 0.4 orders, 10 % a year: 0.5 / 1.1^(1/12) + 0.4 / 1.1^(2/12) = 0.88971; × 200 × 0.3 = 53.38."""
        value = lifetime_value(np.array([[0.5], [0.4]]), discount_factors(2, 0.10), np.array([200.0]), np.array([0.3]))
        assert value[0] == pytest.approx((0.5 / 1.1 ** (1 / 12) + 0.4 / 1.1 ** (2 / 12)) * 60)
        assert value[0] == pytest.approx(53.38, abs=0.005)

    def test_a_year_is_the_yearly_rate(self) -> None:
        assert discount_factors(12, 0.10)[-1] == pytest.approx(1 / 1.10)
        assert discount_factors(3, 0).tolist() == [1, 1, 1]

    def test_the_months_add_up(self) -> None:
        for model in (MBG, BG):
            months = orders_by_month(model, self.PARAMETERS, self.SEEN, 12)
            assert months.shape == (12, 2) and (np.diff(months, axis=0) < 0).all()
            assert months.sum(axis=0) == pytest.approx(model.expected(self.PARAMETERS, self.SEEN, 12 * MONTH))


class TestFooting:
    @pytest.mark.parametrize(
        ("repeating", "said"), [(0, "gaps"), (29, "gaps"), (30, "range"), (200, "range"), (201, "full")]
    )
    def test_the_sizes_stated(self, repeating: int, said: str) -> None:
        assert footing(repeating) == said

    def test_own_gaps(self) -> None:
        """More than 2 late, more than 3 lapsed; two orders are no rhythm."""
        silent = np.array([1.0, 2.0, 2.01, 3.0, 3.01, 9.0, np.nan])
        orders = np.array([3, 3, 3, 9, 3, 2, 5])
        assert standing(silent, orders).tolist() == [0, 0, 1, 1, 2, -1, -1]
