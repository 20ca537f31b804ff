"""custfile show: what the customer likes first, then who, what and when."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from firm import Run


def test_a_file_on_a_page(run: Run, firm: Path) -> None:
    done = run("show", "丽人", at=firm)
    assert done.out == (
        "郑州丽人美容院  C000001  Company\n"
        "────────────────────────────────\n"
        "Preferences\n  茶: 龙井\n  房间: 安静\n"
        "Aliases: 丽人\nOwner: 李娜\nRegion: 郑州/中原区\n"
        "Collected\n  File made: 2026-11-10\n  Collected by: 李娜\n"
        "Phone: 0371-65880101\n"
        "Bank account\n  Bank: 工行\n  Account: 622****2233\n"
        "Terms\n  Payment days: 30\n"
        "Orders\n  · 2026-11-12  Number SO-1  Product 精华液  Quantity 12  Amount 5760.00  Due 2026-12-12\n"
        "Visits\n  · 2026-11-13  By 李娜  Channel phone  Outcome 满意  Next 2026-11-19\n"
        "Promises\n  · 2026-11-13  送样品两套  By 李娜  Due 2026-11-18\n"
        "Tickets\n  · 2026-11-14  Type complaint  Number T1  精华液漏瓶\n"
        "\ncustomers/C000001.yaml\n"
    )


@pytest.mark.parametrize(
    "typed",
    ["C000001", "c000001", "郑州丽人美容院", "丽人", "0371-65880101", "037165880101", "liren", "zzlrmry", "美容"],
)
def test_any_identifier_will_do(run: Run, firm: Path, typed: str) -> None:
    assert run("show", typed, at=firm).out.startswith("郑州丽人美容院  C000001")


@pytest.mark.parametrize(
    ("name", "typed"), [("曾美惠", "zengmeihui"), ("曾美惠", "zmh"), ("单丽", "sl"), ("重庆店", "chongqing")]
)
def test_a_surname_is_spelt_as_one(run: Run, archive: Callable[[str], Path], name: str, typed: str) -> None:
    assert run("show", typed, at=archive(f"--- customers/C000001.yaml\nname: {name}\nkind: x\n")).code == 0


def test_the_chinese_labels(run: Run, firm: Path) -> None:
    out = run("show", "王丽", "--lang", "zh_CN", at=firm).out
    assert "个人\n" in out and "负责人：王伟\n" in out and "建档日：2026-11-01\n" in out


def test_only_the_last_five_events_unless_all(run: Run, firm: Path) -> None:
    for day in range(1, 8):
        run("visit", "王力", "--date", f"2026-11-0{day}", at=firm)
    out = run("show", "王力", at=firm).out
    assert "Visits  (7 in all)\n  · 2026-11-07  By" in out and "2026-11-03" in out and "2026-11-02" not in out
    assert "2026-11-01" in run("show", "王力", "--all", at=firm).out


def test_json_has_plain_types(run: Run, firm: Path) -> None:
    data = json.loads(run("show", "丽人", "--json", at=firm).out)
    assert (data["id"], data["path"]) == ("C000001", "customers/C000001.yaml")
    assert data["orders"] == [
        {"date": "2026-11-12", "no": "SO-1", "product": "精华液", "quantity": 12, "amount": 5760, "due": "2026-12-12"}
    ]
    assert data["phone"] == "0371-65880101"
    assert data["bank"]["account"] == "622****2233"


def test_secret_fields_are_shown_when_asked_for(run: Run, firm: Path) -> None:
    assert "6222020200112233" in run("show", "丽人", "--level", "secret", at=firm).out


def test_long_notes_keep_their_lines_and_cannot_be_taken_for_fields(run: Run, book: Path) -> None:
    """
    --- customers/C000001.yaml
    name: A
    kind: x
    notes:
      - date: 2026-01-01
        text: |
          first
          Phone: 1

          last
    """
    assert "Notes\n  · 2026-01-01  first\n      Phone: 1\n\n      last\n\n" in run("show", "A", at=book).out


def test_a_list_of_which_nothing_could_be_read_is_left_out(run: Run, book: Path) -> None:
    """
    --- customers/C000001.yaml
    name: A
    kind: x
    orders:
      - {date: 2026-13-01, amount: 5}
    """
    done = run("show", "A", at=book)
    assert "Orders" not in done.out
    assert done.err == "1 file has errors; run: custfile check\n"


def test_nobody_and_several(run: Run, firm: Path) -> None:
    assert run("show", "zzz", at=firm).code == 4
    several = run("show", "王", "--json", at=firm)
    assert several.code == 4
    assert [one["id"] for one in json.loads(several.err)["candidates"]] == ["C000002", "C000003"]
