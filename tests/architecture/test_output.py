"""A canary in every field above the reader's level: it never sings in what a command prints, unless ``--level`` lets it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from custfile.analysis.rankings import RANKINGS
from custfile.archive.schemes import shipped
from custfile.archive.tables import TABLES
from custfile.cli.registry import COMMANDS
from custfile.model.own import customer_model
from custfile.model.settings import OwnField, Settings
from custfile.model.spec import Declared, Secrecy, declared
from custfile.report import REPORTS

CANARY = "kanarienvogel"
FIGURE = "918273645"  # the canary among numbers
OWN = OwnField(id="过敏史", type="text")  # nobody classified it: it is secret
MODEL = customer_model(Settings(name="A", fields=[OWN]))
PLAIN = {
    "day": "2026-11-01",
    "money": "1",
    "quantity": "1",
    "whole": "1",
    "grade": "1",
    "share": "1",
    "care_date": "05-04",
}
FIGURES = ("money", "quantity", "whole")
WORDS = ("line", "text")
UNFIT = ("currency", "rule", "field")
"""Lines that may not say just anything."""
SUBJECTS = {"": [], "customer": ["丽人"], "person": ["li.na"], "month": ["2026-11"]}
SILENT = {"init", "import", "edit", "doctor"}
"""Commands that print nothing of a customer's."""

Run = Callable[..., Any]


def above(part: type, secrecy: Secrecy, prefix: str = "") -> Iterator[str]:
    """Yield the dotted paths of the fields classified as ``secrecy``."""
    for field in declared(part):
        if field.part is not None:
            yield from above(field.part, secrecy, f"{prefix}{field.key}.")
        elif field.spec.secrecy is secrecy:
            yield f"{prefix}{field.key}"


def filled(part: type, secrecy: Secrecy) -> dict[str, Any]:
    """Return a record of ``part`` with its needed fields, and the canary in every one classified as ``secrecy``."""
    found = {}
    for field in declared(part):
        value = _value(field, secrecy)
        if value is not None:
            found[field.key] = [value] if field.repeated else value
    return found


def _value(field: Declared, secrecy: Secrecy) -> Any:
    if field.part is not None:
        inside = filled(field.part, secrecy)
        return inside if field.required or list(above(field.part, secrecy)) else None
    if field.spec.secrecy is secrecy and field.scalar is not None:
        if field.scalar.name in (FIGURES if secrecy is Secrecy.SECRET else ("money",)):
            return FIGURE
        if secrecy is Secrecy.SECRET or (
            field.scalar.name in WORDS and not field.spec.refers and field.key not in UNFIT
        ):
            return CANARY
    if not field.required or field.scalar is None:
        return None
    return next(iter(field.scalar.choices or ()), PLAIN.get(field.scalar.name, "A"))


def caged(secrecy: Secrecy, archive: Callable[[str], Path], git: Callable[..., str], **more: Any) -> Path:
    record = filled(MODEL, secrecy) | {"name": "丽人", "kind": "x"} | more
    text = json.dumps(record, ensure_ascii=False)
    settings = f"name: A\ncurrency: CNY\nfields: [{{id: {OWN.id}, type: text}}]\n"
    folder = archive(f"--- custfile.yaml\n{settings}--- customers/C000001.yaml\n{text}\n")
    git(folder, "init", "--quiet")
    return folder


@pytest.fixture
def cage(archive: Callable[[str], Path], git: Callable[..., str]) -> Path:
    """An archive with one customer who has every secret, orders, and a visit to be made."""
    visits = [{"date": "2026-11-02", "next": "2026-11-10"}]
    return caged(Secrecy.SECRET, archive, git, orders=[{"date": "2026-11-01", "amount": "100"}], visits=visits)


@pytest.fixture
def staffed(archive: Callable[[str], Path], git: Callable[..., str]) -> Path:
    """An archive with one customer of whom all that the staff may know is told."""
    record = filled(MODEL, Secrecy.STAFF)
    events = {"visits": {"next": "2026-11-10"}, "tickets": {"due": "2026-11-05"}, "promises": {"due": "2026-11-05"}}
    more = {key: [record[key][0] | told] for key, told in events.items()}
    return caged(Secrecy.STAFF, archive, git, preferences={"茶": CANARY}, **more)


