"""A table's rows as what they say of customers, orders and payments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from custfile.exchange.cells import Habits, value
from custfile.exchange.columns import Columns
from custfile.exchange.csv_table import Sheet, cleaned
from custfile.exchange.targets import EVENTS, ID, Target
from custfile.exchange.unclear import Unclear
from custfile.language import _
from custfile.model.edit import Value
from custfile.model.incoming import Line, Rejected, Row

_CURRENCIES: Final = ("currency", "terms.currency")
_NEEDED: Final = ("date", "amount")


def read_rows(sheet: Sheet, columns: Columns, habits: Habits) -> Iterator[Row | Rejected]:
    """Yield each row of ``sheet`` understood, or rejected with everything in it that is not clear.

    An empty cell says nothing. A customer's row without an id is of a new customer, where the id is the key.
    """
    for line in sheet.lines:
        if len(line.cells) > len(sheet.headings):
            yield Rejected(line, _("there are more cells than headings; a comma in a text needs quotation marks"))
            continue
        texts = dict(_texts(line, columns))
        values, problems = _values(texts, sheet.headings, columns, habits)
        problems += _missing(texts, columns)
        yield Rejected(line, "; ".join(problems)) if problems else _row(line, values, columns)


def _texts(line: Line, columns: Columns) -> Iterator[tuple[Target, str]]:
    for target, place in columns.places.items():
        text = cleaned(line.cells[place]) if place < len(line.cells) else ""
        if text:
            yield target, text


def _values(
    texts: dict[Target, str], headings: Sequence[str], columns: Columns, habits: Habits
) -> tuple[dict[Target, Value], list[str]]:
    told = next((text for target, text in texts.items() if target.name in _CURRENCIES), None)
    habits = replace(habits, currency=told) if told else habits
    values: dict[Target, Value] = {}
    problems: list[str] = []
    for target, text in texts.items():
        try:
            values[target] = value(target, text, habits)
        except Unclear as unclear:
            problems.append(f"{headings[columns.places[target]]}: {unclear}")
    return values, problems


def _missing(texts: dict[Target, str], columns: Columns) -> list[str]:
    needed = [target for target in columns.places if target.event and target.name in _NEEDED]
    if columns.rows in EVENTS or columns.key.name != ID:
        needed.append(columns.key)
    return [_("the {field} is missing").format(field=target.name) for target in needed if target not in texts]


def _row(line: Line, values: dict[Target, Value], columns: Columns) -> Row:
    key = str(values.get(columns.key, ""))
    fields = {target.name: each for target, each in values.items() if not target.event and target.name != ID}
    event = {target.name: each for target, each in values.items() if target.event}
    return Row(line, key, fields, event)
