"""The settings of profit and of the composite make sense."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest

from custfile.checks.weighing import check_weighing
from custfile.model.edit import Path
from custfile.model.ranking import Comparison, CompositeSettings, ProfitSettings, Ranking, Weight
from custfile.model.settings import Settings

CRITERIA = ("rfm", "credit", "amount", "profit", "prospects")


def pair(more: str, less: str, times: str = "3") -> Comparison:
    """Return a comparison."""
    return Comparison(more=more, less=less, times=Decimal(times))


def weight(criterion: str, amount: str = "1") -> Weight:
    """Return a weight."""
    return Weight(criterion=criterion, weight=Decimal(amount))


def found(composite: CompositeSettings | None = None, profit: ProfitSettings | None = None) -> list[tuple[Path, str]]:
    """Return path and code of each fault."""
    told = Settings(name="A", ranking=Ranking(composite=composite, profit=profit))
    return [(fault.path[2:], fault.code) for fault in check_weighing(told)]


def pairs(*told: Comparison) -> list[tuple[Path, str]]:
    """Return the faults of comparisons."""
    return found(CompositeSettings(pairwise=list(told)))


def test_nothing_told_is_nothing_wrong() -> None:
    assert list(check_weighing(Settings(name="A"))) == found() == []


def test_every_pair_once() -> None:
    assert pairs(*(pair(more, less) for more, less in combinations(CRITERIA, 2))) == []
    assert pairs(pair("credit", "rfm", "1"), pair("amount", "rfm", "9"), pair("credit", "amount", "1.5")) == []


def test_a_pair_that_is_missing() -> None:
    assert pairs(pair("rfm", "credit"), pair("rfm", "amount")) == [(("pairwise",), "C723")]
    four = [pair(more, less) for more, less in combinations(CRITERIA, 2) if (more, less) != ("credit", "profit")]
    assert pairs(*four) == [(("pairwise",), "C723")]


def test_a_pair_twice_even_the_other_way_round() -> None:
    assert pairs(pair("rfm", "credit"), pair("credit", "rfm")) == [(("pairwise", 1), "C722")]


def test_with_itself() -> None:
    assert pairs(pair("rfm", "rfm", "1")) == [(("pairwise", 0, "less"), "C721")]


@pytest.mark.parametrize("times", ["0", "0.5", "-3", "9.1"])
def test_times_of_another_scale(times: str) -> None:
    assert pairs(pair("rfm", "credit", times)) == [(("pairwise", 0, "times"), "C206")]


def test_weights() -> None:
    assert found(CompositeSettings(weights=[weight("rfm", "0.5"), weight("credit")])) == []
    assert found(CompositeSettings(weights=[weight("rfm", "0"), weight("credit", "-1")])) == [
        (("weights", 0, "weight"), "C720"),
        (("weights", 1, "weight"), "C720"),
    ]
    assert found(CompositeSettings(weights=[weight("rfm"), weight("rfm", "2")])) == [
        (("weights", 1, "criterion"), "C701")
    ]


def test_profit() -> None:
    assert found(profit=ProfitSettings(margin=Decimal("0.99"), visit_cost=Decimal(0), interest=Decimal(1))) == []
    assert found(profit=ProfitSettings(margin=Decimal(1), visit_cost=Decimal("-0.01"))) == [
        (("margin",), "C720"),
        (("visit_cost",), "C720"),
    ]
