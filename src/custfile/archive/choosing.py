"""Customers that fit conditions, chosen from the index."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import compress
from typing import Any, Final

from custfile.archive.fields import Fields
from custfile.archive.filters import Filters
from custfile.archive.index import Index
from custfile.archive.tables import day
from custfile.model.condition import checked, fits, parse
from custfile.model.measures import measure
from custfile.model.naming import CLASS, Names
from custfile.model.scheme import SchemeSettings
from custfile.model.settings import Settings

_KNOWN: Final = """
select id, file from customers where (made is null or made <= ?1 or first_order <= ?1) group by id order by id
"""


def choose(
    index: Index, as_of: date, settings: Settings, schemes: Mapping[str, SchemeSettings], texts: Sequence[str]
) -> Filters:
    """Return the filter for the customers known on ``as_of`` that fit all the conditions ``texts``. Raises ``Unclear``."""
    found = fitting(index, as_of, settings, schemes, texts)
    return Filters(" and c.id in (select value from json_each(?))", (json.dumps(found),))


def fitting(
    index: Index, as_of: date, settings: Settings, schemes: Mapping[str, SchemeSettings], texts: Sequence[str]
) -> list[str]:
    """Return the ids of the customers known on ``as_of`` that fit all the conditions ``texts``.

    Conditions on fields of the files alone are answered without computing anything. Raises ``Unclear``.
    """
    first, *others = fitting_each(index, as_of, settings, schemes, texts)
    among = [set(ids) for ids in others]
    return [identity for identity in first if all(identity in ids for ids in among)]


def fitting_each(
    index: Index, as_of: date, settings: Settings, schemes: Mapping[str, SchemeSettings], texts: Sequence[str]
) -> list[list[str]]:
    """Return for each of the conditions ``texts`` the ids that fit it, as ``fitting``; figures are computed once for all."""
    names = Names(settings, schemes)
    conditions = [checked(parse(text), names) for text in texts]
    used = sorted({name for condition in conditions for name in condition.kinds})
    if any(measure(name) or name.startswith(CLASS) for name in used):
        ids, column = _figures(index, as_of, settings, schemes, used)
    else:
        ids, column = _fields(index, as_of, used)
    return [list(compress(ids, fits(condition, column, as_of))) for condition in conditions]


_Columns = tuple[Sequence[str], Callable[[str], Sequence[Any]]]


def _fields(index: Index, as_of: date, paths: Sequence[str]) -> _Columns:
    known = index.rows(_KNOWN, day(as_of))
    columns = dict(zip(paths, Fields(index).columns(paths, [file for _id, file in known]), strict=True))
    return [identity for identity, _file in known], columns.__getitem__


def _figures(
    index: Index, as_of: date, settings: Settings, schemes: Mapping[str, SchemeSettings], used: Sequence[str]
) -> _Columns:
    from custfile.analysis.figures import Figures  # late: only computed figures need numpy and pandas
    from custfile.archive.book import book

    figures = Figures(book(index, as_of), settings, schemes)
    figures.read([name for name in used if measure(name) is None and not name.startswith(CLASS)])
    return figures.book.customers["id"].tolist(), figures.column
