"""The customers that meet the conditions of revisit rules and of urgency: worked out together, and kept over edits."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

from custfile.analysis.schedule.urgency import Factor
from custfile.archive.index import Index
from custfile.archive.tables import day
from custfile.language import _

_COMPLAINTS: Final = """
select c.id from tickets t cross join customers c using (file)
where t.type = 'complaint' and (t.closed is null or t.closed > ?1) and t.day <= ?1
"""
_KEPT: Final = "select ids, stale from fits where as_of = ? and condition = ?"


class Conditions:
    """Whom each condition of the settings fits on a day.

    What is known is remembered: after an edit, only what it may have changed is worked out again.
    """

    def __init__(self, index: Index, as_of: date) -> None:
        """Take the conditions of ``index``'s settings; nothing is worked out before it is asked for."""
        self._index = index
        self._as_of = as_of
        self._known: dict[str, Collection[str]] = {}

    def fitting(self, text: str) -> Collection[str]:
        """Return the ids of the customers that the condition ``text`` fits."""
        if text not in self._known:
            kept = self._index.rows(_KEPT, day(self._as_of), text)
            if kept and kept[0][1] == "[]":
                self._known[text] = frozenset(filter(None, kept[0][0].split("\n")))
            else:
                self._known.update(self._worked_out)
        return self._known[text]

    @cached_property
    def _worked_out(self) -> Mapping[str, Collection[str]]:
        """Whom the conditions fit of which that is not known: of everybody, or of those whose files were edited."""
        from custfile.archive.refitting import refitted  # late: on most calls the answer is known

        return refitted(self._index, self._as_of)


def factors(index: Index, as_of: date) -> list[Factor]:
    """Return what makes things more urgent on ``as_of``: an open complaint, and the conditions of the settings."""
    told, conditions = index.catalog["urgency"], Conditions(index, as_of)
    complaints = frozenset(identity for (identity,) in index.iterate(_COMPLAINTS, day(as_of)))
    complaint = Factor(_("open complaint"), Decimal(told["complaint"]), complaints)
    by_condition = [Factor(when, Decimal(times), conditions.fitting(when)) for when, times in told["factors"]]
    return [*([complaint] if complaint.times != 1 else []), *by_condition]
