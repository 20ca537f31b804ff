"""Lost pages: what the last commit had and the folder has no more."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from custfile.archive import lost
from custfile.archive.index import Index
from custfile.archive.lost import lost_pages
from custfile.archive.root import Root

Git = Callable[..., str]

TEXT = """
--- customers/C000001.yaml
name: 丽人
kind: company
visits:
  - {date: 2026-02-06, by: li.na}
  - {date: 2026-03-06, by: li.na}
orders: [{date: 2026-02-03, amount: 10}, {date: 2026-02-04, amount: 20}]
--- customers/北京/C000002.yaml
name: b
kind: company
--- customers/C000003.yaml
name: c
kind: company
"""


@pytest.fixture
def root(archive: Callable[[str], Path], git: Git) -> Root:
    folder = archive(TEXT)
    git(folder, "init")
    git(folder, "add", "--all")
    git(folder, "commit", "-m", "one")
    return Root(folder)


def lost_in(root: Root) -> list[tuple[str, str]]:
    """The code and path of each finding."""
    with closing(Index(root)) as index:
        return [(finding.code, finding.path) for finding in lost_pages(index)]


def shrunk_in(root: Root) -> list[tuple[int, dict[str, str]]]:
    """The line and figures of each finding, all of which are of shrunk lists."""
    with closing(Index(root)) as index:
        found = list(lost_pages(index))
    assert all(finding.code == "C604" and finding.path == "customers/C000001.yaml" for finding in found)
    return [(finding.line, dict(finding.params)) for finding in found]


def replaced(root: Root, old: str, new: str) -> None:
    file = root.customers / "C000001.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_is_lost(root: Root) -> None:
    assert lost_in(root) == []


def test_deleted_pages(root: Root) -> None:
    (root.customers / "C000001.yaml").unlink()
    (root.customers / "北京" / "C000002.yaml").unlink()
    assert lost_in(root) == [("C603", "customers/C000001.yaml"), ("C603", "customers/北京/C000002.yaml")]


def test_staged_deletion_is_a_loss_and_a_committed_one_is_history(root: Root, git: Git) -> None:
    git(root.folder, "rm", "customers/C000003.yaml")
    assert lost_in(root) == [("C603", "customers/C000003.yaml")]
    git(root.folder, "commit", "-m", "gone")
    assert lost_in(root) == []


def test_moved_page_is_not_lost(root: Root, git: Git) -> None:
    (root.customers / "上海").mkdir()
    (root.customers / "C000003.yaml").rename(root.customers / "上海" / "C000003.yaml")
    assert lost_in(root) == []
    (root.customers / "上海" / "C000003.yaml").write_text("name: [", encoding="utf-8")
    assert lost_in(root) == []  # broken, but there
    git(root.folder, "add", "--all")
    assert lost_in(root) == []


def test_renumbered_page_is_lost_under_its_old_number(root: Root) -> None:
    (root.customers / "C000003.yaml").rename(root.customers / "C000004.yaml")
    assert lost_in(root) == [("C603", "customers/C000003.yaml")]


def test_page_that_git_was_told_to_forget_is_not_lost(root: Root, git: Git) -> None:
    git(root.folder, "rm", "--cached", "customers/C000003.yaml")
    assert lost_in(root) == []


@pytest.mark.parametrize(
    ("register", "expected"),
    [
        ("removed:\n  - {id: C000003, date: 2026-02-03, by: li.na, reason: double}\n", []),
        ("removed: [{id: C000001}, {id: C000003}]\n", []),
        ("removed:\n  - {id: C000004}\n", ["customers/C000003.yaml"]),
        ("removed: [C000003]\n", ["customers/C000003.yaml"]),
        ("removed: C000003\n", ["customers/C000003.yaml"]),
        ("removed: [\n", ["customers/C000003.yaml"]),
        ("", ["customers/C000003.yaml"]),
    ],
)
def test_recorded_removal(root: Root, register: str, expected: list[str]) -> None:
    (root.folder / "removed.yaml").write_text(register, encoding="utf-8")
    (root.customers / "C000003.yaml").unlink()
    assert [path for _code, path in lost_in(root)] == expected


def test_shrunk_list(root: Root) -> None:
    replaced(root, "  - {date: 2026-03-06, by: li.na}\n", "")
    assert shrunk_in(root) == [(3, {"field": "visits", "before": "2", "now": "1"})]


def test_lists_that_are_gone(root: Root, git: Git) -> None:
    replaced(root, "orders: [{date: 2026-02-03, amount: 10}, {date: 2026-02-04, amount: 20}]\n", "")
    replaced(root, "  - {date: 2026-02-06, by: li.na}\n  - {date: 2026-03-06, by: li.na}\n", "  []\n")
    expected = [
        (3, {"field": "visits", "before": "2", "now": "0"}),
        (1, {"field": "orders", "before": "2", "now": "0"}),
    ]
    assert shrunk_in(root) == expected
    git(root.folder, "add", "--all")
    assert shrunk_in(root) == expected
    git(root.folder, "commit", "-m", "two")
    assert shrunk_in(root) == []


def test_more_and_other_entries_are_no_loss(root: Root) -> None:
    replaced(root, "by: li.na}\n  -", "by: li.na, channel: phone}\n  - {date: 2026-02-07}\n  -")
    replaced(root, "name: 丽人", "name: 丽人\naliases: [a]")
    assert shrunk_in(root) == []


def test_page_broken_now_has_its_own_findings(root: Root) -> None:
    (root.customers / "C000001.yaml").write_text("visits: [", encoding="utf-8")
    assert lost_in(root) == []


def test_page_broken_before_had_nothing_to_lose(root: Root, git: Git) -> None:
    (root.customers / "C000001.yaml").write_text("visits: [", encoding="utf-8")
    git(root.folder, "commit", "-am", "broken")
    (root.customers / "C000001.yaml").write_text("name: x\nkind: company\n", encoding="utf-8")
    assert lost_in(root) == []


def test_page_replaced_by_something_else_is_no_shrunk_list(root: Root) -> None:
    """And a pipe does not block."""
    file = root.customers / "C000001.yaml"
    for replace in (os.mkfifo, lambda at: at.symlink_to("C000003.yaml")):
        file.unlink()
        replace(file)
        assert [code for code, _path in lost_in(root) if code == "C604"] == []


def test_touched_pages_are_not_even_read(root: Root, monkeypatch: pytest.MonkeyPatch) -> None:
    """git's quick answer calls them modified; on a copied folder that is all of them."""
    for file in root.customers.rglob("*.yaml"):
        os.utime(file, (10**9, 10**9))
    with closing(Index(root)) as index:
        monkeypatch.setattr(lost, "blobs", None)
        assert list(lost_pages(index)) == []


