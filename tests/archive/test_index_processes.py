"""The index among processes: killed ones, several at once, one without rights, and the commands themselves."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from contents import contents, fresh, read
from custfile.archive.root import Root

Git = Callable[..., str]

OPEN = """
import os, signal, sys, time
from pathlib import Path
from custfile.archive.index import Index
from custfile.archive.root import Root
root = Root(Path(sys.argv[1]))
"""

KILLED_AT = (
    OPEN
    + """
def heard(done, total):
    if done == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
index = Index(root, progress=heard)
os.kill(os.getpid(), signal.SIGKILL)
"""
)

MANY_TIMES = (
    OPEN
    + """
ask = "select f.path, {} from customers c join files f using (file) join identifiers i using (file) where i.kind = 'name'"
sys.stdin.readline()
for _ in range(int(sys.argv[2])):
    index = Index(root)
    named = dict(index.rows(ask.format("c.name")))
    time.sleep(0.01)
    assert dict(index.rows(ask.format("i.typed"))) == named
    assert len(named) >= int(sys.argv[3]), len(named)
    index.close()
"""
)

EACH_TIME = (
    OPEN
    + """
for _ in sys.stdin:
    index = Index(root)
    print(len(index.rows("select * from customers")), flush=True)
    index.close()
"""
)


def page(number: int) -> bytes:
    return f"name: 客户{number:04d}\nkind: company\norders:\n  - {{date: 2026-01-02, amount: {number}.50}}\n".encode()


def filled(root: Root, count: int) -> Root:
    """Add ``count`` customers."""
    for number in range(count):
        (root.customers / f"C{number + 100:06d}.yaml").write_bytes(page(number))
    return root


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8")


@pytest.fixture
def root(archive: Callable[[str], Path]) -> Root:
    return Root(archive())


# Interrupted


@pytest.mark.parametrize("at", [1, 20, 40, 0])
def test_killed_while_reading_for_the_first_time(root: Root, at: int) -> None:
    """After the first file, in the middle, after the last but before the end, and right after it."""
    filled(root, 40)
    child = start(KILLED_AT, root.folder, at)
    child.communicate()
    assert child.returncode == -signal.SIGKILL
    assert read(root).items() <= contents(root).items()


@pytest.mark.parametrize("at", [1, 10, 0])
def test_killed_while_bringing_up_to_date(root: Root, git: Git, at: int) -> None:
    filled(root, 40)
    git(root.folder, "init")
    git(root.folder, "add", "--all")
    contents(root)
    for number in range(10):
        (root.customers / f"C{number + 100:06d}.yaml").write_bytes(page(number + 500))
    (root.customers / "C000139.yaml").unlink()
    child = start(KILLED_AT, root.folder, at)
    child.communicate()
    assert child.returncode == -signal.SIGKILL
    assert contents(root) == fresh(root)
    assert read(root).items() <= contents(root).items()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_workers_do_not_outlive_the_command(root: Root, sent: signal.Signals) -> None:
    filled(root, 800)
    code = OPEN + "os.cpu_count = lambda: 3\nIndex(root, progress=lambda done, total: print(done, flush=True))"
    child = start(code, root.folder)
    assert child.stdout is not None
    child.stdout.readline()
    workers = list(children(child.pid))
    assert len(workers) == 3
    os.kill(child.pid, sent)
    child.wait()
    deadline = time.monotonic() + 20
    while (left := [pid for pid in workers if Path(f"/proc/{pid}").exists()]) and time.monotonic() < deadline:
        time.sleep(0.02)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    child.communicate()
    assert left == []
    assert len(contents(root)["customers"]) == 800


def children(parent: int) -> Iterator[int]:
    for folder in Path("/proc").iterdir():
        try:
            stat = (folder / "stat").read_text(encoding="utf-8") if folder.name.isdigit() else ""
        except OSError:
            continue
        if stat and int(stat.rpartition(")")[2].split()[1]) == parent:
            yield int(folder.name)


# Several at once


@pytest.mark.parametrize(("processes", "in_git", "warm"), [(2, True, False), (4, True, True), (4, False, False)])
def test_several_at_once_while_somebody_edits(root: Root, git: Git, processes: int, in_git: bool, warm: bool) -> None:
    """Each sees every customer, and each customer as one file had it."""
    filled(root, 40)
    if in_git:
        git(root.folder, "init")
        git(root.folder, "add", "--all")
    if warm:
        contents(root)
    running = [start(MANY_TIMES, root.folder, 5, 40) for _each in range(processes)]
    for child in running:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    turn = 0
    while any(child.poll() is None for child in running):
        turn += 1
        new = root.customers / f".new{turn}"
        new.write_bytes(page(turn % 1000))
        new.replace(root.customers / f"C{turn % 40 + 100:06d}.yaml")
        if in_git and turn % 20 == 0:
            git(root.folder, "add", "--all")
        time.sleep(0.005)
    ends = [(child.communicate()[1], child.returncode) for child in running]
    assert ends == [("", 0)] * processes
    assert turn > 10
    assert read(root).items() <= contents(root).items()


def test_several_begin_at_once(root: Root) -> None:
    """With no index at all or a useless one, again and again: the moment in which they meet is short."""
    filled(root, 5)
    running = [start(EACH_TIME, root.folder) for _each in range(4)]
    for turn in range(24):
        derived = root.folder / ".custfile"
        if turn % 2:
            (derived / "index.sqlite").write_bytes(b"text")
        else:
            shutil.rmtree(derived, ignore_errors=True)
        for child in running:
            assert child.stdin is not None
            child.stdin.write("go\n")
            child.stdin.flush()
        assert [child.stdout and child.stdout.readline() for child in running] == ["5\n"] * 4
    assert [child.communicate()[1] for child in running] == [""] * 4


@pytest.mark.parametrize("damage", [b"text", b"\xa5" * 9999, b""])
def test_several_find_a_damaged_index(root: Root, git: Git, damage: bytes) -> None:
    filled(root, 40)
    git(root.folder, "init")
    before = contents(root)
    (root.folder / ".custfile" / "index.sqlite").write_bytes(damage)
    running = [start(MANY_TIMES, root.folder, 3, 40) for _each in range(4)]
    assert [child.communicate("go\n")[1] for child in running] == [""] * 4
    assert contents(root) == before


# Without rights


def unprivileged(root: Root, code: str) -> str:
    """Run ``code`` as nobody when we are root; what it needs is loaded by a first reading, while we are."""
    loaded = (
        "import json, tempfile, filelock\n"
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    Path(folder, 'custfile.yaml').write_bytes(root.settings.read_bytes())\n"
        "    Path(folder, 'customers').mkdir()\n"
        "    Path(folder, 'customers', 'C000001.yaml').write_text('name: x\\nkind: {')\n"
        "    Path(folder, 'customers', 'C000002.yaml').write_text('name: 丽人\\nkind: company\\n', encoding='utf-8')\n"
        "    Index(Root(Path(folder))).close()\n"
        "if os.geteuid() == 0: os.setgid(65534), os.setuid(65534)\n"
    )
    child = start(OPEN + loaded + code, root.folder)
    out, err = child.communicate()
    assert err == ""
    return out


@pytest.fixture
def shared(root: Root) -> Iterator[Root]:
    """An archive where others can look, too."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        moved = root.folder.rename(Path(folder) / "archive")
        filled(Root(moved), 3)
        yield Root(moved)
        for each in (moved, moved / "customers", *(moved / "customers").iterdir()):
            each.chmod(0o755)


