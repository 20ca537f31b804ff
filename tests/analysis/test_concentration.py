"""Concentration by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from custfile.analysis.concentration import herfindahl, largest, top_share

AMOUNTS = [Decimal(amount) for amount in (-5, 0, 50, 30, 20)]


def test_the_top_part_is_rounded_up() -> None:
    assert [largest(size, 20) for size in (0, 1, 5, 6, 10, 11)] == [0, 1, 1, 2, 2, 3]


def test_the_share_of_the_largest() -> None:
    assert top_share(AMOUNTS, 20) == 0.5  # one of three
    assert top_share(AMOUNTS, 40) == 0.8  # two of three
    assert top_share(AMOUNTS, 100) == 1.0


def test_herfindahl() -> None:
    assert herfindahl(AMOUNTS) == pytest.approx(0.38)  # .25 + .09 + .04
    assert herfindahl([Decimal(7)] * 4) == 0.25
    assert herfindahl([Decimal(7)]) == 1.0


def test_nobody_has_anything() -> None:
    assert top_share([Decimal(0), Decimal(-1)], 5) is None
    assert herfindahl([]) is None
