"""custfile ticket: taken, and settled."""

from __future__ import annotations

from pathlib import Path

import pytest
from firm import Added, Run


def test_a_ticket_gets_the_next_number(run: Run, firm: Path, added: Added) -> None:
    run(
        "ticket",
        "丽人",
        "瓶盖松动",
        "-t",
        "complaint",
        "--due",
        "2d",
        "--assigned",
        "王伟",
        "--priority",
        "high",
        at=firm,
    )
    assert added("customers/C000001.yaml") == [
        "- {date: 2026-11-20, type: complaint, no: T2, what: 瓶盖松动, by: li.na, priority: high, assigned: wang.wei, "
        "due: 2026-11-22}"
    ]


@pytest.mark.parametrize("words", ["T1", "漏瓶"])
def test_an_open_one_is_settled_by_its_number_or_by_words_of_it(run: Run, firm: Path, words: str) -> None:
    done = run("ticket", "丽人", words, "--close", "--cause", "运输", "--solution", "换货", at=firm)
    assert done.code == 0
    expected = (
        "{date: 2026-11-14, type: complaint, no: T1, what: 精华液漏瓶, closed: 2026-11-20, cause: 运输, solution: 换货}"
    )
    assert expected in (firm / "customers/C000001.yaml").read_text(encoding="utf-8")


def test_what_is_settled_cannot_be_settled_again(run: Run, firm: Path) -> None:
    run("ticket", "丽人", "T1", "--close", at=firm)
    done = run("ticket", "丽人", "T1", "--close", at=firm)
    assert (done.code, done.err) == (4, "custfile: nothing is open that 'T1' could settle\n")


def test_several_that_fit_are_named(run: Run, firm: Path) -> None:
    run("ticket", "丽人", "面膜漏液", at=firm)
    done = run("ticket", "丽人", "漏", "--close", at=firm)
    assert (done.code, done.err) == (4, "custfile: several fit '漏': T1 精华液漏瓶; T2 面膜漏液\n")


def test_it_cannot_be_settled_before_it_came_in(run: Run, firm: Path, added: Added) -> None:
    done = run("ticket", "丽人", "T1", "--close", "--date", "2026-11-01", at=firm)
    assert (done.code, added("customers/C000001.yaml")) == (1, [])
    assert "closed 2026-11-01 is before date 2026-11-14" in done.err


def test_a_type_that_there_is_not_names_the_types(run: Run, firm: Path) -> None:
    done = run("ticket", "丽人", "x", "--type", "complain", at=firm)
    assert done.code == 2
    assert "type: 'complain' is not one of: complaint, service, incident, enquiry" in done.err
    assert done.err.endswith("choose one (complaint?)\n")
