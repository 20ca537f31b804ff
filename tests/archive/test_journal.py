"""Batches: whatever happens in the middle, finishing gives all of the new and going back all of the old."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TypeAlias

import pytest
from disks import Failing, Meddled, PowerCut, Stingy, Unplugged, Watched

from custfile.archive.change import commit
from custfile.archive.journal import pending, resume, rollback
from custfile.archive.root import Root
from custfile.archive.write import Change, Unsettled, read_inside
from custfile.errors import Refused

Files: TypeAlias = "dict[str, bytes]"


OLD: Files = {
    "customers/C000001.yaml": "name: 王丽\n".encode(),
    "customers/C000002.yaml": b"\xef\xbb\xbfname: Ann\r\n",
    "customers/C000003.yaml": "name: 已离开\n".encode(),
    "customers/C000009.yaml": b"name: bystander\n",
}
NEW: Files = {
    "customers/C000001.yaml": "name: 王丽\nowner: li.na\n".encode(),
    "customers/C000002.yaml": b"",
    "customers/C000004.yaml": "name: 新客户 👩‍👩‍👧\n".encode(),
    "customers/郑州/中原区/C000005.yaml": b"name: five\n" * 30,
    "customers/C000009.yaml": b"name: bystander\n",
}
TOUCHED = sorted({path for path in {**OLD, **NEW} if OLD.get(path) != NEW.get(path)})
BATCH = [Change(path, OLD.get(path), NEW.get(path)) for path in TOUCHED]
ENDINGS = {"resume": (resume, NEW), "rollback": (rollback, OLD)}
INTERRUPTED = "an earlier change was interrupted; run custfile doctor --resume or custfile doctor --rollback"


def archive(folder: Path) -> Root:
    folder.mkdir()
    for path, data in {"custfile.yaml": b"name: x\n", **OLD}.items():
        place = folder / path
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(data)
    return Root(folder)


def files(root: Root) -> Files:
    """Every file under ``customers/``, but for what ``sweep`` takes away."""
    found = (each for each in (root.folder / "customers").rglob("*") if each.is_file() and each.suffix != ".tmp")
    return {str(each.relative_to(root.folder)): each.read_bytes() for each in found}


def temporary(root: Root) -> list[Path]:
    return list(root.folder.rglob("*.tmp"))


def journal(root: Root) -> set[str]:
    return {each.name for each in (root.folder / ".custfile" / "journal").iterdir()}


@pytest.fixture
def root(tmp_path: Path) -> Root:
    return archive(tmp_path / "book")


def interrupt(root: Root, *, after: int = 2) -> None:
    """Leave a batch pending with ``after`` of its files in place."""

    class Dying(Watched):
        left, dead = after, False

        def before(self, name: str, *args: object) -> None:
            if name in ("replace", "link", "unlink") and "custfile/journal" not in str(args[0]):
                self.dead = self.dead or not self.left
                self.left -= name != "unlink" or not str(args[0]).endswith(".tmp")
            if self.dead:
                raise PowerCut

    with pytest.raises(PowerCut):
        commit(root, BATCH, disk=Dying())
    assert pending(root)
    assert files(root) not in (OLD, NEW)


def test_a_batch_is_made(root: Root) -> None:
    told: list[tuple[int, int]] = []
    commit(root, BATCH, lambda done, total: told.append((done, total)))
    assert files(root) == NEW
    assert told == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
    assert not pending(root)
    assert not journal(root)
    assert not temporary(root)


def test_the_journal_is_its_owners_alone_and_whole_before_the_first_file_is_touched(root: Root) -> None:
    seen: list[tuple[set[str], set[int], int, Files]] = []
    folder = root.folder / ".custfile" / "journal"

    def look() -> None:
        if pending(root):
            modes = {each.stat().st_mode & 0o777 for each in folder.iterdir()}
            seen.append((journal(root), modes, folder.stat().st_mode & 0o777, files(root)))

    commit(root, BATCH, disk=Meddled(look))
    assert seen[0] == ({"plan.json", "contents"}, {0o600}, 0o700, OLD)


def test_a_change_that_changes_nothing_is_none(root: Root) -> None:
    disk = Watched()
    commit(root, [Change(path, data, data) for path, data in OLD.items()], disk=disk)
    assert disk.count == 0
    commit(root, [BATCH[0], Change("customers/C000009.yaml", b"name: bystander\n", b"name: bystander\n")])
    assert files(root) == {**OLD, TOUCHED[0]: NEW[TOUCHED[0]]}
    assert not (root.folder / ".custfile" / "journal").exists()  # one file needs none


def test_two_changes_of_one_file_are_a_mistake(root: Root) -> None:
    with pytest.raises(ValueError, match="two changes of one file"):
        commit(root, [BATCH[0], Change(BATCH[0].path, BATCH[0].old, b"other")])
    assert files(root) == OLD


def test_short_writes_are_carried_on(root: Root) -> None:
    commit(root, BATCH, disk=Stingy())
    assert files(root) == NEW


def test_every_call_may_fail(tmp_path: Path) -> None:
    """One failure: all is old, or all is new and only the disk's word for it is missing."""
    ends = set()
    for at in count(1):
        root, disk = archive(tmp_path / str(at)), Failing(at)
        try:
            commit(root, BATCH, disk=disk)
        except Unsettled as error:
            assert files(root) == NEW
            assert "saved, but not yet safe on disk (Input/output error)" in str(error)
            ends.add("unsettled")
            if pending(root):
                assert resume(root) == []
        except Refused as error:
            assert files(root) == OLD
            assert "Input/output error" in str(error)
            ends.add("refused")
        else:
            assert files(root) == NEW
            assert disk.failed in ("", "unlink", "link")
        assert not pending(root)
        assert not temporary(root) or disk.failed == "unlink"
        if not disk.failed:
            break
    assert ends == {"unsettled", "refused"}


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_power_may_be_cut_at_every_call(tmp_path: Path, ending: str) -> None:
    end, wanted = ENDINGS[ending]
    seen = set()
    for at in count(1):
        root = archive(tmp_path / f"{at}")
        disk = Unplugged(root.folder, at)
        try:
            commit(root, BATCH, disk=disk)
        except PowerCut:
            for seed in (None, 1):
                left = Root(disk.remains(tmp_path / f"{at}-{seed}", seed))
                seen.add(pending(left))
                if pending(left):
                    end(left, disk=Watched())
                    assert files(left) == wanted
                else:
                    assert files(left) in (OLD, NEW)
                assert not pending(left)
        else:
            break
    assert seen == {True, False}
    safe = Root(disk.remains(tmp_path / "safe"))
    assert files(safe) == NEW  # what was acknowledged stays
    assert not pending(safe)


