"""The revisit rule that a visit is for: the one named, or one that asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from custfile.analysis.schedule.due import REVISIT
from custfile.archive.worklist import due_of
from custfile.cli.deferring import known_rule, refuse_nothing
from custfile.cli.recorded import Entry


def fulfilled(entry: Entry, typed: str | None, person: str | None, day: date) -> tuple[str | None, Mapping[str, Any]]:
    """Return the id of the rule that ``typed`` names, and what is told of the one fulfilled.

    Nothing is told when no rule asks ``person`` for a visit by ``day``. Raises ``Misused`` for a word that names no rule,
    and for a rule that asks for nothing at the customer.
    """
    rules: Mapping[str, Mapping[str, Any]] = entry.desk.index.catalog["rules"]
    named = known_rule(entry.desk.index, typed)
    if named is not None:
        refuse_nothing(entry, named, day)
        return named, rules[named]
    found = due_of(entry.desk.index, entry.match.path, day, day)
    return None, next((rules[item.rule] for item in found if item.kind == REVISIT and item.person == person), {})
