"""Orders expected of a customer still there: the closed form against the integral that it solves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betaln, hyp2f1, log_expit

from custfile.analysis.models.while_alive import orders_while_alive, summed


def integral(a: float, b: float, s: float, tau: float) -> float:
    """E[(1 - (1 + p tau)^-s) / p] over Beta(a, b), by the trapezoid rule over logit p, where it converges geometrically."""
    y, step = np.linspace(-45 / a - 5 - np.log1p(s * tau), 60 / b + 45, 200_001, retstep=True)
    log_p, log_q = log_expit(y), log_expit(-y)
    inner = -np.expm1(-s * np.log1p(np.exp(log_p) * tau)) / np.exp(np.maximum(log_p, -700))
    return float((np.exp(a * log_p + b * log_q - betaln(a, b)) * inner).sum() * step)


def one(a: float, b: float, s: float, tau: float) -> float:
    return float(orders_while_alive(a, np.array([b]), np.array([s]), np.array([tau]))[0])


@settings(max_examples=100, deadline=None)
@given(
    a=st.floats(0.08, 20),
    b=st.floats(0.5, 300),
    s=st.floats(0.05, 200),
    tau=st.floats(1e-3, 200),
)
def test_it_is_the_integral(a: float, b: float, s: float, tau: float) -> None:
    assert one(a, b, s, tau) == pytest.approx(integral(a, b, s, tau), rel=1e-7)


@settings(max_examples=50, deadline=None)
@given(
    away=st.floats(-3, -1).map(lambda e: 10.0 ** (5 * e)) | st.sampled_from([0.0, 1e-3, 1.999e-3, 2e-3, 2.001e-3]),
    below=st.booleans(),
    b=st.floats(0.5, 100),
    s=st.floats(0.05, 100),
    tau=st.floats(1e-2, 100),
)
def test_it_is_the_integral_near_one_too(away: float, below: bool, b: float, s: float, tau: float) -> None:
    """There the closed form is 0/0: at a = 1 + 1e-12 it has lost all but two digits."""
    a = 1 - away if below else 1 + away
    assert one(a, b, s, tau) == pytest.approx(integral(a, b, s, tau), rel=1e-7)


LOST_BY_SCIPY = [
    (894.0, 4186.0, 8.91, 7.8),
    (53892.0, 33770.0, 23.5, 0.035),
    (0.9955, 3.0, 2538.0, 0.73),
    (0.3, 14.0, 0.3, 651.5),
]


@pytest.mark.parametrize(("a", "b", "s", "tau"), LOST_BY_SCIPY)
def test_where_scipy_has_no_number(a: float, b: float, s: float, tau: float) -> None:
    assert one(a, b, s, tau) == pytest.approx(integral(a, b, s, tau), rel=1e-6)


def test_scipy_has_no_number_for_a_large_a() -> None:
    """If this fails, scipy got better and the sum may go."""
    a, b, s, tau = LOST_BY_SCIPY[0]
    with np.errstate(all="ignore"):
        z = tau / (1 + tau)
        assert not np.isfinite((1 - z) ** (a - 1) * hyp2f1(a + b - 1 - s, a - 1, a + b - 1, z))


@settings(max_examples=30, deadline=None)
@given(a=st.floats(0.01, 50), b=st.floats(0.5, 1e4), s=st.floats(0.05, 50), tau=st.floats(1e-3, 20))
def test_the_sum_is_the_closed_form(a: float, b: float, s: float, tau: float) -> None:
    assert float(summed(a, np.array([b]), np.array([s]), np.array([tau]))[0]) == pytest.approx(
        one(a, b, s, tau), rel=1e-7
    )


def test_many_orders() -> None:
    """10,000 orders in the past, a third of that time ahead, one in 10,000 the last: nearly s tau = 3,333.4 are expected."""
    assert one(1.0, 10_001.0, 10_000.3, 1 / 3) == pytest.approx(integral(1.0, 10_001.0, 10_000.3, 1 / 3), rel=1e-7)


def test_nothing_without_customers() -> None:
    none = np.zeros(0)
    assert len(orders_while_alive(0.9, none, none, none)) == len(orders_while_alive(1.0, none, none, none)) == 0
