"""The report of a month: which month is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from firm import Run


@pytest.mark.parametrize(
    ("typed", "as_of", "subtitle"),
    [
        ((), "2026-11-20", "December 2026"),
        ((), "2026-12-31", "January 2027"),
        (("2026-11",), "2026-11-20", "November 2026"),
    ],
)
def test_the_month_meant(run: Run, firm: Path, typed: tuple[str, ...], as_of: str, subtitle: str) -> None:
    assert subtitle in run("report", "plan", *typed, "--as-of", as_of, at=firm).out


def test_what_is_no_month_is_refused(run: Run, firm: Path) -> None:
    ran = run("report", "plan", "2026-13", at=firm)
    assert ran.code == 2 and "'2026-13' is no month; write it as 2026-12" in ran.err
