"""Classes by history, on the borders: the shipped scheme. As of 2026-11-20."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from books import made
from schemes import figures, scheme

from custfile.analysis.figures import Figures
from custfile.archive.schemes import shipped
from custfile.model.scheme import SchemeSettings

AS_OF = date(2026, 11, 20)
Rows = list[dict[str, Any]]


def ago(days: int) -> date:
    """Return the day so many days before."""
    return AS_OF - timedelta(days)


def bought(*days: int, due: int | None = None) -> Rows:
    """Return orders of 100 so many days ago, due so many days ago."""
    more = {} if due is None else {"due": ago(due)}
    return [{"of": "C1", "day": ago(each), "amount": 100, **more} for each in days]


def complaint(day: date, closed: date | None = None) -> Rows:
    """Return a complaint."""
    return [{"of": "C1", "day": day, "type": "complaint", "closed": closed}]


def of(orders: Rows, ended: date | None = None, own: SchemeSettings | None = None, **more: Rows) -> Figures:
    """Return the figures of one customer."""
    book = made(AS_OF, [{"id": "C1", "ended": ended, "ended.date": ended}], orders, **more)
    return figures(book, *([own] if own else []))


def placed(orders: Rows, **more: Any) -> tuple[str, str]:
    """Return the class by history and the reason."""
    found = of(orders, **more).placed("history")
    return found.words[0], found.reason(0)


def word(orders: Rows, **more: Any) -> str:
    """Return the class by history."""
    return placed(orders, **more)[0]


@pytest.mark.parametrize(
    ("orders", "word", "reason"),
    [
        ([], "potential", "orders 0 = 0"),
        (bought(0), "new", "days_since_first 0 <= 365"),
        (bought(365), "new", "days_since_first 365 <= 365"),
        (bought(366), "past", "days_since_order 366 > 365; gaps_silent (not told), not <= 3"),
        (bought(366, 100), "long-term", "days_since_first 366, not <= 365"),
        (bought(400, 200, 10), "long-term", "days_since_first 400, not <= 365"),
        # gaps of 200 and 200 days: past only after 3 × 200 = 600 days of silence
        (bought(1000, 800, 600), "long-term", "days_since_first 1000, not <= 365"),
        (bought(1001, 801, 601), "past", "days_since_order 601 > 365; gaps_silent 3.005, not <= 3"),
        # gaps of 10 and 300 days, median 155: 3 × 155 = 465, and 466 / 155 = 3.006452
        (bought(776, 766, 466), "past", "days_since_order 466 > 365; gaps_silent 3.006452, not <= 3"),
        (bought(775, 765, 465), "long-term", "days_since_first 775, not <= 365"),
    ],
)
def test_borders(orders: Rows, word: str, reason: str) -> None:
    assert placed(orders) == (word, reason)


def test_returns_and_credit_notes_are_no_purchases() -> None:
    returned = {"of": "C1", "day": AS_OF, "amount": 100, "status": "returned"}
    credit = {"of": "C1", "day": AS_OF, "amount": -100}
    assert word([returned, credit]) == "potential"
    assert word([*bought(500), returned, credit]) == "past"


def test_an_open_complaint_is_a_problem_until_it_is_settled() -> None:
    assert placed(bought(10), tickets=complaint(ago(3))) == ("problem", "complaints_open 1 > 0")
    assert word(bought(10), tickets=complaint(ago(3), AS_OF)) == "new"
    assert word(bought(10), tickets=complaint(ago(3), ago(-1))) == "problem"
    assert word(bought(10), tickets=complaint(ago(-1))) == "new"


def test_money_overdue_for_more_than_sixty_days_is_a_problem() -> None:
    assert word(bought(90, due=60)) == "new"
    assert placed(bought(90, due=61)) == ("problem", "days_overdue 61 > 60")
    assert word(bought(90, due=61), payments=[{"of": "C1", "day": AS_OF, "amount": 100}]) == "new"
    assert word(bought(90, due=61), payments=[{"of": "C1", "day": ago(-1), "amount": 100}]) == "problem"


def test_who_pays_late_again_and_again_is_a_problem_though_nothing_is_open() -> None:
    """Three invoices paid 80 days late: s(80) = 40 - 10 × 20/30 = 33.3, which is grade D."""
    orders = [{"of": "C1", "day": ago(200), "amount": 100, "no": no, "due": ago(180)} for no in "ABC"]
    payments = [{"of": "C1", "day": ago(100), "amount": 100, "order": no} for no in "ABC"]
    assert placed(orders, payments=payments) == ("problem", "credit D <= D")
    assert word(orders[:2], payments=payments[:2]) == "new"  # two are too few for a grade


def test_trouble_is_seen_before_the_end_and_the_end_before_silence() -> None:
    assert placed(bought(10), ended=ago(1)) == ("past", "ended.date 2026-11-19 <= today")
    assert word(bought(10), ended=ago(1), tickets=complaint(AS_OF)) == "problem"
    assert word(bought(10), ended=ago(-1)) == "new"
    assert word([], ended=ago(1)) == "potential"


def test_the_settings_move_the_borders() -> None:
    own = scheme(
        {
            "classes": [
                {"id": "problem", "when": "days_overdue > 0"},
                {"id": "past", "when": "days_since_order > 90 and not gaps_silent <= 1"},
                {"id": "new", "when": "days_since_first <= 30"},
                {"id": "long-term"},
            ],
            "default": "long-term",
        },
        id="history",
    )
    assert word(bought(31), own=own) == "long-term"
    assert word(bought(91), own=own) == "past"
    assert word(bought(5, due=1), own=own) == "problem"


def test_every_rule_that_was_tried_is_explained() -> None:
    found = of(bought(366, 100)).placed("history")
    assert [(way, fits, reason) for way, fits, reason in found.considered(0)] == [
        (("potential",), False, "orders 2, not = 0"),
        (
            ("problem",),
            False,
            "complaints_open 0, not > 0; days_overdue 0, not > 60; credit N, not <= D",
        ),
        (
            ("past",),
            False,
            "ended.date (not told), not <= today; days_since_order 100, not > 365; gaps_silent 0.37594 <= 3",
        ),
        (("new",), False, "days_since_first 366, not <= 365"),
        (("long-term",), True, "no rule before it fits"),
    ]


def test_every_class_has_its_name() -> None:
    classes = shipped()["history"].levels[0].classes
    assert {each.id for each in classes} == {"potential", "new", "long-term", "problem", "past"}
