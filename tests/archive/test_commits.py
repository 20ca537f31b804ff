"""The history of an archive in a repository, which may hold more than the archive."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from custfile.archive.commits import commits

DAYS = ("2026-11-01", "2026-11-14", "2026-11-20", "2026-11-21")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an archive below the top of a repository with a commit on each of ``DAYS``."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "李 娜")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "li.na@example.com")
    archive = tmp_path / "客户档案"
    archive.mkdir()
    git(tmp_path, "init", "--quiet")
    (tmp_path / "beside.txt").write_text("x")
    for number, day in enumerate(DAYS):
        monkeypatch.setenv("GIT_AUTHOR_DATE", f"{day}T23:30:00+0800")
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T23:30:00+0800")
        (archive / "first.yaml").write_text(str(number))
        (archive / f"中 文 {number}.yaml").write_text("x")
        if number == 2:
            (archive / "中 文 0.yaml").unlink()
        git(tmp_path, "add", "--all")
        git(tmp_path, "commit", "--quiet", "--message", f"第 {number} 次\n\nmore")
    return archive


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def test_the_latest_comes_first_with_its_files(folder: Path) -> None:
    last, first = commits(folder, date(2026, 11, 1), date(2026, 11, 20)) or []
    assert (last.day, last.author, last.email, last.subject) == (
        date(2026, 11, 20),
        "李 娜",
        "li.na@example.com",
        "第 2 次",
    )
    assert sorted(last.files) == [("A", "中 文 2.yaml"), ("D", "中 文 0.yaml"), ("M", "first.yaml")]
    assert (first.day, len(first.files)) == (date(2026, 11, 14), 2)


def test_what_lies_beside_the_archive_is_not_told(folder: Path) -> None:
    found = commits(folder, date(2026, 10, 1), date(2026, 11, 1)) or []
    assert [sorted(each.files) for each in found] == [[("A", "first.yaml"), ("A", "中 文 0.yaml")]]


def test_a_day_is_that_of_who_committed(folder: Path) -> None:
    # 23:30 in Shanghai on the 20th; the 21st is not known yet
    assert [each.day.day for each in commits(folder, date(2026, 11, 19), date(2026, 11, 20)) or []] == [20]
    assert commits(folder, date(2026, 11, 21), date(2026, 12, 1)) == []


def test_without_git_or_a_commit_nothing_is_known(tmp_path: Path) -> None:
    assert commits(tmp_path, date(2026, 11, 1), date(2026, 11, 20)) is None
    git(tmp_path, "init", "--quiet")
    assert commits(tmp_path, date(2026, 11, 1), date(2026, 11, 20)) is None
