"""custfile handover, assign, workload: from the command line to the files."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from firm import Run

BOOK = """
--- custfile.yaml
name: 中原美业
currency: CNY
team:
  - {id: li.na, name: 李娜, role: rep, region: 郑州/中原区, joined: 2020-01-01}
  - {id: wang.wei, name: 王伟, role: rep, region: 洛阳, joined: 2020-01-01}
  - {id: dr.chen, name: 陈医生, role: physician}
  - {id: zhao.min, name: 赵敏, role: rep, joined: 2020-01-01, left: 2026-10-31}
contact:
  - {id: A, when: level = A, visits: 2}
  - {id: B, when: kind = company, visits: 1}
funnel:
  - {id: B, rate: 0.5}
--- customers/C000001.yaml
# 老客户
name: 郑州丽人美容院
kind: company
level: A
owner: zhao.min            # 2019 年起
advisors: [li.na]
region: 郑州/中原区
collected: {date: 2026-01-10, by: zhao.min}
orders:
  - {date: 2026-02-03, amount: 5760.00, by: zhao.min}
visits:
  - {date: 2026-10-20, by: zhao.min, outcome: 满意, next: 2026-11-18}
promises:
  - {date: 2026-10-20, what: 送样品两套, by: zhao.min, due: 2026-11-10}
tickets:
  - {date: 2026-10-14, type: complaint, what: 精华液漏瓶, by: zhao.min, assigned: zhao.min, answered: 2026-10-15}
loans:
  - {date: 2026-10-14, by: zhao.min}
--- customers/C000002.yaml
name: 王丽
kind: individual
owner: zhao.min
region: 洛阳/西工区
collected: {date: 2026-02-01, by: wang.wei}
visits:
  - {date: 2026-11-02, by: wang.wei}
  - {date: 2026-08-21, by: wang.wei}
  - {date: 2026-08-20, by: wang.wei}
--- customers/C000003.yaml
name: 王力
kind: individual
owner: li.na
collected: {date: 2026-03-01, by: li.na}
deals:
  - {date: 2026-10-01, stage: B, amount: 1200.50, by: zhao.min}
visits:
  - {date: 2026-04-01, by: li.na}
--- customers/C000004.yaml
name: 新客户 👩‍👩‍👧
kind: company
collected: {date: 2026-11-01}
--- plans/2026-11.yaml
visits:
  - {date: 2026-11-26, by: zhao.min, customer: C000002, why: 节前}
  - {date: 2026-11-27, by: li.na, customer: C000003}
--- agenda.yaml
tasks:
  - {date: 2026-10-01, what: 年底盘点, by: zhao.min}
