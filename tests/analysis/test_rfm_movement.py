"""Movement between two days."""

from __future__ import annotations

from datetime import date

from dealings import AS_OF, bought, rank

from custfile.analysis.rankings.movement import moved, shifts
from custfile.language import say

# By the fixed cut points, M not scored: on 1 July 2025 → on 1 January 2026.
LINES = [
    bought("A", "2025-06-01"), bought("A", "2025-12-31"),  # 5-1 new 3.0 → 5-2 potential loyalist 3.5
    bought("B", "2025-06-01"),  # 5-1 new 3.0 → 214 days: 2-1 hibernating 1.5
    bought("C", "2025-12-31"),  # nothing → 5-1 new 3.0
    bought("D", "2024-01-02"), bought("D", "2026-01-01"),  # 546 days: 1-1 hibernating 1.0 → 5-2 potential loyalist 3.5
    bought("E", "2025-06-20"), bought("E", "2025-12-20"), bought("E", "2023-07-02"),  # 5-2 potential 3.5 both days
]  # fmt: skip
BEFORE = date(2025, 7, 1)


def test_who_went_where() -> None:
    table = moved(rank("ABCDE", LINES, BEFORE, method="fixed"), rank("ABCDE", LINES, method="fixed"))
    assert {row[1]: row[3:] for row in table.rows} == {
        "A": ("new", "potential_loyalist", 3.0, 3.5, "up"),
        "B": ("new", "hibernating", 3.0, 1.5, "down"),
        "C": (None, "new", None, 3.0, "new"),
        "D": ("hibernating", "potential_loyalist", 1.0, 3.5, "up"),
        "E": ("potential_loyalist", "potential_loyalist", 3.5, 3.5, "same"),
    }
    assert [row[0] for row in table.rows] == [1, 2, 3, 4, 5]


def test_those_who_are_not_ranked_any_more_come_last() -> None:
    now = rank("AB", LINES[:3], method="fixed").only({"A"})
    table = moved(rank("AB", LINES[:3], BEFORE, method="fixed"), now)
    assert table.rows[-1] == (None, "B", "客户 B", "new", None, 3.0, None, "gone")


def test_the_matrix_counts_everybody_once() -> None:
    table = shifts(rank("ABCDE", LINES, BEFORE, method="fixed"), rank("ABCDE", LINES, method="fixed"))
    keys = [column.key for column in table.columns]
    counted = {(row[0], key): cell for row in table.rows for key, cell in zip(keys[1:], row[1:], strict=True) if cell}
    assert counted == {
        ("new", "potential_loyalist"): 1,
        ("new", "hibernating"): 1,
        ("–", "new"): 1,
        ("hibernating", "potential_loyalist"): 1,
        ("potential_loyalist", "potential_loyalist"): 1,
    }
    assert len(table.rows) == 11 and len(keys) == 12


def test_the_header_says_whether_the_cut_points_were_the_same() -> None:
    fixed = shifts(rank("AB", LINES[:3], BEFORE, method="fixed"), rank("AB", LINES[:3], method="fixed"))
    assert {say(label): fact for label, fact in fixed.facts}["Compared with"] == "2025-07-01, by the same cut points"
    drifting = shifts(rank("AB", LINES[:3], BEFORE, method="quantile"), rank("AB", LINES[:3], method="quantile"))
    told = {say(label): fact for label, fact in drifting.facts}
    assert told["As of"] == AS_OF.isoformat() and "freeze them" in told["Compared with"]


def test_nobody_on_either_day() -> None:
    table = moved(rank([], []), rank([], []))
    assert table.rows == [] and all(set(row[1:]) == {0} for row in shifts(rank([], []), rank([], [])).rows)


def test_without_segments_scores_still_move() -> None:
    before, now = (rank("A", LINES[:2], day, method="fixed", segments="r030") for day in (BEFORE, AS_OF))
    assert moved(before, now).rows[0][3:] == (None, None, 3.0, 3.5, "up")
