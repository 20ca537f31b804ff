"""``custfile plan``: propose, edit by hand, submit, approve, look back."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

FIRM = """
--- custfile.yaml
name: 中原美业
currency: CNY
team:
  - {id: wang.wei, name: 王伟, role: manager, capacity: 2}
  - {id: li.na, name: 李娜, role: rep, capacity: 2}
  - {id: tom, name: Tom, role: rep, capacity: 1}
  - {id: zhao, name: 赵敏, role: rep, left: 2026-06-30}
kinds: [{id: company}, {id: individual}]
contact:
  - {id: A, labels: {en: Firms, zh_CN: 企业}, when: kind = company, visits: 2, purpose: revisit, bring: "样品, 价", cost: 80}
  - {id: B, labels: {en: People, zh_CN: 个人}, when: kind = individual, visits: 1, channel: phone}
calendar: {country: CN, days: [{date: 2026-12-24, name: 盘点}]}
--- customers/C000001.yaml
name: 郑州丽人美容院
kind: company
owner: li.na
visits:
  - {date: 2026-11-13, by: li.na, next: 2026-12-09}
promises:
  - {date: 2026-11-13, what: 送样品两套, by: tom, due: 2026-12-10}
  - {date: 2026-11-02, what: 报价, by: li.na, due: 2026-11-06, done: 2026-11-05}
