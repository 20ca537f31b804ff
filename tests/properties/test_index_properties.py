"""Whatever people, editors and git do to the folder, the index says what the files say."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from contents import contents, fresh, odd, read, without
from custfile.archive import survey
from custfile.archive.root import Root
from custfile.errors import NoArchive

TICK = 0.03
"""Longer than the clock of any file system here; the index waits for so long, instead of 2 s, until it trusts a stamp."""

SETTINGS = "name: 丽人\ncurrency: {currency}\nteam:\n  - {{id: li.na, name: 李娜, role: rep}}\n"
FOLDERS = ("", "北京/", "north/2026/", ".hidden/")
NAMES = (
    "C000001.yaml",
    "C000002.yaml",
    "C000003.yaml",
    "c000003.YAML",
    "C000004.yml",
    "丽 人.yaml",
    ".C000005.yaml",
    "n.txt",
)

paths = st.builds(lambda folder, name: f"customers/{folder}{name}", st.sampled_from(FOLDERS), st.sampled_from(NAMES))
picks = st.integers(0, 99)


def page(number: int) -> bytes:
    """A customer's file; those of one shape, ``number % 6``, are equally long."""
    name = f"name: 客户{number:02d}\nkind: company\n"
    shapes = (
        f"phone: '138001380{number:02d}'\nowner: li.na\nvisits:\n  - {{date: 2026-02-{number % 28 + 1:02d}, by: li.na}}\n",
        f"aliases: [丽人{number:02d}]\norders:\n  - {{date: 2026-01-02, no: S{number:02d}, amount: {number:02d}.50}}\n",
        "owner: nobody\ncolour: red\n",
        "payments: [{date: 2026-13-01\n",
        "notes: \x07\n",
        "promises:\n  - {date: 2026-03-01, what: 送样品, due: 2026-03-09}\ntickets: []\n",
    )
    return (name + shapes[number % 6]).encode()


