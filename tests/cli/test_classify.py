"""custfile classify."""

from __future__ import annotations

import json
from pathlib import Path

from firm import Run


def test_each_class_with_its_weight(run: Run, firm: Path) -> None:
    rows = json.loads(run("classify", "--json", at=firm).out)
    told = {(row["scheme"], row["class"]): (row["customers"], row["amount"]) for row in rows}
    assert told == {
        ("history", "long-term"): (0, 0),
        ("history", "new"): (0, 0),
        ("history", "problem"): (1, 5760),
        ("history", "past"): (0, 0),
        ("history", "potential"): (2, 0),
        ("size", "large"): (1, 5760),
        ("size", "medium"): (0, 0),
        ("size", "scattered"): (0, 0),
        ("size", "none"): (2, 0),
        ("kind", "company"): (1, 5760),
        ("kind", "individual"): (2, 0),
    }


def test_each_scheme_places_everybody_once(run: Run, firm: Path) -> None:
    for scheme in ("history", "size", "kind"):
        rows = json.loads(run("classify", "--by", scheme, "--json", at=firm).out)
        assert sorted(row["id"] for row in rows) == ["C000001", "C000002", "C000003"]


def test_the_reason_is_told(run: Run, firm: Path) -> None:
    out = run("classify", "--by", "history", at=firm).out
    assert "problem    C000001  郑州丽人美容院  complaint of 2026-11-14 not settled: 精华液漏瓶\n" in out
    assert "potential  C000002  王丽            no order yet\n" in out


def test_an_earlier_day(run: Run, firm: Path) -> None:
    rows = json.loads(run("classify", "--by", "history", "--as-of", "2026-11-13", "--json", at=firm).out)
    assert [(row["class"], row["id"]) for row in rows] == [
        ("new", "C000001"), ("potential", "C000002"), ("potential", "C000003")
    ]  # fmt: skip


def test_a_scheme_that_there_is_not(run: Run, firm: Path) -> None:
    done = run("classify", "--by", "taste", at=firm)
    assert (done.code, done.err) == (2, "custfile: no scheme 'taste'; there are: history, size, kind\n")
