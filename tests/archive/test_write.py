"""One file written: old or new, never a mix, whatever fails, and never over what somebody else wrote."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from disks import Failing, Lacking, Meddled, PowerCut, Stingy, Unplugged

from custfile.archive.disk import Disk, sweep
from custfile.archive.root import Root
from custfile.archive.write import Change, Unsettled, apply, create, inside, read_inside
from custfile.errors import Refused

PATH = "customers/北京/C000123.yaml"
OLD = "name: 王丽\nkind: individual\n".encode()
NEW = OLD + "notes: 👩‍👩‍👧 ｆｕｌｌ\n".encode() * 40
CHANGES = {"replace": Change(PATH, OLD, NEW), "create": Change(PATH, None, NEW), "remove": Change(PATH, OLD, None)}


def archive(folder: Path, held: bytes | None) -> Root:
    """An archive with one file, or none."""
    folder.mkdir(exist_ok=True)
    folder.joinpath("custfile.yaml").write_text("name: 丽人\n")
    if held is not None:
        folder.joinpath(PATH).parent.mkdir(parents=True)
        folder.joinpath(PATH).write_bytes(held)
    return Root(folder)


def replace(root: Root, path: str, old: bytes, new: bytes, disk: Disk = os) -> None:
    apply(root, Change(path, old, new), disk)


def held(root: Root) -> bytes | None:
    return read_inside(root, PATH)


def temporary(root: Root) -> list[Path]:
    return list(root.folder.rglob("*.tmp"))


@pytest.fixture
def root(tmp_path: Path) -> Root:
    return archive(tmp_path / "book", OLD)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_asked_is_done(tmp_path: Path, change: Change) -> None:
    root = archive(tmp_path / "book", change.old)
    apply(root, change)
    assert held(root) == change.new
    assert not temporary(root)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_call_may_fail(tmp_path: Path, change: Change) -> None:
    for at in count(1):
        root, disk = archive(tmp_path / str(at), change.old), Failing(at)
        try:
            apply(root, change, disk)
        except Unsettled as error:
            assert held(root) == change.new
            assert "saved, but not yet safe on disk (Input/output error)" in str(error)
            assert error.exit_code == 5
        except Refused as error:
            assert held(root) == change.old
            assert "Input/output error" in str(error)
            assert error.exit_code == 5
        else:
            assert held(root) == change.new
            assert disk.failed in ("", "unlink", "link")  # of a temporary file; or there are no hard links
        assert not temporary(root) or disk.failed == "unlink"
        if not disk.failed:
            break
    assert at > {"replace": 9, "create": 14, "remove": 5}[_name(change)]


def _name(change: Change) -> str:
    return next(name for name, each in CHANGES.items() if each == change)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_power_may_be_cut_at_every_call(tmp_path: Path, change: Change) -> None:
    for at in count(1):
        root = archive(tmp_path / f"{at}", change.old)
        disk = Unplugged(root.folder, at)
        try:
            apply(root, change, disk)
        except PowerCut:
            left = {held(Root(disk.remains(tmp_path / f"{at}-{seed}", seed))) for seed in (None, *range(8))}
            assert left <= {change.old, change.new}
        else:
            break
    left = {held(Root(disk.remains(tmp_path / f"done-{seed}", seed))) for seed in (None, *range(8))}
    assert left == {change.new}  # what was acknowledged stays


@pytest.mark.parametrize("change", [CHANGES["replace"], CHANGES["create"]], ids=["replace", "create"])
def test_short_writes_are_carried_on(tmp_path: Path, change: Change) -> None:
    root = archive(tmp_path / "book", change.old)
    apply(root, change, Stingy())
    assert held(root) == NEW


@pytest.mark.parametrize("change", [CHANGES["replace"], CHANGES["create"]], ids=["replace", "create"])
def test_no_space(tmp_path: Path, change: Change) -> None:
    root = archive(tmp_path / "book", change.old)
    with pytest.raises(Refused, match=r"C000123.yaml was not saved: No space left on device"):
        apply(root, change, Failing(1, errno.ENOSPC, ["write"]))
    assert held(root) == change.old
    assert not temporary(root)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Have the kernel stop every file at ``size`` bytes: first a short write, then an error."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("change", [CHANGES["replace"], CHANGES["create"]], ids=["replace", "create"])
def test_the_kernel_takes_half_of_the_file(tmp_path: Path, change: Change) -> None:
    root = archive(tmp_path / "book", change.old)
    with files_of_at_most(len(NEW) // 2), pytest.raises(Refused, match="File too large"):
        apply(root, change)
    assert held(root) == change.old
    assert not temporary(root)


@pytest.mark.parametrize("change", [CHANGES["replace"], CHANGES["remove"]], ids=["replace", "remove"])
@pytest.mark.parametrize("now", [OLD + b"# saved\n", b"", None], ids=["edited", "emptied", "deleted"])
def test_an_editor_saved_before(root: Root, change: Change, now: bytes | None) -> None:
    place = root.folder / PATH
    place.unlink() if now is None else place.write_bytes(now)
    with pytest.raises(Refused, match="changed meanwhile"):
        apply(root, change)
    assert held(root) == now
    assert not temporary(root)


def test_an_editor_saved_while_the_new_bytes_were_written(root: Root) -> None:
    place = root.folder / PATH
    with pytest.raises(Refused, match="changed meanwhile"):
        replace(root, PATH, OLD, NEW, Meddled(lambda: place.write_bytes(b"theirs"), ["write"]))
    assert place.read_bytes() == b"theirs"
    assert not temporary(root)


def test_somebody_was_faster_with_a_new_file(root: Root) -> None:
    with pytest.raises(Refused, match="exists already"):
        create(root, PATH, NEW)
    assert held(root) == OLD
    assert not temporary(root)


def test_a_file_system_without_hard_links(tmp_path: Path) -> None:
    root = archive(tmp_path / "book", None)
    create(root, PATH, NEW, Lacking("link"))
    assert held(root) == NEW
    with pytest.raises(Refused, match="exists already"):
        create(root, PATH, OLD, Lacking("link"))
    assert held(root) == NEW
    assert not temporary(root)


def test_a_name_that_was_claimed_is_given_back(tmp_path: Path) -> None:
    root = archive(tmp_path / "book", None)
    with pytest.raises(Refused):
        create(root, PATH, NEW, Lacking("link", "replace"))
    assert held(root) is None
    assert not temporary(root)


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o640, 0o664])
def test_the_mode_is_kept(root: Root, mode: int) -> None:
    (root.folder / PATH).chmod(mode)
    replace(root, PATH, OLD, NEW)
    assert (root.folder / PATH).stat().st_mode & 0o7777 == mode


def test_a_new_file_and_its_folders_are_their_owners_alone(tmp_path: Path) -> None:
    root = archive(tmp_path / "book", None)
    before = os.umask(0)
    try:
        create(root, PATH, NEW)
    finally:
        os.umask(before)
    assert (root.folder / PATH).stat().st_mode & 0o7777 == 0o600
    assert (root.folder / PATH).stat().st_nlink == 1
    assert [each.stat().st_mode & 0o7777 for each in (root.folder / PATH).parents][:2] == [0o700, 0o700]


def test_the_bytes_are_no_ones_else_while_they_are_written(root: Root) -> None:
    (root.folder / PATH).chmod(0o600)
    modes: list[int] = []
    look = Meddled(lambda: modes.extend(each.stat().st_mode & 0o7777 for each in temporary(root)), ["write"])
    replace(root, PATH, OLD, NEW, look)
    assert modes == [0o600]


def test_a_link_is_refused(root: Root, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.yaml"
    target.write_bytes(OLD)
    (root.folder / PATH).unlink()
    (root.folder / PATH).symlink_to(target)
    for change in CHANGES.values():
        with pytest.raises(Refused, match="is a link or no ordinary file"):
            apply(root, change)
    assert target.read_bytes() == OLD


def test_a_link_that_leads_nowhere_is_refused(root: Root, tmp_path: Path) -> None:
    (root.folder / PATH).unlink()
    (root.folder / PATH).symlink_to(tmp_path / "nowhere")
    with pytest.raises(Refused, match="is a link or no ordinary file"):
        create(root, PATH, NEW)
    assert not (tmp_path / "nowhere").exists()


def test_a_link_slipped_in_at_the_last_moment_is_not_followed(root: Root, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.yaml").write_bytes(OLD)
    place = root.folder / PATH

    def slip() -> None:
        if not place.is_symlink():
            place.unlink()
            place.symlink_to(tmp_path / "elsewhere.yaml")

    with pytest.raises(Refused, match="cannot be read"):
        read_inside(root, PATH, Meddled(slip, ["open"]))


def test_a_pipe_slipped_in_at_the_last_moment_does_not_block(root: Root) -> None:
    place = root.folder / PATH

    def slip() -> None:
        place.unlink()
        os.mkfifo(place)

    assert read_inside(root, PATH, Meddled(slip, ["open"])) == b""


def test_a_linked_folder_is_refused(root: Root, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root.folder / "customers" / "away").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused, match="is a link or no ordinary file"):
        create(root, "customers/away/C000001.yaml", NEW)
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_pipe_does_not_block(root: Root) -> None:
    (root.folder / PATH).unlink()
    os.mkfifo(root.folder / PATH)
    with pytest.raises(Refused, match="is a link or no ordinary file"):
        replace(root, PATH, OLD, NEW)


@pytest.mark.parametrize(
    "path",
    ["", ".", "../out.yaml", "customers/../../out.yaml", "/etc/out.yaml", ".git/config", "customers/x/.GIT/config",
     ".custfile/index.sqlite", ".Custfile/lock"],
)  # fmt: skip
def test_what_is_not_the_archives(root: Root, path: str) -> None:
    with pytest.raises(Refused, match="is not a file of the archive"):
        inside(root, path)


@pytest.mark.parametrize("path", ["custfile.yaml", ".gitattributes", ".vscode/settings.json", "customers/a/b/c.yaml"])
def test_what_is_the_archives(root: Root, path: str) -> None:
    assert inside(root, path) == root.folder / path


@pytest.mark.parametrize("path", [f"customers/{'名' * 100}.yaml", "custfile.yaml/C1.yaml", "customers/北京"])
def test_no_place_for_a_file(root: Root, path: str) -> None:
    with pytest.raises(Refused, match=r"cannot be reached: File name too long|is a link or no ordinary file"):
        create(root, path, NEW)


def test_only_own_old_temporary_files_are_swept(root: Root) -> None:
    names = {
        ".C000123.yaml.0123456789abcdef.tmp": 3700,
        ".C000124.yaml.0123456789abcdef.tmp": 3500,
        "C000125.yaml.0123456789abcdef.tmp": 3700,
        ".C000126.yaml.0123456789abcdeg.tmp": 3700,
        ".C000127.yaml.0123456789abcdef.tmp.yaml": 3700,
        ".swp.tmp": 3700,
    }
    folder = (root.folder / PATH).parent
    for name, age in names.items():
        folder.joinpath(name).write_bytes(b"half")
        os.utime(folder / name, (time.time() - age,) * 2)
    hidden = root.folder / ".git" / ".C000123.yaml.0123456789abcdef.tmp"
    hidden.parent.mkdir()
    hidden.write_bytes(b"git's")
    os.utime(hidden, (0, 0))
    sweep(root)
    assert {each.name for each in folder.iterdir()} == {*list(names)[1:], "C000123.yaml"}
    assert hidden.exists()


def test_what_writing_leaves_when_killed_is_swept(root: Root) -> None:
    def killed() -> None:
        raise PowerCut

    class Dead(Unplugged):
        def before(self, name: str, *args: object) -> None:
            self.at = self.count if name == "replace" else self.at
            super().before(name, *args)

    with pytest.raises(PowerCut):
        replace(root, PATH, OLD, NEW, Dead(root.folder))
    (left,) = temporary(root)
    os.utime(left, (0, 0))
    sweep(root)
    assert not temporary(root)
    assert held(root) == OLD


WRITER = """
import sys
from pathlib import Path
from custfile.archive.change import commit, edit_file
from custfile.archive.lock import locked
from custfile.archive.root import Root
from custfile.model.edit import Append

root, name = Root(Path(sys.argv[1])), sys.argv[2]
for number in range(20):
    with locked(root, timeout=60):
        visit = Append(("visits",), {"date": "2026-02-06", "note": f"{name}-{number}"})
        commit(root, [edit_file(root, "customers/C000001.yaml", [visit])])
"""


def test_eight_writers_lose_nothing(tmp_path: Path) -> None:
    root = archive(tmp_path / "book", None)
    create(root, "customers/C000001.yaml", OLD)
    commands = [[sys.executable, "-c", WRITER, str(root.folder), str(number)] for number in range(8)]
    writers = [subprocess.Popen(command) for command in commands]
    assert [writer.wait() for writer in writers] == [0] * 8
    text = (root.folder / "customers" / "C000001.yaml").read_text()
    assert text.startswith(OLD.decode() + "visits:\n")
    lines = text.removeprefix(OLD.decode() + "visits:\n").splitlines()
    wanted = {f"{name}-{number}" for name in range(8) for number in range(20)}
    assert sorted(lines) == sorted(f'  - {{date: "2026-02-06", note: {note}}}' for note in wanted)
