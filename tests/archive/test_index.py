"""The index: what it reads again and what it does not, and that nothing done to it or around it makes it wrong."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from contents import contents, fresh, read
from custfile.archive import database, survey, tables
from custfile.archive.index import Index
from custfile.archive.root import Root
from custfile.archive.survey import VOUCHED, Asked, Reply
from custfile.errors import NoArchive, Refused

Git = Callable[..., str]


def page(name: str, rest: str = "") -> bytes:
    return f"name: {name}\nkind: company\n{rest}".encode()


def files_read(root: Root) -> int:
    """Bring the index up to date and return how many files had to be read for it."""
    heard = [0]
    with closing(Index(root, progress=lambda done, total: heard.append(done))):
        return heard[-1]


def names(root: Root) -> dict[str, str]:
    with closing(Index(root)) as index:
        return dict(index.rows("select id, name from customers"))


def currencies(root: Root) -> Counter[str]:
    return Counter(row[7] for row in contents(root)["customers"])


def derived(root: Root, suffix: str = "") -> Path:
    return root.folder / ".custfile" / f"index.sqlite{suffix}"


@pytest.fixture
def root(example: Callable[[str], Path]) -> Root:
    """The salon's archive: 15 files, without git."""
    return Root(example("salon"))


@pytest.fixture
def repository(root: Root, git: Git) -> Root:
    """The same in git, with one commit."""
    git(root.folder, "init")
    git(root.folder, "add", "--all")
    git(root.folder, "commit", "-m", "one")
    return root


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Trust time stamps after 30 ms instead of 2 s; the fixture is what waits for so long."""
    monkeypatch.setattr(survey, "_RACY_NS", 30_000_000)
    yield lambda: time.sleep(0.04)


# What is read again


def test_what_git_vouches_for_is_read_once(repository: Root) -> None:
    assert files_read(repository) == 15
    assert files_read(repository) == 0


def test_touching_a_clean_file_is_no_reason_to_read_it(repository: Root) -> None:
    files_read(repository)
    (repository.customers / "C000001.yaml").touch()
    assert files_read(repository) == 0


def test_only_the_edited_file_is_read(repository: Root, quick: Callable[[], None]) -> None:
    files_read(repository)
    (repository.customers / "C000002.yaml").write_bytes(page("改"))
    assert files_read(repository) == 1
    quick()
    files_read(repository)  # once more, if the stamp was too young to be trusted
    assert files_read(repository) == 0


def test_commit_of_what_was_read_reads_nothing(repository: Root, git: Git) -> None:
    (repository.customers / "C000002.yaml").write_bytes(page("改"))
    files_read(repository)
    git(repository.folder, "commit", "-am", "two")
    assert files_read(repository) == 0
    assert contents(repository) == fresh(repository)


def test_files_of_a_new_repository_need_not_be_read_again(root: Root, git: Git, quick: Callable[[], None]) -> None:
    quick()
    assert files_read(root) == 15
    git(root.folder, "init")
    assert files_read(root) == 0
    git(root.folder, "add", "--all")
    assert files_read(root) == 0
    with closing(Index(root)) as index:
        assert index.rows("select distinct seen from files") == [(VOUCHED,)]


def test_repository_of_sha256(root: Root, git: Git) -> None:
    git(root.folder, "init", "--object-format=sha256")
    git(root.folder, "add", "--all")
    with closing(Index(root)) as index:
        assert index.rows("select distinct seen from files") == [(VOUCHED,)]
    assert files_read(root) == 0


def test_a_stamp_of_this_moment_is_not_trusted(root: Root) -> None:
    with closing(Index(root)) as index:
        assert index.rows("select distinct seen from files") == [("",)]


def test_another_branch_reads_what_differs(repository: Root, git: Git) -> None:
    git(repository.folder, "checkout", "-b", "two")
    (repository.customers / "C000002.yaml").write_bytes(page("改"))
    git(repository.folder, "commit", "-am", "two")
    files_read(repository)
    git(repository.folder, "checkout", "main")
    assert files_read(repository) == 1
    assert contents(repository) == fresh(repository)


def test_an_index_that_is_up_to_date_is_not_written(root: Root, quick: Callable[[], None]) -> None:
    quick()
    files_read(root)
    with closing(sqlite3.connect(derived(root))) as watching:
        before = watching.execute("pragma data_version").fetchone()
        assert files_read(root) == 0
        assert watching.execute("pragma data_version").fetchone() == before
        (root.customers / "C000001.yaml").unlink()
        files_read(root)
        assert watching.execute("pragma data_version").fetchone() != before


@pytest.mark.parametrize("warm", [True, False])
def test_an_index_stays_as_it_was_opened(repository: Root, warm: bool) -> None:
    if warm:
        files_read(repository)
    with closing(Index(repository)) as index:
        (repository.customers / "C000001.yaml").unlink()
        assert "C000001" not in names(repository)
        assert len(index.rows("select name from customers")) == 15


def test_an_edit_between_gits_answer_and_the_reading(repository: Root, git: Git) -> None:
    file = repository.customers / "C000001.yaml"
    true = file.read_bytes()

    class Meddled(Asked):
        def answer(self) -> Reply:
            reply = super().answer()
            file.write_bytes(page("改"))
            return reply

    Index(repository, Meddled(repository)).close()
    file.write_bytes(true)  # git will say the same as before
    assert names(repository)["C000001"] == "曾美惠"


# What a stamp cannot tell


def test_same_size_with_the_old_stamp_a_second_later(repository: Root, git: Git) -> None:
    """git compares whole seconds; here it was even told to trust no change of the inode."""
    for setting, value in (("core.trustctime", "false"), ("core.checkStat", "minimal")):
        git(repository.folder, "config", setting, value)
    file = repository.customers / "C000001.yaml"
    file.write_bytes(page("甲"))
    os.utime(file, (10**9, 10**9))
    git(repository.folder, "add", "--all")
    files_read(repository)
    time.sleep(1.1)
    file.write_bytes(page("乙"))
    os.utime(file, (10**9, 10**9))
    assert names(repository)["C000001"] == "乙"


def test_same_size_within_one_tick(root: Root) -> None:
    file = root.customers / "C000001.yaml"
    for name in "甲乙丙丁戊己":
        file.write_bytes(page(name))
        assert names(root)["C000001"] == name


def test_same_size_with_the_old_stamp_after_it_was_trusted(root: Root, quick: Callable[[], None]) -> None:
    file = root.customers / "C000001.yaml"
    file.write_bytes(page("甲"))
    quick()
    files_read(root)
    known = file.stat()
    file.write_bytes(page("乙"))
    os.utime(file, ns=(known.st_atime_ns, known.st_mtime_ns))
    assert names(root)["C000001"] == "乙"


@pytest.mark.parametrize("bit", ["--assume-unchanged", "--skip-worktree"])
def test_what_git_was_told_not_to_look_at(repository: Root, git: Git, bit: str) -> None:
    git(repository.folder, "update-index", bit, "customers/C000001.yaml", "customers/C000002.yaml")
    files_read(repository)
    (repository.customers / "C000001.yaml").write_bytes(page("改"))
    (repository.customers / "C000002.yaml").unlink()
    found = names(repository)
    assert found["C000001"] == "改"
    assert "C000002" not in found


def test_files_that_a_filter_unlocks(repository: Root, git: Git) -> None:
    """As git-crypt does: the bytes in the folder change, and git calls the file unmodified before and after."""
    folder = repository.folder
    (folder / ".gitattributes").write_text("*.yaml filter=crypt\n", encoding="utf-8")
    (repository.customers / "C000001.yaml").write_bytes(page("123"))
    git(folder, "commit", "-am", "two")
    assert names(repository)["C000001"] == "123"
    git(folder, "config", "filter.crypt.smudge", "tr 123 456")
    git(folder, "config", "filter.crypt.clean", "tr 456 123")
    (repository.customers / "C000001.yaml").unlink()
    git(folder, "checkout", "--", "customers/C000001.yaml")
    assert git(folder, "status", "--porcelain", "--", "customers") == ""
    assert names(repository)["C000001"] == "456"


def test_line_ends_do_not_matter(repository: Root, git: Git) -> None:
    """git calls a file clean that differs in its line ends alone; so must all that is read of it."""
    before = contents(repository)
    for file in repository.customers.rglob("*.yaml"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    git(repository.folder, "config", "core.autocrlf", "true")
    assert contents(repository) == before == fresh(repository)
    git(repository.folder, "add", "--renormalize", ".")
    assert contents(repository) == before == fresh(repository)


def test_interrupted_by_the_user(repository: Root) -> None:
    """What was read until then is not half there."""
    before = contents(repository)
    for number in (1, 2, 3):
        (repository.customers / f"C00000{number}.yaml").write_bytes(page("改"))

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Index(repository, progress=interrupt)
    with closing(sqlite3.connect(derived(repository))) as db:
        kept = db.execute("select id, name from customers order by id").fetchall()
    assert kept == sorted((identity, name) for _path, identity, name, *_rest in before["customers"])
    assert names(repository)["C000002"] == "改"


# Names and things


def test_names_of_every_kind(repository: Root, git: Git) -> None:
    odd = ["a\nb", "-rf", "'q' \"Q\"", "😀", "C000099 ", "%_\\", "é", "é", "x" * 240, "customers", "CON"]
    for number, name in enumerate(odd):
        (repository.customers / f"{name}.yaml").write_bytes(page(f"n{number}"))
    for opened in range(2):
        assert [name for name in contents(repository)["customers"] if name[2].startswith("n")] != []
        assert read(repository).items() <= contents(repository).items()
        git(repository.folder, "add", "--all")
        assert opened < 2


@pytest.mark.parametrize("path", [b"customers/\xb1\xb1\xbe\xa9/C000099.yaml", b"customers/\xff.yaml"])
def test_a_name_that_is_not_utf_8_is_told(repository: Root, git: Git, path: bytes) -> None:
    place = repository.folder / os.fsdecode(path)
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(page("x"))
    for known in ("new", "staged", "without git"):
        with closing(Index(repository)) as index:
            (finding,) = index.findings()
        assert finding.code == "C119"
        assert finding.path == path.decode("utf-8", "backslashreplace")
        assert "not UTF-8" in finding.message
        if known == "new":
            git(repository.folder, "add", "--all")
        else:
            shutil.rmtree(repository.folder / ".git", ignore_errors=True)


def test_things_that_are_no_files(repository: Root, git: Git) -> None:
    for number, replace in enumerate((Path.mkdir, os.mkfifo, lambda at: at.symlink_to("C000009.yaml")), 1):
        file = repository.customers / f"C00000{number}.yaml"
        file.unlink()
        replace(file)
    with closing(Index(repository)) as index:
        found = [(finding.path[-12:], finding.code) for finding in index.findings()]
    assert found == [("C000001.yaml", "C121"), ("C000002.yaml", "C121"), ("C000003.yaml", "C120")]
    assert contents(repository) == fresh(repository)


def test_a_huge_file_is_not_even_read(root: Root) -> None:
    with (root.customers / "C000099.yaml").open("wb") as file:
        file.truncate(10**12)
    with closing(Index(root)) as index:
        (finding,) = index.findings()
    assert (finding.code, finding.params) == ("C104", {"got": "1000000000000"})


def test_amounts_beyond_every_bound(root: Root) -> None:
    (root.customers / "C000098.yaml").write_bytes(page("x", f"orders:\n  - {{date: 2026-01-01, amount: {'9' * 40}}}\n"))
    (root.customers / "C000099.yaml").write_bytes(
        page("x", "orders:\n  - {date: 2026-01-01, amount: 1, quantity: 1e400}\n")
    )
    assert contents(root) == fresh(root)


def test_archive_whose_own_name_is_odd(tmp_path: Path, root: Root) -> None:
    folder = tmp_path / os.fsdecode(b"\xb1 'a' #?%20\n:memory:")
    root.folder.rename(folder)
    assert len(names(Root(folder))) == 15


# Settings


def test_settings_change_the_tables(root: Root) -> None:
    assert currencies(root) == {"TWD": 15}
    text = root.settings.read_bytes()
    root.settings.write_bytes(text.replace(b"currency: TWD", b"currency: CNY"))
    assert currencies(root) == {"CNY": 14, "TWD": 1}  # one customer's terms say so
    assert contents(root) == fresh(root)


def test_broken_settings_stop_everything_and_cost_nothing(repository: Root) -> None:
    before = contents(repository)
    text = repository.settings.read_bytes()
    for broken in (b"", b"name: x\ncolour: red\n", b"{", b"\xff"):
        repository.settings.write_bytes(broken)
        with pytest.raises(NoArchive):
            Index(repository)
    repository.settings.unlink()
    with pytest.raises(NoArchive, match=r"custfile\.yaml cannot be read: No such file"):
        Index(repository)
    repository.settings.write_bytes(text)
    assert files_read(repository) == 0
    assert contents(repository) == before


def test_settings_that_change_while_they_are_read(root: Root) -> None:
    """What the index was made of is what its key says, or a later edit back to it would find the wrong tables."""
    text = root.settings.read_bytes()

    class Meddled(Asked):
        def answer(self) -> Reply:
            root.settings.write_bytes(text.replace(b"TWD", b"CNY"))
            return super().answer()

    Index(root, Meddled(root)).close()
    root.settings.write_bytes(text)
    assert currencies(root) == {"TWD": 15}


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
def test_the_index_speaks_no_language(root: Root, language: str) -> None:
    from custfile.language import speaking

    (root.customers / "C000001.yaml").write_bytes(b"name: x\nkind: y\nfoo: 1\norders: [{date: x}]\n")
    with speaking(language):
        files_read(root)
    assert contents(root) == fresh(root)


# An index that is not what it should be


def damaged(root: Root, harm: str) -> None:
    file = derived(root)
    data = file.read_bytes()
    if harm == "directory":
        file.unlink()
        (file / "x").mkdir(parents=True)
    else:
        file.write_bytes(
            {
                "empty": b"",
                "one byte": b"S",
                "header alone": data[:100],
                "one page": data[:4096],
                "half": data[: len(data) // 2],
                "a byte short": data[:-1],
                "text": "客户档案".encode() * 1000,
                "noise": bytes(range(256)) * 64,
                "header and noise": data[:100] + b"\xa5" * (len(data) - 100),
                "reversed": data[::-1],
            }[harm]
        )


HARMS = (
    "empty", "one byte", "header alone", "one page", "half", "a byte short", "text", "noise", "header and noise", "reversed",
    "directory",
)  # fmt: skip


@pytest.mark.parametrize("harm", HARMS)
def test_damaged_index_is_made_again(repository: Root, harm: str) -> None:
    before = contents(repository)
    damaged(repository, harm)
    assert contents(repository) == before
    assert contents(repository) == before
    if harm != "directory":
        assert files_read(repository) == 0


def holes(root: Root) -> Iterator[None]:
    """Put noise over a few pages of the index, one at a time, and not over the first."""
    data = derived(root).read_bytes()
    for start in range(4096, len(data), 4096 * 6):
        derived(root).write_bytes(data[:start] + b"\xa5" * 4096 + data[start + 4096 :])
        yield


def test_damage_in_the_middle_is_noticed_while_reading(repository: Root) -> None:
    before = contents(repository)
    for _hole in holes(repository):
        assert contents(repository) == before


def test_damage_met_on_the_way_ends_the_command_and_not_the_index(repository: Root) -> None:
    before = contents(repository)
    refused = 0
    for _hole in holes(repository):
        with closing(Index(repository)) as index:
            try:
                assert len(list(index.iterate("select body, search from records"))) == 15
            except Refused as error:
                assert str(error) == "the index was damaged and has been made again; run the command again"
                refused += 1
    assert refused
    assert contents(repository) == before


def test_a_question_that_is_wrong_is_no_damage(root: Root) -> None:
    with closing(Index(root)) as index:
        inode = derived(root).stat().st_ino
        with pytest.raises(sqlite3.OperationalError, match="no such column"):
            index.rows("select nonsense from customers")
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            list(index.iterate("select 1 from nonsense"))
        assert derived(root).stat().st_ino == inode
        assert len(index.rows("select 1 from customers")) == 15


FOREIGN = {
    "meta of other columns": "create table meta (x)",
    "tables of other columns": "create table files (x); create table customers (y); create table findings (z)",
    "a view in the way": "create view files as select 1",
    "an older tool": "create table meta (key text primary key, value text); insert into meta values ('key', '1 0.0.1 x y')",
    "an older tool with its tables": "create table meta (key text primary key, value text);"
    "insert into meta values ('key', '1 0.0.1 x'); create table files (path, signature); create table customers (name)",
    "names in quotes": 'create table "a""b" (x)',
    "another program": "create table t (a integer primary key autoincrement); insert into t values (1)",
}


@pytest.mark.parametrize("made", FOREIGN)
def test_another_database_is_replaced(repository: Root, made: str) -> None:
    before = contents(repository)
    derived(repository).unlink()
    with closing(sqlite3.connect(derived(repository))) as db:
        db.executescript(FOREIGN[made])
    assert contents(repository) == before
    assert files_read(repository) == 0


def test_index_of_another_tool_is_made_again(repository: Root, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(repository)
    monkeypatch.setattr("custfile.archive.index.__version__", "99")
    assert files_read(repository) == 15
    monkeypatch.undo()
    assert files_read(repository) == 15
    assert contents(repository) == before


def test_index_of_another_layout_is_made_again(repository: Root, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables had a column less, and one is asked for that the old index has not."""
    with monkeypatch.context() as earlier:
        earlier.setitem(tables.TABLES, "pictures", ("line",))
        assert files_read(repository) == 15
    assert files_read(repository) == 15
    with monkeypatch.context() as later:
        later.setitem(tables.TABLES, "pictures", ("line", "colour"))
        with closing(Index(repository)) as index:
            assert index.rows("select line, colour from pictures") == []
    assert files_read(repository) == 15


