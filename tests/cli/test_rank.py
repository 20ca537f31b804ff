"""custfile rank: the command; the ranking itself is tried in ``tests/analysis``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from firm import Run


@pytest.fixture
def salon(example: object) -> Path:
    """The example salon."""
    return example("salon")  # type: ignore[operator, no-any-return]


def test_the_best_first_with_the_figures_that_decide(run: Run, salon: Path) -> None:
    done = run("rank", "--by", "rfm", "--top", "2", at=salon)
    assert done.out.startswith("As of: 2026-11-20\nWindow of F and M: after 2024-11-20, up to 2026-11-20 (24 months)\n")
    assert "   1  C000001  曾美惠                5  5  5  5-5-5   5.00  Champions" in done.out
    assert len(done.out.splitlines()) == done.out.splitlines().index("") + 4  # facts, a gap, headings, two rows


def test_filtered_customers_keep_their_rank_among_all(run: Run, salon: Path) -> None:
    every = json.loads(run("rank", "--json", at=salon).out)
    some = json.loads(run("rank", "--json", "--owner", "林佩君", at=salon).out)
    assert some
    assert all(row in every for row in some)
    assert len(some) < len(every)


def test_segments(run: Run, salon: Path) -> None:
    rows = json.loads(run("rank", "--summary", "--json", at=salon).out)
    assert sum(row["customers"] for row in rows) == 12


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--by", "luck"], "no ranking 'luck'; there are: rfm"),
        (["--segments", "abc"], "no segments 'abc'; there are: rf25, r030, rfm8"),
        (["--method", "guess"], "no method 'guess'; there are: auto, quantile, fixed"),
        (["--edge", "round"], "no edge 'round'; there are: exact, plus-one"),
        (["--months", "-1"], "'-1' is not a whole number"),
        (["--top", "ten"], "'ten' is not a whole number"),
        (["--kind", "shop"], "'shop' is no kind of customer"),
    ],
)
def test_wrong_options(run: Run, salon: Path, options: list[str], sentence: str) -> None:
    done = run("rank", *options, at=salon)
    assert (done.code, done.out, sentence in done.err) == (2, "", True), done.err


def test_an_archive_without_orders(run: Run, firm: Path) -> None:
    done = run("rank", "--owner", "王伟", at=firm)
    assert (done.code, done.err) == (0, "no customer fits\n")
