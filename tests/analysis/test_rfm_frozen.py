"""Frozen cut points: written into the settings, they give the scores they were taken from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from dealings import Line, bought, rank, scored
from hypothesis import assume, given
from hypothesis import strategies as st

from custfile.analysis.rankings.frozen import frozen
from custfile.errors import Misused
from custfile.model.ranking import RfmSettings

IDS = [f"C{number}" for number in range(6)]
LETTERS = ["id", "r", "f", "m", "score", "segment", "rank"]


def test_quantiles_by_hand() -> None:
    # Six customers: 10 … 60 days, 1 … 6 orders, sums 1.00, 4.00 … 36.00; quantiles at the 2nd to 5th value. A day or an order
    # at its quantile stays below: recency up to it, frequency and amounts from the next one on.
    days = ("2025-12-22", "2025-12-12", "2025-12-02", "2025-11-22", "2025-11-12", "2025-11-02")
    lines = [bought(of, day, n) for n, (of, day) in enumerate(zip(IDS, days, strict=True), 1) for _ in range(n)]
    values = frozen(rank(IDS, lines, method="quantile"), RfmSettings())
    assert values == {
        "method": "fixed",
        "recency": [20, 30, 40, 50],
        "frequency": [3, 4, 5, 6],
        "monetary": [Decimal("4.01"), Decimal("9.01"), Decimal("16.01"), Decimal("25.01")],
    }


def test_the_window_is_frozen_with_them_when_it_is_another_one() -> None:
    lines = [bought("A", "2025-12-02", 3), bought("B", "2025-06-02", 2), *[bought("B", "2025-06-03", 2)] * 2]
    assert frozen(rank("AB", lines, method="quantile", months=12), RfmSettings())["months"] == 12
    assert frozen(rank("AB", lines, method="quantile", months=0), RfmSettings(months=12))["months"] == 0
    assert "months" not in frozen(rank("AB", lines, method="quantile", months=12), RfmSettings(months=12))


def test_where_all_have_the_same_there_is_nothing_to_freeze() -> None:
    lines = [bought("A", "2025-12-02", 3), bought("B", "2025-11-02", 2)]
    with pytest.raises(Misused, match=r"Frequency \(F\) has no cut points to freeze"):
        frozen(rank("AB", lines, method="quantile"), RfmSettings())


def test_m_without_cut_points_stays_without() -> None:
    assert "monetary" not in frozen(rank("A", [bought("A", "2025-12-02")], method="fixed"), RfmSettings())


def test_a_score_that_nobody_has_leaves_two_borders_equal() -> None:
    # Orders 1, 1, 1, 1, 2, 9: quantiles 1, 1, 1, 2; 2 orders are F 4, 9 are F 5, nobody has 2 or 3
    number = {"C0": 1, "C1": 1, "C2": 1, "C3": 1, "C4": 2, "C5": 9}
    lines = [bought(of, f"2025-12-{10 + int(of[1])}", int(of[1]) + 1) for of, n in number.items() for _ in range(n)]
    before = rank(IDS, lines, method="quantile")
    values = frozen(before, RfmSettings())
    assert values["frequency"] == [2, 2, 2, 3]
    assert same(before, rank(IDS, lines, **settled(values)))


def settled(values: dict[str, Any]) -> dict[str, Any]:
    """Return the frozen values as settings and options of a ranking."""
    return {name: value for name, value in values.items() if name != "method"} | {"method": "fixed"}


def same(before: Any, after: Any) -> bool:
    """Say whether every letter, score, segment and place is the same."""
    return bool(scored(before).frame[LETTERS].equals(scored(after).frame[LETTERS]))


lines_of = st.lists(
    st.tuples(
        st.sampled_from(IDS),
        st.dates(date(2022, 1, 1), date(2026, 2, 1)).map(date.isoformat),
        st.integers(-500, 5_000),
        st.sampled_from(["open", "delivered", "cancelled", "returned"]),
    ),
    max_size=60,
)


@given(lines_of, st.sampled_from(["quantile", "auto", "fixed"]), st.sampled_from(["exact", "plus-one"]))
def test_ranking_again_by_what_was_frozen_gives_the_very_same_scores(lines: list[Line], method: str, edge: str) -> None:
    before = rank(IDS, lines, method=method, edge=edge)
    assume(all(stick.spread for stick in scored(before).yardsticks.values()))
    assert same(before, rank(IDS, lines, **settled(frozen(before, RfmSettings()))))
