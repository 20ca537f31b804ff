"""custfile order: purchases and returns."""

from __future__ import annotations

import pytest
from firm import Added, Run


def test_the_due_date_follows_from_the_terms(run: Run, firm: object, added: Added) -> None:
    """Payment within 30 days: 2026-11-20 + 30 = 2026-12-20."""
    done = run("order", "丽人", "1280.00", "面膜", "-q", "4", "--no", "SO-2", "--cost", "600", at=firm)
    assert added("customers/C000001.yaml") == [
        "- {date: 2026-11-20, no: SO-2, product: 面膜, quantity: 4, amount: 1280.00, cost: 600, due: 2026-12-20, by: li.na}"
    ]
    assert done.err == "C000001 郑州丽人美容院: orders recorded in customers/C000001.yaml\n"


def test_a_due_date_that_is_told_counts_from_the_day_of_the_order(run: Run, firm: object, added: Added) -> None:
    run("order", "丽人", "99", "--date", "2026-11-01", "--due", "10d", at=firm)
    assert added("customers/C000001.yaml") == ["- {date: 2026-11-01, amount: 99, due: 2026-11-11, by: li.na}"]


def test_without_terms_there_is_no_due_date(run: Run, firm: object, added: Added) -> None:
    run("order", "王丽", "99", "--status", "delivered", "--by", "王伟", at=firm)
    assert added("customers/south/C000002.yaml") == [
        "orders:", "- {date: 2026-11-20, amount: 99, status: delivered, by: wang.wei}"
    ]  # fmt: skip


def test_a_negative_amount_goes_behind_two_dashes(run: Run, firm: object, added: Added) -> None:
    refused = run("order", "丽人", "-480", at=firm)
    assert (refused.code, "a number below zero goes behind --" in refused.err) == (2, True)
    assert run("order", "王力", "--note", "退货", "--", "-480.00", at=firm).code == 0
    assert added("customers/C000003.yaml")[-1] == "- {date: 2026-11-20, amount: -480.00, by: li.na, note: 退货}"


@pytest.mark.parametrize("amount", ["1,280", "1280元", "１２８０", "NaN", "1e3", "", "inf"])
def test_an_amount_is_digits_with_a_point(run: Run, firm: object, added: Added, amount: str) -> None:
    done = run("order", "丽人", amount, at=firm)
    assert (done.code, added("customers/C000001.yaml")) == (2 if amount else 1, [])


def test_a_number_is_given_once(run: Run, firm: object, added: Added) -> None:
    done = run("order", "丽人", "10", "--no", "SO-1", at=firm)
    assert (done.code, added("customers/C000001.yaml")) == (1, [])
    assert "the number 'SO-1' stands here again; it was told on line 13" in done.err