"""


@pytest.fixture
def folder(archive: Callable[[str], Path], git: Callable[..., str]) -> Path:
    """An archive in git, in which somebody has left without handing over."""
    made = archive(BOOK)
    git(made, "init", "--quiet")
    git(made, "add", "--all")
    git(made, "commit", "--quiet", "--message", "begin")
    return made


def text(folder: Path, path: str) -> str:
    return (folder / path).read_text(encoding="utf-8")


def test_a_leaver_who_still_holds_something_is_told(run: Run, folder: Path) -> None:
    ran = run("workload", "--json", at=folder)
    rows = {row["person"]: row for row in json.loads(ran.out)}
    assert list(rows) == ["li.na", "wang.wei", "dr.chen", "zhao.min", "nobody", "total"]
    assert json.loads(ran.err) == {
        "warning": "赵敏 has left and still holds something; run: custfile handover zhao.min"
    }
    assert {key: value for key, value in rows["zhao.min"].items() if value not in (0, None)} == {
        "person": "zhao.min", "left": "2026-10-31", "files": 2, "class_A": 1, "planned": 1, "visits_3m": 1,
        "promises": 1, "promises_late": 1, "tickets": 1, "late": rows["zhao.min"]["late"], "deals": 1,
        "amount": 1200.5, "loans": 1,
    }  # fmt: skip
    assert (rows["wang.wei"]["visits"], rows["wang.wei"]["visits_3m"]) == (1, 2)  # 20 August is three months ago
    assert (rows["li.na"]["advises"], rows["li.na"]["planned"]) == (1, 1)
    assert (rows["nobody"]["files"], rows["nobody"]["class_B"]) == (1, 1)
    assert [rows["total"][key] for key in ("files", "class_A", "class_B", "visits", "deals")] == [4, 1, 1, 1, 1]


def test_the_workload_of_a_month_and_of_one(run: Run, folder: Path) -> None:
    (row,) = json.loads(run("workload", "--month", "2026-08", "--owner", "王伟", "--json", at=folder).out)
    assert (row["person"], row["visits"], row["visits_3m"], row["planned"]) == ("wang.wei", 2, 2, 0)
    ran = run("workload", "--month", "2026-13", at=folder)
    assert (ran.code, ran.err) == (2, "custfile: '2026-13' is no month; write it as 2026-12\n")


def test_as_of_an_earlier_day_the_leaver_was_there(run: Run, folder: Path) -> None:
    """On 1 October he held two files, and neither promise, ticket nor loan was there yet."""
    ran = run("workload", "--as-of", "2026-10-01", "--json", at=folder)
    rows = {row["person"]: row for row in json.loads(ran.out)}
    told = rows["zhao.min"]
    assert [told[key] for key in ("files", "promises", "tickets", "loans", "deals")] == [2, 0, 0, 0, 1]
    assert "nobody" not in rows
    assert ran.err == ""


def test_owners_are_proposed_in_the_order_of_the_rules(run: Run, folder: Path) -> None:
    ran = run("assign", "--format", "csv", at=folder)
    assert [line.split(",")[:6] for line in ran.out.splitlines()[1:]] == [
        ["C000001", "郑州丽人美容院", "郑州/中原区", "zhao.min", "li.na", "nearest"],
        ["C000002", "王丽", "洛阳/西工区", "zhao.min", "wang.wei", "collector"],
        ["C000004", "新客户 👩‍👩‍👧", "", "", "wang.wei", "record"],
    ]
    assert text(folder, "customers/C000004.yaml").count("owner") == 0
    shown = run("assign", "--explain", "丽人", at=folder).out.splitlines()
    assert shown[-2].split() == ["collected", "it", "赵敏", "collected", "it,", "but", "left", "on", "2026-10-31"]
    assert shown[-1].endswith("李娜")
    assert run("assign", "--explain", "王力", at=folder).code == 4


def test_owners_are_written_in_one_commit(run: Run, folder: Path, git: Callable[..., str]) -> None:
    ran = run("assign", "--kind", "company", "--dry-run", at=folder)
    assert "+owner: li.na            # 2019 年起\n" in ran.out
    assert git(folder, "status", "--porcelain") == ""
    ran = run("assign", "--apply", "--commit", at=folder)
    assert (ran.code, ran.err) == (0, "3 files have an owner now\n")
    assert git(folder, "log", "--format=%s").splitlines() == ["assign: 3 2026-11-20", "begin"]
    assert git(folder, "status", "--porcelain") == ""
    first = text(folder, "customers/C000001.yaml")
    assert "owner: li.na            # 2019 年起\nregion" in first  # and no adviser of her own file
    assert text(folder, "customers/C000004.yaml").splitlines()[2] == "owner: wang.wei"
    again = run("assign", at=folder)
    assert again.err == "every file has an owner\n"


def test_a_file_that_nobody_can_take_is_left_to_the_manager(run: Run, folder: Path) -> None:
    with (folder / "custfile.yaml").open("a", encoding="utf-8") as settings:
        settings.write("assign: {most: 1}\n")
    ran = run("assign", "--apply", at=folder)
    assert ran.err.splitlines() == ["1 file has an owner now", "2 files are left to the manager"]


def test_what_is_handed_over_is_shown_first(run: Run, folder: Path, git: Callable[..., str]) -> None:
    ran = run("handover", "赵敏", "li.na", "--json", at=folder)
    assert [(row["id"], row["what"], row["taker"]) for row in json.loads(ran.out)] == [
        ("C000001", "owner", "li.na"),
        ("C000001", "promise", "li.na"),
        ("C000001", "ticket", "li.na"),
        ("C000001", "loan", "li.na"),
        ("C000001", "next", "li.na"),
        ("C000002", "owner", "li.na"),
        ("C000002", "planned", "li.na"),
        ("C000003", "deal", "li.na"),
        ("", "task", "li.na"),
    ]
    assert git(folder, "status", "--porcelain") == ""


def test_everything_changes_hands_in_one_commit_and_check_is_clean(
    run: Run, folder: Path, git: Callable[..., str], tmp_path: Path
) -> None:
    before = run("check", "--json", at=folder)
    assert {each["code"] for each in json.loads(before.out)} == {"C307", "C785"}
    page = tmp_path / "list.html"
    ran = run("handover", "zhao.min", "li.na", "--apply", "--commit", "-o", str(page), at=folder)
    assert (ran.code, ran.err) == (0, "5 files changed\nnothing names 赵敏 as its holder any more\n")
    assert git(folder, "log", "--format=%s").splitlines() == ["handover: zhao.min → li.na", "begin"]
    assert git(folder, "status", "--porcelain") == ""
    assert len(git(folder, "show", "--name-only", "--format=").split()) == 5
    assert run("check", "--strict", at=folder).code == 0
    assert run("handover", "zhao.min", at=folder).err == "there is nothing to hand over\n"
    assert json.loads(run("due", "--owner", "zhao.min", "--json", at=folder).out) == []
    assert "赵敏" not in run("workload", at=folder).out
    kinds = {row["kind"] for row in json.loads(run("due", "--owner", "li.na", "--json", at=folder).out)}
    assert {"next", "promise"} <= kinds
    first = text(folder, "customers/C000001.yaml")
    assert "  - {date: 2026-10-20, by: zhao.min, outcome: 满意, next: 2026-11-18}\n" in first
    assert "assigned: li.na" in first
    assert "by: zhao.min, assigned" in first
    html = page.read_text(encoding="utf-8")
    for words in ("郑州丽人美容院", "送样品两套", "年底盘点", "Signature", "李娜", "赵敏"):
        assert words in html


def test_files_are_given_out_by_the_order_of_allocation(run: Run, folder: Path) -> None:
    """C000003 is 李娜's; only its deal goes to her. The task has no customer: nobody is named for it."""
    ran = run("handover", "zhao.min", "--assign", "--apply", at=folder)
    assert ran.err.splitlines() == [
        "4 files changed",
        "still with 赵敏: 年底盘点; run: custfile handover zhao.min PERSON --apply",
    ]
    assert "owner: li.na" in text(folder, "customers/C000001.yaml")
    assert "owner: wang.wei" in text(folder, "customers/C000002.yaml")
    assert "by: li.na" in text(folder, "customers/C000003.yaml")
    assert "{date: 2026-11-26, by: wang.wei, customer: C000002, why: 节前}" in text(folder, "plans/2026-11.yaml")


