"""A month's plan as it is written: visits added, sheets submitted and approved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, Final

from custfile.errors import Misused
from custfile.language import _
from custfile.model.edit import Append, Edit, Put, Value
from custfile.model.plan import Plan, PlannedVisit, Sheet
from custfile.model.validate import Gaps

SHEETS: Final = "sheets"
VISITS: Final = "visits"
TOP: Final = (SHEETS, VISITS)
"""The fields of a plan in their order."""


def additions(plan: Plan, visits: Sequence[PlannedVisit]) -> list[Edit]:
    """Return the edits that add ``visits``, and a draft sheet for each person who has none; nothing else is touched."""
    return [*_drafts(plan, (visit.by for visit in visits)), *(Append((VISITS,), line(visit)) for visit in visits)]


def begun(visits: Sequence[PlannedVisit]) -> dict[str, Value]:
    """Return a new plan with ``visits``, each person's sheet a draft."""
    people = sorted({visit.by for visit in visits})
    return {SHEETS: [_draft(person) for person in people], VISITS: [line(visit) for visit in visits]}


def line(visit: PlannedVisit) -> dict[str, Value]:
    """Return ``visit`` as one line of the plan, without what is not told."""
    told = ((field.name, getattr(visit, field.name)) for field in fields(visit))
    return {key: value for key, value in told if value is not None}


def submitted(plan: Plan, data: Mapping[str, Any], people: Iterable[str], day: date) -> list[Edit]:
    """Return the edits that submit the sheets of ``people`` on ``day``; ``data`` is what the file says.

    Raises ``Misused`` for somebody who has planned no visit, or whose plan is submitted already.
    """
    edits: list[Edit] = []
    sheets = _places(plan, data)
    for person in people:
        if not any(visit.by == person for visit in plan.visits):
            raise Misused(_("'{person}' has no visits in this plan").format(person=person))
        if person not in sheets:
            edits.append(Append((SHEETS,), {"by": person, "status": "submitted", "submitted": day}))
            continue
        place, sheet = sheets[person]
        if sheet.status != "draft":
            raise Misused(_("the plan of '{person}' is submitted already").format(person=person))
        edits += [Put((SHEETS, place, "status"), "submitted"), Put((SHEETS, place, "submitted"), day)]
    return edits


def approved(plan: Plan, data: Mapping[str, Any], people: Iterable[str], manager: str, day: date) -> list[Edit]:
    """Return the edits by which ``manager`` approves the sheets of ``people`` on ``day``; ``data`` is what the file says.

    Raises ``Misused`` for a plan of the manager's own, and for one that is not submitted or approved already.
    """
    edits: list[Edit] = []
    sheets = _places(plan, data)
    for person in people:
        if person == manager:
            raise Misused(_("nobody approves the own plan; somebody else has to approve that of '{person}'").format(
                person=person))  # fmt: skip
        place, sheet = sheets.get(person, (0, None))
        if sheet is None or sheet.status == "draft":
            raise Misused(_("the plan of '{person}' is not submitted yet").format(person=person))
        if sheet.status == "approved":
            raise Misused(_("the plan of '{person}' is approved already").format(person=person))
        told: dict[str, Value] = {"status": "approved", "approved": day, "approved_by": manager}
        edits += [Put((SHEETS, place, key), value) for key, value in told.items()]
    return edits


def _places(plan: Plan, data: Mapping[str, Any]) -> dict[str, tuple[int, Sheet]]:
    """Return each person's sheet with its place in the file."""
    gaps = Gaps(data)
    found = {}
    for at, sheet in reversed(list(enumerate(plan.sheets))):
        found[sheet.by] = (int(gaps.in_file((SHEETS, at))[1]), sheet)
    return found


def _drafts(plan: Plan, people: Iterable[str]) -> list[Edit]:
    known = {sheet.by for sheet in plan.sheets}
    return [Append((SHEETS,), _draft(person)) for person in sorted(set(people) - known)]


def _draft(person: str) -> dict[str, Value]:
    return {"by": person, "status": "draft"}