def test_in_a_merge_with_conflicts(root: Root, git: Git) -> None:
    git(root.folder, "checkout", "-b", "two")
    replaced(root, "name: 丽人", "name: 丽人二")
    git(root.folder, "commit", "-am", "two")
    git(root.folder, "checkout", "main")
    git(root.folder, "rm", "customers/C000001.yaml")
    git(root.folder, "commit", "-m", "gone")
    git(root.folder, "merge", "--no-commit", "-s", "ours", "two")
    assert lost_in(root) == []


def test_before_the_first_commit_and_without_git(archive: Callable[[str], Path], git: Git) -> None:
    folder = archive(TEXT)
    assert lost_in(Root(folder)) == []
    git(folder, "init")
    git(folder, "add", "--all")
    (folder / "customers" / "C000001.yaml").unlink()
    assert lost_in(Root(folder)) == []


def test_below_the_top_of_a_repository(root: Root, tmp_path: Path, git: Git) -> None:
    folder = tmp_path / "firm" / "档案"
    folder.parent.mkdir()
    root.folder.rename(folder)
    (folder / ".git").rename(tmp_path / "firm" / ".git")
    git(tmp_path / "firm", "add", "--all")
    git(tmp_path / "firm", "commit", "-m", "moved")
    (folder / "customers" / "北京" / "C000002.yaml").unlink()
    assert lost_in(Root(folder)) == [("C603", "customers/北京/C000002.yaml")]


def test_names_of_every_kind(root: Root, git: Git) -> None:
    visits = "name: x\nkind: company\nvisits: [{date: 2026-01-01}]\n"
    names = ["a\nb.yaml", "-rf.yaml", '"q".yaml', "😀 x.yaml"]
    for name in names:
        (root.customers / name).write_text(visits, encoding="utf-8")
    (root.customers / os.fsdecode(b"\xb1.yaml")).write_text(visits, encoding="utf-8")
    git(root.folder, "add", "--all")
    git(root.folder, "commit", "-m", "odd")
    for name in names:
        (root.customers / name).write_text("name: x\nkind: company\n", encoding="utf-8")
    (root.customers / os.fsdecode(b"\xb1.yaml")).unlink()
    assert sorted(lost_in(root)) == [
        ("C603", r"customers/\xb1.yaml"),
        *sorted(("C604", f"customers/{name}") for name in names),
    ]
