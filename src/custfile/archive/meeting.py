"""The customers that meet the conditions of revisit rules and of urgency: worked out together, once a day."""

from __future__ import annotations

from collections.abc import Collection
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


class Conditions:
    """Whom each condition of the settings fits on a day. What is known is remembered until anything changes."""

    def __init__(self, index: Index, as_of: date) -> None:
        """Take the conditions of ``index``'s settings; nothing is worked out before it is asked for."""
        self._index = index
        self._as_of = as_of
        self._known: dict[str, Collection[str]] = {}

    def fitting(self, text: str) -> Collection[str]:
        """Return the ids of the customers that the condition ``text`` fits."""
        if text not in self._known:
            told = self._index.remembered(f"{self._as_of} {text}", lambda: "\n".join(self._worked_out[text]))
            self._known[text] = frozenset(told.split("\n"))
        return self._known[text]

    @cached_property
    def _worked_out(self) -> dict[str, list[str]]:
        from custfile.archive.choosing import fitting_each
        from custfile.archive.schemes import schemes
        from custfile.model.settings import Settings
        from custfile.model.structure import structure  # late: on most calls the answer is known

        settings = structure(Settings, self._index.settings_data)
        rules = (rule.when for rule in settings.revisits if rule.when)
        factors = (factor.when for factor in settings.due.urgency) if settings.due else ()
        texts = list(dict.fromkeys((*rules, *factors)))
        found = fitting_each(self._index, self._as_of, settings, schemes(settings), texts)
        return dict(zip(texts, found, strict=True))


def factors(index: Index, as_of: date) -> list[Factor]:
    """Return what makes things more urgent on ``as_of``: an open complaint, and the conditions of the settings."""
    told, conditions = index.catalog["urgency"], Conditions(index, as_of)
    complaints = frozenset(identity for (identity,) in index.iterate(_COMPLAINTS, day(as_of)))
    complaint = Factor(_("open complaint"), Decimal(told["complaint"]), complaints)
    by_condition = [Factor(when, Decimal(times), conditions.fitting(when)) for when, times in told["factors"]]
    return [*([complaint] if complaint.times != 1 else []), *by_condition]
