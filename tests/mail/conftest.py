"""A mail server of our own on the loopback, with certificates of our own authority, and a firm that mails its reports."""

from __future__ import annotations

import socket
import ssl
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from postbox import CUSTOMERS, MORNING, TEAM, Box, Firm, Serve


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def serve(authority: trustme.CA) -> Iterator[Serve]:
    """Start a server: in the clear, or with a certificate for ``name``, by STARTTLS or TLS from the first byte."""
    running: list[Controller] = []

    def start(name: str | None = None, *, tls: bool = False, user: tuple[str, str] | None = None) -> Box:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            box = Box(free.getsockname()[1], user=user)
        context = None
        if name is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            authority.issue_cert(name).configure_cert(context)
        more: dict[str, Any] = (
            {"ssl_context": context} if tls else {"tls_context": context, "require_starttls": context is not None}
        )
        if user is not None:
            more |= {"authenticator": box.login, "auth_required": True, "auth_require_tls": not tls}
        controller = Controller(box, hostname="127.0.0.1", port=box.port, **more)
        controller.start()
        running.append(controller)
        return box

    yield start
    for each in running:
        each.stop()


@pytest.fixture
def firm(archive: Callable[[str], Path]) -> Firm:
    """Make the firm's archive, with ``way`` (``smtp:`` or ``sendmail:``) and ``mailings`` in its settings."""

    def make(way: str, mailings: str = MORNING) -> Path:
        mail = f'mail:\n  sender: "客户档案 <archive@firm.example>"\n  {way}{mailings}'
        return archive(f"--- custfile.yaml\nname: 中原美业\ncurrency: CNY\nlanguage: en\n{TEAM}{mail}{CUSTOMERS}")

    return make


@pytest.fixture
def sendmail(tmp_path: Path) -> Callable[[str], Path]:
    """Make a sendmail: a script that keeps each message in ``spool``, then does what ``then`` says in Python."""

    def make(then: str = "") -> Path:
        spool = tmp_path / "spool"
        spool.mkdir(exist_ok=True)
        script = tmp_path / "sendmail"
        script.write_text(
            f"#!{sys.executable}\nimport os, pathlib, signal, sys\n"
            f"spool = pathlib.Path({str(spool)!r})\n"
            "number = len(list(spool.iterdir()))\n"
            "(spool / str(number)).write_bytes('\\0'.join(sys.argv[1:]).encode() + b'\\n' + sys.stdin.buffer.read())\n"
            f"{then}\n",
            encoding="utf-8",
        )
        script.chmod(stat.S_IRWXU)
        return script

    return make
