"""RFM as measures: what filters and class schemes see."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dealings import AS_OF, bought, settings
from dealings import book as book_of

from custfile.analysis.figures import Figures
from custfile.model.ranking import Grading

FIELDS = {"B": {"industry": "美容"}, "C": {"industry": "美容"}}
LINES = [bought("A", "2025-12-02", 150), bought("B", "2025-06-02"), bought("B", "2024-06-02", 50)]


def figures(**rfm: object) -> Figures:
    """Return the figures of A, B and C, who has no order."""
    return Figures(book_of("ABC", LINES, AS_OF, FIELDS), settings(**rfm), {})


def test_each_measure_by_hand() -> None:
    # A: 30 days, 1 order: R 5, F 1; B: 213 days, 2 orders: R 2, F 2; M by cut points 100, 200, 300, 400: 2 and 2
    found = figures(
        monetary=[Decimal(cut) for cut in (100, 200, 300, 400)],
        demographics=[Grading(source="industry", words={"美容": "4"})],
        weights=[1, 1, 1, 0],
    )
    assert {name: found.column(name) for name in ("recency", "frequency", "monetary", "r", "f", "m", "d")} == {
        "recency": [30, 213, None],
        "frequency": [1, 2, None],
        "monetary": [Decimal("150.00"), Decimal("150.00"), None],
        "r": [5, 2, None],
        "f": [1, 2, None],
        "m": [2, 2, None],
        "d": [None, 4.0, None],
    }
    assert found.column("segment") == ["new", "hibernating", None]
    assert found.column("rfm")[1:] == [2.0, None]


def test_m_that_is_not_scored_is_no_measure() -> None:
    assert figures().column("m") == [None, None, None]
    assert figures(segments="r030").column("segment") == [None, None, None]


def test_all_of_the_group_are_worked_out_at_once() -> None:
    found = figures()
    found.array("r")
    assert found.array("segment").tolist() == ["new", "hibernating", None]
    assert found.book.as_of == date(2026, 1, 1)
