"""custfile strength."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from firm import Run

FORM = """
strength:
  - {source: amount_12m, cuts: [1000, 5000, 10000, 20000], weight: 2}
  - {source: region, words: {郑州/中原区: 5, 郑州/二七区: 2}}
  - {source: 肤质, words: {干性: 5}}
"""


@pytest.fixture
def scored(firm: Path) -> Path:
    """The firm with a form of its own."""
    settings = firm / "custfile.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + FORM.lstrip("\n"), encoding="utf-8")
    return firm


def test_the_best_first_who_is_not_rated_last(run: Run, scored: Path) -> None:
    rows = json.loads(run("strength", "--json", at=scored).out)
    assert [(row["rank"], row["id"], row["score"], row["coverage"]) for row in rows] == [
        (1, "C000001", 66.666666667, 0.75),  # 5760: (2 × 3 + 5) / 3 = 3.6667
        (2, "C000002", 8.333333333, 0.75),  # no order: (2 × 1 + 2) / 3 = 1.3333
        (3, "C000003", 0.0, 0.5),  # (2 × 1) / 2 = 1
    ]
    assert (rows[0]["amount_12m"], rows[0]["orders_12m"], rows[0]["last_order"]) == (5760, 1, "2026-11-12")


def test_prospects_are_among_them(run: Run, firm: Path) -> None:
    rows = json.loads(run("strength", "--json", at=firm).out)
    assert {row["id"]: row["rank"] for row in rows} == dict.fromkeys(("C000001", "C000002", "C000003"))
    assert {row["coverage"] for row in rows} == {0.3}  # orders and completeness, of the form that is shipped


def test_the_arithmetic(run: Run, scored: Path) -> None:
    out = run("strength", "--explain", "王丽", at=scored).out
    assert "Coverage: weight 3 of 4: 75.0%\n" in out
    assert "Score: (2 × 1 + 1 × 2) / 3 = 1.33; (1.33 − 1) / 4 × 100 = 8.33\n" in out
    told = json.loads(run("strength", "--explain", "王丽", "--json", at=scored).out)["strength"]["rows"]
    assert [(row["item"], row["value"], row["points"], row["weight"]) for row in told] == [
        ("amount_12m", 0, 1.0, 2), ("region", "郑州/二七区", 2.0, 1), ("肤质", None, None, 1)
    ]  # fmt: skip


@pytest.mark.parametrize("option", [("--top", "1"), ("--owner", "li.na")])
def test_what_does_nothing_is_refused(run: Run, scored: Path, option: tuple[str, str]) -> None:
    for command in ("strength", "completeness"):
        done = run(command, "--explain", "王丽", *option, at=scored)
        sentence = f"custfile: {option[0]} does nothing beside --explain; leave one of them out\n"
        assert (done.code, done.err) == (2, sentence)


def test_filters(run: Run, scored: Path) -> None:
    rows = json.loads(run("strength", "--where", "strength < 50", "--top", "1", "--json", at=scored).out)
    assert [(row["rank"], row["id"]) for row in rows] == [(2, "C000002")]


def test_in_chinese(run: Run, scored: Path) -> None:
    out = run("--lang", "zh_CN", "strength", at=scored).out
    assert "评分表：自定义\n项目与权重：净订货金额（12个月） × 2; 区域 × 1; 肤质 × 1\n" in out
