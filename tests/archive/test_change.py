"""What a command is about to write: worked out on bytes, shown as a diff, checked for new faults."""

from __future__ import annotations

import os
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from custfile.archive.build import Reader
from custfile.archive.change import Change, commit, diff, edit_bytes, edit_file, new_faults
from custfile.archive.root import Root
from custfile.archive.settings_file import read_settings
from custfile.archive.splice import CannotSplice
from custfile.errors import HasFindings, Refused
from custfile.model.edit import Append, Put, Remove

PATH = "customers/C000001.yaml"
BOM = b"\xef\xbb\xbf"


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    settings, _findings, _data = read_settings("name: 丽人\n".encode())
    assert settings is not None
    return Reader(tmp_path, settings)


@pytest.mark.parametrize("bom", [b"", BOM], ids=["plain", "bom"])
@pytest.mark.parametrize("eol", ["\n", "\r\n"], ids=["unix", "windows"])
def test_an_edit_keeps_every_other_byte(tmp_path: Path, bom: bytes, eol: str) -> None:
    old = f"name: 王丽   # 老客户{eol}kind: individual{eol}".encode()
    (tmp_path / "customers").mkdir()
    (tmp_path / PATH).write_bytes(bom + old)
    change = edit_file(Root(tmp_path), PATH, [Put(("owner",), "li.na")], ["name", "owner", "kind"])
    new = f"name: 王丽   # 老客户{eol}owner: li.na{eol}kind: individual{eol}".encode()
    assert change == Change(PATH, bom + old, bom + new)
    assert (tmp_path / PATH).read_bytes() == bom + old  # nothing is written yet
    commit(Root(tmp_path), [change])
    assert (tmp_path / PATH).read_bytes() == bom + new


def test_writing_begins_with_sweeping(tmp_path: Path) -> None:
    left = tmp_path / ".custfile.yaml.0123456789abcdef.tmp"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    commit(Root(tmp_path), [Change(PATH, None, b"name: a\n")])
    assert not left.exists()


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"C000001\.yaml is not there any more"):
        edit_file(Root(tmp_path), PATH, [])


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("name: 王丽\n".encode("gbk"), r":1: the file is not UTF-8 text"),
        (
            b"name: a\nphone: 1\nphone: 2\n",
            r":3: 'phone' stands here again; it was told on line 2; keep one of the two",
        ),
        (b"name: a\n<<<<<<< HEAD\nkind: b\n", r":2: a merge left its marker"),
        (b"name: &co Ltd\n", r":1: '&co' is read as an anchor"),
        (b"[" * 60_000, r":1: more than 24 levels"),
        (b"", r":1: the file says nothing"),
        (BOM + BOM + b"name: a\n", r":1: the character U\+FEFF"),
    ],
    ids=["gbk", "twice", "conflict", "anchor", "deep", "empty", "two BOMs"],
)
def test_a_file_whose_meaning_is_in_doubt_is_not_edited(old: bytes, said: str) -> None:
    with pytest.raises(HasFindings, match=PATH + said) as caught:
        edit_bytes(PATH, old, [Put(("owner",), "li.na")])
    assert caught.value.exit_code == 1


def test_a_warning_is_no_hindrance() -> None:
    old = b"name: a\nnote: room #5\n"
    assert edit_bytes(PATH, old, [Put(("name",), "b")]) == b"name: b\nnote: room #5\n"


def test_an_edit_without_a_place() -> None:
    with pytest.raises(CannotSplice):
        edit_bytes(PATH, b"name: a\n", [Remove(("orders", 3))])


GOOD = "name: 王丽\nkind: individual\norders:\n  - {date: 2026-02-03, no: A, amount: 1}\n".encode()
BAD_ORDER = GOOD + b"  - {date: 2026-13-01, no: B, amount: 2}\n"


def test_a_new_fault_is_told(reader: Reader) -> None:
    (fault,) = new_faults(reader, Change(PATH, GOOD, BAD_ORDER))
    assert (fault.code, fault.line, fault.key) == ("C209", 5, "orders[2].date")
    (fault,) = new_faults(reader, Change(PATH, None, BAD_ORDER))
    assert fault.code == "C209"


def test_an_old_fault_is_none_of_ours(reader: Reader) -> None:
    order = {"date": "2026-02-04", "no": "C", "amount": Decimal(3)}
    new = edit_bytes(PATH, BAD_ORDER, [Append(("orders",), order)])
    assert new_faults(reader, Change(PATH, BAD_ORDER, new)) == []
    assert new_faults(reader, Change(PATH, BAD_ORDER, GOOD)) == []
    assert new_faults(reader, Change(PATH, BAD_ORDER, None)) == []


def test_an_old_fault_that_moved_is_still_old(reader: Reader) -> None:
    new = edit_bytes(PATH, BAD_ORDER, [Remove(("orders", 0))])
    assert new_faults(reader, Change(PATH, BAD_ORDER, new)) == []


def test_one_more_of_the_same_is_new(reader: Reader) -> None:
    (fault,) = new_faults(reader, Change(PATH, BAD_ORDER, BAD_ORDER + b"  - {date: 2026-13-01, no: C, amount: 2}\n"))
    assert fault.key == "orders[3].date"


def test_warnings_are_not_counted(reader: Reader) -> None:
    assert new_faults(reader, Change(PATH, GOOD, GOOD + b"preferences:\n  room: room #5\n")) == []


def test_the_diff_reads_well() -> None:
    changes = [
        Change(PATH, "name: 王丽\nkind: company\n".encode(), "name: 王丽\nowner: li.na\nkind: company\n".encode()),
        Change("customers/C000002.yaml", None, b"name: Ann\n"),
        Change("customers/C000003.yaml", b"name: Bob", None),
    ]
    assert diff(changes) == (
        "--- a/customers/C000001.yaml\n+++ b/customers/C000001.yaml\n@@ -1,2 +1,3 @@\n"
        " name: 王丽\n+owner: li.na\n kind: company\n"
        "--- /dev/null\n+++ b/customers/C000002.yaml\n@@ -0,0 +1 @@\n+name: Ann\n"
        "--- a/customers/C000003.yaml\n+++ /dev/null\n@@ -1 +0,0 @@\n-name: Bob\n\\ No newline at end of file\n"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"a: 1\nb: 2\n", b"a: 1\nb: 3"),
        (b"a: 1", b"a: 1\n"),
        (b"a: 1\r\nb: 2\r\n", b"a: 1\r\nb: 3\r\n"),
        (BOM + b"a: 1\n", BOM + b"a: 2\n"),
        ("a: 1\u2028x\nb: \x0b\u0085\n".encode(), "a: 1\u2028y\nb: \x0b\u0085\n".encode()),
        (None, "a: 👩‍👩‍👧\n".encode()),
        (b"a: 1\n", None),
    ],
    ids=["end lost", "end gained", "windows", "bom", "odd line breaks", "new file", "file removed"],
)
def test_git_applies_the_diff(tmp_path: Path, old: bytes | None, new: bytes | None) -> None:
    place = tmp_path / "customers" / "郑州 区" / "C000001.yaml"
    place.parent.mkdir(parents=True)
    if old is not None:
        place.write_bytes(old)
    text = diff([Change("customers/郑州 区/C000001.yaml", old, new)])
    subprocess.run(["git", "apply", "--whitespace=nowarn"], cwd=tmp_path, input=text.encode(), check=True)
    assert (place.read_bytes() if place.exists() else None) == new


def test_bytes_that_are_no_text_can_be_shown() -> None:
    assert "-name: ��\n" in diff([Change(PATH, "name: 王\n".encode("gbk"), b"name: x\n")])
