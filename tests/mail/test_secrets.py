"""What is secret is in no mail, no ledger, no sentence: neither a customer's nor the firm's own password."""

from __future__ import annotations

import json
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from postbox import Firm, Serve, clear

from custfile.model.own import customer_model
from custfile.model.settings import OwnField, Settings
from custfile.model.spec import Secrecy, declared
from custfile.report import REPORTS

Run = Callable[..., Any]
SUBJECTS = {"customer": ["C000001"], "person": ["li.na"], "month": ["2026-11"]}


CANARY, FIGURE = "kanarienvogel", "918273645"
OWN = OwnField(id="过敏史", type="text")  # nobody classified it: it is secret
MODEL = customer_model(Settings(name="A", fields=[OWN]))


def caged(part: type) -> dict[str, Any]:
    """Return a record of ``part`` with the canary in every secret field, and what else the record needs."""
    found: dict[str, Any] = {}
    for field in declared(part):
        value: Any = None
        if field.part is not None and field.key not in ("orders", "visits"):
            value = caged(field.part) if "secret" in str(declared(field.part)) else None
        elif field.spec.secrecy is Secrecy.SECRET and field.scalar is not None:
            value = FIGURE if field.scalar.name in ("money", "quantity", "whole") else CANARY
        elif field.required and field.scalar is not None:
            value = next(iter(field.scalar.choices or ()), "2026-11-01" if field.scalar.name == "day" else "甲")
        if value:
            found[field.key] = [value] if field.repeated else value
    return found


@pytest.fixture
def cage(firm: Firm) -> Path:
    """The firm with one more customer, who has every secret."""
    folder = firm("sendmail: yes")
    settings = folder / "custfile.yaml"
    text = settings.read_text(encoding="utf-8") + f"fields: [{{id: {OWN.id}, type: text}}]\n"
    settings.write_text(text, encoding="utf-8")
    record = caged(MODEL) | {
        "name": "笼中鸟", "kind": "company", "owner": "li.na", "orders": [{"date": "2026-11-01", "amount": "100"}],
        "visits": [{"date": "2026-11-02", "by": "li.na", "next": "2026-11-10"}],
    }  # fmt: skip
    (folder / "customers/C000001.yaml").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return folder


def everything(folder: Path) -> str:
    """Return all messages in ``folder``, as they are and with every part decoded."""
    told = []
    for path in folder.iterdir():
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        told += [path.name, path.read_text(encoding="ascii"), *map(str, message.values())]
        told += [part.get_content() for part in message.walk() if not part.is_multipart()]
    return "\n".join(told)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("level", ["public", "staff"])
def test_no_report_sings_in_a_mail(run: Run, cage: Path, tmp_path: Path, name: str, level: str) -> None:
    subject = SUBJECTS.get(REPORTS[name].of, [])
    words = ["mail", name, *subject, "--to", "x@y.example", "--attach", "--even-if-empty", "--level", level]
    done = run(*words, "--no-strict", "--dry-run", str(tmp_path / "out"), at=cage)
    assert done.code == 0, done.err
    told = everything(tmp_path / "out") + done.out + done.err
    assert "中原美业" in told
    assert CANARY not in told
    assert FIGURE not in told


def test_a_stranger_gets_no_phone_number(run: Run, firm: Firm, tmp_path: Path) -> None:
    folder = firm("sendmail: yes")
    for to, shown in (("li.na", True), ("x@y.example", False)):
        out = tmp_path / to
        assert run("mail", "today", "--to", to, "--attach", "--dry-run", str(out), at=folder).code == 0
        assert ("0371-65880101" in everything(out)) is shown


def test_the_ledger_names_no_customer(run: Run, serve: Serve, firm: Firm) -> None:
    folder = firm(clear(serve()))
    assert run("mail", "--all", at=folder).code == 0
    told = (folder / "mail/ledger.jsonl").read_text(encoding="utf-8")
    assert not [name for name in ("丽人", "王丽", "0371", CANARY) if name in told]


@pytest.mark.parametrize(
    "words", [["check"], ["check", "--json"], ["mail", "--all"], ["mail", "--all", "--json"], ["list"]]
)
def test_a_password_in_the_settings_is_found_and_never_shown(run: Run, firm: Firm, words: list[str]) -> None:
    folder = firm("smtp: {host: smtp.firm.example, port: x, user: archive, password: kanarienvogel, nonsense: 1}", "\n")
    done = run(*words, at=folder)
    assert done.code in (1, 2, 3)
    assert "kanarienvogel" not in done.out + done.err
    if words[0] == "check":
        assert "C801" in done.out + done.err
