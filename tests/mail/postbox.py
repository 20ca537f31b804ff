"""A mail server that can be told how to behave, what a sendmail was given, and a firm that mails its reports."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import AuthResult, LoginPassword

TEAM = """
kinds: [{id: company}]
team:
  - {id: li.na, name: 李娜, role: rep, email: li.na@firm.example}
  - {id: wang.wei, name: 王伟, role: rep, email: wang.wei@firm.example}
  - {id: chen, name: 陈静, role: manager, email: boss@firm.example}
"""
CUSTOMERS = """
--- customers/C000001.yaml
name: 郑州丽人美容院
kind: company
owner: li.na
phone: 0371-65880101
bank: {name: 工行, account: "kanarienvogel"}
orders:
  - {date: 2026-11-12, no: SO-1, product: 精华液, amount: 5760.00}
visits:
  - {date: 2026-11-13, by: li.na, channel: phone, outcome: 满意, next: 2026-11-19}
--- customers/C000002.yaml
name: 王丽
kind: company
owner: wang.wei
phone: "13800138000"
visits:
  - {date: 2026-11-01, by: wang.wei, next: 2026-11-18}
"""
MORNING = """
  mailings:
    - {id: morning, report: today, each: owner, to: [rep]}
    - {id: boss, report: today, to: [manager, partner@else.example], language: zh_TW}
"""


@dataclass
class Box:
    """The server: what it took, in order, and how it behaves. An answer of ``says`` is used once, the first first."""

    port: int
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    says: list[tuple[str, str]] = field(default_factory=list)
    kills: tuple[str, int] | None = None
    victim: int = 0
    user: tuple[str, str] | None = None

    def hear(self, verb: str) -> str | None:
        """Note ``verb``, kill the client when it is time to, and return the answer that was prepared."""
        self.heard.append(verb)
        if self.kills == (verb, self.heard.count(verb)):
            os.kill(self.victim, signal.SIGKILL)
            return "421 gone"
        for number, (of, answer) in enumerate(self.says):
            if of == verb:
                del self.says[number]
                return answer
        return None

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: Any) -> Any:
        session.host_name = hostname
        said = self.hear("EHLO")
        return [said] if said else responses

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        said = self.hear("MAIL") or "250 OK"
        if said.startswith("250"):
            envelope.mail_from = address
        return said

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        said = self.hear("RCPT") or self.hear(f"RCPT {address}") or "250 OK"
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        said = self.hear("DATA")
        if said is None or said.startswith(("250", "drop after")):
            message = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(message, EmailMessage)
            self.taken.append((envelope.rcpt_tos[0], message))
        if self.hear("END") or (said and said.startswith("drop")):
            server.transport.abort()
        return said or "250 OK"

    def login(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        said = self.hear("AUTH")
        fits = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode()) == self.user
        return AuthResult(success=fits, handled=False, message=said)

    @property
    def to(self) -> list[str]:
        """Who got something, in order."""
        return [to for to, _message in self.taken]


Serve = Callable[..., Box]
Firm = Callable[..., Path]


def clear(box: Box) -> str:
    """Return the setting of a server on this computer that is spoken to in the clear."""
    return f"smtp: {{host: 127.0.0.1, port: {box.port}, security: none}}"


def spooled(folder: Path) -> list[tuple[list[str], EmailMessage]]:
    """Return what ``sendmail`` was given, in order: its arguments and the message."""
    found = []
    for path in sorted((folder / "spool").iterdir(), key=lambda path: int(path.name)):
        arguments, _newline, data = path.read_bytes().partition(b"\n")
        assert b"\r" not in data
        message = message_from_bytes(data, policy=policy.default)
        assert isinstance(message, EmailMessage)
        found.append((arguments.decode().split("\0"), message))
    return found
