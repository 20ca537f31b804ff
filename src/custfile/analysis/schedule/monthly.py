"""A month's visits as a whole: what was planned and became of it, what is proposed yet, and who has time on which day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from custfile.analysis.schedule.board import Worker
from custfile.analysis.schedule.demand import Account
from custfile.analysis.schedule.fulfilment import Made, Outcome
from custfile.analysis.schedule.planning import Left
from custfile.analysis.schedule.routes.trips import Route
from custfile.model.month import Month
from custfile.model.plan import PlannedVisit, Sheet


@dataclass(frozen=True, kw_only=True)
class Monthly:
    """The visits of ``month`` as known on ``as_of``.

    ``outcomes`` are those of the plan, ``proposed`` those that it still lacks, ``left`` those for which there is no place,
    ``unplanned`` those made beside. ``workers`` have the working days of the whole month; ``off`` are the others, with the
    name of a holiday. ``accounts`` are the customers on file. ``routes`` are the areas that the visits of each person lie in.
    """

    month: Month
    as_of: date
    outcomes: Sequence[Outcome]
    proposed: Sequence[PlannedVisit]
    left: Sequence[Left]
    unplanned: Sequence[Made]
    workers: Mapping[str, Worker]
    off: Mapping[date, str]
    accounts: Mapping[str, Account]
    sheets: Mapping[str, Sheet]
    routes: Sequence[Route] = ()

    def only(self, chosen: Collection[str]) -> Monthly:
        """Return the same of the customers that are ``chosen``; the areas stay as they are."""
        return replace(
            self,
            outcomes=[each for each in self.outcomes if each.planned.customer in chosen],
            proposed=[each for each in self.proposed if each.customer in chosen],
            left=[each for each in self.left if each.customer in chosen],
            unplanned=[each for each in self.unplanned if each.customer in chosen],
            accounts={identity: each for identity, each in self.accounts.items() if identity in chosen},
        )

    @property
    def visits(self) -> list[tuple[str, PlannedVisit]]:
        """Every visit of the plan with its state, and those proposed, which are ``new``, by day."""
        told = [*((each.state, each.planned) for each in self.outcomes), *(("new", each) for each in self.proposed)]
        return sorted(told, key=lambda each: (each[1].date, each[1].time or "", each[1].by, each[1].customer))

    def load(self) -> dict[date, int]:
        """Return how many visits are on each working day of anybody, and on any other day with one."""
        days = {day for worker in self.workers.values() for day in worker.days}
        counted = Counter(visit.date for _state, visit in self.visits)
        return {day: counted[day] for day in sorted(days | set(counted))}

    def fulfilment(self) -> list[Line]:
        """Return for each line of the contact-frequency table what it asks for and what became of it, in its order."""
        sizes, names = Counter[int](), dict[int, tuple[str, Decimal]]()
        for each in self.accounts.values():
            if each.contact is not None:
                sizes[each.line] += 1
                names[each.line] = each.contact.id, each.contact.visits
        planned, done, short = Counter[int](), Counter[int](), Counter[int]()
        made = [each.planned.customer for each in self.outcomes if each.state in ("done", "late")]
        for counter, customers in (
            (planned, [visit.customer for _state, visit in self.visits]),
            (done, [*made, *(each.customer for each in self.unplanned)]),
            (short, [each.customer for each in self.left for _visit in range(each.visits)]),
        ):
            counter.update(self.accounts[each].line for each in customers if self._ranked(each))
        return [
            Line(name, sizes[line], sizes[line] * visits, planned[line], done[line], short[line])
            for line, (name, visits) in sorted(names.items())
        ]

    def _ranked(self, customer: str) -> bool:
        return customer in self.accounts and self.accounts[customer].contact is not None


class Line(NamedTuple):
    """A class of customers in the month: how many, the visits ``required``, those planned, done, and without a place."""

    contact: str
    customers: int
    required: Decimal
    planned: int
    done: int
    left: int
