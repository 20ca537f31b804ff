"""The weights of the composite: where they come from, and when they are refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from custfile.analysis.weights import CRITERIA, comparisons, weights
from custfile.errors import Misused
from custfile.model.ranking import Comparison, CompositeSettings, Weight


def weight(criterion: str, amount: str) -> Weight:
    """Return a weight of the settings."""
    return Weight(criterion=criterion, weight=Decimal(amount))


def pair(more: str, less: str, times: str) -> Comparison:
    """Return a comparison of the settings."""
    return Comparison(more=more, less=less, times=Decimal(times))


CIRCLE = [pair("rfm", "credit", "9"), pair("credit", "amount", "9"), pair("amount", "rfm", "9")]


def test_the_usual_weights() -> None:
    assert tuple(CRITERIA) == ("rfm", "credit", "amount", "profit", "prospects")
    assert weights(CompositeSettings()) == ((0.40, 0.20, 0.20, 0.12, 0.08), "default")


def test_the_usual_comparisons() -> None:
    """The published figures of the default matrix, rows 1/2/2/3/5."""
    usual = comparisons(CompositeSettings())
    assert usual.matrix[0] == [1, 2, 2, 3, 5] and not usual.settings
    assert [round(share, 3) for share in usual.judgement.weights] == [0.387, 0.212, 0.212, 0.119, 0.069]
    assert round(usual.judgement.ratio, 3) == 0.004
    usual.consistent()


def test_weights_of_the_settings_are_ratios() -> None:
    told = CompositeSettings(weights=[weight("credit", "1"), weight("rfm", "3")], pairwise=CIRCLE)
    assert weights(told) == ([0.75, 0.25, 0, 0, 0], "weights")


def test_comparisons_of_some_criteria() -> None:
    """credit = 3 amount, credit = 6 profit, amount = 2 profit: 6 : 2 : 1, whole and without contradiction."""
    told = CompositeSettings(
        pairwise=[pair("credit", "amount", "3"), pair("credit", "profit", "6"), pair("amount", "profit", "2")]
    )
    shares, origin = weights(told)
    assert origin == "pairwise"
    assert list(shares) == pytest.approx([0, 6 / 9, 2 / 9, 1 / 9, 0])


def test_the_order_of_the_comparisons_does_not_matter() -> None:
    pairs = [pair("rfm", "credit", "3"), pair("rfm", "amount", "4"), pair("credit", "amount", "2")]
    assert weights(CompositeSettings(pairwise=pairs)) == weights(CompositeSettings(pairwise=pairs[::-1]))


def test_a_contradiction_is_refused_and_says_where() -> None:
    """rfm = 9 credit = 81 amount, and amount = 9 rfm: through the third, each pair should be 1/81."""
    told = CompositeSettings(pairwise=CIRCLE)
    with pytest.raises(Misused) as refused:
        weights(told)
    sentence = str(refused.value)
    assert "RFM is told 9 times credit, the others make it 0.012" in sentence
    assert "--force" in sentence and "ranking.composite.pairwise" in sentence
    assert refused.value.exit_code == 2
    assert list(weights(told, force=True)[0]) == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0, 0])


def test_weights_win_so_that_comparisons_out_of_force_are_not_refused() -> None:
    assert weights(CompositeSettings(weights=[weight("rfm", "2")], pairwise=CIRCLE))[0] == [1, 0, 0, 0, 0]
