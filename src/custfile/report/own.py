"""Reports of an archive's own: templates that lay out the figures of a report that comes with the tool."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from custfile.report import REPORTS
from custfile.report.render import FORMATS

_FROM: Final = re.compile(r"\{#-? custfile report from (\w+)\b")
_NAME: Final = re.compile(r"[\w-]{1,60}")
_TAKEN: Final = ("list", "all", "new", "report", "sections", "index", "mail", "shipped", *REPORTS)


def own_reports(templates: Path) -> Mapping[str, str]:
    """Return the archive's own reports in the folder ``templates``: which report each has its figures from.

    A template says so on its first line: ``{# custfile report from master``. One that does not only lays out, as do those
    of a report that is not there.
    """
    found = {}
    for path in sorted(templates.glob("*.j2")) if templates.is_dir() else ():
        begins = _FROM.match(path.read_text(encoding="utf-8", errors="replace")) if path.is_file() else None
        if begins and begins[1] in REPORTS:
            found[path.name.split(".")[0]] = begins[1]
    return found


def may_be_called(name: str) -> bool:
    """Say whether an own report can have that name."""
    return _NAME.fullmatch(name) is not None and name not in _TAKEN


def begun(name: str, figures_of: str, shipped: Path) -> Iterator[tuple[str, str]]:
    """Yield file name and text of the templates that the own report ``name`` begins with; ``shipped``: where ours lie."""
    for format_ in FORMATS:
        special = f"{figures_of}.{format_}.j2"
        layout = special if (shipped / special).is_file() else f"report.{format_}.j2"
        text = (shipped / "new" / f"{format_}.j2").read_text(encoding="utf-8")
        yield (
            f"{name}.{format_}.j2",
            text.replace("FROM_TEMPLATE", layout).replace("FROM", figures_of).replace("NAME", name),
        )
