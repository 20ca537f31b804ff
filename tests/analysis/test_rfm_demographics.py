"""D: what kind of customer it is, shown apart from what it bought."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from dealings import bought, rank, scored

from custfile.language import say
from custfile.model.names import Names
from custfile.model.ranking import Grading

STAFF = Grading(source="characteristics.staff", cuts=[Decimal(10), Decimal(50), Decimal(100), Decimal(500)])
TRADE = Grading(source="industry", labels=Names(zh_CN="行业"), words={"美容": "5", "零售": "2"}, weight=3)
FIELDS = {
    "A": {"characteristics.staff": 600, "industry": "零售"},
    "B": {"characteristics.staff": None},
    "C": {"characteristics.staff": 5},
}
LINES = [bought("A", "2025-12-02"), bought("B", "2025-12-02"), bought("C", "2025-12-02")]


def cells(**options: Any) -> dict[str, tuple[Any, ...]]:
    """Return cell, D, score and flags of each customer; R 5, F 1, no M by the fixed cut points."""
    ranked = rank("ABC", LINES, method="fixed", fields=FIELDS, **options)
    keys = [column.key for column in ranked.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in ranked.table().rows]
    return {row["id"]: (row["cell"], row.get("d"), row["score"], row["flags"]) for row in rows}


def test_d_stands_apart_and_without_a_weight_changes_no_score() -> None:
    assert cells(demographics=[STAFF]) == {
        "A": ("5-1-– D 5.0", 5.0, 3.0, ""),
        "B": ("5-1-– D –", None, 3.0, ""),
        "C": ("5-1-– D 1.0", 1.0, 3.0, ""),
    }


def test_without_gradings_there_is_no_d() -> None:
    assert cells()["A"] == ("5-1-–", None, 3.0, "")
    assert "d" not in [column.key for column in rank("A", LINES[:1]).columns]


def test_with_a_weight_it_counts_and_who_has_none_is_scored_without_it_and_flagged() -> None:
    # A (5 + 1 + 2 * 5) / 4 = 4; C (5 + 1 + 2 * 1) / 4 = 2; B (5 + 1) / 2 = 3, not (5 + 1 + 2 * 3) / 4
    found = cells(demographics=[STAFF], weights=[1, 1, 1, 2])
    assert {identity: told[2] for identity, told in found.items()} == {"A": 4.0, "B": 3.0, "C": 2.0}
    assert [told[3] for told in found.values()] == ["", "scored without D", ""]


def test_d_is_the_weighted_mean_of_the_fields_that_are_known() -> None:
    # A (1 * 5 + 3 * 2) / 4 = 2.75
    fields = {"A": FIELDS["A"], "B": {"characteristics.staff": 5}}
    ranked = rank("AB", LINES[:2], method="fixed", fields=fields, demographics=[STAFF, TRADE])
    assert dict(zip(ranked.frame["id"], ranked.frame["d"], strict=True)) == {"A": 2.75, "B": 1.0}
    assert ranked.frame["cell"].tolist() == ["5-1-– D 2.8", "5-1-– D 1.0"]


def test_the_header_says_how_it_was_graded() -> None:
    ranked = rank("A", LINES[:1], demographics=[STAFF, TRADE], fields=FIELDS)
    told = {say(label): fact for label, fact in ranked.facts}
    assert told["Demographics (D)"] == (
        "Staff (1: < 10; 2: < 50; 3: < 100; 4: < 500; 5: ≥ 500); 行业 (美容: 5; 零售: 2)"
    )
    assert told["Weights of R, F, M, D"] == "1 : 1 : 1 : 0"


@pytest.mark.parametrize("weights", [[], [1, 1, 1, 0]])
def test_letters_segments_and_order_are_those_without_d(weights: list[int]) -> None:
    with_d, without = (
        scored(rank("ABC", LINES, fields=FIELDS, demographics=graded, weights=weights)).frame
        for graded in ([STAFF], [])
    )
    same = ["rank", "id", "r", "f", "m", "score", "segment"]
    assert with_d[same].equals(without[same])
