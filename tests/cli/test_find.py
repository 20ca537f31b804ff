"""custfile find: any fact."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from firm import Run


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("龙井", [("C000001", "Preferences › 茶", "龙井")]),
        ("漏瓶", [("C000001", "Tickets › Matter", "精华液漏瓶")]),
        ("1380013", [("C000002", "Phone", "13800138000")]),
        ("so-1", [("C000001", "Orders › Number", "SO-1")]),
        ("ＳＯ－１", [("C000001", "Orders › Number", "SO-1")]),
        ("房间", [("C000001", "Preferences › 房间", "安静")]),
        ("wangli", [("C000002", "", ""), ("C000003", "", "")]),
        ("+8613800138000", [("C000002", "", "")]),
        ("6222020200112233", [("C000001", "Bank account › Account", "622****2233")]),
    ],
)
def test_customer_field_and_words(run: Run, firm: Path, text: str, found: list[tuple[str, str, str]]) -> None:
    rows = json.loads(run("find", text, "--json", at=firm).out)
    assert [(row["id"], row["field"], row["text"]) for row in rows] == found


@pytest.mark.parametrize("text", ["%", "_", "*", "zzz", "\\"])
def test_nothing_found_is_exit_code_4(run: Run, firm: Path, text: str) -> None:
    done = run("find", text, at=firm)
    assert (done.code, done.out, done.err) == (4, "", f"custfile: nothing holds '{text}'\n")


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_to_find_is_a_mistake(run: Run, firm: Path, text: str) -> None:
    assert run("find", text, at=firm).code == 2


def test_a_long_value_is_cut_around_the_words(run: Run, book: Path) -> None:
    """
    --- customers/C000001.yaml
    name: A
    kind: x
    preferences: {room: "012345678901234567890123456789 needle 012345678901234567890123456789"}
    """
    rows = json.loads(run("find", "needle", "--json", at=book).out)
    assert rows[0]["text"] == "…1234567890123456789 needle 0123456789012345678…"
