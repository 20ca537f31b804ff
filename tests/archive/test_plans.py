"""Plans read from the folder, remembered, and held against what was visited."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from custfile.analysis.schedule.due import Item
from custfile.archive.index import Index
from custfile.archive.plans import plan_files, plan_findings, plans, reports_owed
from custfile.archive.root import Root
from custfile.model.month import Month

FIRM = """
--- custfile.yaml
name: 丽人
team: [{id: li.na, name: 李娜}, {id: wang.lei, name: 王磊}]
--- customers/C000001.yaml
name: 郑州丽人美容院
kind: company
owner: li.na
phone: 0371-6600
visits:
  - {date: 2026-11-05, by: wang.lei}
  - {date: 2026-11-12}
--- customers/C000002.yaml
name: 洛阳佳人
kind: company
owner: wang.lei
--- plans/2026-11.yaml
sheets:
  - {by: li.na, status: approved, submitted: 2026-10-28, approved: 2026-10-30, approved_by: wang.lei}
  - {by: wang.lei, status: submitted, submitted: 2026-10-28}
visits:
  - {date: 2026-11-04, by: li.na, customer: C000001, why: A}
  - {date: 2026-11-11, by: li.na, customer: C000001}
  - {date: 2026-11-17, by: li.na, customer: C000002, note: 催款 💰}
  - {date: 2026-11-18, by: li.na, customer: C000002}
  - {date: 2026-11-05, by: wang.lei, customer: C000002}