--- customers/C000002.yaml
name: 王丽
kind: individual
owner: tom
--- customers/C000003.yaml
name: 老客户
kind: individual
owner: zhao
--- customers/C000004.yaml
name: 散客
kind: individual
"""
PLAN = "plans/2026-12.yaml"

Run = Callable[..., Any]


@pytest.fixture
def firm(archive: Callable[[str], Path]) -> Path:
    return archive(FIRM)


def tables(run: Run, firm: Path, *words: str) -> dict[str, Any]:
    done = run("plan", *words, "--json", at=firm)
    assert done.code == 0, done.err
    told: dict[str, Any] = json.loads(done.out)
    return told


def test_a_plan_is_proposed_and_written(run: Run, firm: Path) -> None:
    done = run("plan", "2026-12", at=firm)
    assert done.code == 0, done.err
    assert "4 visits added to plans/2026-12.yaml" in done.err
    # 12-09 and the promise fall due; the second visit of C000001 is by the table: 12-09 is in the first half of the
    # month, so it is in the second, 15 days later less a fifth
    opening, lines = (firm / PLAN).read_text(encoding="utf-8").split("\n", 1)
    assert opening == "# yaml-language-server: $schema=../schema/plan.schema.json"
    assert lines.splitlines()[2:] == [
        "sheets:",
        "  - {by: li.na, status: draft}",
        "  - {by: tom, status: draft}",
        "visits:",
        '  - {date: 2026-12-01, by: tom, customer: C000002, name: 王丽, channel: phone, why: "B: 1 a month"}',
        "  - {date: 2026-12-09, by: li.na, customer: C000001, name: 郑州丽人美容院, purpose: revisit, "
        'why: next date set on 2026-11-13, bring: "样品, 价", cost: 80}',
        '  - {date: 2026-12-10, by: tom, customer: C000001, name: 郑州丽人美容院, why: "promise: 送样品两套"}',
        "  - {date: 2026-12-21, by: li.na, customer: C000001, name: 郑州丽人美容院, purpose: revisit, "
        'why: "A: 2 a month", bring: "样品, 价", cost: 80}',
    ]
    assert run("check", at=firm).code == 0


def test_the_tables_tell_frequency_load_and_who_is_left_out(run: Run, firm: Path) -> None:
    told = tables(run, firm, "2026-12")
    # 23 weekdays of December less the firm's own day: 22. 1 × 2 + 3 × 1 = 5 visits, 5 / 22 a day, × 5 a week.
    # Those who look after somebody: Li Na 2 × 22 and Tom 1 × 22 are 66.
    assert told["frequency"]["facts"] == {
        "Month": "2026-12",
        "As of": "2026-11-20",
        "Working days": "22",
        "Capacity": "66",
    }
    assert [list(row.values())[:5] for row in told["frequency"]["rows"]] == [
        ["A", "Firms", 1, 2, 2],
        ["B", "People", 3, 1, 3],
        ["", "all", 4, None, 5],
    ]
    assert told["frequency"]["rows"][2]["day"] == pytest.approx(5 / 22)
    assert told["frequency"]["rows"][2]["week"] == pytest.approx(25 / 22)
    assert {
        row["person"]: (row["wanted"], row["proposed"], row["left"], row["room"]) for row in told["load"]["rows"]
    } == {
        "li.na": (2, 2, 0, 44),
        "tom": (2, 2, 0, 22),
        "zhao": (1, 0, 1, 0),
    }
    assert [(row["id"], row["person"], row["reason"]) for row in told["left"]["rows"]] == [
        ("C000004", None, "nobody"),
        ("C000003", "zhao", "left"),
    ]


def test_proposing_twice_changes_nothing(run: Run, firm: Path) -> None:
    run("plan", "2026-12", at=firm)
    before = (firm / PLAN).read_bytes()
    done = run("plan", "2026-12", at=firm)
    assert (firm / PLAN).read_bytes() == before
    assert "nothing to add to plans/2026-12.yaml" in done.err


def test_what_people_wrote_stays_with_their_comments(run: Run, firm: Path) -> None:
    (firm / "plans").mkdir()
    mine = (
        "# 李娜的计划 📅\n"
        "visits:\n"
        "  # 顺路\n"
        "  - {date: 2026-12-03, time: 14:30, by: li.na, customer: C000001, note: 带合同}   # 已约\n"
        "\n"
        "# 完\n"
    ).replace("14:30", '"14:30"')
    (firm / PLAN).write_text(mine, encoding="utf-8")
    assert run("plan", "2026-12", at=firm).code == 0
    after = (firm / PLAN).read_text(encoding="utf-8").splitlines()
    kept = iter(after)
    assert all(line in kept for line in mine.splitlines())  # every line of before, in its order
    # Li Na's visit of 12-03 is that of the next date; one more by the table, in the second half of the month
    assert [line for line in after if "customer: C000001" in line and "by: li.na" in line][1].startswith(
        "  - {date: 2026-12-16"
    )
    assert sum("by: tom" in line for line in after) == 3  # his sheet and two visits
    assert run("check", at=firm).code == 0


def test_only_the_plan_of_one_person(run: Run, firm: Path) -> None:
    told = tables(run, firm, "2026-12", "--owner", "Tom")
    assert {row["person"] for row in told["visits"]["rows"]} == {"tom"}
    assert [row["customers"] for row in told["frequency"]["rows"]] == [0, 1, 1]
    assert "li.na" not in (firm / PLAN).read_text(encoding="utf-8")


def test_a_dry_run_writes_nothing(run: Run, firm: Path) -> None:
    done = run("plan", "2026-12", "--dry-run", at=firm)
    assert "4 visits would be added" in done.err
    assert not (firm / "plans").exists()


def test_a_plan_is_submitted_and_approved_by_a_manager(run: Run, firm: Path) -> None:
    run("plan", "2026-12", at=firm)
    assert run("plan", "approve", "2026-12", "--by", "王伟", at=firm).code == 2  # nothing is submitted yet
    assert "submitted: the plan of 李娜, Tom for 2026-12" in run("plan", "submit", "2026-12", at=firm).err
    refused = run("plan", "approve", "2026-12", "--by", "li.na", at=firm)
    assert refused.code == 2 and "managers are: wang.wei" in refused.err
    assert run("plan", "approve", "2026-12", "--by", "wang.wei", "--owner", "tom", at=firm).code == 0
    assert "approved: the plan of 李娜 for" in run("plan", "approve", "2026-12", "--by", "wang.wei", at=firm).err
    assert (firm / PLAN).read_text(encoding="utf-8").splitlines()[4:6] == [
        "  - {by: li.na, status: approved, submitted: 2026-11-20, approved: 2026-11-20, approved_by: wang.wei}",
        "  - {by: tom, status: approved, submitted: 2026-11-20, approved: 2026-11-20, approved_by: wang.wei}",
    ]


def test_nobody_approves_the_own_plan(run: Run, firm: Path) -> None:
    (firm / "plans").mkdir()
    text = (
        "sheets: [{by: wang.wei, status: submitted}]\nvisits: [{date: 2026-12-03, by: wang.wei, customer: C000001}]\n"
    )
    (firm / PLAN).write_text(text, encoding="utf-8")
    done = run("plan", "approve", "2026-12", "--by", "wang.wei", "--owner", "wang.wei", at=firm)
    assert done.code == 2 and "nobody approves the own plan" in done.err
    assert run("plan", "approve", "2026-12", "--by", "wang.wei", at=firm).code == 2
    assert (firm / PLAN).read_text(encoding="utf-8") == text


def test_nothing_is_added_to_a_plan_that_was_submitted(run: Run, firm: Path) -> None:
    run("plan", "2026-12", "--owner", "tom", at=firm)
    run("plan", "submit", "2026-12", "--owner", "tom", at=firm)
    assert run("plan", "submit", "2026-12", "--owner", "tom", at=firm).code == 2
    (firm / "customers/C000005.yaml").write_text("name: 新客\nkind: individual\nowner: tom\n", encoding="utf-8")
    told = tables(run, firm, "2026-12")
    assert {row["person"] for row in told["visits"]["rows"] if row["state"] == "new"} == {"li.na"}
    assert ("C000005", "closed") in [(row["id"], row["reason"]) for row in told["left"]["rows"]]


def test_a_sheet_is_begun_for_who_wrote_the_plan_by_hand(run: Run, firm: Path) -> None:
    (firm / "plans").mkdir()
    (firm / PLAN).write_text("visits:\n  - {date: 2026-12-03, by: tom, customer: C000002}  # x\n", encoding="utf-8")
    assert run("plan", "submit", "2026-12", "--owner", "tom", at=firm).code == 0
    assert (firm / PLAN).read_text(encoding="utf-8") == (
        "sheets:\n  - {by: tom, status: submitted, submitted: 2026-11-20}\n"
        "visits:\n  - {date: 2026-12-03, by: tom, customer: C000002}  # x\n"
    )
    assert run("plan", "submit", "2026-12", "--owner", "li.na", at=firm).code == 2  # she has planned nothing


NOVEMBER = """
sheets:
  - {by: li.na, status: approved, submitted: 2026-10-28, approved: 2026-10-30, approved_by: wang.wei}
