"""custfile due: the daily work list."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from firm import Run


def keys(done: object) -> list[tuple[str, str, str]]:
    """Return day, customer and kind of each line."""
    return [(row["day"], row["id"], row["kind"]) for row in json.loads(done.out)]  # type: ignore[attr-defined]


def test_everything_due_the_most_urgent_first(run: Run, firm: Path) -> None:
    """C000002 has not bought: its first revisit is due 3 days after 2026-11-01. C000001 complains: twice as urgent."""
    assert run("due", "--today", at=firm).out == (
        "As of: 2026-11-20\n\n"
        "Due         Days late  Id       Name            What       Who   Phone          About\n"
        "2026-11-04         16  C000002  王丽            revisit    王伟  13800138000\n"
        "2026-11-14          6  C000001  郑州丽人美容院  ticket     李娜  0371-65880101  精华液漏瓶\n"
        "2026-11-18          2  C000001  郑州丽人美容院  promise    李娜  0371-65880101  送样品两套\n"
        "2026-11-19          1  C000001  郑州丽人美容院  next date  李娜  0371-65880101  满意\n"
    )


def test_why_names_the_rule_and_shows_the_reckoning(run: Run, firm: Path) -> None:
    rows = json.loads(run("due", "--why", "--days", "30", "--json", at=firm).out)
    assert [(row["why"], row["urgency"], row["sum"]) for row in rows] == [
        ("rule rep-nonbuyers: step 1 of 2, 3 days after 2026-11-01", 17, "(1 + 16) = 17"),
        ("came in on 2026-11-14", 14, "(1 + 6) × 2 (open complaint) = 14"),
        ("promised on 2026-11-13", 6, "(1 + 2) × 2 (open complaint) = 6"),
        ("next date set on the visit of 2026-11-13", 4, "(1 + 1) × 2 (open complaint) = 4"),
        # 30 - 3 = 27, counted from the real visit
        ("rule rep-buyers: step 2 of 3, 27 days after 2026-11-13", 0, "not due yet"),
        ("payment was due on 2026-12-12", 0, "not due yet"),
    ]


def test_days_look_ahead(run: Run, firm: Path) -> None:
    assert len(keys(run("due", "--json", "--days", "19", at=firm))) == 4
    assert keys(run("due", "--json", "--days", "20", at=firm))[-1] == ("2026-12-10", "C000001", "revisit")
    money = ("2026-12-12", "C000001", "money")  # asked for 3 days after it was due
    assert money not in keys(run("due", "--json", "--days", "24", at=firm))
    assert money in keys(run("due", "--json", "--days", "25", at=firm))


def test_the_week_ends_on_sunday(run: Run, firm: Path) -> None:
    """2026-11-20 is a Friday; 2026-12-10, when C000001 is to be revisited, a Thursday."""
    assert len(keys(run("due", "--json", "--week", at=firm))) == 4
    assert ("2026-12-10", "C000001", "revisit") in keys(
        run("due", "--json", "--week", "--as-of", "2026-12-07", at=firm)
    )
    done = run("due", "--week", "--days", "3", at=firm)
    assert (done.code, "take one of them" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--owner", "王伟"], ["C000002"]),
        (["--owner", "dr.chen"], []),
        (["--kind", "company"], ["C000001"] * 3),
        (["--region", "郑州/二七区"], ["C000002"]),
        (["--role", "rep"], ["C000002", *["C000001"] * 3]),
        (["--role", "physician"], []),
        (["--kind-of", "ticket", "--kind-of", "回访"], ["C000002", "C000001"]),
        (["--kind-of", "promise,next"], ["C000001", "C000001"]),
        (["--overdue", "--as-of", "2026-11-18"], ["C000002", "C000001"]),  # the promise is due on that day
        (["--where", "kind = individual"], ["C000002"]),
    ],
)
def test_filters(run: Run, firm: Path, options: list[str], ids: list[str]) -> None:
    assert [row[1] for row in keys(run("due", "--json", *options, at=firm))] == ids


def test_a_recorded_visit_takes_its_line_away(run: Run, firm: Path) -> None:
    run("visit", "王丽", "--by", "王伟", at=firm)
    assert "C000002" not in run("due", at=firm).out
    assert ("2026-12-02", "C000002", "revisit") in keys(run("due", "--json", "--days", "12", at=firm))  # 15 - 3 = 12


def test_an_earlier_day_knows_nothing_of_later_events(run: Run, firm: Path) -> None:
    """On 2026-11-13 in the evening nothing is late yet; the day before C000001 had bought and not been visited."""
    assert keys(run("due", "--json", "--as-of", "2026-11-12", "--days", "1", at=firm)) == [
        ("2026-11-04", "C000002", "revisit"), ("2026-11-13", "C000001", "revisit")
    ]  # fmt: skip
    assert keys(run("due", "--json", "--as-of", "2026-11-11", "--days", "2", at=firm))[-1] == (
        "2026-11-13", "C000001", "revisit"
    )  # fmt: skip


def test_exit_code_tells_cron_whether_something_is_due(run: Run, firm: Path) -> None:
    assert run("due", at=firm).code == 0
    assert run("due", "--exit-code", at=firm).code == 1
    nothing = run("due", "--exit-code", "--owner", "陈医生", at=firm)
    assert (nothing.code, nothing.err) == (0, "nothing is due up to 2026-11-20\n")


def test_chinese_sentences_have_chinese_labels(run: Run, firm: Path) -> None:
    out = run("due", "--lang", "zh_TW", at=firm).out
    assert out.startswith("截至：2026-11-20\n\n到期        逾期天數  編號     名稱")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ["--kind-of", "visits"],
            "'visits' is nothing that can be due; there are: revisit, next, never, promise, care",
        ),
        (["--role", "boss"], "nobody has the role 'boss'; there are: physician, rep"),
        (["--apply"], "--apply and --per-day are for --spread"),
        (["--spread", "--per-day", "0"], "--per-day must be 1 or more"),
    ],
)
def test_what_there_is_not_is_refused(run: Run, firm: Path, options: list[str], sentence: str) -> None:
    done = run("due", *options, at=firm)
    assert (done.code, done.out, sentence in done.err) == (2, "", True)


@pytest.mark.parametrize("days", ["-1", "x", "1.5", "99999999", "二"])
def test_days_are_a_whole_number(run: Run, firm: Path, days: str) -> None:
    done = run("due", "--days", days, at=firm)
    assert (done.code, f"'{days}' is not a whole number" in done.err) == (2, True)


def test_an_ended_customer_is_left_in_peace_but_promises_hold(run: Run, archive: Callable[[str], Path]) -> None:
    folder = archive(
        """
        --- custfile.yaml
        name: T
        revisits: [{id: all, days: [3]}]
        --- customers/C000001.yaml
        name: A
        kind: x
        collected: {date: 2026-01-01}
        ended: {date: 2026-10-01}
        visits: [{date: 2026-01-02, next: 2026-02-01}]
        promises: [{date: 2026-01-02, what: refund}]
        """
    )
    assert keys(run("due", "--json", at=folder)) == [("2026-01-02", "C000001", "promise")]
    before = keys(run("due", "--json", "--as-of", "2026-09-30", at=folder))
    assert ("2026-02-01", "C000001", "next") in before


RULES = """
        --- custfile.yaml
        name: T
        team:
          - {id: li.na, name: 李娜, role: rep}
          - {id: zhao.min, name: 赵敏, role: manager, region: 郑州}
          - {id: sun.lei, name: 孙磊, role: manager, region: 洛阳}
        revisits:
          - {id: key, role: rep, when: region ~ 郑州, every: 2w, latest: 20, escalate: [{after: 3, to: manager}]}
        due:
          never: 10
          complaint: 1
          urgency: [{when: kind = big, times: 1.5}]
        --- customers/C000001.yaml
        name: A
        kind: big
        owner: li.na
        region: 郑州/中原区
        collected: {date: 2026-10-01}
        visits: [{date: 2026-10-05, by: li.na}]
        tickets: [{date: 2026-11-19, type: complaint, what: x, answered: 2026-11-19}]
        --- customers/C000002.yaml
        name: B
        kind: small
        owner: li.na
        region: 郑州
        collected: {date: 2026-11-01}
        --- customers/C000003.yaml
        name: C
        kind: small
        owner: li.na
        collected: {date: 2026-11-01}
        """


def test_a_cadence_escalates_and_factors_multiply(run: Run, archive: Callable[[str], Path]) -> None:
    """C000001: 10-05 + 14 = 10-19, late after 10-25, so 26 days. C000002: due from 11-15, late after 11-21, not yet.

    No rule asks for C000003, which is in no region: never visited since 11-01, so due 10 days later.
    """
    folder = archive(RULES)
    rows = json.loads(run("due", "--why", "--json", at=folder).out)
    assert [(row["id"], row["kind"], row["day"], row["late"], row["escalated"], row["sum"]) for row in rows] == [
        ("C000001", "revisit", "2026-10-19", 26, "zhao.min", "(1 + 26) × 1.5 (kind = big) = 40.5"),
        ("C000003", "never", "2026-11-11", 9, None, "(1 + 9) = 10"),
        ("C000002", "revisit", "2026-11-15", 0, None, "(1 + 0) = 1"),
    ]
    assert rows[0]["why"] == "rule key: every 14 days, 20 days at the latest after 2026-10-05"
    mine = json.loads(run("due", "--owner", "赵敏", "--json", at=folder).out)
    assert [row["id"] for row in mine] == ["C000001"]
    assert "赵敏" in run("due", "--role", "manager", at=folder).out


def test_what_is_remembered_of_conditions_is_forgotten_with_a_change(run: Run, archive: Callable[[str], Path]) -> None:
    folder = archive(RULES)
    for _twice in range(2):
        assert ("2026-11-15", "C000002", "revisit") in keys(run("due", "--json", at=folder))
    run("set", "C000002", "region=洛阳", at=folder)
    assert ("2026-11-15", "C000002", "revisit") not in keys(run("due", "--json", at=folder))
    assert ("2026-11-11", "C000002", "never") in keys(run("due", "--json", at=folder))


def test_what_changes_while_git_still_looks_is_on_the_list(
    run: Run, firm: Path, git: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list is made before git has answered: it may not be the one that is shown when git then names an edited file."""
    git(firm, "init")
    git(firm, "add", "--all")
    before = run("due", at=firm).out
    file = firm / "customers/C000001.yaml"
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    edit = f"sed -i 's/{{date: 2026-11-13, what: 送样品两套/{{date: 2026-11-13, what: 送目录/' {file}"
    slow.write_text(f'#!/bin/sh\nsleep 0.3\n{edit}\nexec "{shutil.which("git")}" "$@"\n', encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}{os.pathsep}{os.environ['PATH']}")
    done = run("due", at=firm)
    assert (done.out, done.err) == (before.replace("送样品两套", "送目录"), "")
    assert "送目录" in done.out
    assert run("due", "--role", "nobody", at=firm).code == 2


