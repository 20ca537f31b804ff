"""custfile check: findings on stdout, their sum on stderr, exit code 1 on errors."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from firm import Run

BROKEN = "name: 九号\nkind: company\nphone: 1\nterms: {payment_days: thirty}   # 三十\n"


def test_all_is_well(run: Run, firm: Path) -> None:
    done = run("check", at=firm)
    assert (done.code, done.out, done.err) == (0, "", "3 files checked: all is well\n")


def test_place_excerpt_caret_remedy(run: Run, firm: Path) -> None:
    (firm / "customers/C000009.yaml").write_text(BROKEN, encoding="utf-8")
    done = run("check", at=firm)
    assert done.out == (
        "customers/C000009.yaml:4:23: error C207: 'thirty' is not a whole number\n"
        "    terms: {payment_days: thirty}   # 三十\n"
        "                          ^\n"
        "    → write digits only\n"
    )
    assert (done.code, done.err) == (1, "1 error, 0 warnings\n")


def test_the_caret_stands_under_its_sign_behind_wide_ones(run: Run, book: Path) -> None:
    """
    --- customers/C000001.yaml
    name: A
    kind: x
    preferences: {}
    terms: {method: 全部转账🙂, payment_days: x}
    """
    _head, line, caret, _remedy = run("check", at=book).out.splitlines()
    assert line.index("x}") == 4 + 37
    assert caret.index("^") == 4 + 37 + 5  # four Chinese signs and a face take one column more each


def test_a_segment_table_with_a_hole_and_a_segment_that_never_wins(run: Run, firm: Path) -> None:
    with (firm / "custfile.yaml").open("a", encoding="utf-8") as settings:
        settings.write(
            "ranking:\n  segments:\n    - id: mine\n      segments:\n"
            "        - {id: top, r: [4, 5]}\n        - {id: best, r: [5]}\n        - {id: low, r: [1, 2]}\n"
        )
    done = run("check", at=firm)
    assert "error C711: the segment table 'mine' has no segment for R 3 F 1-5 M 1-5\n" in done.out
    assert "warning C712: the segment 'best' gets nobody: segments before it take all its cells, R 5" in done.out
    assert (done.code, done.err) == (3, "1 error, 1 warning\n")


def test_json_and_github(run: Run, firm: Path) -> None:
    (firm / "customers/C000009.yaml").write_text(BROKEN, encoding="utf-8")
    done = run("check", "--json", at=firm)
    assert (done.code, done.err) == (1, "")
    assert json.loads(done.out) == [
        {
            "path": "customers/C000009.yaml", "line": 4, "column": 23, "code": "C207", "severity": "error",
            "message": "'thirty' is not a whole number", "remedy": "write digits only", "key": "terms.payment_days",
            "related": [],
        }
    ]  # fmt: skip
    assert run("check", "--format", "github", at=firm).out == (
        "::error file=customers/C000009.yaml,line=4,col=23,title=C207::'thirty' is not a whole number; write digits only\n"
    )


def test_warnings_count_only_when_strict(run: Run, firm: Path) -> None:
    (firm / "customers/C000009.yaml").write_text("name: 九号\nkind: company\n", encoding="utf-8")
    done = run("check", at=firm)
    assert (done.code, done.err) == (0, "0 errors, 1 warning\n")
    assert "warning C216: a customer of kind 'company' needs 'phone'" in done.out
    assert run("check", "--strict", at=firm).code == 1


@pytest.mark.parametrize(
    ("named", "found", "checked"),
    [
        (["customers/C000009.yaml"], 1, 1),
        (["customers/south"], 0, 1),
        (["customers"], 1, 4),
        (["."], 1, 4),
        (["customers/south", "customers/C000009.yaml"], 1, 2),
    ],
)
def test_only_what_is_named_is_told(
    run: Run, firm: Path, monkeypatch: pytest.MonkeyPatch, named: list[str], found: int, checked: int
) -> None:
    (firm / "customers/C000009.yaml").write_text(BROKEN, encoding="utf-8")
    for place in (firm, firm.parent):  # from inside and, with -C, from outside
        monkeypatch.chdir(place)
        done = run("check", *named, at=firm)
        assert done.out.count("error C207") == found
        assert done.err == ("1 error, 0 warnings\n" if found else f"{checked} file checked: all is well\n")


def test_a_path_that_holds_nothing_is_a_mistake(run: Run, firm: Path) -> None:
    done = run("check", "customers/nowhere.yaml", at=firm)
    assert (done.code, done.err) == (2, "custfile: there is no customer's file at customers/nowhere.yaml\n")


def test_what_a_link_leads_to_is_not_shown(run: Run, firm: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("password: hunter2\n", encoding="utf-8")
    (firm / "customers/C000009.yaml").symlink_to(tmp_path / "secret")
    done = run("check", at=firm)
    assert "customers/C000009.yaml:1:1: error C120: this is a link, not a file\n" in done.out
    assert "hunter2" not in done.out


def test_the_settings_are_checked_first(run: Run, firm: Path) -> None:
    settings = firm / "custfile.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "curency: CNY\n", encoding="utf-8")
    done = run("check", at=firm)
    assert (done.code, "custfile.yaml:19:1: error C202: 'curency' is no field of settings (currency?)" in done.out) == (
        3,
        True,
    )


def test_staged_checks_what_git_will_commit(run: Run, firm: Path, git: Callable[..., str]) -> None:
    git(firm, "init", "--quiet")
    path = firm / "customers/C000009.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    git(firm, "add", "--all")
    path.write_text("name: 九号\nkind: company\nphone: 1\n", encoding="utf-8")  # mended, but not in the index
    assert run("check", at=firm).code == 0
    done = run("check", "--staged", at=firm)
    assert (done.code, "customers/C000009.yaml:4:23: error C207" in done.out) == (1, True)
    assert "    name" not in done.out  # no excerpt of the other text
    git(firm, "add", "--all")
    assert run("check", "--staged", at=firm).code == 0


def test_staged_checks_plans_tasks_and_memos(run: Run, firm: Path, git: Callable[..., str]) -> None:
    """As they are staged, by the customers that are staged; what is not staged is not looked at."""
    git(firm, "init", "--quiet")
    (firm / "plans").mkdir()
    plan, agenda = firm / "plans/2026-12.yaml", firm / "agenda.yaml"
    visits = "visits:\n  - {date: 2026-12-01, by: li.na, customer: C000001}\n  - {date: 2026-12-02, by: li.na, customer: C9}\n"
    plan.write_text(visits, encoding="utf-8")
    agenda.write_text("tasks:\n  - {date: 2026-11-20, what: 订货, by: nobody}\n", encoding="utf-8")
    (firm / "plans/2026-13.yaml").write_text("visits: [\n", encoding="utf-8")
    git(firm, "add", "plans/2026-12.yaml", "agenda.yaml", "custfile.yaml")
    plan.write_text("visits: [\n", encoding="utf-8")
    agenda.unlink()
    done = run("check", "--staged", at=firm)
    assert done.code == 1
    assert re.findall(r"^((?:plans|agenda)[^ ]+): \w+ (C\d+)", done.out, re.MULTILINE) == [
        ("agenda.yaml:2:38", "C301"), ("plans/2026-12.yaml:2:45", "C781"), ("plans/2026-12.yaml:3:45", "C781"),
    ]  # fmt: skip
    git(firm, "add", "customers")
    out = run("check", "--staged", at=firm).out
    assert "plans/2026-12.yaml:2" not in out and "plans/2026-12.yaml:3:45" in out
    git(firm, "-c", "user.name=x", "-c", "user.email=x@y", "commit", "-q", "-m", "x")
    assert run("check", "--staged", at=firm).code == 0


def test_staged_needs_git(run: Run, firm: Path) -> None:
    done = run("check", "--staged", at=firm)
    assert (done.code, "is not in a git repository; --staged needs one" in done.err) == (5, True)


def test_names_that_would_steer_a_terminal_are_shown(run: Run, firm: Path) -> None:
    (firm / "customers/\x1b[31m.yaml").write_text("name: '\\e'\nkind: company\nphone: 1\n", encoding="utf-8")
    done = run("check", at=firm)
    assert "\x1b" not in done.out
    assert "customers/␛[31m.yaml:1:1: error C601" in done.out


def test_a_secret_value_is_not_quoted(book: Path, run: Run) -> None:
    """
    --- customers/C000001.yaml
    name: 丽人
    kind: company
    assets: 八百万元整
    """
    for each in ("text", "json", "github"):
        said = run("check", "--format", each, at=book)
        assert said.code == 1
        assert "C205" in said.out
        assert "八百万" not in said.out + said.err
