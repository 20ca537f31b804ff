"""Where a report's figures come from, and the report for the firm's own use whose head says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from custfile.language import Label, say, spoken
from custfile.model.secrecy import STAFF, Secrecy
from custfile.model.table import Table
from custfile.report.page import Pair, Pairs, Report, Section

_AS_OF: Final = Label("As of", "截至", "截至")
_COMMIT: Final = Label("Archive at", "档案版本", "檔案版本")
_CHOSEN: Final = Label("Filter", "筛选", "篩選")
_LEFT_OUT: Final = Label("Left out", "未计入", "未計入")
_INTERNAL: Final = Label(
    "Internal. Not to be shown to customers or passed on.",
    "内部资料，不得出示给客户或外传。",
    "內部資料，請勿出示給客戶或外流。",
)


@dataclass(frozen=True)
class Origin:
    """What a report's figures come from: the archive, its commit, the as-of date, the filter, who was left out and why.

    ``currency`` is the archive's: its amounts are shown with the symbol alone, others with their code.
    """

    archive: str
    as_of: date
    currency: str | None = None
    commit: str = ""
    chosen: str = ""
    left_out: str = ""

    def facts(self) -> Iterator[Pair]:
        """Yield the lines of the header that are told."""
        yield say(_AS_OF), self.as_of
        for label, fact in ((_COMMIT, self.commit), (_CHOSEN, self.chosen), (_LEFT_OUT, self.left_out)):
            if fact:
                yield say(label), fact


def basis(title: Label, facts: Iterable[tuple[Label, str]], origin: Origin) -> Pairs:
    """Return the ``facts`` that figures rest on, but for the as-of date, which the head tells."""
    day = origin.as_of.isoformat()
    return Pairs(title=say(title), entries=[(say(label), fact) for label, fact in facts if fact != day])


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
    """Return the report ``name``, in the language spoken; its head tells of its ``origin``, or the ``facts`` instead."""
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