def test_the_list_is_remembered_for_its_day_and_language(run: Run, firm: Path) -> None:
    (firm / "customers/C000003.yaml").write_text(
        "name: 王力\nkind: individual\nowner: li.na\nperson: {birthday: 1990-11-22}\n", encoding="utf-8"
    )
    asked = [("--today",), ("--days", "40"), ("--today", "--lang", "zh_CN"), ("--today", "--as-of", "2026-11-05")]
    first = [run("due", *words, at=firm).out for words in asked]
    assert len(set(first)) == len(asked)
    assert "满36岁" in first[2]
    for words, told in [*zip(asked, first, strict=True)] * 2:
        assert run("due", *words, at=firm).out == told
        assert run("due", *words, at=firm).out == told


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Shanghai", "America/St_Johns"])
def test_time_zones_do_not_shift_days(run: Run, firm: Path, monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    expected = run("due", "--why", "--days", "30", at=firm)
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        shutil.rmtree(firm / ".custfile")  # the files are read again
        assert run("due", "--why", "--days", "30", at=firm) == expected
        run("visit", "王丽", "--by", "王伟", at=firm)
        assert "date: 2026-11-20" in (firm / "customers/south/C000002.yaml").read_text(encoding="utf-8")
    finally:
        monkeypatch.undo()
        time.tzset()
