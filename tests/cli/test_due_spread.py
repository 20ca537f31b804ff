"""custfile due --spread: a wall of late revisits after an import."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from firm import Run

HEAD = """
--- custfile.yaml
name: T
team: [{id: li.na, name: 李娜, role: rep, capacity: 2}, {id: wang.wei, name: 王伟, role: rep}]
calendar: {days: [{date: 2026-11-23, name: 盘点}]}
revisits: [{id: all, role: rep, days: [3], every: 30}]
"""


@pytest.fixture
def wall(archive: Callable[[str], Path]) -> Path:
    """Five customers of Li Na's, all late since 2026-11-04, one to be seen next Tuesday, one of nobody's."""
    page = "--- customers/C00000{n}.yaml\n# 客户 {n}\nname: N{n}\nkind: x\n{owner}collected: {{date: {made}}}\n"
    mine = "owner: li.na\n"
    pages = [page.format(n=n, owner=mine, made="2026-11-01") for n in range(1, 6)]
    pages += [page.format(n=6, owner=mine, made="2026-11-01") + "visits: [{date: 2026-11-19, next: 2026-11-24}]\n"]
    pages += [page.format(n=7, owner="", made="2026-11-01")]
    return archive(HEAD + "".join(pages))


@pytest.fixture
def busy(wall: Path) -> Path:
    """The wall, with what Li Na has fixed: two of the late are met anyway, and 8, which is Wang Wei's."""
    customers = wall / "customers"
    other = "name: N8\nkind: x\nowner: wang.wei\ncollected: {date: 2026-11-19}\nappointments:\n"
    other += "  - {date: 2026-11-20, by: li.na}\n  - {date: 2026-11-20, time: '15:00', by: li.na}\n"  # one customer, one visit
    other += "  - {date: 2026-11-24, by: li.na, cancelled: 2026-11-18}\n"
    (customers / "C000008.yaml").write_text(other, encoding="utf-8")
    with (customers / "C000005.yaml").open("a", encoding="utf-8") as page:
        page.write("appointments: [{date: 2026-11-26, time: '10:00'}]\n")  # the owner's
    with (customers / "C000006.yaml").open("a", encoding="utf-8") as page:
        page.write("appointments: [{date: 2026-11-24}]\n")  # on its next date: the same visit
    (wall / "plans").mkdir()
    plan = "visits:\n  - {date: 2026-11-24, by: li.na, customer: C000002}\n"
    plan += "  - {date: 2026-11-25, by: li.na, customer: C000008}\n  - {date: 2026-11-20, by: wang.wei, customer: C000003}\n"
    (wall / "plans/2026-11.yaml").write_text(plan, encoding="utf-8")
    return wall


def rows(done: Any) -> list[tuple[str, str]]:
    return [(row["id"], row["to"]) for row in json.loads(done.out)]


def test_they_are_stretched_over_working_days_by_capacity(run: Run, wall: Path) -> None:
    """Two a day from Friday 2026-11-20; Monday is a day off, and on Tuesday one is due anyway."""
    done = run("due", "--spread", "--json", at=wall)
    assert rows(done) == [
        ("C000001", "2026-11-20"), ("C000002", "2026-11-20"), ("C000003", "2026-11-24"), ("C000004", "2026-11-25"),
        ("C000005", "2026-11-25"),
    ]  # fmt: skip
    assert not (wall / "customers/C000003.yaml").read_text(encoding="utf-8").count("deferrals")
    table = run("due", "--spread", at=wall).out
    assert "李娜: 5 visits, 2026-11-20 to 2026-11-25\n" in table
    assert "Not placed: 1 customer; nobody has time\n" in table


def test_what_is_fixed_takes_its_place_and_whom_one_meets_anyway_is_seen_then(run: Run, busy: Path) -> None:
    """Of two places a day Friday has one left, Tuesday none (2 and 6 are seen), Wednesday one, Thursday one beside 5."""
    done = run("due", "--spread", "--json", at=busy)
    assert rows(done) == [
        ("C000001", "2026-11-20"), ("C000002", "2026-11-24"), ("C000003", "2026-11-25"), ("C000004", "2026-11-26"),
        ("C000005", "2026-11-26"),
    ]  # fmt: skip
    one_a_day = run("due", "--spread", "--per-day", "1", "--json", at=busy)
    assert rows(one_a_day) == [
        ("C000002", "2026-11-24"), ("C000005", "2026-11-26"), ("C000001", "2026-11-27"), ("C000003", "2026-11-30"),
        ("C000004", "2026-12-01"),
    ]  # fmt: skip
    chosen = run("due", "--spread", "--where", "name = N3", "--per-day", "1", "--json", at=busy)
    assert rows(chosen) == [("C000003", "2026-11-27")]  # what is fixed with others takes its place all the same


