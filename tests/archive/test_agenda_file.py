"""agenda.yaml: read once and remembered, again when it or the team changes, checked as it is staged."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from custfile.archive import page
from custfile.archive.agenda_file import AGENDA, agenda, agenda_findings
from custfile.archive.index import Index
from custfile.archive.root import Root

Run = Callable[..., Any]
TEXT = """
--- custfile.yaml
name: A
team: [{id: li.na, name: 李娜}]
--- customers/C000001.yaml
name: 丽人
kind: company
--- agenda.yaml
tasks:
  - {date: 2026-11-01, what: 擦窗, by: li.na}
  - {date: 2026-11-31, what: 扫地}
memos:
  - {date: 2026-11-02, text: "盘点: 周五", to: [li.na]}
"""


@pytest.fixture
def folder(archive: Callable[[str], Path]) -> Path:
    return archive(TEXT)


def told(folder: Path) -> tuple[list[str], list[str]]:
    """Return the tasks and the codes of what is wrong, as a new index has them."""
    with closing(Index(Root(folder))) as index:
        return [task.what for task in agenda(index).tasks], [finding.code for finding in agenda_findings(index)]


def test_what_is_at_fault_is_left_out(folder: Path) -> None:
    assert told(folder) == (["擦窗"], ["C209"])
    (folder / AGENDA).unlink()
    assert told(folder) == ([], [])


def test_it_is_parsed_once(folder: Path, git: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    git(folder, "init", "--quiet")  # which vouches for files that were written a moment ago
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "begin")
    told(folder)
    read = []
    original = page.read_page
    monkeypatch.setattr(page, "read_page", lambda data: read.append(data) or original(data))
    for _again in range(3):
        assert told(folder) == (["擦窗"], ["C209"])
    assert read == []


def test_an_edit_of_the_same_size_in_the_same_moment_is_seen(folder: Path) -> None:
    file = folder / AGENDA
    told(folder)
    before = file.stat()
    file.write_text(file.read_text(encoding="utf-8").replace("擦窗", "浇花"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert told(folder)[0] == ["浇花"]


def test_so_is_a_change_of_the_team(folder: Path) -> None:
    told(folder)
    settings = folder / "custfile.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("li.na", "wang.wei"), encoding="utf-8")
    assert told(folder)[1] == ["C301", "C209", "C301"]


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_never_waited_for(folder: Path, make: Callable[[Path], None]) -> None:
    (folder / AGENDA).unlink()
    make(folder / AGENDA)
    assert told(folder) == ([], ["C121"])


def test_staged_as_git_has_it(run: Run, folder: Path, git: Callable[..., str]) -> None:
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    file = folder / AGENDA
    file.write_text(file.read_text(encoding="utf-8").replace("2026-11-31", "2026-11-30"), encoding="utf-8")
    assert (run("check", at=folder).code, run("check", AGENDA, at=folder).code) == (0, 0)
    assert "agenda.yaml:3:12: error C209" in run("check", "--staged", at=folder).out
    git(folder, "add", AGENDA)
    assert run("check", "--staged", at=folder).code == 0
