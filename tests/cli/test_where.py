"""--where and --class: the customers that a command is about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from firm import Run


def ids(run: Run, at: Path, *words: str) -> list[str]:
    """Return the customers that a command lists."""
    ran = run(*words, "--json", at=at)
    assert ran.code == 0, ran.err
    return [row["id"] for row in json.loads(ran.out)]


@pytest.fixture
def shop(archive) -> Path:  # type: ignore[no-untyped-def]
    """Four customers: one buys much, one complains, one never bought, one is past."""
    return archive("""
        --- custfile.yaml
        name: 丽人批发
        currency: CNY
        team: [{id: li.na, name: 李娜}, {id: zhao, name: 赵六}]
        kinds: [{id: company, labels: {zh_CN: 公司}}, {id: individual}]
        revisits:
          - {id: big, when: amount_12m >= 5万, every: 30}
          - {id: tea, when: "preferences.茶 = 龙井", every: 30}
          - {id: all, every: 300}
        --- customers/C000001.yaml
        name: 大客户 🌟
        kind: company
        owner: li.na
        region: 郑州/中原区
        collected: {date: 2024-01-01}
        orders:
          - {date: 2025-12-01, no: A, amount: 50000}
          - {date: 2026-09-01, no: B, amount: 20000}
        --- customers/C000002.yaml
        name: 爱投诉
        kind: company
        owner: zhao
        region: 郑州
        collected: {date: 2024-01-01}
        preferences: {茶: 龙井}
        orders:
          - {date: 2026-10-01, amount: 100}
        tickets:
          - {date: 2026-11-01, type: complaint, what: 破损}
        --- customers/C000003.yaml
        name: 潜在
        kind: individual
        owner: zhao
        collected: {date: 2024-01-01}
        --- customers/C000004.yaml
        name: 过去
        kind: individual
        region: 开封
        collected: {date: 2020-01-01}
        orders:
          - {date: 2020-02-01, amount: 9}
        """)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("--where", "amount_12m >= 70000"), ["C000001"]),
        (("--where", "amount_12m > 7万"), []),
        (("--where", "owner = 李娜 or kind = individual"), ["C000001", "C000003", "C000004"]),
        (("--where", "not orders > 0"), ["C000003"]),
        (("--where", "region ~ 郑州 且 not preferences.茶"), ["C000001"]),
        (("--where", "class.history in (problem, past)"), ["C000002", "C000004"]),
        (("--class", "history=problem,past"), ["C000002", "C000004"]),
        (("--class", "history=问题客户"), ["C000002"]),
        (("--class", "history=past", "--where", "days_since_order > 1000", "--region", "开封"), ["C000004"]),
        (("--class", "history=past", "--region", "郑州"), []),
    ],
)
def test_list_of_those_that_fit(run: Run, shop: Path, words: tuple[str, ...], wanted: list[str]) -> None:
    assert ids(run, shop, "list", *words) == wanted


def test_the_same_filter_for_every_command(run: Run, shop: Path) -> None:
    where = ("--where", "amount_12m >= 100")
    assert ids(run, shop, "rank", "--by", "amount", *where) == ["C000001", "C000002"]
    assert set(ids(run, shop, "due", "--days", "1000", *where)) == {"C000001", "C000002"}
    assert "C000003" not in run("report", "today", *where, at=shop).out


def test_a_filter_does_not_change_rank_or_score(run: Run, shop: Path) -> None:
    rows = json.loads(run("rank", "--by", "amount", "--where", "owner = zhao", "--json", at=shop).out)
    assert [(row["rank"], row["id"]) for row in rows] == [(2, "C000002")]


def test_the_header_names_the_filter(run: Run, shop: Path) -> None:
    out = run("rank", "--by", "amount", "--where", "orders > 0", "--class", "history=new", at=shop).out
    assert "Filter: orders > 0, history=new\n" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--where", "amont_12m > 3"), "'amont_12m' is not a name known here (character 1); did you mean amount_12m?"),
        (("--where", "credit < 3"), "'3' is not a grade (character 10)"),
        (("--where", "orders >"), "(character 9)"),
        (("--class", "history"), "'history' is no class; write it as SCHEME=CLASS"),
        (("--class", "histry=past"), "'class.histry' is not a name known here"),
        (("--class", "history=gone"), "'gone' is not one of its choices"),
    ],
)
def test_a_filter_that_is_not_clear(run: Run, shop: Path, words: tuple[str, ...], said: str) -> None:
    ran = run("list", *words, at=shop)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_rule_with_a_condition_asks_for_those_that_fit(run: Run, shop: Path) -> None:
    rows = json.loads(run("due", "--days", "400", "--json", "--why", at=shop).out)
    assert sorted((row["id"], row["why"]) for row in rows if "every 30 days" in row["why"]) == [
        ("C000001", "rule big: every 30 days after 2024-01-01"), ("C000002", "rule tea: every 30 days after 2024-01-01")
    ]  # fmt: skip


def test_what_a_rules_condition_says_is_worked_out_again_when_a_file_changes(run: Run, shop: Path) -> None:
    assert "C000002" not in str(_big(run, shop))
    path = shop / "customers/C000002.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("amount: 100}", "amount: 50000}"), encoding="utf-8")
    assert _big(run, shop) == ["C000001", "C000002"]
    assert _big(run, shop, "2026-10-02") == ["C000001", "C000002"]
    assert _big(run, shop, "2026-09-30") == ["C000001"]


def _big(run: Run, shop: Path, as_of: str = "2026-11-20") -> list[str]:
    rows = json.loads(run("--as-of", as_of, "due", "--days", "400", "--json", "--why", at=shop).out)
    return sorted(row["id"] for row in rows if row["why"].startswith("rule big"))


def test_measures_lists_every_name(run: Run, shop: Path) -> None:
    rows = json.loads(run("measures", "--json", at=shop).out)
    names = [row["name"] for row in rows]
    assert {"amount_12m", "credit", "class.history", "terms.payment_days", "preferences"} <= set(names)
    assert len(set(names)) == len(names)
    found = json.loads(run("measures", "overdue", "--json", at=shop).out)
    assert [row["name"] for row in found] == ["overdue", "days_overdue"]
