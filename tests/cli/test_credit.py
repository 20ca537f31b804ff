"""custfile credit, and the ranking and filters by credit; the figures themselves are tried in ``tests/analysis``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from firm import Run

BOOKS = """
--- custfile.yaml
name: 中原美业
currency: CNY
rates:
  - {currency: USD, date: 2026-01-01, rate: 7}
ranking:
  credit: {not_their_fault: [发票重开]}
--- customers/C000001.yaml
name: 郑州丽人美容院
kind: company
terms: {payment_days: 30, credit_limit: 10000}
orders:
  - {date: 2026-05-01, no: A-1, amount: 1000.00}
  - {date: 2026-06-01, no: A-2, amount: 2000.00}
  - {date: 2026-07-01, no: A-3, amount: 1000.00, currency: USD}
  - {date: 2026-11-01, no: A-4, amount: 4000.00}
payments:
  - {date: 2026-05-31, order: A-1, amount: 1000.00}
  - {date: 2026-07-31, order: A-2, amount: 2000.00, late_reason: 发票重开}
  - {date: 2026-08-15, order: A-3, amount: 1000.00, currency: USD}
--- customers/C000002.yaml
name: 王丽
kind: individual
orders:
  - {date: 2026-05-01, no: B-1, amount: 100.00, due: 2026-05-31}
  - {date: 2026-05-02, amount: 50.00}
--- customers/C000003.yaml
name: 王力
kind: individual
"""


@pytest.fixture
def books(archive: Callable[[str], Path]) -> Path:
    """Three customers: one that pays, one that owes, one that never bought."""
    return archive(BOOKS)


def test_the_ranking(run: Run, books: Path) -> None:
    """A-1 on time 80, A-2 excused 80, A-3 15 days late 70, worth 7,000: (1000 x 80 + 2000 x 80 + 7000 x 70) / 10000 = 73."""
    done = run("rank", "--by", "credit", at=books)
    assert "Window: after 2025-11-20, up to 2026-11-20 (12 months)\n" in done.out
    assert "Left out: too few experiences: 1\n" in done.out
    assert "Left out: no order on credit: 1\n" in done.out
    (row,) = json.loads(run("rank", "--by", "credit", "--json", at=books).out)
    assert row == {
        "rank": 1, "id": "C000001", "name": "郑州丽人美容院", "pay_index": 73.0, "grade": "B", "experiences": 3, "on_time": 0.1,
        "days_late": 16.5, "open": 4000, "overdue": 0, "days_overdue": 0, "utilisation": 0.4, "flags": "",
    }  # fmt: skip


def test_one_customer_explained(run: Run, books: Path) -> None:
    done = run("credit", "丽人", at=books)
    assert (done.code, done.err) == (0, "")
    assert "Sum of amount × weight × score / sum of amount × weight: 730,000.00 / 10,000.00\n" in done.out
    assert (
        "A-2    2026-07-01  2026-07-31  paid          30  80.00  2,000.00    1.00  发票重开  not their fault: no delay\n"
        in done.out
    )
    assert "A-4    2026-12-01        4,000.00  not due yet\n" in done.out
    assert done.out == run("rank", "--by", "credit", "--explain", "丽人", at=books).out


def test_who_owes_is_explained_without_a_grade(run: Run, books: Path) -> None:
    told = json.loads(run("credit", "C000002", "--json", at=books).out)
    assert list(told) == ["credit", "aging", "collection", "limit", "counted", "left_out"]
    assert told["credit"]["rows"][0]["grade"] == "N"
    assert told["credit"]["facts"]["Cap"].startswith("open more than 90 days overdue: at most 29: B-1 (173 days)")
    assert [row["why"] for row in told["left_out"]["rows"]] == ["at_once"]
    assert told["left_out"]["rows"][0]["order"].startswith("customers/C000002.yaml:")


def test_the_window_can_be_told(run: Run, books: Path) -> None:
    told = json.loads(run("credit", "C000001", "--months", "4", "--json", at=books).out)
    assert [row["order"] for row in told["counted"]["rows"]] == ["A-3"]


def test_an_earlier_day(run: Run, books: Path) -> None:
    told = json.loads(run("credit", "C000002", "--as-of", "2026-06-10", "--json", at=books).out)
    assert told["aging"]["rows"][0]["days_1_30"] == 100


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["C9"], 4, "no customer fits 'C9'"),
        (["王"], 4, "fits several customers"),
        ([], 2, "'CUSTOMER' is missing"),
        (["丽人", "--format", "csv"], 2, "csv holds one table"),
    ],
)
def test_wrong_arguments(run: Run, books: Path, arguments: list[str], code: int, sentence: str) -> None:
    done = run("credit", *arguments, at=books)
    assert (done.code, done.out, sentence in done.err) == (code, "", True), done.err


def test_a_currency_without_a_rate_is_told(run: Run, archive: Callable[[str], Path]) -> None:
    folder = archive(BOOKS.replace("date: 2026-01-01, rate: 7", "date: 2026-10-01, rate: 7"))
    done = run("credit", "丽人", at=folder)
    assert (done.code, done.out) == (1, "")
    assert "C000001 A-3 (2026-07-01, USD)" in done.err
