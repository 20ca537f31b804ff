"""Forms of visits: what is asked for, what a visit may not lack; promises made on a visit, and listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from firm import Run
from terminal import Terminal


@pytest.fixture
def shop(archive) -> Path:  # type: ignore[no-untyped-def]
    """Two customers and two forms: money is fetched with a result, care leaves nothing to ask but a gift."""
    return archive("""
        --- custfile.yaml
        name: 丽人批发
        currency: CNY
        team: [{id: li.na, name: 李娜, role: rep}, {id: zhao, name: 赵六, role: rep}]
        kinds: [{id: company}, {id: individual}]
        visit_forms:
          - {id: collect, purposes: [collect], asks: [whom, outcome, cost], requires: [outcome]}
          - {id: care, purposes: [care], kinds: [individual], asks: [gift]}
        --- customers/C000001.yaml
        name: 郑州丽人美容院
        kind: company
        owner: li.na
        visits:
          - {date: 2026-10-01, by: li.na, purpose: collect}
          - {date: 2026-10-02, by: li.na, purpose: collect, outcome: 已付}
          - {date: 2026-10-03, by: li.na, purpose: care}
        promises:
          - {date: 2026-10-03, what: 送样品, due: 2026-10-05}
          - {date: 2026-10-03, what: 开发票, due: 2026-10-05, done: 2026-10-06}
          - {date: 2026-10-04, what: 回电, due: 2026-12-01, by: zhao}
        --- customers/C000002.yaml
        name: 王丽
        kind: individual
        owner: zhao
        promises:
          - {date: 2026-11-01, what: 送花, due: 2026-11-20}
          - {date: 2026-11-01, what: 寄信, done: 2026-11-01}
          - {date: 2026-11-01, what: 未来, done: 2026-11-25}
        """)


def test_a_visit_that_lacks_what_its_form_requires_is_a_warning(run: Run, shop: Path) -> None:
    found = json.loads(run("check", "--json", at=shop).out)
    assert [(each["code"], each["line"]) for each in found if each["code"] == "C219"] == [("C219", 5)]


def test_the_form_asks_on_a_terminal_for_what_was_not_told(shop: Path) -> None:
    terminal = Terminal("visit", "丽人", "--purpose", "collect", "--by", "li.na", "--set", "whom=会计", at=shop)
    terminal.answer("Outcome", "")  # the form needs it: it is asked for twice
    terminal.answer("Outcome", "答应下周付")
    terminal.answer("Cost", "很多")
    terminal.answer("Cost", "35.50")
    assert terminal.end() == 0
    last = (shop / "customers/C000001.yaml").read_text(encoding="utf-8")
    assert (
        "- {date: 2026-11-20, by: li.na, channel: visit, purpose: collect, whom: 会计, outcome: 答应下周付, cost: 35.50}"
        in last
    )


def test_the_form_takes_days_as_people_say_them(shop: Path) -> None:
    settings = shop / "custfile.yaml"
    asking = (
        settings.read_text(encoding="utf-8")
        .replace("asks: [gift]", "asks: [next]")
        .replace("[individual]", "[company]")
    )
    settings.write_text(asking, encoding="utf-8")
    terminal = Terminal("visit", "丽人", "--purpose", "care", "--by", "li.na", "--date", "yesterday", at=shop)
    terminal.answer("Next", "soon")
    terminal.answer("Next", "2w")
    assert terminal.end() == 0
    assert "purpose: care, next: 2026-12-03}" in (shop / "customers/C000001.yaml").read_text(encoding="utf-8")


def test_nothing_is_asked_where_nobody_can_answer(run: Run, shop: Path) -> None:
    ran = run("visit", "丽人", "--purpose", "collect", "--outcome", "没人", at=shop)
    assert ran.code == 0, ran.err


def test_promises_are_made_on_a_visit(run: Run, shop: Path) -> None:
    assert run("visit", "王丽", "--note", "x", "--promise", "送目录 @3d", "--promise", "问价@总部", at=shop).code == 0
    text = (shop / "customers/C000002.yaml").read_text(encoding="utf-8")
    assert "- {date: 2026-11-20, what: 送目录, by: zhao, due: 2026-11-23}" in text
    assert "- {date: 2026-11-20, what: 问价@总部, by: zhao}" in text
    done = run("visit", "王丽", "--promise", "@3d", at=shop)
    assert (done.code, done.err) == (2, "custfile: '@3d' does not say what was promised\n")
    assert "what: 问价@总部, by: zhao}" in text


def listed(run: Run, shop: Path, *words: str) -> list[tuple[str, str, str]]:
    rows = json.loads(run("promises", *words, "--json", at=shop).out)
    return [(row["person"], row["what"], row["state"]) for row in rows]


def test_promises_by_person_open_and_late(run: Run, shop: Path) -> None:
    assert listed(run, shop) == [
        ("li.na", "送样品", "late"), ("zhao", "未来", "late"), ("zhao", "送花", "open"), ("zhao", "回电", "open"),
    ]  # fmt: skip
    assert listed(run, shop, "--late") == [("li.na", "送样品", "late"), ("zhao", "未来", "late")]
    assert listed(run, shop, "--kept") == [("li.na", "开发票", "kept_late"), ("zhao", "寄信", "kept")]
    assert len(listed(run, shop, "--all")) == 6
    assert listed(run, shop, "--by", "赵六", "--kind", "company") == [("zhao", "回电", "open")]


def test_promises_as_they_stood_on_a_day(run: Run, shop: Path) -> None:
    assert listed(run, shop, "--as-of", "2026-10-05") == [
        ("li.na", "送样品", "open"), ("li.na", "开发票", "open"), ("zhao", "回电", "open")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("{id: a, asks: [outcome, weather]}", "C702"),
        ("{id: a, requires: [wether]}", "C702"),
        ("{id: a, kinds: [firm]}", "C702"),
        ("{id: care, asks: [gift]}", "C701"),
    ],
)
def test_a_form_that_cannot_be(run: Run, shop: Path, form: str, code: str) -> None:
    path = shop / "custfile.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f"  - {form}\n", encoding="utf-8")
    ran = run("check", "--json", at=shop)
    assert ran.code == 3
    assert code in ran.out
