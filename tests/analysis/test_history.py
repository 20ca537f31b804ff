"""Classes by history, on the borders. As of 2026-11-20."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from custfile.analysis.classes.history import CLASSES, place
from custfile.analysis.ledger import Complaint, Ledger, Receipt, Sale
from custfile.model.settings import Classes, HistoryRule, Settings

AS_OF = date(2026, 11, 20)
DEFAULTS = Settings(name="A")


def bought(*ago: int, due: int | None = None) -> list[Sale]:
    """Return orders of 100 so many days ago, due so many days ago."""
    return [
        Sale(AS_OF - timedelta(days), None, 10_000, AS_OF - timedelta(due) if due is not None else None) for days in ago
    ]


def placed(ledger: Ledger, settings: Settings = DEFAULTS) -> tuple[str, str]:
    """Return the class and the reason."""
    word, reason = place([ledger.known_on(AS_OF)], settings, AS_OF)[0]
    return word, reason


def of(sales: list[Sale], **more: object) -> Ledger:
    """Return a ledger."""
    return Ledger("C1", "A", "x", sales=sales, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sales", "word", "reason"),
    [
        ([], "potential", "no order yet"),
        (bought(0), "new", "first order 0 days ago"),
        (bought(365), "new", "first order 365 days ago"),
        (bought(366), "past", "last order 366 days ago, more than 365"),
        (bought(366, 100), "long-term", "2 orders since 2025-11-19"),
        (bought(400, 200, 10), "long-term", "3 orders since 2025-10-16"),
        # gaps of 200 and 200 days: past only after 3 × 200 = 600 days of silence
        (bought(1000, 800, 600), "long-term", "3 orders since 2024-02-24"),
        (bought(1001, 801, 601), "past", "last order 601 days ago, more than 600"),
        # gaps of 10 and 300 days, median 155: 3 × 155 = 465
        (bought(776, 766, 466), "past", "last order 466 days ago, more than 465"),
        (bought(775, 765, 465), "long-term", "3 orders since 2024-10-06"),
    ],
)
def test_borders(sales: list[Sale], word: str, reason: str) -> None:
    assert placed(of(sales)) == (word, reason)


def test_returns_and_credit_notes_are_no_purchases() -> None:
    returned = Sale(AS_OF, "R", 10_000, None, returned=True)
    credit = Sale(AS_OF, "G", -10_000)
    assert placed(of([returned, credit]))[0] == "potential"
    assert placed(of([*bought(500), returned, credit]))[0] == "past"


def test_an_open_complaint_is_a_problem_until_it_is_settled() -> None:
    open_one = Complaint(AS_OF - timedelta(3), "红肿")
    assert placed(of(bought(10), complaints=[open_one])) == ("problem", "complaint of 2026-11-17 not settled: 红肿")
    assert placed(of(bought(10), complaints=[Complaint(open_one.day, "红肿", AS_OF)]))[0] == "new"
    tomorrow = AS_OF + timedelta(1)
    assert placed(of(bought(10), complaints=[Complaint(open_one.day, "红肿", tomorrow)]))[0] == "problem"
    assert placed(of(bought(10), complaints=[Complaint(tomorrow, "红肿")]))[0] == "new"


def test_money_overdue_for_more_than_sixty_days_is_a_problem() -> None:
    assert placed(of(bought(90, due=60)))[0] == "new"
    assert placed(of(bought(90, due=61))) == ("problem", "100.00 open since 2026-09-20, 61 days overdue")
    paid = Receipt(AS_OF, None, 10_000)
    assert placed(of(bought(90, due=61), receipts=[paid]))[0] == "new"
    assert placed(of(bought(90, due=61), receipts=[Receipt(AS_OF + timedelta(1), None, 10_000)]))[0] == "problem"


def test_trouble_is_seen_before_the_end_and_the_end_before_silence() -> None:
    ended = AS_OF - timedelta(1)
    assert placed(of(bought(10), ended=ended)) == ("past", "trade ended on 2026-11-19")
    assert placed(of(bought(10), ended=ended, complaints=[Complaint(AS_OF, "x")]))[0] == "problem"
    assert placed(of(bought(10), ended=AS_OF + timedelta(1)))[0] == "new"
    assert placed(of([], ended=ended))[0] == "potential"


def test_the_settings_move_the_borders() -> None:
    rule = HistoryRule(new_days=30, past_days=90, past_gaps=1, overdue_days=0)
    settings = Settings(name="A", classes=Classes(history=rule))
    assert placed(of(bought(31)), settings)[0] == "long-term"
    assert placed(of(bought(91)), settings)[0] == "past"
    assert placed(of(bought(5, due=1)), settings)[0] == "problem"


def test_every_class_has_its_name() -> None:
    assert set(CLASSES) == {"potential", "new", "long-term", "problem", "past"}