def test_folders_that_an_earlier_try_left_are_not_taken_for_safe(tmp_path: Path) -> None:
    for at in count(1):
        root = archive(tmp_path / f"{at}")
        disk = Unplugged(root.folder, at)
        (root.folder / ".custfile" / "journal").mkdir(parents=True)
        try:
            commit(root, BATCH, disk=disk)
        except PowerCut:
            left = Root(disk.remains(tmp_path / f"{at}-left"))
            rollback(left, disk=Watched())
            assert files(left) in (OLD, NEW)
        else:
            break


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_way_out_may_be_cut_too(tmp_path: Path, ending: str) -> None:
    end, wanted = ENDINGS[ending]
    for at in count(1):
        root = archive(tmp_path / f"{at}")
        interrupt(root)
        disk = Unplugged(root.folder, at)
        try:
            end(root, disk=disk)
        except PowerCut:
            for seed in (None, 1):
                left = Root(disk.remains(tmp_path / f"{at}-{seed}", seed))
                end(left, disk=Watched())
                assert files(left) == wanted
                assert not pending(left)
        else:
            break
    assert files(Root(disk.remains(tmp_path / "safe"))) == wanted


@pytest.mark.parametrize("after", range(1, 5))
@pytest.mark.parametrize("ending", ENDINGS)
def test_an_interrupted_batch_ends_either_way(root: Root, ending: str, after: int) -> None:
    end, wanted = ENDINGS[ending]
    interrupt(root, after=after)
    before = files(root)
    changed = end(root)
    assert files(root) == wanted
    assert sorted(changed) == sorted(path for path in TOUCHED if before.get(path) != wanted.get(path))
    assert not pending(root)
    assert end(root) == []


KILLED = """
import sys
from pathlib import Path
from disks import Deadly
from test_journal import BATCH
from custfile.archive.change import commit
from custfile.archive.root import Root
commit(Root(Path(sys.argv[1])), BATCH, disk=Deadly(sys.argv[2], int(sys.argv[3])))
"""


@pytest.mark.parametrize(("call", "at"), [("replace", 2), ("replace", 3), ("link", 2), ("write", 5), ("unlink", 3)])
@pytest.mark.parametrize("ending", ENDINGS)
def test_kill_9(root: Root, ending: str, call: str, at: int) -> None:
    command = [sys.executable, "-c", KILLED, str(root.folder), call, str(at)]
    assert subprocess.run(command, cwd=Path(__file__).parent, check=False).returncode == -9
    end, wanted = ENDINGS[ending]
    assert pending(root)
    end(root)
    assert files(root) == wanted
    commit(root, [Change("customers/C000100.yaml", None, b"name: next\n")])


def test_while_one_is_pending_nothing_is_written(root: Root) -> None:
    interrupt(root)
    before = files(root)
    single = Change("customers/C000100.yaml", None, b"name: next\n")
    for changes in ([single], BATCH, []):
        with pytest.raises(Refused) as caught:
            commit(root, changes)
        assert str(caught.value) == INTERRUPTED
        assert caught.value.exit_code == 5
    assert files(root) == before


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("theirs", [b"name: theirs\n", None], ids=["edited", "deleted"])
def test_what_somebody_else_wrote_is_not_overwritten(root: Root, ending: str, theirs: bytes | None) -> None:
    end, wanted = ENDINGS[ending]
    interrupt(root)
    place = root.folder / TOUCHED[0]
    mine = place.read_bytes()
    place.unlink() if theirs is None else place.write_bytes(theirs)
    before = files(root)
    with pytest.raises(
        Refused, match=rf"changed by someone else since the interrupted change: {TOUCHED[0]};"
    ) as caught:
        end(root)
    assert caught.value.details == {"paths": [TOUCHED[0]]}
    assert files(root) == before
    assert pending(root)
    place.write_bytes(mine)
    end(root)
    assert files(root) == wanted


