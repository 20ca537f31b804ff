"""An id that was ever given out is not given out again."""

from __future__ import annotations

from pathlib import Path


def test_after_the_highest_was_removed_in_git(book: Path, run, git) -> None:
    """
    --- customers/C000001.yaml
    name: 甲
    kind: company
    --- customers/C000007.yaml
    name: 乙
    kind: company
    """
    git(book, "init")
    git(book, "add", "--all")
    git(book, "commit", "--message", "two")
    git(book, "rm", "--quiet", "customers/C000007.yaml")
    git(book, "commit", "--message", "one")
    assert run("add", "丙", "--kind", "company", at=book).out == "C000008 customers/C000008.yaml\n"


def test_after_a_removal_that_the_register_records(book: Path, run) -> None:
    """
    --- removed.yaml
    removed:
      - {id: C000041, date: 2026-02-03, by: li.na, reason: 重复建档}
    """
    assert run("add", "丙", "--kind", "company", at=book).out == "C000042 customers/C000042.yaml\n"
