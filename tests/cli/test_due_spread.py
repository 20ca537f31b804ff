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
