"""What is the matter with files: completeness, age, findings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from books import made

from custfile.analysis.completeness.audit import audit
from custfile.analysis.figures import Figures
from custfile.analysis.quality import File, counts, files, lacking, problems
from custfile.language import Label
from custfile.model.finding import Finding
from custfile.model.settings import Kind, Settings

AS_OF = date(2026, 11, 20)
PHONE, MAIL = Label("Phone", "电话", "電話"), Label("E-mail", "邮箱", "電子郵件")


def one(identity: str, **more: Any) -> File:
    usual = {
        "name": "海华", "owner": "li.na", "path": f"customers/{identity}.yaml", "share": 1.0, "missing": [],
        "unverified": 0, "touched": AS_OF, "visited": AS_OF, "ended": False,
    }  # fmt: skip
    return File(identity, **{**usual, **more})


def told(*known: File, findings: tuple[Finding, ...] = (), others: bool = False) -> list[tuple[str, str, int, str]]:
    return [(each.rule, each.path, each.line, each.what) for each in problems(known, findings, AS_OF, others=others)]


def test_a_good_file_has_nothing() -> None:
    assert told(one("C1")) == []


def test_missing_and_to_be_verified() -> None:
    assert told(one("C1", missing=[PHONE, MAIL], unverified=2)) == [
        ("missing", "customers/C1.yaml", 1, "Phone, E-mail"), ("unverified", "customers/C1.yaml", 1, "2"),
    ]  # fmt: skip


def test_out_of_date_after_a_year_and_never_visited() -> None:
    fresh, stale = one("C1", touched=date(2025, 11, 20)), one("C2", touched=date(2025, 11, 19))  # 365, 366 days
    never = one("C3", touched=None, visited=None)
    assert [(rule, path[-7:-5]) for rule, path, _line, _what in told(fresh, stale, never)] == [
        ("stale", "C2"), ("stale", "C3"), ("never_visited", "C3"),
    ]  # fmt: skip


def test_with_whom_trade_has_ended_nobody_has_to_visit() -> None:
    assert told(one("C1", touched=None, visited=None, ended=True)) == []


def test_findings_are_wrong_or_twice_and_of_others_only_when_meant() -> None:
    findings = (
        Finding("customers/C1.yaml", 9, 1, "C401", {"other": "customers/C2.yaml"}),
        Finding("customers/C1.yaml", 7, 1, "C502", {"got": "2026-12-01"}),
        Finding("custfile.yaml", 3, 1, "C502", {"got": "2026-12-01"}),
    )
    mine = told(one("C1"), findings=findings)
    assert [each[:3] for each in mine] == [("invalid", "customers/C1.yaml", 7), ("double", "customers/C1.yaml", 9)]
    assert mine[0][3].startswith("2026-12-01 is later than today · ")
    assert told(one("C1"), findings=findings, others=True)[0][1] == "custfile.yaml"


def test_counts_are_of_files() -> None:
    found = (
        Finding("customers/C1.yaml", 7, 1, "C502", {"got": "x"}),
        Finding("customers/C1.yaml", 8, 1, "C502", {"got": "x"}),
    )
    assert counts(problems([one("C1", missing=[PHONE])], found, AS_OF, others=False)) == {
        "invalid": 1, "double": 0, "missing": 1, "unverified": 0, "stale": 0, "never_visited": 0,
    }  # fmt: skip


def test_what_is_missing_most() -> None:
    assert lacking([one("C1", missing=[PHONE]), one("C2", missing=[MAIL, PHONE])]) == [(PHONE, 2), (MAIL, 1)]


def test_a_file_is_as_old_as_the_last_thing_in_it() -> None:
    book = made(
        AS_OF,
        [
            {"id": "C1", "owner": "li.na", "made": date(2024, 1, 1)},
            {"id": "C2", "made": date(2024, 1, 1), "ended": date(2026, 1, 1)},
        ],
        orders=[{"of": "C1", "day": date(2026, 5, 1), "amount": 5}, {"of": "C1", "day": date(2027, 1, 1), "amount": 5}],
        visits=[{"of": "C1", "day": date(2026, 3, 1)}],
    )
    fields = {"owner": ["li.na", None], "phone": ["1", None], "collected": [{"date": "2024-01-01"}, None]}
    book = replace(book, told=defaultdict(lambda: [None, None], fields))
    figures = Figures(book, Settings(name="x", kinds=[Kind(id="company")]), {})
    first, second = files(book, audit(figures), {"C1": "a.yaml", "C2": "b.yaml"}, {"C1", "C2"})
    assert (first.touched, first.visited, first.ended, first.owner) == (
        date(2026, 5, 1),
        date(2026, 3, 1),
        False,
        "li.na",
    )
    assert (second.touched, second.visited, second.ended, second.owner) == (date(2024, 1, 1), None, True, None)
    assert (first.share, len(second.missing)) == (1.0, 3)
    assert [each.id for each in files(book, audit(figures), {"C1": "a.yaml", "C2": "b.yaml"}, {"C2"})] == ["C2"]
