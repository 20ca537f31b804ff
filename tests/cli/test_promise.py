"""custfile promise: made, kept."""

from __future__ import annotations

from pathlib import Path

from firm import Added, Run


def test_a_promise_is_due_until_it_is_done(run: Run, firm: Path, added: Added) -> None:
    assert run("promise", "王力", "寄样册", "--due", "1d", "--date", "-2d", at=firm).code == 0
    assert added("customers/C000003.yaml")[-1] == "- {date: 2026-11-18, what: 寄样册, by: li.na, due: 2026-11-19}"
    assert "寄样册" in run("due", at=firm).out
    assert run("promise", "王力", "样册", "--done", at=firm).code == 0
    assert "寄样册" not in run("due", at=firm).out


def test_it_cannot_be_due_before_it_was_made(run: Run, firm: Path, added: Added) -> None:
    done = run("promise", "王力", "寄样册", "--due", "-1d", at=firm)
    assert (done.code, added("customers/C000003.yaml")) == (1, [])
    assert "due 2026-11-19 is before date 2026-11-20" in done.err


def test_the_exact_words_win_over_a_part(run: Run, firm: Path) -> None:
    run("promise", "丽人", "送样品", at=firm)
    assert run("promise", "丽人", "送样品", "--done", at=firm).code == 0
    text = (firm / "customers/C000001.yaml").read_text(encoding="utf-8")
    assert "{date: 2026-11-13, what: 送样品两套, by: li.na, due: 2026-11-18}" in text
    assert "{date: 2026-11-20, what: 送样品, by: li.na, done: 2026-11-20}" in text


def test_what_is_open_is_named_when_nothing_fits(run: Run, firm: Path) -> None:
    done = run("promise", "丽人", "发票", "--done", at=firm)
    assert (done.code, done.err) == (4, "custfile: nothing open fits '发票'; open: 送样品两套\n")