REPORTED = [[name, *SUBJECTS[each.of]] for name, each in REPORTS.items()]
FORMATS = (["--json"], ["--format", "csv"], ["--format", "md"], [])
READING = [
    ["show", "丽人"], ["show", "丽人", "--all"], ["show", "丽人", "--json"], ["show", CANARY], ["check"], ["check", "--json"],
    *(["list", *form] for form in FORMATS),
    *(["due", "--why", *form] for form in FORMATS), ["promises"], ["promises", "--json"],
    ["due", "--spread"], ["due", "--spread", "--json"],
    *(["care", "--days", "366", *form] for form in FORMATS),
    *(["tip", CANARY[:6], *form] for form in FORMATS),
    *(["agenda", "--team", "--days", "30", *form] for form in (*FORMATS, ["--ics"])),
    *(["plan", action, "2026-11", *form] for action in ("show", "status") for form in FORMATS),
    *(["plan", "2026-12", "--dry-run", *form] for form in FORMATS),
    *(["assign", *form] for form in FORMATS), ["assign", "--explain", "丽人"],
    *(["workload", *form] for form in FORMATS),
    *(["handover", "li.na", *form] for form in FORMATS), ["handover", "li.na", "--assign"],
    *(["find", CANARY[:6], *form] for form in FORMATS),
    *(["find", FIGURE[:6], *form] for form in FORMATS),
    *(["classify", "--by", scheme, "--customers"] for scheme in shipped()),
    ["classify", "--by", "nature,history"], ["classify", "--explain", "丽人"], ["classify", "--since", "2026-06-30"],
    ["classify", "--schemes"],
    ["classify"], ["rank"], ["rank", "--json"], ["measures"], ["credit", "丽人"], ["aging"],
    *(["rank", "--by", by, "--force"] if by in ("composite", "clv") else ["rank", "--by", by] for by in RANKINGS),
    *(["rank", "--by", by, "--explain", "丽人"] for by in RANKINGS),
    ["completeness"], ["completeness", "--explain", "丽人"], ["strength"], ["strength", "--explain", "丽人"],
    ["list", "--where", "assets > 1 or bank.account ~ x"],
    *(["sql", f"select * from {table}"] for table in TABLES),
    *(["route", "--all", *form] for form in FORMATS), ["route", "--week", "-o", "-"],
    *(["report", *of, "--format", form] for of in REPORTED for form in ("md", "html")), ["report", "today", "--json"],
    ["mail", "cron"], ["mail", "today", "--to", "a@b.example"],
]  # fmt: skip
WRITING = [
    ["set", "丽人", "fax=1", "--commit"],
    ["visit", "丽人", "--note", "x", "--commit"],
    ["order", "丽人", "5"],
    ["pay", "丽人", "5"],
    ["ticket", "丽人", "x"],
    ["promise", "丽人", "x"],
    ["appoint", "丽人", "2026-11-21", "9:00"],
    ["task", "x"],
    ["memo", "x"],
    ["plan", "2026-12", "--commit"],
    ["plan", "submit", "2026-12"],
    ["assign", "--apply", "--commit"],
    ["handover", "li.na", "wang.wei", "--apply", "--commit"],
    ["snooze", "丽人", "--until", "1w"],
    ["skip", "丽人", "--reason", "x"],
    ["due", "--spread", "--apply"],
    ["add", "B", "--kind", "x"],
]


def test_the_cage_has_a_canary_in_every_secret_field(run: Run, cage: Path) -> None:
    paths = list(above(MODEL, Secrecy.SECRET))
    assert {"assets", "bank.account", "person.family", "person.id_no", "contacts.id_no", "过敏史"} <= set(paths)
    out = run("show", "丽人", "--level", "secret", "--json", at=cage).out
    assert out.count(CANARY) + out.count(FIGURE) >= len(paths)
    assert run("check", at=cage).code == 0


def test_every_command_that_prints_something_is_tried() -> None:
    assert {arguments[0] for arguments in (*READING, *WRITING)} == set(COMMANDS) - SILENT


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_what_is_the_staffs_is_not_told_to_others(run: Run, staffed: Path, arguments: list[str]) -> None:
    done = run(*arguments, "--level", "public", at=staffed)
    said = done.out + done.err.replace(f"'{CANARY}'", "'what was typed'")
    assert CANARY not in said
    assert FIGURE not in said and f"{int(FIGURE):,}" not in said
    assert done.code in (0, 1, 2, 4), done.err


def test_the_staff_sees_it(run: Run, staffed: Path) -> None:
    out = run("show", "丽人", "--json", at=staffed).out
    assert out.count(CANARY) > 30 and out.count(FIGURE) > 5


@pytest.mark.parametrize("arguments", [*READING, *WRITING], ids=" ".join)
def test_no_command_sings(run: Run, cage: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUSTFILE_DEBUG", "1")
    done = run(*arguments, at=cage)
    said = done.out + done.err.replace(f"'{CANARY}'", "'what was typed'")
    assert CANARY not in said
    assert FIGURE not in said
    assert done.code in (0, 2, 4), done.err


def test_no_commit_message_names_what_was_written(run: Run, cage: Path, git: Callable[..., str]) -> None:
    git(cage, "add", "--all")
    git(cage, "commit", "--quiet", "--message", "begin")
    assert run("set", "丽人", "bank.account=zaunkoenig", f"assets={FIGURE}1", "--commit", at=cage).code == 0
    assert git(cage, "log", "-1", "--format=%B").strip() == "C000001: bank, assets"
    added = run("add", f"{CANARY} AG", "--kind", "x", "--commit", at=cage)
    assert added.code == 0
    assert git(cage, "log", "-1", "--format=%B", "--name-only").split() == [
        "C000002:",
        "added",
        "customers/C000002.yaml",
    ]