def test_applied_on_the_days_of_meetings_nothing_moves_again(run: Run, busy: Path) -> None:
    assert run("due", "--spread", "--apply", at=busy).err == "4 customers put off\n"
    text = (busy / "customers/C000005.yaml").read_text(encoding="utf-8")
    assert text.endswith("deferrals:\n  - {date: 2026-11-20, rule: all, until: 2026-11-26, reason: spread over days}\n")
    assert rows(run("due", "--spread", "--json", at=busy)) == [("C000001", "2026-11-20")]


@pytest.mark.parametrize(
    ("fixed", "first"),
    [
        ("appointments: [{date: 2026-11-20, by: li.na}]", "2026-11-24"),
        ("appointments: [{date: 2026-11-20, by: li.na, cancelled: 2026-11-20}]", "2026-11-20"),
        ("appointments: [{date: 2026-11-20, by: wang.wei}]", "2026-11-20"),
        ("tickets: [{date: 2026-11-19, type: service, what: w, assigned: li.na, scheduled: 2026-11-20}]", "2026-11-24"),
        ("tickets: [{date: 2026-11-19, type: service, what: w, assigned: li.na, due: 2026-11-20}]", "2026-11-20"),
    ],
)
def test_only_meetings_that_take_place_take_a_place(
    run: Run, archive: Callable[[str], Path], fixed: str, first: str
) -> None:
    page = "--- customers/C00000{n}.yaml\nname: N{n}\nkind: x\nowner: {owner}\ncollected: {{date: {made}}}\n"
    late = page.format(n=1, owner="li.na", made="2026-11-01")
    other = page.format(n=2, owner="wang.wei", made="2026-11-19")
    at = archive(f"{HEAD}{late}{other}{fixed}\n")
    assert rows(run("due", "--spread", "--per-day", "1", "--json", at=at)) == [("C000001", first)]


def test_per_day_and_owner_are_told(run: Run, wall: Path) -> None:
    assert {day for _id, day in rows(run("due", "--spread", "--per-day", "9", "--json", at=wall))} == {"2026-11-20"}
    assert rows(run("due", "--spread", "--owner", "王伟", "--json", at=wall)) == []
    assert run("due", "--spread", "--owner", "王伟", at=wall).err == "no revisit is late\n"
    assert rows(run("due", "--spread", "--where", "name = N5", "--json", at=wall)) == [("C000005", "2026-11-20")]


def test_apply_writes_what_was_proposed_and_loses_nothing(run: Run, wall: Path) -> None:
    proposed = rows(run("due", "--spread", "--json", at=wall))
    done = run("due", "--spread", "--apply", "--json", at=wall)
    assert (rows(done), done.err) == (proposed, "3 customers put off\n")
    text = (wall / "customers/C000004.yaml").read_text(encoding="utf-8")
    assert text.startswith("# 客户 4\n")
    assert text.endswith("deferrals:\n  - {date: 2026-11-20, rule: all, until: 2026-11-25, reason: spread over days}\n")
    assert "deferrals" not in (wall / "customers/C000001.yaml").read_text(encoding="utf-8")
    listed = json.loads(run("due", "--json", "--days", "5", at=wall).out)
    assert sorted((row["id"], row["day"]) for row in listed) == [
        ("C000001", "2026-11-04"), ("C000002", "2026-11-04"), ("C000003", "2026-11-24"), ("C000004", "2026-11-25"),
        ("C000005", "2026-11-25"), ("C000006", "2026-11-24"), ("C000007", "2026-11-04"),
    ]  # fmt: skip
    assert rows(run("due", "--spread", "--json", at=wall)) == proposed[:2]  # done once is done


def test_when_one_file_cannot_be_written_none_is(run: Run, wall: Path) -> None:
    before = {path: path.read_bytes() for path in wall.rglob("*.yaml")}
    broken = wall / "customers/C000005.yaml"
    broken.write_bytes(broken.read_bytes() + b"deferrals: x\n")
    done = run("due", "--spread", "--apply", at=wall)
    assert done.code != 0
    after = {path: path.read_bytes() for path in wall.rglob("*.yaml")}
    assert {path for path in before if before[path] != after[path]} == {broken}
