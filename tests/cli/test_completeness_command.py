"""custfile completeness."""

from __future__ import annotations

import json
from pathlib import Path

from firm import Run

COLUMNS = ("id", "expected", "told", "unverified", "missing")


def test_what_the_files_lack_the_worst_first(run: Run, firm: Path) -> None:
    rows = json.loads(run("completeness", "--json", at=firm).out)
    assert [tuple(row[key] for key in COLUMNS) for row in rows] == [
        ("C000003", 3, 1, 0, "Phone or contact, How the file came about"),  # of a kind without a form: the basics
        ("C000001", 4, 3, 0, "Contacts"),
        ("C000002", 3, 3, 0, ""),
    ]
    assert [row["rank"] for row in rows] == [1, 2, 3]


def test_as_people_read_it(run: Run, firm: Path) -> None:
    out = run("completeness", at=firm).out
    assert (
        "   1  C000003  王力            Individual  李娜          33.3%         3     1               0  Phone or"
        in out
    )
    assert "Average: 69.4%\n" in out  # (1/3 + 3/4 + 1) / 3


def test_ranks_stay_those_among_all(run: Run, firm: Path) -> None:
    rows = json.loads(run("completeness", "--owner", "wang.wei", "--json", at=firm).out)
    assert [(row["rank"], row["id"]) for row in rows] == [(3, "C000002")]
    assert [row["id"] for row in json.loads(run("completeness", "--top", "1", "--json", at=firm).out)] == ["C000003"]


def test_what_a_stage_adds(run: Run, firm: Path) -> None:
    settings = firm / "custfile.yaml"
    rule = "completeness:\n  - {id: buyers, when: orders > 0, fields: [characteristics.staff], documents: [contract]}\n"
    settings.write_text(settings.read_text(encoding="utf-8") + rule, encoding="utf-8")
    rows = json.loads(run("completeness", "--json", at=firm).out)
    assert {row["id"]: row["expected"] for row in rows} == {"C000001": 6, "C000002": 3, "C000003": 3}


def test_averages(run: Run, firm: Path) -> None:
    rows = json.loads(run("completeness", "--summary", "--json", at=firm).out)
    assert [(row["by"], row["id"], row["customers"], round(row["completeness"], 4)) for row in rows] == [
        ("all", None, 3, 0.6944),
        ("owner", "li.na", 2, 0.5417),
        ("owner", "wang.wei", 1, 1.0),
        ("kind", "individual", 2, 0.6667),
        ("kind", "company", 1, 0.75),
    ]


def test_one_file_item_by_item(run: Run, firm: Path) -> None:
    out = run("completeness", "--explain", "丽人", at=firm).out
    assert out.startswith("Completeness: C000001 郑州丽人美容院\nAs of: 2026-11-20\nCompleteness: 3 of 4: 75.0%\n")
    assert "contacts            Contacts      missing  form of Company\n" in out
    assert "phone               Phone         told     required of Company, form of Company\n" in out


def test_a_customer_who_was_not_on_file_yet(run: Run, firm: Path) -> None:
    done = run("--as-of", "2026-10-01", "completeness", "--explain", "丽人", at=firm)
    assert (done.code, done.err) == (4, "custfile: C000001 was not on file yet on 2026-10-01\n")


def test_nobody(run: Run, firm: Path) -> None:
    done = run("completeness", "--kind", "company", "--owner", "wang.wei", at=firm)
    assert (done.code, done.err) == (0, "no customer fits\n")
