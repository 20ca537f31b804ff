"""custfile snooze and skip: revisits put off or left out, recorded in the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from firm import Added, Run


def days(done: object) -> list[tuple[str, str]]:
    """Return day and kind of each line of C000001 and C000002."""
    return [(row["day"], f"{row['id'][-1]} {row['kind']}") for row in json.loads(done.out)]  # type: ignore[attr-defined]


def test_all_revisits_and_the_next_date_are_put_off(run: Run, firm: Path, added: Added) -> None:
    done = run("snooze", "丽人", "--until", "2w", "--reason", "店里装修", at=firm)
    assert added("customers/C000001.yaml") == [
        "deferrals:", "- {date: 2026-11-20, until: 2026-12-04, reason: 店里装修, by: li.na}"
    ]  # fmt: skip
    assert (done.code, done.out) == (0, "")
    assert done.err == "C000001 郑州丽人美容院: deferrals recorded in customers/C000001.yaml\n"
    assert days(run("due", "--json", "--owner", "li.na", at=firm)) == [
        ("2026-11-14", "1 ticket"), ("2026-11-18", "1 promise")
    ]  # fmt: skip
    told = json.loads(run("due", "--json", "--why", "--days", "14", "--kind-of", "next", at=firm).out)
    assert [row["why"] for row in told] == [
        "next date set on the visit of 2026-11-13; put off, it was due on 2026-11-19"
    ]


def test_one_rule_is_put_off_by_its_id(run: Run, firm: Path, added: Added) -> None:
    run("snooze", "王丽", "--until", "2026-11-25", "--rule", "REP-nonbuyers", at=firm)
    assert added("customers/south/C000002.yaml")[-1] == (
        "- {date: 2026-11-20, rule: rep-nonbuyers, until: 2026-11-25, by: li.na}"
    )
    assert days(run("due", "--json", "--days", "4", "--owner", "王伟", at=firm)) == []
    assert days(run("due", "--json", "--days", "5", "--owner", "王伟", at=firm)) == [("2026-11-25", "2 revisit")]


def test_what_is_due_is_left_out_and_the_next_step_counts_from_today(run: Run, firm: Path, added: Added) -> None:
    assert run("skip", "王丽", "--reason", "自己来过", at=firm).code == 0
    assert added("customers/south/C000002.yaml")[-1] == "- {date: 2026-11-20, reason: 自己来过, by: li.na}"
    assert days(run("due", "--json", "--days", "12", "--owner", "王伟", at=firm)) == [("2026-12-02", "2 revisit")]  # 12


def test_a_step_that_is_not_due_is_left_out_by_its_rule(run: Run, firm: Path, added: Added) -> None:
    """Step 2 is due on 2026-12-10; left out today, step 3 is 60 - 30 days later."""
    done = run("skip", "丽人", "--reason", "x", at=firm)  # the next date of 2026-11-19
    assert done.code == 0
    assert run("skip", "丽人", "--reason", "x", "--rule", "rep-buyers", at=firm).code == 0
    assert ("2026-12-20", "1 revisit") in days(run("due", "--json", "--days", "30", at=firm))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["snooze", "丽人", "--until", "today"], "2026-11-20 is not after today; put it off to a later day"),
        (["snooze", "丽人", "--until", "1w", "--rule", "x"], "'x' is no revisit rule; there are: rep-buyers, rep-non"),
        (["skip", "王力", "--reason", "x"], "no revisit of C000003 王力 is due; name the one to leave out: --rule"),
        (["skip", "王力", "--reason", "x", "--rule", "rep-buyers"], "the rule rep-buyers asks for nothing at C000003"),
        (
            ["snooze", "王力", "--until", "1w", "--rule", "rep-buyers"],
            "the rule rep-buyers asks for nothing at C000003",
        ),
        (["skip", "丽人"], "--reason"),
    ],
)
def test_what_makes_no_sense_is_refused(
    run: Run, firm: Path, added: Added, arguments: list[str], sentence: str
) -> None:
    done = run(*arguments, at=firm)
    assert (done.code, done.out, sentence in done.err) == (2, "", True)
    assert added("customers/C000001.yaml") == added("customers/C000003.yaml") == []


def test_conditions_are_those_of_today_however_late_the_step(run: Run, firm: Path) -> None:
    settings = firm / "custfile.yaml"
    text = settings.read_text(encoding="utf-8").replace("bought: yes, days", "when: amount_12m > 100, days")
    settings.write_text(text, encoding="utf-8")
    run("visit", "丽人", at=firm)
    assert run("skip", "丽人", "--rule", "rep-buyers", "--reason", "x", at=firm).code == 0  # due in a month


def test_dry_run_shows_the_change(run: Run, firm: Path, added: Added) -> None:
    assert "+deferrals:\n" in run("snooze", "丽人", "--until", "1w", "--dry-run", at=firm).out
    assert "+deferrals:\n" in run("skip", "王丽", "--reason", "x", "--dry-run", at=firm).out
    assert added("customers/C000001.yaml") == []