"""

Make = Callable[[str], Path]


@contextmanager
def opened(folder: Path) -> Iterator[Index]:
    index = Index(Root(folder))
    try:
        yield index
    finally:
        index.close()


def owed(folder: Path, as_of: date) -> list[Item]:
    with opened(folder) as index:
        return list(reports_owed(index.root, index, as_of))


def test_a_report_is_owed_when_its_days_are_over(archive: Make) -> None:
    items = owed(archive(FIRM), date(2026, 11, 20))
    # 11-04: nobody but Wang Lei was there until 11-12, which is the visit of 11-11. 11-17 + 2 = 11-19 is over, 11-18 + 2 is
    # today. Wang Lei's own plan is not approved.
    assert [(item.id, item.person, item.day, item.since, item.about) for item in items] == [
        ("C000001", "li.na", date(2026, 11, 6), date(2026, 11, 4), "A"),
        ("C000002", "li.na", date(2026, 11, 19), date(2026, 11, 17), "催款 💰"),
    ]
    assert {(item.kind, item.name, item.phone, item.owner) for item in items} == {
        ("report", "郑州丽人美容院", "0371-6600", "li.na"),
        ("report", "洛阳佳人", None, "wang.lei"),
    }


def test_the_past_is_told_as_it_was(archive: Make) -> None:
    folder = archive(FIRM)
    assert [item.since for item in owed(folder, date(2026, 11, 7))] == [date(2026, 11, 4)]
    assert owed(folder, date(2026, 11, 6)) == []
    assert owed(folder, date(2026, 10, 29)) == []  # not approved yet


def test_who_looks_after_the_file_owes_the_report_of_one_who_has_left(archive: Make) -> None:
    folder = archive(FIRM)
    settings = folder / "custfile.yaml"
    settings.write_text(
        "name: 丽人\nteam: [{id: li.na, name: 李娜, left: 2026-11-18}, {id: wang.lei, name: 王磊}]\n", encoding="utf-8"
    )
    assert [(item.id, item.person) for item in owed(folder, date(2026, 11, 20))] == [
        ("C000001", "li.na"), ("C000002", "wang.lei"),
    ]  # fmt: skip


def test_the_settings_say_within_how_many_days(archive: Make) -> None:
    folder = archive(FIRM)
    (folder / "custfile.yaml").write_text("name: 丽人\ndue: {report: 10}\n", encoding="utf-8")
    # the visit of 11-12 is now in time for 11-04, and 11-11 has none; 11-18 may still be reported today
    since = [item.since for item in owed(folder, date(2026, 11, 28))]
    assert since == [date(2026, 11, 11), date(2026, 11, 17)]


def test_a_visit_recorded_late_ends_it(archive: Make) -> None:
    folder = archive(FIRM)
    file = folder / "customers/C000002.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "visits: [{date: 2026-11-24, by: li.na}]\n", encoding="utf-8")
    # a visit counts once: that of 11-24 makes up for 11-17, and 11-18 stays owed
    assert [item.since for item in owed(folder, date(2026, 11, 25))] == [date(2026, 11, 4), date(2026, 11, 18)]


def test_an_archive_without_plans_owes_nothing(archive: Make) -> None:
    assert owed(archive("--- customers/C000001.yaml\nname: A\nkind: company\n"), date(2026, 11, 20)) == []


def test_what_is_at_fault_is_left_out_and_the_rest_is_read(archive: Make) -> None:
    folder = archive(FIRM)
    (folder / "plans/2026-12.yaml").write_text(
        "visits:\n  - {date: 2026-12-33, by: li.na, customer: C000001}\n"
        "  - {date: 2026-12-03, by: li.na, customer: C000001, cost: viel}\n",
        encoding="utf-8",
    )
    with opened(folder) as index:
        assert [(finding.line, finding.key) for finding in plan_findings(index)] == [
            (2, "visits[1].date"),
            (3, "visits[2].cost"),
        ]
        (visit,) = plans(index)[Month(2026, 12)].visits
    assert (visit.date, visit.cost) == (date(2026, 12, 3), None)


def test_what_is_no_plan_is_passed_over(archive: Make) -> None:
    folder = archive(FIRM)
    for name in (".2026-10.yaml", "README.md", "2026-10.yaml.bak"):
        (folder / "plans" / name).write_text("x: [", encoding="utf-8")
    (folder / "plans/old").mkdir()
    with opened(folder) as index:
        assert [file.path for file in plan_files(index)] == ["plans/2026-11.yaml"]


def test_a_folder_where_the_plans_should_be_is_told(archive: Make) -> None:
    folder = archive(FIRM)
    (folder / "plans/2026-10.yaml").mkdir()
    with opened(folder) as index:
        assert [(finding.path, finding.code) for finding in plan_findings(index)] == [("plans/2026-10.yaml", "C121")]


def test_an_edit_is_seen_at_once_even_in_the_same_tick_and_of_the_same_size(archive: Make) -> None:
    folder = archive(FIRM)
    file = folder / "plans/2026-11.yaml"
    for status, approved in (("draft   ", 0), ("approved", 2), ("draft   ", 0)):
        text = file.read_text(encoding="utf-8").splitlines()
        text[1] = f"  - {{by: li.na, status: {status}}}"
        file.write_text("\n".join(text) + "\n", encoding="utf-8")
        assert len(owed(folder, date(2026, 11, 20))) == approved


def test_a_new_customer_makes_a_finding_go_away(archive: Make) -> None:
    folder = archive(FIRM)
    file = folder / "plans/2026-11.yaml"
    file.write_text("visits:\n  - {date: 2026-11-04, by: li.na, customer: C000003}\n", encoding="utf-8")
    old = time.time() - 60
    os.utime(file, (old, old))
    with opened(folder) as index:
        assert [finding.code for finding in plan_findings(index)] == ["C781"]
    (folder / "customers/C000003.yaml").write_text("name: B\nkind: company\n", encoding="utf-8")
    with opened(folder) as index:
        assert list(plan_findings(index)) == []


PROGRAM = """
import json, sys
from datetime import date
from pathlib import Path
from custfile.archive.index import Index
from custfile.archive.plans import plan_findings, reports_owed
from custfile.archive.root import Root
index = Index(Root(Path(sys.argv[1])))
count = len(list(reports_owed(index.root, index, date(2026, 11, 20)))), len(list(plan_findings(index)))
index.close()
print(json.dumps([count, sorted({"yaml", "pydantic", "pandas", "numpy", "jinja2"} & set(sys.modules))]))
"""


@pytest.mark.parametrize("in_git", [True, False])
def test_a_plan_that_is_known_is_not_parsed_again(archive: Make, git: Callable[..., str], in_git: bool) -> None:
    folder = archive(FIRM)
    if in_git:
        git(folder, "init", "--quiet")
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", "begin")
    time.sleep(2.1)  # a time stamp is not trusted before

    def loaded() -> object:
        told = subprocess.run([sys.executable, "-c", PROGRAM, str(folder)], capture_output=True, text=True, check=True)
        return json.loads(told.stdout)

    assert loaded() == [[2, 0], ["yaml"]]
    assert loaded() == [[2, 0], []]
