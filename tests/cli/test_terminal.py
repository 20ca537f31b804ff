"""What is different on a terminal: questions, colours, tables that fit the screen."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from firm import Run

from custfile.report.tables import width

if os.name != "posix":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from terminal import Terminal, shown

_STYLE = re.compile(r"\x1b\[[0-9;]*m")


def test_add_asks_what_the_kind_expects(firm: Path) -> None:
    terminal = Terminal("add", at=firm)
    terminal.answer("Name: ", "")
    terminal.answer("this one is needed\nName: ", "洛阳东方百货")
    terminal.answer("  1  Company (company)\n  2  Individual (individual)\nKind: ", "3")
    terminal.answer("'3' is no kind of customer; there are: company, individual\nKind: ", "1")
    terminal.answer("Phone: ", "")
    terminal.answer("the form needs it; Enter again leaves it out\nPhone: ", "0379-1")
    terminal.answer("Contacts › Name: ", "赵总")
    terminal.answer("Contacts › Role: ", "")
    terminal.answer("Contacts › Phone: ", "0379-2")
    terminal.answer("Payment days: ", "thirty")
    terminal.answer("'thirty' is not a whole number; write digits only\nPayment days: ", "30")
    terminal.answer("Collected by: ", "小李")
    terminal.answer("'小李' is nobody of the team; there are: li.na, wang.wei, dr.chen\nCollected by: ", "王伟")
    assert terminal.end() == 0
    assert terminal.shown.endswith("\nC000004 customers/C000004.yaml\n")
    assert (firm / "customers/C000004.yaml").read_text(encoding="utf-8").splitlines()[1:] == [
        "name: 洛阳东方百货", "kind: company", "owner: li.na", "collected: {date: 2026-11-20, by: wang.wei}",
        "phone: 0379-1", "contacts:", "  - {name: 赵总, phone: 0379-2}", "terms: {payment_days: 30}",
    ]  # fmt: skip


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 1)])
def test_a_likely_double_is_a_question_so_that_no_answer_is_lost(firm: Path, answer: str, code: int) -> None:
    terminal = Terminal("add", "新客", "--phone", "13800138000", at=firm)
    terminal.answer("Kind: ", "个人")
    terminal.answer("probably on file already: C000002 王丽 (same phone)\nAdd all the same? [y/N]: ", answer)
    assert terminal.end() == code
    assert (firm / "customers/C000004.yaml").exists() == (code == 0)


def test_nothing_is_asked_when_the_flags_say_it_all(firm: Path) -> None:
    assert shown(["add", "新客", "--kind", "company"], firm) == "C000004 customers/C000004.yaml\n"


def test_a_bad_edit_can_be_taken_back(firm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "sed -i s/company/shop/")
    before = (firm / "customers/C000001.yaml").read_bytes()
    terminal = Terminal("edit", "丽人", at=firm)
    terminal.answer("go [b]ack to what it was [e]: ", "b")
    assert terminal.end() == 0
    assert "'shop' is no kind of custfile.yaml" in terminal.shown
    assert (firm / "customers/C000001.yaml").read_bytes() == before


def test_a_table_fits_the_screen_and_cuts_no_id_or_phone(firm: Path) -> None:
    lines = _STYLE.sub("", shown(["due", "--why"], firm, columns=150)).splitlines()
    assert all(width(line) <= 150 for line in lines)
    text = "\n".join(lines)
    assert "C000001" in text and "0371-65880101" in text and "13800138000" in text
    assert "…" not in text
    assert "3 days" in text  # folded, not dropped


def test_where_it_cannot_fit_it_is_written_in_full(firm: Path) -> None:
    out = shown(["due", "--why"], firm, columns=60)
    assert "\x1b[" not in out
    assert "rule rep-nonbuyers: step 1 of 2, 3 days after 2026-11-01" in out


def test_markup_and_control_signs_in_names_are_shown(run: Run, firm: Path) -> None:
    (firm / "customers/C000004.yaml").write_text(
        'name: "a\\e]0;x\\a [/x] [bold]b :bomb: \\u202ec"\nkind: company\nphone: 1\n', encoding="utf-8"
    )
    for command in (["list"], ["find", "bomb"], ["show", "C000004"], ["list", "--format", "csv"], ["list", "--json"]):
        out = _STYLE.sub("", shown(command, firm, columns=200))
        assert not {"\x1b", "\x07", "\u202e"} & set(out), command
        assert "[/x] [bold]b :bomb:" in out, command