def test_an_advisor_is_followed_by_one_of_the_same_role(run: Run, folder: Path) -> None:
    settings = folder / "custfile.yaml"
    settings.write_text(
        text(folder, "custfile.yaml").replace("contact:", "  - {id: dr.wu, name: 吴医生, role: physician}\ncontact:"),
        encoding="utf-8",
    )
    page = folder / "customers/C000003.yaml"
    page.write_text(text(folder, "customers/C000003.yaml") + "advisors: [dr.chen]\n", encoding="utf-8")
    assert run("handover", "dr.chen", "--assign", "--apply", at=folder).code == 0
    assert "advisors: [dr.wu]\n" in text(folder, "customers/C000003.yaml")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["li.na", "zhao.min"], "赵敏 has left: 2026-10-31"),
        (["li.na", "李娜"], "who gives cannot take over"),
        (["li.na", "stranger"], "'stranger' is nobody of the team; there are: li.na, wang.wei, dr.chen, zhao.min"),
        (["stranger", "li.na"], "'stranger' is nobody of the team; there are: li.na, wang.wei, dr.chen, zhao.min"),
        (["li.na", "--apply"], "to whom? name somebody, or take --assign"),
        (["li.na", "-o", "list.docx"], "list.docx cannot be written: its name may end in .md, .html, .htm"),
        (["li.na", "wang.wei", "--assign"], "name who takes over, or take --assign; not both"),
    ],
)
def test_what_cannot_be(run: Run, folder: Path, git: Callable[..., str], arguments: list[str], said: str) -> None:
    ran = run("handover", *arguments, at=folder)
    assert (ran.code, ran.err) == (2, f"custfile: {said}\n")
    assert git(folder, "status", "--porcelain") == ""


