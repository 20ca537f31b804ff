"""custfile due: the daily work list."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from firm import Run


def keys(done: object) -> list[tuple[str, str, str]]:
    """Return day, customer and kind of each line."""
    return [(row["day"], row["id"], row["kind"]) for row in json.loads(done.out)]  # type: ignore[attr-defined]


def test_revisits_next_dates_and_promises_the_latest_first(run: Run, firm: Path) -> None:
    """C000002 has not bought: its first revisit is due 3 days after 2026-11-01."""
    assert run("due", "--today", at=firm).out == (
        "As of: 2026-11-20\n\n"
        "Due         Days late  Id       Name            What       Who   Phone          About\n"
        "2026-11-04         16  C000002  王丽            revisit    王伟  13800138000\n"
        "2026-11-18          2  C000001  郑州丽人美容院  promise    李娜  0371-65880101  送样品两套\n"
        "2026-11-19          1  C000001  郑州丽人美容院  next date  李娜  0371-65880101  满意\n"
    )


def test_why_names_the_rule(run: Run, firm: Path) -> None:
    rows = json.loads(run("due", "--why", "--days", "30", "--json", at=firm).out)
    assert [row["why"] for row in rows] == [
        "rule rep-nonbuyers: step 1 of 2, 3 days after 2026-11-01",
        "promised on 2026-11-13",
        "next date set on the visit of 2026-11-13",
        "rule rep-buyers: step 2 of 3, 27 days after 2026-11-13",  # 30 - 3 = 27, counted from the real visit
    ]


def test_days_look_ahead(run: Run, firm: Path) -> None:
    assert len(keys(run("due", "--json", "--days", "19", at=firm))) == 3
    assert keys(run("due", "--json", "--days", "20", at=firm))[-1] == ("2026-12-10", "C000001", "revisit")


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--owner", "王伟"], ["C000002"]),
        (["--owner", "dr.chen"], []),
        (["--kind", "company"], ["C000001", "C000001"]),
        (["--region", "郑州/二七区"], ["C000002"]),
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
    assert out.startswith("截至: 2026-11-20\n\n到期        逾期天數  編號     名稱")


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
