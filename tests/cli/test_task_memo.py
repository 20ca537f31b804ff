"""custfile task, custfile memo: what has no customer, in agenda.yaml."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from firm import Run


def test_the_file_is_begun_with_the_first(run: Run, firm: Path) -> None:
    done = run("task", "订新展架", "--due", "2w", "--by", "李娜", "--note", "两个", at=firm)
    assert (done.code, done.err) == (0, "recorded in agenda.yaml\n")
    run("memo", "周五盘点，两点闭店", "--on", "2026-11-27", "--to", "li.na", "--to", "王伟", at=firm)
    run("task", "擦窗", "--due", "2026-12-01", "--time", "9:30", "--minutes", "30", at=firm)
    assert (firm / "agenda.yaml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=schema/agenda.schema.json\n"
        "tasks:\n"
        "  - {date: 2026-11-20, what: 订新展架, by: li.na, due: 2026-12-04, note: 两个}\n"
        '  - {date: 2026-11-20, what: 擦窗, by: li.na, due: 2026-12-01, time: "09:30", minutes: 30}\n'
        "memos:\n"
        "  - {date: 2026-11-20, text: 周五盘点，两点闭店, by: li.na, to: [li.na, wang.wei], on: 2026-11-27}\n"
    )
    assert run("check", at=firm).code == 0


def test_who_has_left_is_given_nothing_to_do(run: Run, firm: Path) -> None:
    settings = firm / "custfile.yaml"
    text = settings.read_text(encoding="utf-8").replace(
        "name: 王伟, role: rep}", "name: 王伟, role: rep, left: 2026-11-25}"
    )
    settings.write_text(text, encoding="utf-8")
    assert run("appoint", "丽人", "2026-11-25", "--by", "王伟", at=firm).code == 0
    for words in (["appoint", "丽人", "2026-11-26"], ["--as-of", "2026-11-26", "task", "擦窗"]):
        done = run(*words, "--by", "王伟", at=firm)
        assert (done.code, done.err) == (2, "custfile: 王伟 has left: 2026-11-25\n")


def test_what_somebody_wrote_there_stays(run: Run, firm: Path) -> None:
    file = firm / "agenda.yaml"
    file.write_bytes("# 本周\r\ntasks: # 任务\r\n- date: 2026-11-01\r\n  what:  擦窗   # 里外\r\n".encode())
    assert run("task", "订新展架", at=firm).code == 0
    assert run("task", "done", "擦", at=firm).code == 0
    assert file.read_bytes().decode() == (
        "# 本周\r\ntasks: # 任务\r\n- date: 2026-11-01\r\n  what:  擦窗   # 里外\r\n  done: 2026-11-20\r\n"
        "- {date: 2026-11-20, what: 订新展架, by: li.na}\r\n"
    )


@pytest.mark.parametrize("empty", ["", "# 备忘\n", "tasks:\n"])
def test_an_empty_file_is_no_fault(run: Run, firm: Path, empty: str) -> None:
    (firm / "agenda.yaml").write_text(empty, encoding="utf-8")
    assert run("check", at=firm).out == ""
    assert run("task", "擦窗", at=firm).code == 0
    text = (firm / "agenda.yaml").read_text(encoding="utf-8")
    assert text == empty.removesuffix("tasks:\n") + "tasks:\n  - {date: 2026-11-20, what: 擦窗, by: li.na}\n"


def test_a_task_is_done_once(run: Run, firm: Path) -> None:
    run("task", "clean", "the", "windows", at=firm)
    assert run("task", "done", "windows", "--dry-run", at=firm).out.endswith("done: 2026-11-20}\n")
    assert run("task", "done", "windows", at=firm).code == 0
    again = run("task", "done", "windows", at=firm)
    assert (again.code, again.err) == (4, "custfile: nothing is open that 'windows' could settle\n")
    bare = run("task", "done", at=firm)
    assert (bare.code, bare.err) == (2, "custfile: say which task is done: custfile task done WORDS\n")


def test_a_time_needs_a_day(run: Run, firm: Path) -> None:
    done = run("task", "擦窗", "--time", "9:30", at=firm)
    assert (done.code, done.err) == (2, "custfile: a time needs its day; add --due DAY\n")
    assert not (firm / "agenda.yaml").exists()


def test_a_task_collides_with_an_appointment(run: Run, firm: Path) -> None:
    run("appoint", "丽人", "2026-12-03", "14:00", at=firm)
    done = run("task", "擦窗", "--due", "2026-12-03", "--time", "14:30", at=firm)
    assert done.err.splitlines()[1:] == ["李娜 has 郑州丽人美容院 at 14:00 on 2026-12-03 already"]
    assert len(run("task", "打电话", "--due", "2026-12-03", "--time", "13:00", at=firm).err.splitlines()) == 1


def test_nobody_of_the_team(run: Run, firm: Path) -> None:
    done = run("memo", "盘点", "--to", "王五", at=firm)
    assert (done.code, done.err) == (
        2,
        "custfile: '王五' is nobody of the team; there are: li.na, wang.wei, dr.chen\n",
    )


def test_a_broken_file_is_not_written_to(run: Run, firm: Path) -> None:
    (firm / "agenda.yaml").write_text("tasks: [\n", encoding="utf-8")
    assert run("task", "擦窗", at=firm).code == 1
    assert (firm / "agenda.yaml").read_text(encoding="utf-8") == "tasks: [\n"


def test_nor_through_a_link(run: Run, firm: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.yaml").write_text("tasks: []\n", encoding="utf-8")
    (firm / "agenda.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert run("task", "擦窗", at=firm).code == 5
    assert (tmp_path / "elsewhere.yaml").read_text(encoding="utf-8") == "tasks: []\n"
    assert "C120" in run("check", at=firm).out


def test_a_commit(run: Run, firm: Path, git: Callable[..., str]) -> None:
    git(firm, "init", "--quiet")
    git(firm, "add", "--all")
    git(firm, "commit", "--quiet", "--message", "begin")
    assert run("task", "擦窗", "--commit", at=firm).code == 0
    assert git(firm, "log", "-1", "--format=%s", "--name-only").split("\n")[::2] == [
        "agenda: tasks 2026-11-20",
        "agenda.yaml",
    ]
