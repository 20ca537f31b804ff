"""The form of a visit: what it asks for on a terminal, one line each."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from custfile.changes.fields import field_of, split, value
from custfile.changes.when import parse_day
from custfile.cli import people
from custfile.cli.ask import asked
from custfile.cli.recorded import Entry
from custfile.language import say
from custfile.model.values import DAY

_OWN: Final = ("date", "by", "purpose", "channel")
"""What a visit has anyway."""


def answers(entry: Entry, told: Mapping[str, Any], sets: Sequence[str]) -> dict[str, str]:
    """Return the answers to what the form of the visit asks for and neither ``told`` nor ``sets`` say; on a terminal only.

    The form is the first of ``visit_forms`` that fits the purpose and the customer's kind.
    """
    form = entry.desk.session.settings.visit_form(told.get("purpose"), entry.record["kind"])
    if form is None or not sys.stdin.isatty():
        return {}
    said = {key for key, value in told.items() if value is not None} | {split(each)[0] for each in sets}
    open_questions = [key for key in form.asks if key not in _OWN and key not in said]
    found = {key: _answer(entry, key, told["date"], required=key in form.requires) for key in open_questions}
    return {key: answer for key, answer in found.items() if answer}


def _answer(entry: Entry, key: str, day: date, *, required: bool) -> str:
    part = field_of(entry.desk.model, "visits").part
    assert part is not None
    field = field_of(part, key)
    choices = f" [{', '.join(field.scalar.choices)}]" if field.scalar and field.scalar.choices else ""

    def checked(typed: str) -> str:
        if field.scalar is DAY:
            return parse_day(typed, day).isoformat()
        value(typed, field)
        return people.person(entry.desk.index, typed) if field.spec.refers == "team" else typed

    return asked(f"{say(field.spec.label)}{choices}", checked, needed=False, required=required)
