"""Sales strength: points by a form, weighed over what is told; and the table beside the customer's record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from books import made

from custfile.analysis.figures import Figures
from custfile.analysis.rankings.ranked import Ranked
from custfile.analysis.strength.scoring import Scored, scored
from custfile.analysis.strength.table import strength
from custfile.language import speak
from custfile.model.settings import Settings
from custfile.model.strength import SHIPPED
from custfile.model.structure import structure
from custfile.model.table import Cell

AS_OF = date(2026, 11, 20)
POSITION = "characteristics.market_position"
STAFF = "characteristics.staff"
FORM = (
    {"source": POSITION, "words": {"main": "5", "ordinary": "3", "scattered": "1"}, "weight": "2"},
    {"source": STAFF, "cuts": ["10", "50", "100", "500"]},
    {"source": "prospect", "cuts": ["2", "3", "4", "5"]},
)
PATHS = (
    POSITION, STAFF, "characteristics.turnover", "characteristics.service_area", "characteristics.selling_capacity",
    "characteristics.potential", "business.competitors", "business.attitude", "business.products", "owner", "phone",
    "contacts", "collected", "collected.source", "collected.verified", "sources",
)  # fmt: skip

Row = Mapping[str, Any]


def figures(customers: Sequence[Row], form: Sequence[Any] = FORM, orders: Sequence[Row] = ()) -> Figures:
    """Return the figures of customers, by id, of whom nothing is told but what the test says."""
    book = replace(made(AS_OF, customers, orders), told={path: [row.get(path) for row in customers] for path in PATHS})
    return Figures(book, structure(Settings, {"name": "丽人", "currency": "CNY", "strength": list(form)}), {})


def one(row: Row, form: Sequence[Any] = FORM, orders: Sequence[Row] = ()) -> tuple[float, float]:
    """Score and coverage of the only customer."""
    found = scored(figures([{"id": "A", **row}], form, orders))
    return float(found.score[0]), float(found.coverage[0])


class TestScore:
    def test_the_weighted_mean_of_points_as_a_score_of_100(self) -> None:
        # (2 × 5 + 1 × 3 + 1 × 1) / 4 = 3.5; (3.5 - 1) / 4 × 100 = 62.5
        row = {POSITION: "main", STAFF: 58, "prospect": 1, "prospect_day": date(2026, 11, 1)}
        assert one(row) == (62.5, 1.0)

    def test_what_is_missing_is_no_middle_score(self) -> None:
        # (2 × 5 + 1 × 2) / 3 = 4; 75. With a 3 for the missing one it would be (10 + 2 + 3) / 4 = 3.75.
        assert one({POSITION: "main", STAFF: 10}) == (75.0, 0.75)

    def test_half_of_the_form_is_enough(self) -> None:
        assert one({POSITION: "ordinary"}) == (50.0, 0.5)

    def test_less_than_half_is_not_rated(self) -> None:
        score, coverage = one({STAFF: 600})
        assert np.isnan(score)
        assert coverage == 0.25

    def test_nothing_told(self) -> None:
        score, coverage = one({})
        assert np.isnan(score)
        assert coverage == 0

    @pytest.mark.parametrize(("staff", "points"), [(9, 1), (10, 2), (49, 2), (50, 3), (100, 4), (499, 4), (500, 5)])
    def test_five_points_from_the_last_border_on(self, staff: int, points: int) -> None:
        assert one({STAFF: staff}, [FORM[1]])[0] == (points - 1) * 25

    def test_a_word_that_the_form_does_not_know_is_missing(self) -> None:
        form = [{"source": "characteristics.service_area", "words": {"华东": "5"}}]
        assert np.isnan(one({"characteristics.service_area": "华北"}, form)[0])
        assert one({"characteristics.service_area": "华东"}, form) == (100.0, 1.0)

    def test_weights_of_nothing_rate_nobody(self) -> None:
        score, coverage = one({STAFF: 600}, [{**FORM[1], "weight": "0"}])
        assert np.isnan(score)
        assert coverage == 0

    def test_the_measure_is_the_score(self) -> None:
        found = figures([{"id": "A", POSITION: "main"}, {"id": "B"}])
        assert found.column("strength") == [100.0, None]


def test_the_shipped_form() -> None:
    assert sum(grading.weight or 1 for grading in SHIPPED) == 10
    orders = [{"of": "A", "day": day, "amount": amount} for day, amount in ORDERS]
    row = {POSITION: "main", "owner": "li.na", "phone": "1", "prospect": 4, "prospect_day": date(2026, 11, 1)}
    found = scored(figures([{"id": "A", **row}], (), orders))
    # position 5 × 2, prospects 4 × 2, 3 orders in 24 months 3 × 2, growth 100 / 200 - 1 = -50 % 1 × 1,
    # paid at once: no grade; completeness 2 of 3 basics = 67 % 3 × 1
    assert _points(found) == [5, 4, 3, 1, None, 3]
    assert found.coverage.tolist() == [0.8]
    assert found.mean.tolist() == [(10 + 8 + 6 + 1 + 3) / 8]  # 3.5
    assert found.score.tolist() == [62.5]


ORDERS = ((date(2025, 3, 1), 120), (date(2025, 6, 1), 80), (date(2026, 2, 1), 100))


def _points(found: Scored) -> list[float | None]:
    return [None if np.isnan(column[0]) else float(column[0]) for column in found.points]


class TestTable:
    ROWS: Sequence[Row] = (
        {"id": "C1", POSITION: "main"},  # 100, coverage 0.5
        {"id": "C2", STAFF: 12},  # not rated, coverage 0.25
        {"id": "C3", POSITION: "main", STAFF: 900},  # 100, coverage 0.75
        {"id": "C4"},  # not rated
        {"id": "C5", POSITION: "ordinary"},  # 50
        {"id": "C6", POSITION: "ordinary"},  # 50
    )

    def test_the_best_first_then_the_better_covered_then_by_id(self) -> None:
        frame = strength(figures(self.ROWS)).frame
        assert frame["id"].tolist() == ["C3", "C1", "C5", "C6", "C2", "C4"]

    def test_who_is_not_rated_has_no_rank(self) -> None:
        rows = strength(figures(self.ROWS)).table().rows
        assert [row[0] for row in rows] == [1, 2, 3, 4, None, None]
        assert [row[4] for row in rows] == [100.0, 100.0, 50.0, 50.0, None, None]

    def test_the_card_beside_the_record(self) -> None:
        row = {
            "id": "A", "name": "郑州丽人美容院", POSITION: "main", STAFF: 58, "characteristics.turnover": Decimal("61.25"),
            "characteristics.service_area": "华东、华南", "business.attitude": "愿意长期合作",
        }  # fmt: skip
        orders = [{"of": "A", "day": day, "amount": amount} for day, amount in ORDERS]
        told = _record(strength(figures([row], FORM, orders)))
        assert {key: told[key] for key in ("staff", "turnover", "service_area", "market_position", "attitude")} == {
            "staff": 58, "turnover": Decimal("61.25"), "service_area": "华东、华南", "market_position": "main",
            "attitude": "愿意长期合作",
        }  # fmt: skip
        assert (told["amount_12m"], told["orders_12m"], told["growth_12m"]) == (Decimal("100.00"), 1, -0.5)
        assert told["last_order"] == date(2026, 2, 1)

    def test_a_long_text_is_cut_to_one_short_line(self) -> None:
        row = {
            "id": "A",
            "characteristics.potential": "二期厂房明年投产，需要再配一套同样的设备，另加约六百个培养皿\n详见备忘",
        }
        told = _record(strength(figures([row])))
        assert told["potential"] == "二期厂房明年投产，需要再配一套同样的设备，另加…"
        assert len(told["potential"]) == 24
        assert _record(strength(figures([{**row, "characteristics.potential": "三期\n不详"}])))["potential"] == "三期"

    def test_nobody_at_all(self) -> None:
        found = strength(figures([]))
        assert found.table().rows == []

    def test_how_many_are_not_rated_is_told(self) -> None:
        facts = {label.en: value for label, value in strength(figures(self.ROWS)).facts}
        assert facts["Not rated: under half of the form is told"] == "2"
        assert facts["Items and weights"] == "Market position × 2; Staff × 1; prospects × 1"


class TestExplanation:
    def test_each_item_and_the_sum(self) -> None:
        (table,) = strength(figures([{"id": "A", "name": "丽人", POSITION: "main", STAFF: 10}])).explain("A")
        assert table.rows == [
            (POSITION, "Market position", "main", "main 5; ordinary 3; scattered 1", 5.0, 2),
            (STAFF, "Staff", Cell(10, "quantity"), "≥ 10: 2; ≥ 50: 3; ≥ 100: 4; ≥ 500: 5", 2.0, 1),
            ("prospect", "prospects", None, "≥ 2: 2; ≥ 3: 3; ≥ 4: 4; ≥ 5: 5", None, 1),
        ]
        assert [value for _label, value in table.facts] == [
            "2026-11-20", "weight 3 of 4: 75.0%", "(2 × 5 + 1 × 2) / 3 = 4.00; (4.00 − 1) / 4 × 100 = 75.00"
        ]  # fmt: skip

    def test_each_value_is_written_as_what_it_is(self) -> None:
        form = [
            {"source": "amount_12m", "cuts": ["1000", "2000", "3000.5", "4000"]},
            {"source": "growth_12m", "cuts": ["-0.25", "-0.05", "0.05", "0.25"]},
        ]
        orders = [
            {"of": "A", "day": date(2025, 6, 1), "amount": 2000},
            {"of": "A", "day": date(2026, 6, 1), "amount": 1900},
        ]
        (table,) = strength(figures([{"id": "A"}], form, orders)).explain("A")
        assert [row[2:4] for row in table.rows] == [
            (Cell(Decimal("1900.00"), "money"), "≥ 1,000: 2; ≥ 2,000: 3; ≥ 3,000.5: 4; ≥ 4,000: 5"),
            (Cell(1900 / 2000 - 1, "share"), "≥ -25.0%: 2; ≥ -5.0%: 3; ≥ 5.0%: 4; ≥ 25.0%: 5"),
        ]

    def test_who_is_not_rated(self) -> None:
        (table,) = strength(figures([{"id": "A", STAFF: 10}])).explain("A")
        assert table.facts[-1][1] == "not rated: below 50%"

    def test_falling_borders(self) -> None:
        form = [
            {"source": STAFF, "cuts": ["1", "2", "3", "4"], "falling": "yes", "id": "klein", "labels": {"zh_CN": "小"}}
        ]
        speak("zh_CN")
        (table,) = strength(figures([{"id": "A", STAFF: 3}], form)).explain("A")
        assert table.rows == [("klein", "小", Cell(3, "quantity"), "≤ 1: 5; ≤ 2: 4; ≤ 3: 3; ≤ 4: 2", 3.0, 1)]

    def test_a_customer_that_is_not_known(self) -> None:
        with pytest.raises(KeyError):
            strength(figures([])).explain("C9")


def _record(found: Ranked) -> dict[str, Any]:
    table = found.table()
    return dict(zip([column.key for column in table.columns], table.rows[0], strict=True))
