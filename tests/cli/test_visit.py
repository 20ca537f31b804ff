"""custfile visit: one line in the file, ten seconds for a person."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from firm import Added, Run


def test_a_visit_is_one_line_and_nothing_else_changes(run: Run, firm: Path, added: Added) -> None:
    done = run("visit", "丽人", "--note", "满意", "--next", "2w", at=firm)
    assert added("customers/C000001.yaml") == [
        "- {date: 2026-11-20, by: li.na, channel: visit, note: 满意, next: 2026-12-04}"
    ]
    assert (done.code, done.out) == (0, "")
    assert done.err == "C000001 郑州丽人美容院: visits recorded in customers/C000001.yaml\n"


def test_the_revisit_rule_that_is_fulfilled_lends_channel_and_purpose(run: Run, firm: Path, added: Added) -> None:
    run("visit", "王丽", "--by", "wang.wei", "--outcome", "想试一次", at=firm)
    assert added("customers/south/C000002.yaml") == [
        "visits:",
        "- {date: 2026-11-20, by: wang.wei, channel: message, purpose: new_business, outcome: 想试一次}",
    ]


def test_a_visit_is_for_the_rule_that_is_named(run: Run, firm: Path, added: Added) -> None:
    """The second step of either rule is open since the visit of 13 November, and of rep-buyers due 27 days after it."""
    settings = firm / "custfile.yaml"
    survey = "  - {id: survey, labels: {zh_CN: 调查}, role: rep, days: [3, 5], channel: message, purpose: care}\n"
    settings.write_text(settings.read_text(encoding="utf-8") + survey, encoding="utf-8")

    def asked() -> list[tuple[str, str]]:
        out = run("due", "--kind-of", "revisit", "--days", "60", "--why", "--json", at=firm).out
        return [(row["why"].split(":")[0], row["day"]) for row in json.loads(out) if row["id"] == "C000001"]

    assert sorted(asked()) == [("rule rep-buyers", "2026-12-10"), ("rule survey", "2026-11-15")]
    assert run("visit", "丽人", "--rule", "调查", at=firm).code == 0
    assert added("customers/C000001.yaml") == [
        "- {date: 2026-11-20, by: li.na, channel: message, purpose: care, rule: survey}"
    ]
    assert asked() == [("rule rep-buyers", "2026-12-10")]


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("rep-byers", "'rep-byers' is no revisit rule; there are: rep-buyers, rep-nonbuyers"),
        ("rep-nonbuyers", "the rule rep-nonbuyers asks for nothing at C000001 郑州丽人美容院"),
    ],
)
def test_a_rule_that_does_not_ask_is_refused(run: Run, firm: Path, added: Added, rule: str, sentence: str) -> None:
    done = run("visit", "丽人", "--rule", rule, at=firm)
    assert (done.code, added("customers/C000001.yaml")) == (2, [])
    assert sentence in done.err


def test_everything_can_be_told(run: Run, firm: Path, added: Added) -> None:
    done = run(
        "visit", "C000001", "--date", "-3d", "--by", "陈医生", "--channel", "shop", "--purpose", "care", "--whom", "王总",
        "--minutes", "20", "--cost", "36.50", "--gift", "茶", "--signed", "--set", "score=4", at=firm,
    )  # fmt: skip
    assert done.code == 0
    assert added("customers/C000001.yaml") == [
        "- {date: 2026-11-17, by: dr.chen, channel: shop, purpose: care, whom: 王总, minutes: 20, cost: 36.50, "
        "gift: 茶, signed: true, score: 4}"
    ]


def test_text_that_yaml_would_read_otherwise_is_quoted(run: Run, firm: Path, added: Added) -> None:
    run("visit", "丽人", "--note", "room #5, {wants: tea}", "--outcome", "no", at=firm)
    assert added("customers/C000001.yaml") == [
        '- {date: 2026-11-20, by: li.na, channel: visit, outcome: "no", note: "room #5, {wants: tea}"}'
    ]


def test_dry_run_shows_the_change_and_writes_nothing(run: Run, firm: Path, added: Added) -> None:
    done = run("visit", "丽人", "--note", "满意", "--dry-run", at=firm)
    assert "+  - {date: 2026-11-20, by: li.na, channel: visit, note: 满意}\n" in done.out
    assert (added("customers/C000001.yaml"), done.err, done.code) == ([], "", 0)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["王", "--note", "x"], 4, "'王' fits several customers: C000002 王丽, C000003 王力; name one by its id"),
        (["nobody"], 4, "no customer fits 'nobody'; look with: custfile find 'nobody'"),
        (["丽人", "--date", "2026-02-30"], 2, "'2026-02-30' is not a day; write 2026-02-03, today"),
        (["丽人", "--date", "tomorrow"], 2, "2026-11-21 is still to come; record what has happened"),
        (["丽人", "--by", "nobody"], 2, "'nobody' is nobody of the team; there are: li.na, wang.wei, dr.chen"),
        (["丽人", "--channel", "fone"], 2, "channel: 'fone' is not one of: visit, shop, phone"),
        (["丽人", "--minutes", "½"], 2, "minutes: '½' is not a whole number; write digits only"),
        (["丽人", "--cost", "1,280"], 2, "cost: '1,280' is not a number; write digits with a point"),
        (["丽人", "--set", "skore=4"], 2, "'skore' is no field of visit (score?)"),
        (["丽人", "--set", "score=6"], 2, "score: 6 is not between 1 and 5"),
        (["丽人", "--next", "2026-11-01"], 1, "next 2026-11-01 is before date 2026-11-20; correct one of the two"),
        (["丽人", "--nxt", "2w"], 2, "no option --nxt (--next?); see: custfile visit --help"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_written(
    run: Run, firm: Path, added: Added, arguments: list[str], code: int, sentence: str
) -> None:
    done = run("visit", *arguments, at=firm)
    assert (done.code, done.out, added("customers/C000001.yaml")) == (code, "", [])
    assert done.err.startswith("custfile: ")
    assert sentence in done.err
    assert done.err.count("\n") == 1


def test_commit_makes_one_commit_that_names_the_id_and_no_name(run: Run, firm: Path, git: Callable[..., str]) -> None:
    git(firm, "init", "--quiet")
    git(firm, "add", "--all")
    git(firm, "commit", "--quiet", "--message", "begin")
    assert run("visit", "丽人", "--note", "x", "--commit", at=firm).code == 0
    assert git(firm, "log", "-1", "--format=%s", "--stat").splitlines()[0] == "C000001: visits 2026-11-20"
    assert git(firm, "status", "--porcelain") == ""


def test_a_file_with_other_changes_is_saved_but_not_committed(run: Run, firm: Path, git: Callable[..., str]) -> None:
    git(firm, "init", "--quiet")
    git(firm, "add", "--all")
    git(firm, "commit", "--quiet", "--message", "begin")
    path = firm / "customers/C000001.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "fax: 0371-1\n", encoding="utf-8")
    done = run("visit", "丽人", "--note", "x", "--commit", at=firm)
    assert (done.code, "saved, but not committed" in done.err) == (0, True)
    assert git(firm, "log", "--format=%s") == "begin\n"
    assert "note: x" in path.read_text(encoding="utf-8")


def test_who_types_is_told_by_the_environment_else_by_git_else_it_is_the_owner(
    run: Run, firm: Path, added: Added, monkeypatch: pytest.MonkeyPatch, git: Callable[..., str]
) -> None:
    monkeypatch.setenv("CUSTFILE_USER", "dr.chen")
    run("visit", "王力", at=firm)
    monkeypatch.delenv("CUSTFILE_USER")
    git(Path.home(), "config", "--global", "user.email", "stranger@example.com")
    run("visit", "王丽", at=firm)
    assert "by: dr.chen" in added("customers/C000003.yaml")[-1]
    assert "by: wang.wei" in added("customers/south/C000002.yaml")[-1]


def test_a_user_who_is_nobody_is_refused(run: Run, firm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUSTFILE_USER", "ghost")
    done = run("visit", "丽人", at=firm)
    assert (done.code, "CUSTFILE_USER is 'ghost'" in done.err) == (2, True)


def test_who_has_left_visits_nobody_any_more(run: Run, firm: Path, added: Added) -> None:
    settings = firm / "custfile.yaml"
    text = settings.read_text(encoding="utf-8").replace(
        "name: 王伟, role: rep", "name: 王伟, role: rep, left: 2026-11-10"
    )
    settings.write_text(text, encoding="utf-8")
    assert "has left: 2026-11-10" in run("visit", "王丽", "--by", "wang.wei", at=firm).err
    assert added("customers/south/C000002.yaml") == []
    assert run("visit", "王丽", "--by", "wang.wei", "--date", "2026-11-09", at=firm).code == 0