def test_what_a_killed_process_left_beside_the_index(repository: Root, tmp_path: Path) -> None:
    """A log of pages that were never moved into the index, together with another index, or none, or an empty one."""
    (repository.customers / "C000001.yaml").write_bytes(page("旧"))
    contents(repository)
    db = database.connect(str(derived(repository)))
    db.execute("update customers set name = 'nonsense'")  # it stays in the log as long as the connection is open
    logs = {suffix: derived(repository, suffix).read_bytes() for suffix in ("-wal", "-shm")}
    db.close()
    assert len(logs["-wal"]) > 4096
    true = fresh(repository)
    for index in (None, b"", b"text"):
        for left in (("-wal", "-shm"), ("-wal",)):
            shutil.rmtree(derived(repository).parent)
            derived(repository).parent.mkdir()
            for suffix in left:
                derived(repository, suffix).write_bytes(logs[suffix])
            if index is not None:
                derived(repository).write_bytes(index)
            assert contents(repository) == true
            assert contents(repository) == true


def test_deleting_a_damaged_index_may_be_interrupted_anywhere(
    repository: Root, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(repository)
    real, calls = Path.unlink, iter(range(99))
    for fatal in range(4):
        derived(repository).write_bytes(b"text")
        for suffix in ("-wal", "-shm"):
            derived(repository, suffix).write_bytes(b"\x37\x7f\x06\x82" + b"\xa5" * 5000)
        calls = iter(range(99))

        def unlink(path: Path, missing_ok: bool = False, calls: Iterator[int] = calls, fatal: int = fatal) -> None:
            if path.name.startswith("index.sqlite") and next(calls) == fatal:
                raise KeyboardInterrupt
            real(path, missing_ok=missing_ok)

        monkeypatch.setattr(Path, "unlink", unlink)
        if fatal < 3:
            with pytest.raises(KeyboardInterrupt):
                Index(repository)
        monkeypatch.undo()
        assert contents(repository) == before


# Read while git still looks


@pytest.fixture
def slow_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let git begin with a line of shell from now on, and take its time."""

    def begin_with(line: str) -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        (folder / "git").write_text(
            f'#!/bin/sh\n{line}\nsleep 0.3\nexec "{shutil.which("git")}" "$@"\n', encoding="utf-8"
        )
        (folder / "git").chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    return begin_with


def quiet(done: int, total: int) -> None:
    """Hear nothing of progress."""


def name(index: Index) -> str:
    """Return the name of the first customer as ``index`` has it."""
    return str(index.rows("select name from customers where id = 'C000001'")[0][0])


def test_an_early_index_that_was_right(repository: Root, slow_git: Callable[[str], None]) -> None:
    before = names(repository)
    slow_git(":")
    with closing(Index(repository, early=True)) as index:
        assert dict(index.rows("select id, name from customers")) == before
        assert index.settle(quiet)
        assert index.settle(quiet)  # and stays so


def test_an_early_index_that_was_wrong(repository: Root, slow_git: Callable[[str], None]) -> None:
    old = names(repository)["C000001"]
    slow_git(":")
    (repository.customers / "C000001.yaml").write_bytes(page("新名"))
    with closing(Index(repository, early=True)) as index:
        assert name(index) == old
        assert not index.settle(quiet)
        assert name(index) == "新名"


def test_an_early_index_waits_where_git_has_answered(repository: Root) -> None:
    files_read(repository)
    (repository.customers / "C000001.yaml").write_bytes(page("新名"))
    asked = Asked(repository)
    while not asked.is_answered:
        time.sleep(0.01)
    with closing(Index(repository, asked, early=True)) as index:
        assert name(index) == "新名"
        assert index.settle(quiet)


@pytest.mark.parametrize("what", ["settings", "index", "git"])
def test_an_early_index_waits_without_anything_to_go_by(
    repository: Root, slow_git: Callable[[str], None], what: str
) -> None:
    files_read(repository)
    slow_git(":" if what != "git" else "exit 1")
    (repository.customers / "C000001.yaml").write_bytes(page("新名"))
    if what == "settings":
        repository.settings.write_bytes(repository.settings.read_bytes() + b"\n# changed\n")
    elif what == "index":
        derived(repository).unlink()
    with closing(Index(repository, early=True)) as index:
        index.settle(quiet)
        assert name(index) == "新名"


def test_another_process_that_was_quicker(repository: Root, slow_git: Callable[[str], None]) -> None:
    """What was read half before and half after its change holds together as little as before."""
    files_read(repository)
    slow_git(":")
    with closing(Index(repository, early=True)) as index:
        (repository.customers / "C000001.yaml").write_bytes(page("新名"))
        with closing(Index(repository)):
            pass
        index.keep("insert or replace into meta values (?, ?)", ("note:x", "y"))  # sees the change from now on
        assert not index.settle(quiet)
        assert name(index) == "新名"


def test_what_was_worked_out_of_two_states_is_not_remembered(repository: Root) -> None:
    files_read(repository)
    with closing(Index(repository)) as index:

        def worked_out() -> str:
            old = name(index)
            (repository.customers / "C000001.yaml").write_bytes(page("新名"))
            with closing(Index(repository)):  # another process reads it
                pass
            index.keep("insert or replace into meta values (?, ?)", ("note:x", "y"))  # sees the change from now on
            return old

        index.remembered("names", "", worked_out)
    with closing(Index(repository)) as index:
        assert index.remembered("names", "", lambda: name(index)) == "新名"


def test_a_note_is_of_one_state(root: Root) -> None:
    with closing(Index(root)) as index:
        assert index.remembered("list", "1", lambda: "of\n1") == "of\n1"
        assert index.remembered("list", "1", lambda: "anew") == "of\n1"
        assert index.remembered("list", "2", lambda: "of\n2") == "of\n2"
        assert index.remembered("list", "2", lambda: "anew") == "of\n2"
        assert index.remembered("list", "1", lambda: "anew") == "anew"


def test_an_early_index_that_proves_to_be_damaged(repository: Root, slow_git: Callable[[str], None]) -> None:
    before = names(repository)
    slow_git(":")
    with closing(Index(repository, early=True)) as index:
        derived(repository).write_bytes(b"text" * 5000)
        assert not index.settle(quiet)
        assert dict(index.rows("select id, name from customers")) == before


# A folder that does not let us


@pytest.mark.parametrize("kind", ["file", "dead link", "pipe"])
def test_no_place_for_an_index(root: Root, kind: str) -> None:
    before = contents(root)
    place = root.folder / ".custfile"
    shutil.rmtree(place)
    if kind == "file":
        place.write_text("mine", encoding="utf-8")
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to(root.folder / "nowhere" / "at all")
    assert contents(root) == before
    assert kind != "file" or place.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "error", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN]
)
def test_a_disk_that_fails_leaves_memory(root: Root, monkeypatch: pytest.MonkeyPatch, error: int) -> None:
    before = contents(root)
    real = database.connect

    def failing(at: str) -> sqlite3.Connection:
        if at == database.MEMORY:
            return real(at)
        problem = sqlite3.OperationalError("the disk fails")
        problem.sqlite_errorcode = error
        raise problem

    monkeypatch.setattr(database, "connect", failing)
    assert contents(root) == before


def test_busy_for_too_long(root: Root, monkeypatch: pytest.MonkeyPatch) -> None:
    files_read(root)
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    (root.customers / "C000001.yaml").unlink()
    with closing(sqlite3.connect(derived(root), isolation_level=None)) as other:
        other.execute("begin immediate")
        with pytest.raises(Refused, match="busy"):
            Index(root)
        other.execute("rollback")
    assert "C000001" not in names(root)


def test_parameters_that_are_no_text(root: Root) -> None:
    with closing(Index(root)) as index:
        assert index.rows("select 1 from customers where name = ?", "\udcff") == []
        assert list(index.iterate("select ?", "a\udcff")) == [("a\\udcff",)]