visits:
  - {date: 2026-11-12, by: li.na, customer: C000001}
  - {date: 2026-11-03, by: li.na, customer: C000002}
  - {date: 2026-11-27, by: li.na, customer: C000002}
  - {date: 2026-11-09, by: tom, customer: C000002}
"""


def test_the_status_tells_what_became_of_it_and_the_appraisal_counts(run: Run, firm: Path) -> None:
    (firm / "plans").mkdir()
    (firm / "plans/2026-11.yaml").write_text(NOVEMBER, encoding="utf-8")
    file = firm / "customers/C000002.yaml"
    file.write_text(
        file.read_text(encoding="utf-8") + "visits: [{date: 2026-11-02, by: tom}, {date: 2026-11-16}]\n",
        encoding="utf-8",
    )
    told = tables(run, firm, "status", "2026-11")
    # Li Na: 11-12 done on 11-13, 11-03 missed, 11-27 to come.
    # Tom: 11-09 done late on 11-16 (nobody in particular was the owner), 11-02 unplanned.
    keys = (
        "status",
        "planned",
        "done",
        "late",
        "missed",
        "open",
        "unplanned",
        "made",
        "in_time",
        "reports",
        "kept",
        "promises",
    )
    assert {row["person"]: tuple(row[key] for key in keys) for row in told["people"]["rows"]} == {
        "li.na": ("approved", 3, 1, 0, 1, 1, 0, 1, 1, 2, 1, 1),
        "tom": (None, 1, 0, 1, 0, 0, 1, 2, 0, 1, 0, 0),
    }
    assert [(row["class"], row["planned"], row["made"], row["missed"]) for row in told["classes"]["rows"]] == [
        ("A", 1, 1, 0),
        ("B", 3, 2, 1),
    ]
    only = tables(run, firm, "status", "2026-11", "--owner", "tom")
    assert [row["person"] for row in only["people"]["rows"]] == ["tom"]


def test_the_plan_is_shown_in_every_format(run: Run, firm: Path) -> None:
    (firm / "plans").mkdir()
    (firm / "plans/2026-11.yaml").write_text(NOVEMBER, encoding="utf-8")
    rows = json.loads(run("plan", "show", "2026-11", "--json", at=firm).out)
    assert [(row["day"], row["person"], row["state"]) for row in rows] == [
        ("2026-11-03", "li.na", "missed"),
        ("2026-11-09", "tom", "missed"),
        ("2026-11-12", "li.na", "done"),
        ("2026-11-27", "li.na", "open"),
    ]
    assert len(list(csv.reader(StringIO(run("plan", "show", "2026-11", "--format", "csv", at=firm).out)))) == 5
    assert "| 2026-11-27 |" in run("plan", "show", "2026-11", "--format", "md", at=firm).out
    assert "Plan: 李娜 approved" in run("plan", "show", "2026-11", at=firm).out
    assert "已批准" in run("plan", "show", "2026-11", "--lang", "zh_CN", at=firm).out
    for words in (["2026-12", "--dry-run"], ["status", "2026-11"]):
        assert len(list(csv.reader(StringIO(run("plan", *words, "--format", "csv", at=firm).out)))) > 1


def test_there_need_not_be_a_plan(run: Run, firm: Path) -> None:
    shown = run("plan", "show", "2026-12", at=firm)
    assert shown.code == 0 and "there is no plan of 2026-12" in shown.err
    assert run("plan", "submit", "2026-12", at=firm).code == 2
    assert run("plan", "status", "2026-11", at=firm).code == 0


@pytest.mark.parametrize(
    "words", [["2026-13"], ["december"], ["hand-in", "2026-12"], ["show", "x", "2026-12"], ["2026-10"]]
)
def test_what_is_not_understood_is_refused(run: Run, firm: Path, words: list[str]) -> None:
    assert run("plan", *words, at=firm).code == 2


def test_a_plan_with_errors_is_not_written_to(run: Run, firm: Path) -> None:
    (firm / "plans").mkdir()
    broken = "visits:\n  - {date: 2026-12-03, by: tom, customer: C000099}\n"
    (firm / PLAN).write_text(broken, encoding="utf-8")
    changing = [["2026-12"], ["submit", "2026-12"], ["approve", "2026-12", "--by", "wang.wei"]]
    for words in (*changing, ["show", "2026-12"], ["status", "2026-12"]):
        done = run("plan", *words, at=firm)
        assert done.code == 1 and "plans/2026-12.yaml:2: there is no customer 'C000099'" in done.err
    assert (firm / PLAN).read_text(encoding="utf-8") == broken
    assert "C781" in run("check", PLAN, at=firm).out
    assert run("due", at=firm).err.startswith("1 file has errors; run: custfile check\n")


def test_check_knows_the_plans_by_their_path(run: Run, firm: Path) -> None:
    run("plan", "2026-12", at=firm)
    assert run("check", PLAN, at=firm).code == 0
    assert run("check", "plans/2027-01.yaml", at=firm).code == 2


def test_a_year_without_adjusted_days_is_told(run: Run, firm: Path) -> None:
    done = run("plan", "2090-01", "--dry-run", at=firm)
    assert done.err.count("which weekends of 2090 are worked in China is not known yet") == 1


def test_a_commit_says_what_was_planned(run: Run, firm: Path, git: Callable[..., str]) -> None:
    git(firm, "init", "--quiet")
    git(firm, "add", "--all")
    git(firm, "commit", "--quiet", "--message", "begin")
    assert run("plan", "2026-12", "--commit", at=firm).code == 0
    assert run("plan", "submit", "2026-12", "--owner", "tom", "--commit", at=firm).code == 0
    assert git(firm, "log", "--format=%s", "--name-only", "-2").split("\n")[:5] == [
        "plans 2026-12: submitted tom",
        "",
        PLAN,
        "plans 2026-12: 4 visits",
        "",
    ]


def test_the_reason_is_the_visit_that_is_too_close(run: Run, example: Callable[[str], Path]) -> None:
    # seven working days are left, all within a week of the appointment of 11-25
    told = tables(run, example("hotel"), "2026-11", "--owner", "沈磊", "--dry-run")
    assert [(row["id"], row["reason"], row["near"]) for row in told["left"]["rows"]] == [
        ("H00001", "near", "2026-11-25")
    ]


def test_one_visit_for_what_is_overdue(run: Run, example: Callable[[str], Path]) -> None:
    told = tables(run, example("hotel"), "2026-12", "--owner", "沈磊", "--dry-run")
    whys = [row["why"] for row in told["visits"]["rows"] if row["id"] == "H00002"]
    assert whys == ["next date set on 2026-10-09; Corporate accounts monthly"]


def test_twice_a_month_is_half_a_month_apart(run: Run, example: Callable[[str], Path]) -> None:
    told = tables(run, example("distributor"), "2026-12", "--owner", "jonas.ebel", "--dry-run")
    days: dict[str, list[date]] = {}
    for row in told["visits"]["rows"]:
        days.setdefault(row["id"], []).append(date.fromisoformat(row["day"]))
    twice = [(last - first).days for first, *rest in days.values() for last in rest]
    assert len(twice) == 4 and all(12 <= between <= 18 for between in twice)


@pytest.mark.parametrize("name", ["distributor", "hotel"])
def test_the_examples_can_be_planned(run: Run, example: Callable[[str], Path], name: str) -> None:
    folder = example(name)
    assert run("plan", "2026-12", at=folder).code == 0
    before = (folder / PLAN).read_bytes()
    assert run("plan", "2026-12", at=folder).code == 0
    assert (folder / PLAN).read_bytes() == before
    assert run("check", "--strict", at=folder).code == 0
