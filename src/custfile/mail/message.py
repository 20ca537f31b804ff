"""A report as a message: text first, HTML beside it, the full report attached when it is asked for or needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Final

from custfile.mail.body import Body, bodies
from custfile.model.visible import visible
from custfile.report.page import Report
from custfile.report.render import render

LARGEST: Final = 100_000
"""Bytes of a message as it travels, without its attachment: mail programs show no more of one."""


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """What stands on a message: from whom, to whom, when it was written, its lasting Message-ID, of which period."""

    sender: Address
    to: str
    written: datetime
    identity: str
    period: str


def message(report: Report, envelope: Envelope, shipped: Path, own: Path | None, *, attach: bool) -> EmailMessage:
    """Return ``report`` as a message of less than ``LARGEST`` bytes beside its attachment.

    When it would be larger, the first rows are told, a line says how many are left out, and the full report is attached
    as it also is with ``attach``. The report is in the language spoken. Raises ``NoArchive`` when a template fails.
    """
    made, body = next(_fitting(report, envelope, shipped, own))
    if attach or body.is_cut:
        page = render(report, "html", shipped, own)
        name = f"{report.name}-{envelope.period}.html"
        made.add_attachment(page, subtype="html", cte="base64", filename=name)
    return made


def _fitting(
    report: Report, envelope: Envelope, shipped: Path, own: Path | None
) -> Iterator[tuple[EmailMessage, Body]]:
    """Yield what is small enough, the longest first; at last the shortest, whatever its size."""
    for body in bodies(report, shipped, own):
        made = _composed(report, envelope, body)
        if len(made.as_bytes()) < LARGEST:
            yield made, body
    yield made, body


def _composed(report: Report, envelope: Envelope, body: Body) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(_kept(envelope.sender.display_name), addr_spec=envelope.sender.addr_spec)
    made["To"] = Address(addr_spec=envelope.to)
    made["Subject"] = _kept(" · ".join(map(visible, filter(None, (report.title, envelope.period, report.archive)))))
    made["Date"] = format_datetime(envelope.written)
    made["Message-ID"] = envelope.identity
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(body.text, cte="quoted-printable")
    made.add_alternative(body.html, subtype="html", cte="quoted-printable")
    return made


def _kept(text: str) -> str:
    """Return ``text`` with spaces that survive: those between two encoded words of a header are lost or doubled."""
    return text if text.isascii() else text.replace(" ", "\N{NO-BREAK SPACE}")
