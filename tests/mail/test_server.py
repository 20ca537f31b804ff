"""custfile mail with a real server: who gets what, what happens when it is put off, refused, cut off, not trusted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import trustme
from postbox import MORNING, Firm, Serve, clear

from custfile.mail import delivery

Run = Callable[..., Any]
ALL = ["li.na@firm.example", "wang.wei@firm.example", "boss@firm.example", "partner@else.example"]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_PAUSES", (0.0, 0.0))


def states(folder: Path) -> dict[str, str]:
    """Return the last state of each recipient in the ledger."""
    lines = (folder / "mail/ledger.jsonl").read_text(encoding="utf-8").splitlines()
    return {json.loads(each["key"])[-1]: each["state"] for each in map(json.loads, lines)}


def test_everybody_gets_the_own_day_once(run: Run, serve: Serve, firm: Firm) -> None:
    box = serve()
    folder = firm(clear(box))
    done = run("mail", "--all", at=folder)
    assert done.code == 0, done.err
    assert box.to == ALL
    assert done.out == ""
    assert done.err.startswith("a new ledger of mail begins at ")
    bodies = [message.get_body(("plain",)).get_content() for _to, message in box.taken]  # type: ignore[union-attr]
    assert ["郑州丽人美容院" in body for body in bodies] == [True, False, True, True]
    assert ["王丽" in body for body in bodies] == [False, True, True, True]
    assert bodies[2].startswith("今日回訪")
    again = run("mail", "--all", at=folder)
    assert (again.code, again.out, again.err, len(box.taken)) == (0, "", "", 4)
    assert len({message["Message-ID"] for _to, message in box.taken}) == 4


def test_a_message_as_it_arrives(run: Run, serve: Serve, firm: Firm) -> None:
    box = serve()
    run("mail", "--all", at=firm(clear(box)))
    _to, message = box.taken[0]
    assert message["From"].addresses[0].display_name == "客户档案"
    assert str(message["To"]) == "li.na@firm.example"
    assert (
        str(message["Subject"]).replace("\N{NO-BREAK SPACE}", " ") == "Today's visits and calls · 2026-11-20 · 中原美业"
    )
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime is not None
    assert message["Message-ID"].endswith("@firm.example>")
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert all(part["Content-Transfer-Encoding"] == "quoted-printable" for part in message.iter_parts())


def test_who_has_nothing_due_gets_nothing(run: Run, serve: Serve, firm: Firm) -> None:
    box = serve()
    folder = firm(clear(box))
    done = run("mail", "--all", "--period", "2026-11-18", at=folder)
    assert done.code == 0
    assert box.to == ["wang.wei@firm.example", *ALL[2:]]
    assert states(folder)["li.na@firm.example"] == "empty"


def test_even_if_empty(run: Run, serve: Serve, firm: Firm) -> None:
    box = serve()
    folder = firm(
        clear(box), "\n  mailings: [{id: m, report: today, to: [rep], when: 'name = x', even_if_empty: yes}]\n"
    )
    assert run("mail", "--all", at=folder).code == 0
    assert len(box.taken) == 2
    body = box.taken[0][1].get_body(("plain",))
    assert body is not None
    assert "Nothing is due." in body.get_content()


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
def test_put_off_twice_then_taken(run: Run, serve: Serve, firm: Firm, verb: str) -> None:
    box = serve()
    box.says = [(verb, "451 later"), (verb, "450 later")]
    assert run("mail", "--all", at=firm(clear(box))).code == 0
    assert box.to == ALL


def test_put_off_three_times_is_for_the_next_run(run: Run, serve: Serve, firm: Firm) -> None:
    box = serve()
    box.says = [("RCPT li.na@firm.example", "451 4.7.1 greylisted")] * 3
    folder = firm(clear(box))
    done = run("mail", "--all", at=folder)
    assert done.code == 6
    assert "li.na@firm.example was not reached: 451 4.7.1 greylisted; the next run tries again\n" in done.err
    assert done.err.endswith("custfile: 1 mail was not delivered\n")
    assert box.to == ALL[1:], "the others are served"
    assert states(folder)["li.na@firm.example"] == "intent"
    assert run("mail", "--all", at=folder).code == 0
    assert box.to == [*ALL[1:], ALL[0]]


@pytest.mark.parametrize("verb", ["RCPT li.na@firm.example", "DATA"])
def test_refused_for_good(run: Run, serve: Serve, firm: Firm, verb: str) -> None:
    box = serve()
    box.says = [(verb, "550 5.1.1 no such user \x1b[31m")]
    folder = firm(clear(box))
    done = run("mail", "--all", at=folder)
    assert done.code == 6
    assert "li.na@firm.example was refused and is not tried again: 550 5.1.1 no such user" in done.err
    assert "\x1b" not in done.err
    assert box.to == ALL[1:]
    assert run("mail", "--all", at=folder).code == 0
    assert box.to == ALL[1:], "not tried again by itself"
    assert run("mail", "--all", "--again", at=folder).code == 0
    assert box.to == [*ALL[1:], *ALL], "but when somebody says so"


def test_a_sender_that_is_refused_is_so_for_everybody(run: Run, serve: Serve, firm: Firm) -> None:
    box = serve()
    box.says = [("MAIL", "553 who are you")]
    folder = firm(clear(box))
    assert run("mail", "--all", at=folder).code == 6
    assert (box.heard.count("MAIL"), box.taken) == (1, [])
    assert set(states(folder).values()) == {"intent"}
    assert run("mail", "--all", at=folder).code == 0
    assert box.to == ALL


def test_cut_off_after_the_data_comes_twice_with_one_id(run: Run, serve: Serve, firm: Firm) -> None:
    box = serve()
    box.says = [("DATA", "drop after")]
    assert run("mail", "--all", at=firm(clear(box))).code == 0
    assert box.to == [ALL[0], *ALL]
    assert box.taken[0][1]["Message-ID"] == box.taken[1][1]["Message-ID"]


def test_cut_off_before_the_data_is_taken(run: Run, serve: Serve, firm: Firm) -> None:
    box = serve()
    box.says = [("DATA", "drop before")]
    assert run("mail", "--all", at=firm(clear(box))).code == 0
    assert box.to == ALL


def test_no_server(run: Run, firm: Firm) -> None:
    folder = firm("smtp: {host: 127.0.0.1, port: 9, security: none}")
    done = run("mail", "--all", at=folder)
    assert done.code == 6
    assert done.err.count("was not reached: Connection refused; the next run tries again") == 4
    assert set(states(folder).values()) == {"intent"}


def smtp(box: Any, ca: Path | None, more: str = "") -> str:
    file = f", ca_file: {ca}" if ca else ""
    return f"smtp: {{host: localhost, port: {box.port}{file}{more}}}"


@pytest.fixture
def ca(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "password"
    path.write_text("correct horse\n", encoding="utf-8")
    path.chmod(0o600)
    monkeypatch.setenv("CUSTFILE_SMTP_PASSWORD_FILE", str(path))
    return path


def test_starttls_and_a_password(run: Run, serve: Serve, firm: Firm, ca: Path, secret: Path) -> None:
    box = serve("localhost", user=("archive", "correct horse"))
    done = run("mail", "--all", at=firm(smtp(box, ca, ", user: archive")))
    assert done.code == 0, done.err
    assert box.to == ALL
    assert box.heard.count("AUTH") == 1, "one line for all"


def test_tls_from_the_first_byte(run: Run, serve: Serve, firm: Firm, ca: Path) -> None:
    box = serve("localhost", tls=True)
    done = run("mail", "--all", at=firm(smtp(box, ca, ", security: tls")))
    assert (done.code, box.to) == (0, ALL), done.err


def test_a_wrong_password(run: Run, serve: Serve, firm: Firm, ca: Path, secret: Path) -> None:
    secret.write_text("wrong horse", encoding="utf-8")
    box = serve("localhost", user=("archive", "correct horse"))
    done = run("mail", "--all", at=firm(smtp(box, ca, ", user: archive")))
    assert (done.code, box.taken) == (6, [])
    assert "535" in done.err
    assert "horse" not in done.err
    assert box.heard.count("AUTH") <= 3, "and not once a recipient: that would lock the account"


@pytest.mark.parametrize("tls", [False, True])
def test_the_wrong_host_name(run: Run, serve: Serve, firm: Firm, ca: Path, tls: bool) -> None:
    box = serve("mail.else.example", tls=tls)
    done = run("mail", "--all", at=firm(smtp(box, ca, ", security: tls" if tls else "")))
    assert (done.code, box.taken) == (6, [])
    assert "the server's certificate is not trusted: Hostname mismatch" in done.err


def test_an_authority_that_nobody_trusts(run: Run, serve: Serve, firm: Firm) -> None:
    box = serve("localhost")
    done = run("mail", "--all", at=firm(smtp(box, None)))
    assert (done.code, box.taken) == (6, [])
    assert "the server's certificate is not trusted: " in done.err


def test_an_authority_named_by_the_environment(
    run: Run, serve: Serve, firm: Firm, ca: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(ca))
    box = serve("localhost")
    assert run("mail", "--all", at=firm(smtp(box, None))).code == 0
    assert box.to == ALL


def test_a_server_without_starttls_gets_no_mail(run: Run, serve: Serve, firm: Firm, ca: Path) -> None:
    box = serve()
    done = run("mail", "--all", at=firm(smtp(box, ca)))
    assert (done.code, box.taken) == (6, [])
    assert "STARTTLS extension not supported" in done.err
    assert "MAIL" not in box.heard


def test_an_authority_that_is_no_file(run: Run, serve: Serve, firm: Firm, tmp_path: Path) -> None:
    done = run("mail", "--all", at=firm(smtp(serve("localhost"), tmp_path / "no.pem")))
    assert (done.code, "ca_file" in done.err) == (2, True)


def test_weekly_mail_comes_on_its_day_and_is_tried_until_the_week_ends(run: Run, serve: Serve, firm: Firm) -> None:
    """16 November 2026 is a Monday."""
    box = serve()
    folder = firm(clear(box), "\n  mailings: [{id: w, report: rfm, to: [a@b.example], every: week}]\n")
    assert run("mail", "--all", "--period", "2026-11-17", at=folder).code == 0
    assert box.taken == []
    box.says = [("RCPT", "450 later")] * 3
    assert run("mail", "--all", "--period", "2026-11-16", at=folder).code == 6
    assert run("mail", "--all", "--period", "2026-11-18", at=folder).code == 0
    assert run("mail", "--all", "--period", "2026-11-19", at=folder).code == 0
    assert box.to == ["a@b.example"]
    assert "2026-W47" in str(box.taken[0][1]["Subject"])


def test_errors_of_the_archive_hold_mail_back_unless_told(run: Run, serve: Serve, firm: Firm) -> None:
    box = serve()
    folder = firm(clear(box))
    (folder / "customers/C000003.yaml").write_text("nme: x\n", encoding="utf-8")
    done = run("mail", "--all", at=folder)
    assert (done.code, box.taken) == (1, [])
    assert run("mail", "--all", "--no-strict", at=folder).code == 0
    assert box.to == ALL


def test_one_mailing_that_cannot_be_written_keeps_no_other(run: Run, serve: Serve, firm: Firm) -> None:
    box = serve()
    folder = firm(clear(box), MORNING + "    - {id: odd, report: nothing, to: [a@b.example]}\n")
    done = run("mail", "--all", at=folder)
    assert (done.code, box.to) == (6, ALL)
    assert "custfile: odd → a@b.example: no report 'nothing'" in done.err


def test_by_hand(run: Run, serve: Serve, firm: Firm) -> None:
    box = serve()
    folder = firm(clear(box), "\n")
    words = ["mail", "today", "--to", "li.na", "--to", "x@y.example", "--where", "name ~ 丽人", "--attach"]
    assert run(*words, at=folder).code == 0
    assert box.to == ["li.na@firm.example", "x@y.example"]
    (attached,) = box.taken[0][1].iter_attachments()
    assert attached.get_filename() == "today-2026-11-20.html"
    assert "<!doctype html>" in attached.get_content()
    assert run(*words, at=folder).code == 0
    assert len(box.taken) == 2, "as asked for already"
    assert run(*words, "--again", at=folder).code == 0
    assert len({message["Message-ID"] for _to, message in box.taken}) == 4


def test_what_the_command_line_cannot_mean(run: Run, serve: Serve, firm: Firm) -> None:
    folder = firm(clear(serve()))
    for words in (
        [], ["today"], ["today", "--all"], ["today", "--to", "nobody"], ["today", "--to", "a@b.c\r\nBcc: d@e.f"],
        ["--all", "--period", "x"], ["nothing", "--to", "a@b.example"], ["cron", "--at", "25:00"],
        ["today", "--to", "a@b.example", "--language", "fr"], ["--all", "--as-of", "2026-11-20", "--period", "2026-11-20"],
    ):  # fmt: skip
        assert run("mail", *words, at=folder).code == 2, words
    assert not (folder / "mail").exists(), "nothing was begun"


def test_no_section(run: Run, archive: Callable[[str], Path]) -> None:
    done = run("mail", "--all", at=archive(""))
    assert (done.code, "docs/mail.md" in done.err) == (2, True)


def test_a_dry_run_writes_files_and_records_nothing(run: Run, firm: Firm, tmp_path: Path) -> None:
    folder = firm("smtp: {host: no.such.host.example}")
    done = run("mail", "--all", "--dry-run", str(tmp_path / "preview"), at=folder)
    files = sorted((tmp_path / "preview").iterdir())
    assert done.code == 0, done.err
    assert sorted(done.out.splitlines()) == [str(each) for each in files]
    assert [each.name for each in files] == [
        "boss-2026-11-20-boss@firm.example.eml",
        "boss-2026-11-20-partner@else.example.eml",
        "morning-li.na-2026-11-20-li.na@firm.example.eml",
        "morning-wang.wei-2026-11-20-wang.wei@firm.example.eml",
    ]
    assert {each.stat().st_mode & 0o777 for each in files} == {0o600}
    assert not (folder / "mail").exists()
