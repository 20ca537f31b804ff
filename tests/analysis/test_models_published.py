"""The published fits of CDNOW: BG/NBD, MBG/NBD, Gamma-Gamma."""

from __future__ import annotations

import numpy as np
import pytest
from simulated import CALIBRATED, cdnow, cdnow_histories, cdnow_purchases

from custfile.analysis.models.beta_geometric import BG, MBG, Parameters
from custfile.analysis.models.fitting import Fit, Prior, fit
from custfile.analysis.models.gamma_gamma import fit_values
from custfile.analysis.models.histories import Histories, customers, median_gap


@pytest.fixture(scope="module")
def seen() -> Histories:
    return cdnow_histories()


@pytest.fixture(scope="module")
def bg(seen: Histories) -> Fit:
    return fit(BG, seen)


@pytest.fixture(scope="module")
def mbg(seen: Histories) -> Fit:
    return fit(MBG, seen)


def history(x: int, tx: float, age: float) -> Histories:
    return Histories(np.array([x]), np.array([tx]), np.array([age]))


class TestBg:
    """Fader, Hardie & Lee 2005; BTYD's and lifetimes' papers."""

    def test_parameters(self, seen: Histories, bg: Fit) -> None:
        assert len(seen) == 2357 and bg.settled
        assert bg.parameters == pytest.approx((0.2426, 4.4135, 0.7929, 2.4258), abs=5e-5)
        assert bg.log_likelihood == pytest.approx(-9582.43, abs=5e-3)

    def test_btyd_s_customer(self, bg: Fit) -> None:
        """Its last repeat order is the 26th, after 216 days, 30.86 weeks as printed.

        The figure goes with the published parameters, of three digits. The best ones move it by 0.001.
        """
        one = history(26, 216 / 7, 31)
        printed = Parameters(0.243, 4.414, 0.793, 2.426)
        assert BG.expected(printed, one, 52)[0] == pytest.approx(25.7566, abs=2e-4)
        assert BG.expected(bg.parameters, one, 52)[0] == pytest.approx(25.7566, abs=2e-3)
        assert BG.alive(printed, one)[0] == pytest.approx(0.96885, abs=5e-6)
        assert BG.alive(bg.parameters, one)[0] == pytest.approx(0.96885, abs=1e-5)

    def test_a_new_customer(self, bg: Fit) -> None:
        assert BG.newcomer(bg.parameters, 52) == pytest.approx(1.4440, abs=5e-5)

    def test_the_first_customer(self, bg: Fit) -> None:
        one = history(2, 30.43, 38.86)
        assert BG.expected(bg.parameters, one, 39)[0] == pytest.approx(1.22591, abs=5e-6)
        assert BG.alive(bg.parameters, one)[0] == pytest.approx(0.726609, abs=1e-6)


class TestMbg:
    def test_parameters(self, mbg: Fit) -> None:
        assert mbg.settled
        assert mbg.parameters == pytest.approx((0.524838, 6.182992, 0.891356, 1.613999), abs=2e-5)
        assert mbg.log_likelihood == pytest.approx(-9582.1327, abs=5e-5)

    @pytest.mark.parametrize(("x", "tx", "alive"), [(2, 30.43, 0.706126), (1, 1.71, 0.170820), (0, 0.0, 0.389716)])
    def test_alive(self, mbg: Fit, x: int, tx: float, alive: float) -> None:
        assert MBG.alive(mbg.parameters, history(x, tx, 38.86))[0] == pytest.approx(alive, abs=2e-6)


def test_gamma_gamma() -> None:
    rows = np.genfromtxt(cdnow("cdnow_customers_summary_with_transactions.csv"), delimiter=",", skip_header=1)
    again = rows[:, 1] > 0
    found = fit_values(rows[again, 1].astype(np.int64), rows[again, 4], prior=False)
    assert int(again.sum()) == 946
    assert (found.p, found.q, found.gamma) == pytest.approx((6.2488, 3.7446, 15.4477), abs=1e-4)
    assert found.mean == pytest.approx(35.171, abs=5e-4)
    assert found.pseudo_orders == pytest.approx(0.44, abs=5e-3)


def test_the_same_from_the_orders_themselves(seen: Histories) -> None:
    """The summary's weeks are rounded to two decimals, ours are not."""
    purchases = cdnow_purchases()
    ours = customers(purchases, CALIBRATED)
    assert ours.histories.x.tolist() == seen.x.tolist()
    assert np.abs(ours.histories.tx - seen.tx).max() < 0.006 and np.abs(ours.histories.T - seen.T).max() < 0.006
    assert median_gap(purchases) == pytest.approx(34 / 7)
    assert fit(BG, ours.histories).parameters == pytest.approx((0.2426, 4.4136, 0.7929, 2.4259), abs=5e-5)


def test_the_repeat_means_are_those_published() -> None:
    rows = np.genfromtxt(cdnow("cdnow_customers_summary_with_transactions.csv"), delimiter=",", skip_header=1)
    ours = customers(cdnow_purchases(), CALIBRATED)
    assert np.nan_to_num(ours.repeat_mean / 100) == pytest.approx(rows[:, 4], abs=0.0051)


def test_a_prior_hardly_moves_what_thousands_say(seen: Histories, mbg: Fit) -> None:
    found = fit(MBG, seen, Prior())
    assert mbg.log_likelihood - 0.5 < found.log_likelihood < mbg.log_likelihood
    foretold = [MBG.expected(each.parameters, seen, 39).sum() for each in (found, mbg)]
    assert foretold[0] == pytest.approx(foretold[1], rel=0.02)
