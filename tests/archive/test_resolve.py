"""From what a person types to the one customer meant, and nobody guessed at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from custfile.archive import survey
from custfile.archive.index import Index
from custfile.archive.resolve import candidates, resolve, resolve_file, starting
from custfile.archive.root import Root
from custfile.errors import NoCustomer

TEXT = """
--- customers/C000001.yaml
name: 郑州丽人美容院
kind: company
aliases: [丽人, Ｂｅａｕｔｙ１]
phone: 0371-6000 1234
email: office@liren.example
tax_id: 91410100MA3X1234XK
former_no: A-17
contacts:
  - {name: 王丽, role: owner, phone: "+86 138-0013-8000", mobile: 13900139000}
--- customers/C000002.yaml
name: 张伟
kind: individual
phone: "13700137000"
member: {no: "000012"}
--- customers/C000003.yaml
name: 张伟
kind: individual
aliases: [王丽]
--- customers/北京/C000004.yaml
name: 100% Ltd_A\\B
kind: company
--- customers/C000005.yaml
name: ★★★
kind: company
phone: "110"
--- customers/C000006.yaml
name: ☆
kind: company
phone: 见备注
--- customers/c000007.yaml
name: Müller GmbH
kind: company
--- customers/C000008.yaml
name: broken
kind: [
"""


@pytest.fixture
def index(archive: Callable[[str], Path]) -> Iterator[Index]:
    with closing(Index(Root(archive(TEXT)))) as opened:
        yield opened


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("C000001", "C000001"),
        ("c000001", "C000001"),
        ("Ｃ０００００１", "C000001"),
        ("C000007", "c000007"),
        ("郑州丽人美容院", "C000001"),
        ("郑州 丽人（美容院）", "C000001"),
        ("丽人", "C000001"),
        ("beauty1", "C000001"),
        ("BEAUTY１", "C000001"),
        ("037160001234", "C000001"),
        ("(0371) 6000-1234", "C000001"),
        ("０３７１６０００１２３４", "C000001"),
        ("13800138000", "C000001"),
        ("+86 138 0013 8000", "C000001"),
        ("1390013", "C000001"),
        ("office@liren.example", "C000001"),
        ("OFFICE@liren.example", "C000001"),
        ("91410100ma3x1234xk", "C000001"),
        ("a17", "C000001"),
        ("liren", "C000001"),
        ("zzlr", "C000001"),
        ("zhengzhou", "C000001"),
        ("000012", "C000002"),
        ("13700137", "C000002"),
        ("王丽", "C000003"),  # an alias is the customer; a contact of that name is not
        ("100% Ltd", "C000004"),
        ("ltd_a\\b", "C000004"),
        ("★★★", "C000005"),
        ("110", "C000005"),
        ("☆", "C000006"),
        ("müller gmbh", "c000007"),
        ("MU\u0308LLER", "c000007"),
    ],
)
def test_one_customer(index: Index, typed: str, expected: str) -> None:
    pytest.importorskip("pypinyin")
    assert resolve(index, typed).id == expected


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "nobody",
        "C000012",  # not the card 000012
        "110室",  # not the phone 110
        "★",
        "%",
        "_",
        "\\",
        "'; drop table files; --",
        "\udcff",
        "\0",
        "x" * 100_000,
        "C0000_1",
    ],
)
def test_nobody(index: Index, typed: str) -> None:
    with pytest.raises(NoCustomer, match="no customer fits") as caught:
        resolve(index, typed)
    assert caught.value.details == {"typed": typed, "candidates": []}


def test_a_file_that_cannot_be_read_is_found_by_its_id_alone(index: Index) -> None:
    for typed in ("C000008", "c000008"):
        with pytest.raises(NoCustomer, match=r"cannot be read; run: custfile check customers/C000008\.yaml"):
            resolve(index, typed)
        assert resolve_file(index, typed) == ("C000008", "customers/C000008.yaml", "")
    assert resolve_file(index, "丽人").id == "C000001"
    with pytest.raises(NoCustomer):
        resolve_file(index, "C00000")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("张伟", ["C000002", "C000003"]), ("zhangwei", ["C000002", "C000003"]), ("zw", ["C000002", "C000003"]),
     ("C00000", ["C000001", "C000002", "C000003", "C000004", "C000005", "C000006", "c000007"])],
)  # fmt: skip
def test_several(index: Index, typed: str, expected: list[str]) -> None:
    pytest.importorskip("pypinyin")
    with pytest.raises(NoCustomer, match="fits several customers") as caught:
        resolve(index, typed)
    assert [each["id"] for each in caught.value.details["candidates"]] == expected  # type: ignore[attr-defined]
    assert all(identity in str(caught.value) for identity in expected)


def test_match_says_where_the_file_is(index: Index) -> None:
    assert resolve(index, "C000004") == ("C000004", "customers/北京/C000004.yaml", "100% Ltd_A\\B")


def test_many_candidates_are_the_first_ones_and_counted(
    archive: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = archive()
    monkeypatch.setattr(survey, "_RACY_NS", -(10**18))  # no file is read twice
    for numbers in (range(11, 61), range(1, 11)):  # those with the lower numbers come later
        for number in numbers:
            text = f"name: 店{number}\nkind: company\n"
            (folder / "customers" / f"C{number:06d}.yaml").write_text(text, encoding="utf-8")
        Index(Root(folder)).close()
    with closing(Index(Root(folder))) as index:
        with pytest.raises(NoCustomer) as caught:
            resolve(index, "店")
        assert [match.id for match in candidates(index, "店", 3)] == ["C000001", "C000002", "C000003"]
    assert "C000010 店10 …" in str(caught.value)
    assert "C000011" not in str(caught.value)
    assert len(caught.value.details["candidates"]) == 50  # type: ignore[arg-type]


def test_two_files_of_one_id(archive: Callable[[str], Path]) -> None:
    folder = archive("--- customers/C000001.yaml\nname: a\nkind: x\n--- customers/b/C000001.yaml\nname: b\nkind: x\n")
    with closing(Index(Root(folder))) as index:
        with pytest.raises(NoCustomer) as caught:
            resolve(index, "C000001")
        assert [each["path"] for each in caught.value.details["candidates"]] == [  # type: ignore[attr-defined]
            "customers/C000001.yaml",
            "customers/b/C000001.yaml",
        ]


def test_completion(index: Index) -> None:
    assert [match.id for match in starting(index, "C00000", 2)] == ["C000001", "C000002"]
    assert [match.id for match in starting(index, "C000004")] == ["C000004"]
    assert starting(index, "%") == starting(index, "_") == starting(index, "\udcff") == []
    assert [match.id for match in candidates(index, "丽")] == ["C000001", "C000003"]
    assert candidates(index, "") == candidates(index, "%") == []
