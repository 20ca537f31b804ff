"""Findings as text with excerpt and caret, as JSON, or as annotations of a pull request."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from custfile.archive.root import Root
from custfile.language import _, count
from custfile.model.finding import Finding
from custfile.model.visible import visible
from custfile.report.tables import width

_EXCERPT: Final = 100


def chosen(findings: Iterable[Finding], paths: Sequence[str], root: Root) -> list[Finding]:
    """Return the findings of the files and folders that ``paths`` name, seen from here."""
    here = [Path(os.path.relpath(Path(path).absolute(), root.folder.absolute())).as_posix() for path in paths]
    return [
        finding
        for finding in findings
        if not here or any(path == "." or finding.path == path or finding.path.startswith(f"{path}/") for path in here)
    ]


def write(findings: Sequence[Finding], format: str, root: Root, *, checked: int) -> None:  # noqa: A002
    """Write ``findings`` to stdout as ``format``: text, json or github; the sum of it goes to stderr."""
    if format == "json":
        print(json.dumps([_record(finding) for finding in findings], ensure_ascii=False, indent=2))
        return
    lines = map(_annotation, findings) if format == "github" else _texts(findings, root)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    if format == "text":
        print(_sum(findings, checked), file=sys.stderr)


def _record(finding: Finding) -> dict[str, object]:
    return {
        "path": finding.path, "line": finding.line, "column": finding.column, "code": finding.code,
        "severity": finding.severity, "message": finding.message, "remedy": finding.remedy, "key": finding.key,
        "related": [spot._asdict() for spot in finding.related],
    }  # fmt: skip


def _texts(findings: Iterable[Finding], root: Root) -> Iterator[str]:
    path, lines = "", list[str]()
    for finding in findings:
        if finding.path != path:
            path, lines = finding.path, _lines(root.folder / finding.path)
        yield headline(finding)
        yield from _excerpt(finding, lines)
        yield f"    → {visible(finding.remedy)}"


def headline(finding: Finding) -> str:
    """Return ``path:line:column: severity code: message``."""
    severity = _("error") if finding.severity == "error" else _("warning")
    place = f"{visible(finding.path)}:{finding.line}:{finding.column}"
    return f"{place}: {severity} {finding.code}: {visible(finding.message)}"


def _lines(path: Path) -> list[str]:
    try:
        return path.read_bytes().decode("utf-8-sig", "replace").split("\n") if path.is_file() else []
    except OSError:
        return []


def _excerpt(finding: Finding, lines: Sequence[str]) -> Iterator[str]:
    """Yield the line and a caret under the place, cut to what fits on a screen."""
    if finding.line > len(lines) or not lines[finding.line - 1].strip():
        return
    line = lines[finding.line - 1].rstrip("\r")
    start = max(0, finding.column - 1 - _EXCERPT * 2 // 3)
    cut = visible(line[start : start + _EXCERPT])
    before = visible(line[start : finding.column - 1])
    yield f"    {cut}"
    yield f"    {' ' * width(before)}^"


def _annotation(finding: Finding) -> str:
    """Return a workflow command, its text escaped as the format wants it."""
    text = f"{finding.message}; {finding.remedy}".replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    place = f"file={_property(finding.path)},line={finding.line},col={finding.column},title={finding.code}"
    return f"::{finding.severity} {place}::{text}"


def _property(text: str) -> str:
    for char, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        text = text.replace(char, code)
    return text


def _sum(findings: Sequence[Finding], checked: int) -> str:
    found = Counter(finding.severity for finding in findings)
    files = count("{n} file", "{n} files", checked)
    if not findings:
        return _("{files} checked: all is well").format(files=files) if checked else _("all is well")
    errors, warnings = (
        count("{n} error", "{n} errors", found["error"]),
        count("{n} warning", "{n} warnings", found["warning"]),
    )
    return _("{errors}, {warnings}").format(errors=errors, warnings=warnings)
