"""Findings as text with excerpt and caret, as JSON, or as annotations of a pull request."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from custfile.archive.root import Root
from custfile.cli.output import say, show_data
from custfile.errors import Misused
from custfile.language import _, count
from custfile.model.finding import Finding
from custfile.model.visible import visible
from custfile.report.tables import width

_EXCERPT: Final = 100


class Places:
    """The files and folders that were named, as they lie in the archive; all of it when none was."""

    def __init__(self, paths: Sequence[str], root: Root) -> None:
        """Look for ``paths`` from here, else from the archive's root."""
        self.named = {path: _inside(path, root) for path in paths}

    def hold(self, path: str) -> bool:
        """Say whether the file at ``path`` is one of them or lies in one."""
        return not self.named or any(_holds(place, path) for place in self.named.values())

    def refuse_unknown(self, paths: Collection[str]) -> None:
        """Raise ``Misused`` for a place that holds none of ``paths``."""
        for typed, place in self.named.items():
            if not any(_holds(place, path) for path in paths):
                raise Misused(_("there is no customer's file at {path}").format(path=typed))


def _inside(path: str, root: Root) -> str:
    here = Path(path).absolute()
    found = here if os.path.lexists(here) else root.folder.absolute() / path
    return Path(os.path.relpath(found, root.folder.absolute())).as_posix()


def _holds(place: str, path: str) -> bool:
    return place in (".", path) or path.startswith(f"{place}/") or set(place.split("/")) == {".."}


def write(
    findings: Sequence[Finding],
    format: str,  # noqa: A002
    root: Root,
    *,
    checked: int,
    excerpts: bool = True,
) -> None:
    """Write ``findings`` to stdout as ``format``: text, json or github; the sum of it goes to stderr.

    ``excerpts`` are the lines of the files in the folder.
    """
    if format == "json":
        show_data([finding.plain() for finding in findings])
        return
    lines = map(_annotation, findings) if format == "github" else _texts(findings, root, excerpts=excerpts)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    if format == "text":
        say(_sum(findings, checked))


def _texts(findings: Iterable[Finding], root: Root, *, excerpts: bool) -> Iterator[str]:
    path, lines = "", list[str]()
    for finding in findings:
        if excerpts and finding.path != path:
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
    """Return the lines of an ordinary file; a link may lead anywhere."""
    try:
        ordinary = path.is_file() and not path.is_symlink()
        return path.read_bytes().decode("utf-8-sig", "replace").split("\n") if ordinary else []
    except OSError:
        return []


def _excerpt(finding: Finding, lines: Sequence[str]) -> Iterator[str]:
    """Yield the line and a caret under the place, cut to what fits on a screen."""
    if finding.masked or finding.line > len(lines) or not lines[finding.line - 1].strip():
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
