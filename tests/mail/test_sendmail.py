"""custfile mail by way of this computer's sendmail."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from postbox import Firm, spooled

from custfile.mail import delivery

Run = Callable[..., Any]
Sendmail = Callable[[str], Path]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_PAUSES", (0.0, 0.0))


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch, sendmail: Sendmail) -> Callable[[str], None]:
    """Have ``custfile mail`` use a sendmail that does what ``then`` says."""
    return lambda then: monkeypatch.setenv("CUSTFILE_SENDMAIL", str(sendmail(then)))


def test_one_message_a_recipient(run: Run, firm: Firm, use: Callable[[str], None], tmp_path: Path) -> None:
    use("")
    assert run("mail", "--all", at=firm("sendmail: yes")).code == 0
    sent = spooled(tmp_path)
    assert [arguments for arguments, _message in sent] == [
        ["-i", "-f", "archive@firm.example", "--", to]
        for to in ("li.na@firm.example", "wang.wei@firm.example", "boss@firm.example", "partner@else.example")
    ]
    body = sent[0][1].get_body(("plain",))
    assert body is not None
    assert "郑州丽人美容院" in body.get_content()


@pytest.mark.parametrize(("code", "state", "tries"), [(67, "refused", 1), (75, "intent", 3), (78, "intent", 1)])
def test_what_its_exit_codes_mean(
    run: Run, firm: Firm, use: Callable[[str], None], tmp_path: Path, code: int, state: str, tries: int
) -> None:
    """67 is EX_NOUSER, 75 EX_TEMPFAIL, 78 EX_CONFIG: one recipient for good, one for now, nobody at all."""
    use(f"if sys.argv[-1] == 'li.na@firm.example': sys.exit({code})")
    folder = firm("sendmail: yes")
    done = run("mail", "--all", at=folder)
    assert done.code == 6
    given = [arguments[-1] for arguments, _message in spooled(tmp_path)]
    assert given.count("li.na@firm.example") == tries
    assert len(set(given)) == (1 if code == 78 else 4)
    lines = (folder / "mail/ledger.jsonl").read_text(encoding="utf-8").splitlines()
    mine = [json.loads(each) for each in lines if "li.na@firm.example" in each]
    assert mine[-1]["state"] == state


@pytest.mark.parametrize("named", ["/no/such/sendmail", "sendmail"])
def test_no_sendmail(run: Run, firm: Firm, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("CUSTFILE_SENDMAIL", named)
    done = run("mail", "--all", at=firm("sendmail: yes"))
    assert (done.code, f"no sendmail at {named}" in done.err) == (2, True)


def test_the_archive_cannot_name_a_program(run: Run, firm: Firm) -> None:
    done = run("mail", "--all", at=firm("sendmail: /bin/sh"))
    assert (done.code, "'/bin/sh'" in done.err) == (3, True)
