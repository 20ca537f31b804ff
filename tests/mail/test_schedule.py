"""The lines that mail cron prints, tried as cron tries them: with nothing in the environment."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from postbox import Firm, Serve, clear, spooled

from custfile.language import LANGUAGES
from custfile.mail import schedule

Run = Callable[..., Any]


def crontab(out: str) -> str:
    """Return the command of the one line that cron understands, as cron passes it to the shell."""
    (line,) = (each for each in out.splitlines() if each[:1].isdigit())
    times, command = line.split(" ", 5)[:5], line.split(" ", 5)[5]
    assert times[2:] == ["*", "*", "*"]
    return command.replace(r"\%", "%")


def as_cron(command: str) -> subprocess.CompletedProcess[str]:
    words = ["env", "-i", "/bin/sh", "-c", command]
    return subprocess.run(words, capture_output=True, text=True, cwd="/", check=False, timeout=60)


def test_the_line_of_cron_sends_the_mail(run: Run, serve: Serve, firm: Firm, tmp_path: Path) -> None:
    box = serve()
    mailings = "\n  mailings: [{id: m, report: today, to: [rep], even_if_empty: yes, language: zh_TW}]\n"
    folder = firm(clear(box), mailings).rename(tmp_path / "档案 50% 'x'")
    done = run("mail", "cron", "--at", "6:05", at=folder)
    assert done.code == 0
    assert "\n5 6,7,8 * * * " in f"\n{done.out}"
    first = as_cron(crontab(done.out))
    assert (first.returncode, first.stdout) == (0, ""), first.stderr
    assert first.stderr.startswith("a new ledger of mail begins")
    assert box.to == ["li.na@firm.example", "wang.wei@firm.example"]
    body = box.taken[0][1].get_body(("plain",))
    assert body is not None
    assert body.get_content().startswith("今日回訪")
    again = as_cron(crontab(done.out))
    assert (again.returncode, again.stdout, again.stderr) == (0, "", ""), "silent when all is well"
    assert len(box.taken) == 2


def test_what_the_environment_of_now_says_goes_along(
    run: Run, firm: Firm, sendmail: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTFILE_SENDMAIL", str(sendmail("")))
    monkeypatch.setenv("CUSTFILE_SMTP_PASSWORD_FILE", "/etc/a b")
    mailings = "\n  mailings: [{id: m, report: today, to: [chen], even_if_empty: yes}]\n"
    out = run("mail", "cron", at=firm("sendmail: yes", mailings)).out
    assert "CUSTFILE_SMTP_PASSWORD_FILE='/etc/a b' " in crontab(out)
    assert 'Environment="CUSTFILE_SMTP_PASSWORD_FILE=/etc/a b"' in out
    done = as_cron(crontab(out))
    assert done.returncode == 0, done.stderr
    assert [arguments[-1] for arguments, _message in spooled(tmp_path)] == ["boss@firm.example"]


def test_in_three_languages(run: Run, firm: Firm) -> None:
    folder = firm("sendmail: yes")
    told = {language: run("mail", "cron", "--lang", language, at=folder).out for language in LANGUAGES}
    lines = {language: [line for line in out.splitlines() if line[:1] != "#"] for language, out in told.items()}
    assert lines["en"] == lines["zh_CN"] == lines["zh_TW"], "what the computer reads is the same"
    assert all(out.count("# ") == 4 for out in told.values())


WORDS = ["/usr/bin/python3", "-m", "custfile", "-C", '/home/li na/50% "$HOME" \\', "mail", "--all"]


def test_the_units_of_systemd_are_sound(tmp_path: Path) -> None:
    service = schedule.service(WORDS, {"CUSTFILE_SMTP_PASSWORD_FILE": "/etc/a b%"}, "custfile mail: 100% 丽人")
    assert (
        'ExecStart="/usr/bin/python3" "-m" "custfile" "-C" "/home/li na/50%% \\"$$HOME\\" \\\\" "mail" "--all"'
        in service
    )
    assert 'Environment="CUSTFILE_SMTP_PASSWORD_FILE=/etc/a b%%"' in service
    timer = schedule.timer(23, 5, "custfile mail")
    assert "OnCalendar=*-*-* 23:05:00\n" in timer
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd here to ask")
    (tmp_path / "custfile-mail.service").write_text(service, encoding="utf-8")
    (tmp_path / "custfile-mail.timer").write_text(schedule.timer(7, 0, "custfile mail"), encoding="utf-8")
    for unit in ("custfile-mail.service", "custfile-mail.timer"):
        asked = ["systemd-analyze", "verify", "--user", str(tmp_path / unit)]
        done = subprocess.run(
            asked, capture_output=True, text=True, check=False, env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_the_command_of_windows() -> None:
    words = [r"C:\Program Files\Python\python.exe", "-m", "custfile", "-C", r"D:\客户 档案", "mail", "--all"]
    told = schedule.schtasks(words, 7, 0)
    assert told == (
        r'schtasks /Create /F /TN "custfile mail" /SC DAILY /ST 07:00 /RI 60 /DU 0002:01 '
        r'/TR "\"C:\Program Files\Python\python.exe\" -m custfile -C \"D:\客户 档案\" mail --all"'
    )
    assert " /RI " not in schedule.schtasks(words, 23, 30)


def test_no_run_falls_into_the_next_day() -> None:
    assert schedule.crontab(["x"], {}, 22, 30) == "30 22,23 * * * x"
