"""Reports for the firm's own use: in the language spoken, with a head that says where the figures come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from custfile.language import Label, say, spoken
from custfile.model.secrecy import STAFF, Secrecy
from custfile.model.table import Table
from custfile.report.page import Origin, Pair, Report, Section

_INTERNAL: Final = Label(
    "Internal. Not to be shown to customers or passed on.",
    "内部资料，不得出示给客户或外传。",
    "內部資料，請勿出示給客戶或外流。",
)


def internal(
    name: str,
    title: str,
    subtitle: str,
    sections: Sequence[Section],
    origin: Origin,
    *,
    facts: Iterable[Pair] | None = None,
    data: Table | None = None,
    empty: bool = False,
    level: Secrecy = STAFF,
) -> Report:
    """Return the report ``name`` of what ``origin`` tells; its head says so, or ``facts`` instead."""
    return Report(
        name=name,
        title=title,
        subtitle=subtitle,
        facts=list(origin.facts() if facts is None else facts),
        sections=sections,
        language=spoken(),
        archive=origin.archive,
        currency=origin.currency,
        footnote=say(_INTERNAL),
        data=data,
        empty=empty,
        level=level,
    )
