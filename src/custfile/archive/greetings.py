"""Whom to greet: the customers that fit a greeting's filter."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any, Final

from custfile.analysis.schedule.care import kept
from custfile.analysis.schedule.greetings import Coming, Greeted, Greeting, coming
from custfile.analysis.schedule.yearly import LUNAR, knows_lunar
from custfile.archive.care import KNOWN, ahead, care_dates, done_for, lunar_left_out
from custfile.archive.filters import Filters
from custfile.archive.index import Index
from custfile.archive.tables import day

_SQL: Final = f"select {{what}} from customers c where {KNOWN} {{sql}} order by c.id"


def to_come(index: Index, as_of: date, upto: date, chosen: Filters) -> Coming:
    """Return the care dates and greetings from ``as_of`` to ``upto`` of the customers that ``chosen`` lets through.

    A greeting is there from the days ahead on that the settings give it, even when these reach beyond ``upto``.
    """
    lunar = knows_lunar()
    told = index.catalog["greetings"]
    greetings = Greetings(index, as_of, chosen)
    found = [
        (each, greetings.number(each))
        for each in coming(told, ahead(index), as_of, lunar=lunar)
        if each.day <= max(upto, as_of + timedelta(each.ahead))
    ]
    return Coming(care_dates(index, as_of, upto, chosen), found, left_out(index, as_of, chosen))


def left_out(index: Index, as_of: date, chosen: Filters) -> int:
    """Return how many lunar care dates and greetings cannot be told because the library for them is missing."""
    if knows_lunar():
        return 0
    greetings: int = sum(each["date"].startswith(LUNAR) for each in index.catalog["greetings"])
    return lunar_left_out(index, as_of, chosen) + greetings


class Greetings:
    """The greetings of an archive on one day, of the customers that a filter lets through."""

    def __init__(self, index: Index, as_of: date, chosen: Filters) -> None:
        """Take the archive, the day, and the filter of the command line, which applies beside a greeting's own."""
        self._index = index
        self._as_of = as_of
        self._chosen = chosen

    def number(self, each: Greeting) -> int:
        """Return how many customers are greeted."""
        return int(self._rows("count(*)", each)[0][0])

    def greeted(self, each: Greeting) -> list[Greeted]:
        """Return the customers who are greeted, by id, with what was done for them before."""
        rows = self._rows("c.file, c.id, c.name, c.phone, c.owner", each)
        given = done_for(self._index, [row[0] for row in rows], self._as_of)
        names = [*each.label, each.id]
        return [
            Greeted(identity, name, phone, owner, given[file], kept(given[file], each.day, each.ahead, names, None))
            for file, identity, name, phone, owner in rows
        ]

    def _rows(self, what: str, each: Greeting) -> list[tuple[Any, ...]]:
        sql, parameters = self._chosen
        if each.when is not None:
            sql += " and c.id in (select value from json_each(?))"
            parameters += (self._fitting(each.when),)
        return self._index.rows(_SQL.format(what=what, sql=sql), day(self._as_of), *parameters)

    def _fitting(self, text: str) -> str:
        """Return the ids of those who fit ``text``, as JSON: worked out once a day, and again when anything changed."""

        def work_out() -> str:
            from custfile.archive.choosing import fitting
            from custfile.archive.schemes import schemes
            from custfile.model.settings import Settings
            from custfile.model.structure import structure  # late: on most calls the answer is known

            settings = structure(Settings, self._index.settings_data)
            return json.dumps(fitting(self._index, self._as_of, settings, schemes(settings), [text]))

        return self._index.remembered(f"greeted {text}", str(self._as_of), work_out)
