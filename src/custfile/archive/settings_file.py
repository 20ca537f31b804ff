"""``custfile.yaml``: read as strictly as the customers' files."""

from __future__ import annotations

from dataclasses import replace

from custfile.archive.page import read_page
from custfile.archive.place import placed
from custfile.archive.root import SETTINGS, Root
from custfile.checks.mail import check_passwords
from custfile.checks.settings import check_settings
from custfile.errors import NoArchive
from custfile.language import _
from custfile.model.finding import Finding
from custfile.model.settings import Settings
from custfile.model.validate import Validator


def read_settings(data: bytes) -> tuple[Settings | None, list[Finding], dict[str, object]]:
    """Return the settings that ``data``, the bytes of ``custfile.yaml``, hold, the findings, and the plain data."""
    page = read_page(data)
    findings = [Finding(SETTINGS, *mark) for mark in page.marks]
    if page.root is None:
        return None, findings, {}
    passwords = list(check_passwords(page.data))
    if passwords:  # nothing else is looked at, and no line shown, until they are out
        findings += [placed(fault, SETTINGS, page.root) for fault in passwords]
        return None, sorted((replace(each, masked=True) for each in findings), key=Finding.order), {}
    settings, faults, _pruned = Validator(Settings).read(page.data)
    if settings is not None and not faults:
        faults = list(check_settings(settings))
    findings += [placed(fault, SETTINGS, page.root) for fault in faults]
    return settings, sorted(findings, key=Finding.order), dict(page.data)


def load_settings(root: Root, data: bytes) -> tuple[Settings, dict[str, object], list[Finding]]:
    """Return the settings of the archive, of which ``data`` are the bytes, their plain data, and what to mind about them.

    Raises ``NoArchive`` when they have errors: every command stands on them.
    """
    settings, findings, plain = read_settings(data)
    errors = [finding for finding in findings if finding.severity == "error"]
    if settings is None or errors:
        first = errors[0]
        raise NoArchive(
            _("{path}:{line}: {message}; {remedy}").format(
                path=root.settings, line=first.line, message=first.message, remedy=first.remedy
            ),
            findings=findings,
        )
    return settings, plain, findings
