"""Killed at every step and run again: everybody gets at least one, and a second one only as a copy with the same id."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from email.message import EmailMessage
from pathlib import Path

import pytest
from postbox import Box, Firm, Serve, clear, spooled

ALL = ["boss@firm.example", "li.na@firm.example", "partner@else.example", "wang.wei@firm.example"]
STEPS = [("EHLO", 1), ("MAIL", 1), ("RCPT", 1), ("DATA", 1), ("END", 1), ("MAIL", 2), ("END", 3), ("END", 4)]
Sendmail = Callable[[str], Path]


def start(folder: Path, **more: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "custfile", "-C", str(folder), "mail", "--all"],
        stderr=subprocess.PIPE,
        env={**os.environ, **more},
    )


def finish(process: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    _out, said = process.communicate(timeout=60)
    return process.returncode, said


def check_nothing_is_lost_and_copies_are_copies(taken: Iterable[tuple[str, EmailMessage]]) -> None:
    ids = defaultdict(set)
    for to, message in taken:
        ids[to].add(message["Message-ID"])
    assert sorted(ids) == ALL
    assert [len(each) for each in ids.values()] == [1] * 4


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step[0]}-{step[1]}")
def test_killed_while_speaking_to_a_server(serve: Serve, firm: Firm, step: tuple[str, int]) -> None:
    box: Box = serve()
    folder = firm(clear(box))
    box.kills = step
    process = start(folder)
    box.victim = process.pid
    assert finish(process)[0] == -9
    box.kills = None
    assert finish(start(folder)) == (0, b"")
    check_nothing_is_lost_and_copies_are_copies(box.taken)
    assert len(box.taken) == 4 + (step[0] == "END")
    assert finish(start(folder)) == (0, b"")
    assert len(box.taken) == 4 + (step[0] == "END"), "nothing is sent twice"


@pytest.mark.parametrize("number", [0, 2, 3])
def test_killed_between_acceptance_and_ledger(firm: Firm, sendmail: Sendmail, tmp_path: Path, number: int) -> None:
    """sendmail keeps the message, and kills the one who gave it before it can write that down."""
    folder = firm("sendmail: yes")
    killer = sendmail(f"if number == {number}: os.kill(os.getppid(), signal.SIGKILL)")
    assert finish(start(folder, CUSTFILE_SENDMAIL=str(killer)))[0] == -9
    assert finish(start(folder, CUSTFILE_SENDMAIL=str(sendmail("")))) == (0, b"")
    taken = [(arguments[-1], message) for arguments, message in spooled(tmp_path)]
    check_nothing_is_lost_and_copies_are_copies(taken)
    assert len(taken) == 5


def test_two_at_once_send_everything_once(serve: Serve, firm: Firm) -> None:
    box = serve()
    folder = firm(clear(box))
    both = [start(folder), start(folder)]
    assert [finish(process)[0] for process in both] == [0, 0]
    assert sorted(box.to) == ALL