class Folder(RuleBasedStateMachine):
    """An archive without git, edited by hand and by careless programs."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Path(tempfile.mkdtemp())
        self.settle(self.top)
        self.stamps = iter(range(10**6))
        self.pace, self.steps = 1, 0
        self.racy, survey._RACY_NS = survey._RACY_NS, int(TICK * 1e9)

    def settle(self, folder: Path) -> None:
        self.folder, self.root = folder, Root(folder)
        self.root.customers.mkdir(parents=True)
        self.set_currency("CNY")

    def teardown(self) -> None:
        try:
            if self.compare():
                assert contents(self.root) == fresh(self.root)
        finally:
            survey._RACY_NS = self.racy
            shutil.rmtree(self.top)

    @initialize(numbers=st.lists(picks, max_size=6), pace=st.integers(1, 4))
    def begin(self, numbers: list[int], pace: int) -> None:
        self.pace = pace
        for place, number in enumerate(numbers, 1):
            (self.root.customers / f"C{place:06d}.yaml").write_bytes(page(number))

    @invariant()
    def look(self) -> None:
        """Every few steps, so that the index meets several changes at once too."""
        self.steps += 1
        if self.steps % self.pace == 0:
            self.compare()

    def compare(self) -> bool:
        """Compare the index with the files; say whether there was one, which broken settings forbid."""
        try:
            true = read(self.root)
        except NoArchive:
            with pytest.raises(NoArchive):
                contents(self.root)
            return False
        found = contents(self.root)
        assert without(found, odd(self.root, found["files"])) == true
        return True

    # What people and programs do.

    @rule(path=paths, number=picks)
    def write(self, path: str, number: int) -> None:
        self.put(path, page(number))

    @rule(path=paths, number=picks)
    def replace(self, path: str, number: int) -> None:
        """As editors save: a new file takes the place of the old."""
        if not (self.folder / path).is_dir():
            self.parent(path)
            beside = self.folder / "new"
            beside.write_bytes(page(number))
            beside.replace(self.folder / path)

    @rule(pick=picks, path=paths)
    def copy(self, pick: int, path: str) -> None:
        """As ``cp -p`` and then ``mv``: another file with its old time stamp."""
        source = self.any_file(pick)
        if source and not (self.folder / path).is_dir():
            self.parent(path)
            shutil.copy2(source, self.folder / "new")
            (self.folder / "new").replace(self.folder / path)

    @rule(pick=picks, number=picks)
    def edit(self, pick: int, number: int) -> None:
        """In place, and often equally long."""
        file = self.any_file(pick)
        if file:
            file.write_bytes(page(number))

    @rule(
        pick=picks,
        junk=st.sampled_from([b"", b"\xb0\xa1\n", b"kind: x\n", b"&a\n", b"# \xe4\xb8\xbd\n", b"\r\n", b"<<<<<<< a\n"]),
    )
    def append(self, pick: int, junk: bytes) -> None:
        file = self.any_file(pick)
        if file:
            file.write_bytes(file.read_bytes() + junk)

    @rule(pick=picks, path=paths)
    def move(self, pick: int, path: str) -> None:
        file = self.any_file(pick)
        if file and not (self.folder / path).is_dir():
            self.parent(path)
            file.replace(self.folder / path)

    @rule(pick=picks)
    def delete(self, pick: int) -> None:
        file = self.any_file(pick)
        if file:
            file.unlink()

    @rule(pick=picks, year=st.sampled_from([1990, 2026, 2090]))
    def stamp(self, pick: int, year: int) -> None:
        """A clock that jumps, an unpacked folder, ``touch -d``."""
        file = self.any_file(pick)
        if file:
            then = (year - 1970) * 365 * 86400 + next(self.stamps)
            os.utime(file, (then, then))

    @rule(pick=picks, mode=st.sampled_from([0o600, 0o644, 0o755]))
    def chmod(self, pick: int, mode: int) -> None:
        file = self.any_file(pick)
        if file:
            file.chmod(mode)

    @rule(path=paths, kind=st.sampled_from(["link", "loop", "pipe", "folder", "page in a folder"]))
    def oddity(self, path: str, kind: str) -> None:
        place = self.folder / path
        self.parent(path)
        if os.path.lexists(place):
            return
        if kind in ("link", "loop"):
            place.symlink_to("../custfile.yaml" if kind == "link" else place.name)
        elif kind == "pipe":
            os.mkfifo(place)
        else:
            place.mkdir()
            if kind != "folder":
                (place / "C000009.yaml").write_bytes(page(9))

    @rule(path=paths)
    def clear(self, path: str) -> None:
        place = self.folder / path
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        elif os.path.lexists(place):
            place.unlink()

    @rule(currency=st.sampled_from(["CNY", "TWD", "nonsense"]))
    def set_currency(self, currency: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)  # git may have cleaned it away
        self.root.settings.write_text(SETTINGS.format(currency=currency), encoding="utf-8")

    @rule()
    def wait(self) -> None:
        """Long enough for time stamps to be trusted."""
        time.sleep(TICK * 1.2)
        self.compare()

    @rule(harm=st.sampled_from(["none", "empty", "text", "half", "no wal"]))
    def harm(self, harm: str) -> None:
        index = self.folder / ".custfile" / "index.sqlite"
        if not index.exists():
            return
        if harm == "none":
            shutil.rmtree(index.parent)
        elif harm == "no wal":
            index.with_name("index.sqlite-wal").unlink(missing_ok=True)
        else:
            data = index.read_bytes()
            index.write_bytes({"empty": b"", "text": "客户".encode() * 99, "half": data[: len(data) // 2]}[harm])

    # The means.

    def any_file(self, pick: int) -> Path | None:
        files = sorted(
            file
            for file in self.root.customers.rglob("*")
            if file.is_file() and not file.is_symlink() and ".git" not in file.parts
        )
        return files[pick % len(files)] if files else None

    def parent(self, path: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)

    def put(self, path: str, data: bytes) -> None:
        place = self.folder / path
        self.parent(path)
        if place.is_file() or not os.path.lexists(place):
            place.write_bytes(data)


class PlainFolder(Folder):
    """What only a folder without git stands; git compares whole seconds, so it would be blind to this for one."""

    @rule(pick=picks, number=picks)
    def edit_and_set_back(self, pick: int, number: int) -> None:
        file = self.any_file(pick)
        if file:
            known = file.stat()
            file.write_bytes(page(number))
            os.utime(file, ns=(known.st_atime_ns, known.st_mtime_ns))


class Repository(Folder):
    """An archive in git, perhaps below the top of a larger repository."""

    branches = st.sampled_from(["main", "one", "two"])

    @initialize(nested=st.booleans())
    def make(self, nested: bool) -> None:
        if nested:
            self.settle(self.top / "firm" / "档案")
        self.git("init")

    def git(self, *arguments: str) -> None:
        """Run git; what it refuses to do is of no interest here."""
        subprocess.run(["git", *arguments], cwd=self.top, capture_output=True, check=False)

    @rule()
    def add(self) -> None:
        self.git("add", "--all")

    @rule()
    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--message", "change")

    @rule(pick=picks, how=st.sampled_from([("add",), ("add", "-N"), ("rm", "--cached"), ("rm", "-f"), ("checkout",)]))
    def one(self, pick: int, how: tuple[str, ...]) -> None:
        file = self.any_file(pick)
        if file:
            self.git(*how, "--", str(file))

    @rule(branch=branches, flags=st.sampled_from([(), ("-B",), ("--force",), ("--detach",)]))
    def checkout(self, branch: str, flags: tuple[str, ...]) -> None:
        self.git("checkout", *flags, branch)

    @rule(branch=branches)
    def merge(self, branch: str) -> None:
        self.git("merge", branch)

    @rule(
        words=st.sampled_from(
            [
                "merge --abort",
                "stash",
                "stash pop",
                "status",
                "clean -fd",
                "gc --quiet",
                "update-index --really-refresh",
            ]
        )
    )
    def other(self, words: str) -> None:
        self.git(*words.split())

    @rule(mode=st.sampled_from(["--hard", "--mixed", "--soft"]), to=st.sampled_from(["HEAD", "HEAD~1"]))
    def reset(self, mode: str, to: str) -> None:
        self.git("reset", mode, to)

    @rule(
        pick=picks,
        bit=st.sampled_from(["assume-unchanged", "no-assume-unchanged", "skip-worktree", "no-skip-worktree"]),
    )
    def mark(self, pick: int, bit: str) -> None:
        file = self.any_file(pick)
        if file:
            self.git("update-index", f"--{bit}", "--", str(file))

    @rule(
        rest=st.sampled_from(
            [
                "* text eol=crlf",
                "* text=auto",
                "* -text",
                "*.yaml ident",
                "*.yaml filter=upper",
                "*.yaml working-tree-encoding=UTF-16",
            ]
        )
    )
    def attributes(self, rest: str) -> None:
        (self.top / ".gitattributes").write_text(rest + "\n", encoding="utf-8")

    @rule(
        words=st.sampled_from(
            [
                "core.autocrlf true",
                "core.autocrlf false",
                "filter.upper.smudge 'tr a-z A-Z'",
                "core.trustctime false",
                "core.checkStat minimal",
            ]
        )
    )
    def configure(self, words: str) -> None:
        name, _space, value = words.partition(" ")
        self.git("config", name, value.strip("'"))

    @rule()
    def checkout_again(self) -> None:
        """As git-crypt does when it unlocks: every file comes out of git once more."""
        for file in self.root.customers.rglob("*.yaml"):
            if file.is_file() and not file.is_symlink():
                file.unlink()
        self.git("checkout", "--", ".")

    @rule()
    def ignore(self) -> None:
        (self.top / ".gitignore").write_text("customers/north/\nC000002.yaml\n", encoding="utf-8")

    @rule(name=st.sampled_from(["北京", "north"]))
    def repository_inside(self, name: str) -> None:
        inside = self.root.customers / name
        inside.mkdir(parents=True, exist_ok=True)
        subprocess.run(["git", "init"], cwd=inside, capture_output=True, check=False)

    @rule(there=st.booleans())
    def without_git(self, there: bool) -> None:
        if there:
            self.git("init")
        else:
            shutil.rmtree(self.top / ".git", ignore_errors=True)


few = settings(
    max_examples=20,
    stateful_step_count=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink a failure takes many minutes
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
TestPlainFolder = PlainFolder.TestCase
TestPlainFolder.settings = few
TestRepository = Repository.TestCase
TestRepository.settings = few
