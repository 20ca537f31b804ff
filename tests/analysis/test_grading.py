"""Grading: words, numbers and lists of them become points of 1 to 5."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from custfile.analysis.grading import grades, mean_points
from custfile.model.ranking import Grading

STAFF = [Decimal(10), Decimal(50), Decimal(100), Decimal(500)]


def points(values: list[Any], **grading: Any) -> list[float | None]:
    """Return the points, ``None`` for NaN."""
    found = grades(Grading(source="x", **grading), values)
    return [None if np.isnan(each) else float(each) for each in found]


@pytest.mark.parametrize(
    ("staff", "given"), [(0, 1), (9, 1), (10, 2), (49, 2), (50, 3), (100, 4), (499, 4), (500, 5), (10**6, 5)]
)
def test_a_number_at_a_border_has_the_points_above_it(staff: int, given: int) -> None:
    assert points([staff], cuts=STAFF) == [given]


@pytest.mark.parametrize(("days", "given"), [(0, 5), (10, 5), (11, 4), (50, 4), (100, 3), (500, 2), (501, 1)])
def test_where_small_is_good_a_number_at_a_border_has_the_points_below_it(days: int, given: int) -> None:
    assert points([days], cuts=STAFF, falling=True) == [given]


def test_words_as_the_settings_have_them_are_text() -> None:
    words = {"郑州": "5", "洛阳": "3.5", "开封": 1}
    assert points(["郑州", "洛阳", "开封", "新乡", None], words=words) == [5, 3.5, 1, None, None]


def test_words_may_stand_for_numbers_and_for_yes_and_no() -> None:
    assert points([Decimal("4.0"), 4, 5], words={"4": "2"}) == [2, 2, None]
    assert points([True, False, None], words={"yes": "5", "no": "2"}) == [5, 2, None]
    assert points([True, False], words={"true": "5", "false": "2"}) == [5, 2]


def test_words_win_over_borders() -> None:
    assert points([0, 1], words={"0": "3"}, cuts=STAFF) == [3, 1]


def test_decimals_at_a_border_are_at_it() -> None:
    cuts = [Decimal("0.1"), Decimal("0.3"), Decimal("0.7"), Decimal("0.9")]
    assert points([Decimal("0.7"), Decimal("0.699999"), 0.3, 0.1 + 0.2], cuts=cuts) == [4, 3, 3, 3]


def test_a_list_has_the_mean_of_its_points() -> None:
    # 精华液 5, 面膜 2; what is not graded takes no part
    words = {"精华液": "5", "面膜": "2"}
    assert points([["精华液", "面膜"], ["面膜", "其他"], ["其他"], None, "精华液"], words=words) == [
        3.5,
        2,
        None,
        None,
        5,
    ]


def test_neither_text_nor_a_record_is_a_number() -> None:
    assert points(["12", {"茶": "龙井"}, True], cuts=STAFF) == [None, None, None]


def test_nobody() -> None:
    assert points([], cuts=STAFF) == [] and points([], words={"a": "1"}) == []


def test_the_mean_goes_over_what_is_known_by_weight() -> None:
    # (1 * 5 + 3 * 1) / 4 = 2; only the second: 1; none: NaN
    gradings = [Grading(source="a"), Grading(source="b", weight=3)]
    columns = [np.array([5, np.nan, np.nan]), np.array([1.0, 1.0, np.nan])]
    assert mean_points(gradings, columns, 3).tolist()[:2] == [2, 1]
    assert np.isnan(mean_points(gradings, columns, 3)[2])


def test_a_weight_of_none_decides_nothing() -> None:
    assert np.isnan(mean_points([Grading(source="a", weight=0)], [np.array([5.0])], 1)[0])
