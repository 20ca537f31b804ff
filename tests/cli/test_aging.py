"""custfile aging."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from firm import Run

BOOKS = """
--- customers/C000001.yaml
name: 郑州丽人美容院
kind: company
owner: li.na
orders:
  - {date: 2026-09-01, no: A-1, amount: 1000.00, due: 2026-10-01}
  - {date: 2026-11-01, no: A-2, amount: 500.00, due: 2026-12-01}
payments:
  - {date: 2026-10-05, order: A-1, amount: 400.00}
--- customers/C000002.yaml
name: 王丽
kind: individual
owner: wang.wei
orders:
  - {date: 2026-05-01, no: B-1, amount: 900.00, due: 2026-05-31}
--- customers/C000003.yaml
name: 王力
kind: individual
orders:
  - {date: 2026-05-01, no: C-1, amount: 10.00}
"""


@pytest.fixture
def books(archive: Callable[[str], Path]) -> Path:
    """Two customers who owe, one who does not."""
    return archive(BOOKS)


def test_who_owes_what_with_totals(run: Run, books: Path) -> None:
    """Open 2,000, of it 500 not due; sales of 90 days 1,500, of a year 2,400. Ninety days ago 900 were open.

    DSO 2000 / 1500 x 90 = 120, of the year 2000 / 2400 x 365 = 304.2; best 30, delinquent 90. Count-back: 500, 1000, then 500
    of the 900 of 204 days ago (2026-05-01 was 203 days before): 203.6. CEI (900 + 1500 - 2000) / (900 + 1500 - 500) = 21.1 %.
    """
    out = run("aging", at=books).out
    assert out.startswith(
        "As of: 2026-11-20\nDSO (90 days): 120.0\nDSO (365 days): 304.2\nDSO by count-back: 203.6\nBest possible DSO: 30.0\n"
        "Average days delinquent: 90.0\nCollection effectiveness: 21.1\n"
    )
    lines = out.splitlines()[-3:]
    assert lines[0].startswith("C000002  王丽")
    assert lines[1].startswith("C000001  郑州丽人美容院")
    assert lines[2].split() == [
        "Total", "500.00", "0.00", "600.00", "0.00", "900.00", "2,000.00", "1,500.00", "173", "0.00", "2,000.00"
    ]  # fmt: skip


def test_filters_hold_for_totals_and_facts(run: Run, books: Path) -> None:
    rows = json.loads(run("aging", "--owner", "li.na", "--json", at=books).out)
    assert [(row["id"], row["open"]) for row in rows] == [("C000001", 1100), ("total", 1100)]
    done = run("aging", "--where", "days_overdue > 60", at=books)
    assert "DSO (90 days): –\n" in done.out
    assert [line.split()[0] for line in done.out.splitlines()[-2:]] == ["C000002", "Total"]


def test_the_buckets_of_the_settings(run: Run, archive: Callable[[str], Path]) -> None:
    settings = "--- custfile.yaml\nname: A\ncurrency: CNY\nranking: {credit: {aging: [90, 180]}}\n"
    rows = json.loads(run("aging", "--json", at=archive(settings + BOOKS.lstrip())).out)
    assert [(row["days_1_90"], row["days_91_180"], row["days_over_180"]) for row in rows] == [
        (0, 900, 0), (600, 0, 0), (600, 900, 0)
    ]  # fmt: skip


def test_the_first_of_them_under_the_totals_of_all(run: Run, books: Path) -> None:
    done = run("aging", "--top", "1", at=books)
    assert "Customers shown: 1 of 2\n" in done.out
    assert [line.split()[0] for line in done.out.splitlines()[-2:]] == ["C000002", "Total"]
    assert done.out.splitlines()[-1].split() == run("aging", at=books).out.splitlines()[-1].split()


@pytest.mark.parametrize(("small", "days"), [("600", 173), ("900", 50), ("900, months: 24", 50)])
def test_small_rests_of_the_settings(run: Run, archive: Callable[[str], Path], small: str, days: int) -> None:
    settings = f"--- custfile.yaml\nname: A\ncurrency: CNY\nranking: {{credit: {{small: {small}}}}}\n"
    rows = json.loads(run("aging", "--json", at=archive(settings + BOOKS.lstrip())).out)
    assert rows[-1]["days_overdue"] == (days if small == "600" else 0)
    assert rows[-1]["overdue"] == 1500


def test_nothing_is_open(run: Run, books: Path) -> None:
    done = run("aging", "--as-of", "2026-04-01", at=books)
    assert (done.code, done.err) == (0, "nothing is open\n")
    assert json.loads(run("aging", "--as-of", "2026-04-01", "--json", at=books).out) == []


def test_the_language_of_the_archive(run: Run, books: Path) -> None:
    assert "合計" in run("aging", "--lang", "zh_TW", at=books).out