def test_one_whom_the_team_does_not_know_any_more(run: Run, folder: Path) -> None:
    page = folder / "customers/C000004.yaml"
    page.write_text(text(folder, "customers/C000004.yaml") + "owner: old.hand\n", encoding="utf-8")
    ran = run("handover", "old.hand", "li.na", "--apply", at=folder)
    assert (ran.code, ran.err) == (0, "1 file changed\nnothing names old.hand as its holder any more\n")
    assert text(folder, "customers/C000004.yaml").endswith("owner: li.na\n")


def test_a_memo_that_reminds_the_leaver_is_handed_over_too(run: Run, folder: Path) -> None:
    (folder / "agenda.yaml").write_text(
        "memos:\n"
        "  - {date: 2026-10-01, text: 换锁, to: [zhao.min], on: 2026-12-01}\n"
        "  - {date: 2026-10-01, text: 旧事, to: [zhao.min], on: 2026-10-02}\n"
        "  - {date: 2026-10-01, text: 浇花, to: [zhao.min], on: 2026-11-10}\n",  # missed since the day of leaving
        encoding="utf-8",
    )
    assert "agenda.yaml:2:" in run("check", "agenda.yaml", at=folder).out  # C307, and not of what is over
    assert "agenda.yaml:3:" not in run("check", "agenda.yaml", at=folder).out
    assert "换锁" in run("handover", "zhao.min", "--assign", "--apply", at=folder).err  # who takes it has to be named
    ran = run("handover", "zhao.min", "li.na", "--apply", at=folder)
    assert ran.err.splitlines()[-1] == "nothing names 赵敏 as its holder any more"
    assert "text: 换锁, to: [li.na]" in text(folder, "agenda.yaml")
    assert "text: 浇花, to: [li.na]" in text(folder, "agenda.yaml")
    assert "agenda.yaml" not in run("check", "agenda.yaml", at=folder).out


def test_who_is_still_in_the_team_is_told_to_leave_it(run: Run, folder: Path) -> None:
    ran = run("handover", "li.na", "wang.wei", "--apply", at=folder)
    assert ran.err.splitlines()[-1] == "李娜 is still in the team; write the last day as left: in custfile.yaml"


def test_a_file_that_cannot_be_read_stops_it(run: Run, folder: Path) -> None:
    """It might be one of hers."""
    (folder / "customers/C000009.yaml").write_text("name: [\n", encoding="utf-8")
    ran = run("handover", "zhao.min", "li.na", "--apply", at=folder)
    assert ran.code == 1
    assert "customers/C000009.yaml cannot be read" in ran.err
    assert "owner: zhao.min" in text(folder, "customers/C000001.yaml")


KILLED = """
import sys
from functools import partial
from disks import Deadly
from custfile.cli import writing
from custfile.cli.run import run
writing.commit = partial(writing.commit, disk=Deadly("replace", int(sys.argv[2])))
run(["-C", sys.argv[1], "handover", "zhao.min", "li.na", "--apply"])
"""


@pytest.mark.parametrize("at", [2, 4, 6])
def test_a_handover_that_is_cut_short_is_finished_or_taken_back(
    run: Run, folder: Path, git: Callable[..., str], at: int
) -> None:
    disks = Path(__file__).parent.parent / "archive"
    for ending in ("--rollback", "--resume"):
        done = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(at)], cwd=disks, check=False)
        assert done.returncode == -9
        ran = run("handover", "zhao.min", "li.na", "--apply", at=folder)
        assert (ran.code, "an earlier change was interrupted" in ran.err) == (5, True)
        assert run("doctor", ending, at=folder).code == 0
        assert len(git(folder, "diff", "--name-only").split()) == {"--rollback": 0, "--resume": 5}[ending]
    assert run("check", "--strict", at=folder).code == 0
    assert "by: li.na" in text(folder, "agenda.yaml")
