"""Every code has a case: what is wrong goes in, exactly this comes out.

``NAME.yaml`` is laid into the archive of ``custfile.yaml`` as ``customers/C000001.yaml``, or, for the codes C7… and C8…,
as its settings; what text cannot hold is made by ``built.py``. ``NAME.txt`` is what is said, ``NAME.good.yaml`` the same file
put right. Whatever goes in, nothing is raised, no byte is changed, and the neighbour is read.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from built import BUILT, HEAD, PAGE

from custfile.archive.build import Reader
from custfile.archive.check import findings
from custfile.archive.class_check import class_findings
from custfile.archive.index import Index
from custfile.archive.root import Root
from custfile.archive.settings_file import read_settings
from custfile.model.codes import CODES
from custfile.model.finding import Finding

HERE = Path(__file__).parent
AS_OF = date(2026, 11, 20)
NEIGHBOUR = "name: 隔壁的店\nkind: individual\n"

BY_CUSTOMERS = ("C738", "C739")
"""What is wrong with the settings in the light of the customers."""

WRITTEN = sorted(path.stem for path in HERE.glob("C*.yaml") if not path.stem.endswith(".good"))
CASES = sorted([*WRITTEN, *BUILT])
GOOD = sorted(path.stem for path in HERE.glob("C*.good.yaml"))


def _archive(folder: Path) -> Path:
    (folder / "customers").mkdir(parents=True)
    shutil.copy(HERE / "custfile.yaml", folder)
    (folder / "customers/C000099.yaml").write_text(NEIGHBOUR, encoding="utf-8")
    return folder


def _lay(name: str, folder: Path) -> None:
    if name in BUILT:
        BUILT[name](folder)
    else:
        shutil.copy(HERE / f"{name}.yaml", folder / ("custfile.yaml" if name.startswith(("C7", "C8")) else PAGE))


def _found(name: str, folder: Path) -> list[Finding]:
    if name.startswith(("C7", "C8")) and name not in BUILT and not name.startswith(BY_CUSTOMERS):
        return read_settings((folder / "custfile.yaml").read_bytes())[1]
    index = Index(Root(folder))
    assert index.rows("select name from customers where id = 'C000099'") == [("隔壁的店",)]
    found = list(class_findings(index, AS_OF)) if name.startswith(BY_CUSTOMERS) else findings(index, AS_OF)
    index.close()
    return found


def _told(found: list[Finding]) -> str:
    lines = (f"{at.path}:{at.line}:{at.column}: {at.code}: {at.message}; {at.remedy}\n" for at in found)
    return "".join(lines)


def _state(folder: Path) -> dict[str, object]:
    """Return every file but git's and the derived ones: its bytes (those of a link: where it leads), time and mode."""
    state: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        if path.relative_to(folder).parts[0] in (".git", ".custfile"):
            continue
        known = path.lstat()
        content = path.readlink() if path.is_symlink() else path.read_bytes() if path.is_file() else None
        state[str(path)] = (content, known.st_mode, known.st_mtime_ns if stat.S_ISREG(known.st_mode) else None)
    return state


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_told_exactly(name: str, tmp_path: Path) -> None:
    folder = _archive(tmp_path / "archive")
    _lay(name, folder)
    before = _state(folder)
    found = _found(name, folder)
    assert _told(found) == (HERE / f"{name}.txt").read_text(encoding="utf-8")
    assert name[:4] in [finding.code for finding in found]
    assert _state(folder) == before


@pytest.mark.parametrize("name", GOOD)
def test_a_file_put_right_has_no_findings(name: str, tmp_path: Path) -> None:
    folder = _archive(tmp_path / "archive")
    _lay(name, folder)
    assert _told(_found(name, folder)) == ""


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    assert {name[:4] for name in CASES} == set(CODES)


def test_every_text_belongs_to_a_case() -> None:
    assert {path.stem for path in HERE.glob("C*.txt")} == set(CASES)
    assert {name.removesuffix(".good") for name in GOOD} <= set(WRITTEN)


def test_a_mark_at_the_beginning_and_line_ends_of_windows_are_accepted(tmp_path: Path) -> None:
    folder = _archive(tmp_path / "archive")
    (folder / PAGE).write_bytes(("\ufeff" + HEAD + "phone: 0371-6600\n").replace("\n", "\r\n").encode())
    assert _told(_found("", folder)) == ""
    index = Index(Root(folder))
    assert index.rows("select name, phone from customers where id = 'C000001'") == [("郑州丽人美容院", "0371-6600")]
    index.close()


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    folder = _archive(tmp_path / "archive")
    settings, _found, _data = read_settings((folder / "custfile.yaml").read_bytes())
    assert settings is not None
    (folder / PAGE).write_text(HEAD, encoding="utf-8")
    (folder / PAGE).chmod(0)
    reader = Reader(folder, settings)
    with _as_nobody():
        entry = reader.entry(PAGE, None)
    expected = f"{PAGE}:1:1: C119: the file cannot be read: Permission denied; check its permissions and its name\n"
    assert _told(entry.findings) == expected
    assert entry.rows == {}


@contextmanager
def _as_nobody() -> Iterator[None]:
    """Be a user to whom permissions apply."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
