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


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--explain", "曾美惠", "--top", "3"], "--top does nothing beside --explain"),
        (["--explain", "曾美惠", "--since", "2026-01-01"], "--since does nothing beside --explain"),
        (["--explain", "曾美惠", "--where", "orders > 1"], "--where does nothing beside --explain"),
        (["--explain", "曾美惠", "--class", "history=new"], "--class does nothing beside --explain"),
        (["--explain", "曾美惠", "--freeze"], "--freeze does nothing beside --explain"),
        (["--since", "2026-01-01", "--top", "3"], "--top does nothing beside --since"),
        (["--since", "2026-01-01", "--summary"], "--summary does nothing beside --since"),
        (["--summary", "--top", "3"], "--top does nothing beside --summary"),
        (["--by", "composite", "--pairwise", "--owner", "林佩君"], "--owner does nothing beside --pairwise"),
        (["--by", "clv", "--backtest", "--top", "0"], "--top does nothing beside --backtest"),
        (["--freeze", "--segments", "rfm8"], "--segments does nothing beside --freeze"),
        (["--freeze", "--kind", "member"], "--kind does nothing beside --freeze"),
        (["--dry-run"], "--dry-run does nothing without --freeze"),
        (["--commit"], "--commit does nothing without --freeze"),
    ],
)
def test_what_does_nothing_is_refused(run: Run, salon: Path, options: list[str], sentence: str) -> None:
    before = (salon / "custfile.yaml").read_bytes()
    done = run("rank", *options, at=salon)
    assert (done.code, done.out, done.err.rstrip("\n").partition(";")[0]) == (2, "", f"custfile: {sentence}")
    assert (salon / "custfile.yaml").read_bytes() == before


@pytest.mark.parametrize("by", ["rfm", "credit", "amount", "quantity", "profit", "prospects", "composite", "clv"])
def test_an_explanation_begins_with_who_it_is_the_day_and_the_result(run: Run, salon: Path, by: str) -> None:
    first = next(iter(json.loads(run("rank", "--by", by, "--explain", "曾美惠", "--json", at=salon).out).values()))
    assert first["title"].endswith(": C000001 曾美惠")
    assert first["facts"]["As of"] == "2026-11-20"
    assert len(first["facts"]["Settings"]) == 8
    assert "Rank" in first["facts"] or [row["step"] for row in first["rows"]][-1] == "rank"


def test_what_has_moved_says_what_it_was_computed_from(run: Run, salon: Path) -> None:
    out = run("rank", "--since", "2026-06-30", "--where", "orders > 1", at=salon).out
    assert "\nFilter: orders > 1\nSettings: " in out


def test_an_archive_without_orders(run: Run, firm: Path) -> None:
    done = run("rank", "--owner", "王伟", at=firm)
    assert (done.code, done.err) == (0, "no customer fits\n")