LISTED = """
index = Index(root)
found = [[finding.path, finding.code, finding.params["problem"]] for finding in index.findings()]
print(json.dumps([[name for (name,) in index.rows("select name from customers order by 1")], found]))
"""


def test_a_folder_that_may_not_be_written_to_is_read(shared: Root) -> None:
    for known in (False, True):
        if known:
            contents(shared)  # an index of somebody else's is there
        shared.folder.chmod(0o555)
        names, findings = json.loads(unprivileged(shared, LISTED))
        shared.folder.chmod(0o755)
        assert names == ["客户0000", "客户0001", "客户0002"]
        assert findings == []
        assert (shared.folder / ".custfile").exists() is known


def test_what_may_not_be_read_is_told(shared: Root) -> None:
    (shared.customers / "C000100.yaml").chmod(0)
    closed = shared.customers / "北京"
    closed.mkdir()
    (closed / "C000200.yaml").write_bytes(page(200))
    closed.chmod(0)
    names, findings = json.loads(unprivileged(shared, LISTED))
    closed.chmod(0o755)
    assert names == ["客户0001", "客户0002"]
    assert findings == [
        ["customers/C000100.yaml", "C119", "Permission denied"],
        ["customers/北京", "C119", "Permission denied"],
    ]


# The commands


def custfile(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "custfile", "-C", str(folder), *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"}])
def test_commands_under_an_old_locale(root: Root, locale: dict[str, str]) -> None:
    (root.customers / "北京").mkdir()
    (root.customers / "北京" / "C000001.yaml").write_bytes(page(1))
    (root.customers / os.fsdecode(b"\xb1\xb1.yaml")).write_bytes(page(2))
    for command in (("list", "--json"), ("find", "客户0001", "--json"), ("show", "客户0001", "--json")):
        done = custfile(root.folder, *command, **locale)
        assert done.returncode == 0, done.stderr
        assert "客户0001" in done.stdout.decode()
    done = custfile(root.folder, "check", **locale)
    assert done.returncode == 1
    assert (
        r"customers/\xb1\xb1.yaml:1:1: error C119: the file cannot be read: its name is not UTF-8"
        in done.stdout.decode()
    )


def test_words_that_are_no_text(root: Root) -> None:
    filled(root, 1)
    word = os.fsdecode(b"\xff\xfe")
    for command in (("show", word), ("find", word), ("list", "--owner", word), ("show", "--", "-rf")):
        done = custfile(root.folder, *command)
        assert done.returncode in (0, 4), done.stderr
        assert b"bug" not in done.stderr


def test_checking_in_a_hook_of_another_repository(root: Root, tmp_path: Path, git: Git) -> None:
    filled(root, 1)
    git(root.folder, "init")
    git(root.folder, "add", "--all")
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init")
    hook = other / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    line = f'"{sys.executable}" -m custfile -C "{root.folder}"'
    hook.write_text(f"#!/bin/sh\n{line} check && {line} check --staged && {line} list > listed\n", encoding="utf-8")
    hook.chmod(0o755)
    git(other, "commit", "--allow-empty", "-m", "x")
    assert "客户0000" in (other / "listed").read_text(encoding="utf-8")


def test_checking_in_the_archives_own_hook(root: Root, git: Git) -> None:
    """``git commit -- one-file`` makes an index of its own, which only the hook's environment names."""
    filled(root, 2)
    git(root.folder, "init")
    git(root.folder, "add", "--all")
    git(root.folder, "commit", "-m", "one")
    hook = root.folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f'#!/bin/sh\n"{sys.executable}" -m custfile check --staged >&2\n', encoding="utf-8")
    hook.chmod(0o755)
    good, bad = (root.customers / f"C00010{number}.yaml" for number in (0, 1))
    good.write_bytes(page(7))
    bad.write_bytes(b"name: x\ncolour: red\n")
    git(root.folder, "add", "--all")
    git(root.folder, "commit", "-m", "good", "--", str(good))  # what else is staged is not part of this commit
    with pytest.raises(subprocess.CalledProcessError):
        git(root.folder, "commit", "-m", "bad", "--", str(bad))
    git(root.folder, "commit", "--no-verify", "-m", "bad", "--", str(bad))