def test_the_remedy_that_is_offered_works(root: Root) -> None:
    interrupt(root)
    before = files(root)
    shutil.rmtree(root.folder / ".custfile" / "journal")
    commit(root, [Change("customers/C000100.yaml", None, b"name: next\n")])
    assert files(root) == {**before, "customers/C000100.yaml": b"name: next\n"}


def test_a_file_that_changed_before_stops_all(root: Root) -> None:
    for path in TOUCHED[:2]:
        root.folder.joinpath(path).write_bytes(b"name: theirs\n")
    before = files(root)
    with pytest.raises(Refused, match=f"changed meanwhile.*: {TOUCHED[0]}, {TOUCHED[1]};"):
        commit(root, BATCH)
    assert files(root) == before
    assert not pending(root)


def test_a_file_that_changes_in_the_middle_stays_and_the_others_go_back(root: Root) -> None:
    place = root.folder / TOUCHED[0]

    def save() -> None:
        if pending(root) and read_inside(root, TOUCHED[0]) == OLD[TOUCHED[0]]:
            place.write_bytes(b"name: theirs\n")

    with pytest.raises(Refused, match=f"{TOUCHED[0]} changed meanwhile"):
        commit(root, BATCH, disk=Meddled(save, ["write"]))
    assert files(root) == {**OLD, TOUCHED[0]: b"name: theirs\n"}
    assert not pending(root)
    assert not temporary(root)


def test_what_cannot_go_back_stays_pending(root: Root) -> None:
    """The disk is full for the second file and for every one after."""

    class Full(Watched):
        def before(self, name: str, *args: object) -> None:
            if name == "write" and pending(root) and files(root) != OLD:
                raise OSError(errno.ENOSPC, "No space left on device")

    gone = [Change(path, data, None) for path, data in OLD.items()]
    with pytest.raises(Refused) as caught:
        commit(root, [*gone, Change("customers/郑州/C000005.yaml", None, b"x")], disk=Full())
    assert str(caught.value) == INTERRUPTED
    rollback(root)
    assert files(root) == OLD


def test_ctrl_c_takes_all_back(root: Root) -> None:
    def stop(done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        commit(root, BATCH, stop)
    assert files(root) == OLD
    assert not pending(root)


def test_without_a_journal_there_is_nothing_to_end(root: Root) -> None:
    assert not pending(root)
    assert resume(root) == rollback(root) == []
    assert not (root.folder / ".custfile").exists()


def test_what_an_unborn_journal_left_is_no_hindrance(root: Root) -> None:
    folder = root.folder / ".custfile" / "journal"
    folder.mkdir(parents=True)
    folder.joinpath("contents").write_bytes(b"half")
    folder.joinpath("plan.tmp").symlink_to(root.folder / "custfile.yaml")
    commit(root, BATCH)
    assert files(root) == NEW
    assert (root.folder / "custfile.yaml").read_bytes() == b"name: x\n"


def _cut(plan: str) -> str:
    return plan[: len(plan) // 2]


def _other(plan: str) -> str:
    return plan.replace("C000001", "C000009").replace('"sha256": "', '"sha256": "0')


@pytest.mark.parametrize("damage", [_cut, _other, lambda plan: "[]", lambda plan: '{"files": [{}]}'])
def test_a_damaged_journal_is_not_believed(root: Root, damage: Callable[[str], str]) -> None:
    interrupt(root)
    plan = root.folder / ".custfile" / "journal" / "plan.json"
    plan.write_text(damage(plan.read_text()))
    before = files(root)
    for end, _wanted in ENDINGS.values():
        with pytest.raises(Refused, match="journal of the interrupted change is damaged"):
            end(root)
    assert files(root) == before


def test_a_strangers_journal_reaches_no_further_than_the_archive(root: Root) -> None:
    interrupt(root)
    plan = root.folder / ".custfile" / "journal" / "plan.json"
    told = json.loads(plan.read_text())
    told["files"][3]["path"] = ".git/config"
    plan.write_text(json.dumps(told))
    with pytest.raises(Refused, match=r"\.git/config is not a file of the archive"):
        resume(root)
    assert not (root.folder / ".git").exists()


def test_no_room_for_the_journal(root: Root) -> None:
    with pytest.raises(Refused, match="nothing was saved: No space left on device"):
        commit(root, BATCH, disk=Failing(1, errno.ENOSPC, ["write"]))
    assert files(root) == OLD
    assert not journal(root)
    commit(root, BATCH)
    assert files(root) == NEW
