"""``plans/2026-12.yaml``: read as strictly as the customers' files, and remembered by the index."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from custfile.analysis.schedule.due import Item
from custfile.archive.index import Index
from custfile.archive.root import PLANS, Root
from custfile.archive.survey import legible, racy, signature
from custfile.archive.tables import day, from_day
from custfile.model.finding import MOST, Finding, Spot
from custfile.model.month import Month

if TYPE_CHECKING:
    from collections.abc import Container

    from custfile.analysis.schedule.fulfilment import Made
    from custfile.model.plan import Plan, PlannedVisit
    from custfile.model.settings import Settings

WITHIN: Final = 2
"""Days after a planned visit within which it is to be reported, unless the settings say otherwise."""

_SUFFIXES: Final = (".yaml", ".yml")
_RACY: Final = "?"
_VISITS: Final = """
select c.id, coalesce(v.by, c.owner), v.day from visits v join customers c using (file)
where v.day between ?1 and ?2 {chosen} order by v.day, c.id, v.line
"""
_CALLED: Final = "select id, name, phone, owner from customers where id in (select value from json_each(?))"


@dataclass(frozen=True)
class PlanFile:
    """A plan on disk: its path, its month (``None`` when its name is none), and what it says as far as it can be read."""

    path: str
    month: Month | None
    data: dict[str, Any]
    findings: list[Finding]


def path_of(month: Month) -> str:
    """Return where the plan of ``month`` is, relative to the root."""
    return f"{PLANS}/{month}.yaml"


def plan_files(index: Index) -> Iterator[PlanFile]:
    """Yield the plans of the archive, by name. Each is parsed once; until anything changes, the index knows what it says."""
    for path in _paths(index.root):
        seen = signature(index.root.folder / path)
        if not seen or racy(seen, time.time_ns()):
            text = _noted(index, path)
        else:
            text = index.remembered(f"plan {path}", seen, partial(_noted, index, path))
        noted = json.loads(text)
        yield PlanFile(path, month_of(path), noted["data"], [_unpacked(each) for each in noted["findings"]])


def plans(index: Index) -> dict[Month, Plan]:
    """Return the plan of each month, as far as it can be read."""
    from custfile.model.plan import Plan
    from custfile.model.structure import structure  # late: most archives have no plans

    return {file.month: structure(Plan, file.data) for file in plan_files(index) if file.month is not None}


def plan_findings(index: Index) -> Iterator[Finding]:
    """Yield what is wrong with the plans, one by one."""
    for file in plan_files(index):
        yield from file.findings


class PlanReader:
    """Reads plans by the settings of one archive."""

    def __init__(self, settings: Settings, customers: Container[str]) -> None:
        """Know the team of ``settings``; ``customers`` are the ids there are."""
        self._settings = settings
        self._customers = customers

    def read(self, path: str, data: bytes) -> tuple[list[Finding], dict[str, Any]]:
        """Return the findings of ``data``, the bytes of the plan at ``path``, and what it says without what is at fault.

        A visit that means nothing without what is at fault is ``None``, so that positions stay those of the file.
        """
        from custfile.archive.page import read_page
        from custfile.archive.place import placed
        from custfile.checks.plans import check_plan
        from custfile.model.plan import Plan
        from custfile.model.validate import Gaps, Validator  # late: a plan that is known is not parsed

        page, month = read_page(data), month_of(path)
        findings = [Finding(path, *mark) for mark in page.marks]
        findings += [] if month else [Finding(path, 1, 1, "C780")]
        if page.root is None:
            return findings, {}
        plan, faults, said = Validator(Plan).read(page.data)
        if plan is not None and month is not None:
            found = check_plan(plan, month, self._settings, self._customers)
            faults += map(Gaps(said).fault, islice(found, MOST))
        findings += [placed(fault, path, page.root) for fault in faults]
        return sorted(findings, key=Finding.order), dict(said)


def reader(index: Index, settings: Settings) -> PlanReader:
    """Return what reads the plans of the archive."""
    return PlanReader(settings, {identity for (identity,) in index.iterate("select id from customers")})


def reports_owed(root: Root, index: Index, as_of: date) -> Iterator[Item]:
    """Yield the visit reports that are owed on ``as_of``: an approved visit whose time to be reported has passed.

    Days to report it are those of ``due: {report}``. What belongs to a planned visit, ``outcomes`` says; one that was
    made late is no longer owed. An item is due on the last day on which the report would have been in time, ``since`` is the
    planned day. What was found is remembered until anything changes.
    """
    seen = _seen(root)
    if not seen:
        return
    work_out = partial(_owed, index, as_of)
    told = work_out() if _RACY in seen else index.remembered("owed", f"{as_of} {seen}", work_out)
    within = timedelta(days_to_report(index))
    for identity, name, phone, owner, number, person, about in json.loads(told):
        planned = from_day(number)
        yield Item(identity, name, phone, owner, planned + within, "report", person, "", 0, planned, about)


def _seen(root: Root) -> str:
    """Return what tells one state of the plans from another; with ``_RACY`` in it, it may not."""
    now, states = time.time_ns(), list[str]()
    for path in _paths(root):
        known = signature(root.folder / path)
        states.append(f"{path} {known if known and not racy(known, now) else _RACY}")
    return "\n".join(states)


def _owed(index: Index, as_of: date) -> str:
    """Return the reports owed as JSON: customer, name, phone, owner, the planned day, who was to go, and why.

    The owner owes what was planned by one who has left.
    """
    from custfile.analysis.schedule.fulfilment import outcomes  # late: on most calls the answer is known

    approved = list(_approved(index, as_of))
    if not approved:
        return "[]"
    within = days_to_report(index)
    customers = json.dumps(sorted({visit.customer for visit in approved}))
    first = min(visit.date for visit in approved) - timedelta(within)
    made = visits_made(index, first, as_of, customers)
    called = {identity: (name, phone, owner) for identity, name, phone, owner in index.rows(_CALLED, customers)}
    missed = [told for told, state, _day in outcomes(approved, made, within, as_of)[0] if state == "missed"]
    gone = {person for person, told in index.catalog["team"].items() if told["left"]}
    rows = [
        (each.customer, *told, day(each.date), told[-1] if each.by in gone else each.by, each.why or each.note or "")
        for each in missed
        if (told := called.get(each.customer))
    ]
    return json.dumps(rows, ensure_ascii=False)


def visits_made(index: Index, first: date, last: date, customers: str | None = None) -> list[Made]:
    """Return the visits from ``first`` to ``last``; one by nobody in particular was the owner's.

    ``customers`` is a JSON list of ids, all when absent.
    """
    from custfile.analysis.schedule.fulfilment import Made

    chosen = "" if customers is None else "and c.id in (select value from json_each(?3))"
    rows = index.iterate(_VISITS.format(chosen=chosen), day(first), day(last), *([customers] if customers else ()))
    return [Made(customer, person, from_day(at)) for customer, person, at in rows]


def days_to_report(index: Index) -> int:
    """Return within how many days a planned visit is to be reported."""
    told = index.settings_data.get("due", {}).get("report")
    return WITHIN if told is None else int(told)


def _approved(index: Index, as_of: date) -> Iterator[PlannedVisit]:
    for plan in plans(index).values():
        sheets = [sheet for sheet in plan.sheets if sheet.status == "approved" and (sheet.approved or as_of) <= as_of]
        people = {sheet.by for sheet in sheets}
        yield from (visit for visit in plan.visits if visit.by in people)


def _paths(root: Root) -> list[str]:
    try:
        names = [entry.name for entry in os.scandir(root.folder / PLANS)]
    except OSError:
        return []
    return sorted(filter(is_plan, (f"{PLANS}/{legible(os.fsencode(name))}" for name in names)))


def is_plan(path: str) -> bool:
    """Say whether ``path``, relative to the root, is where a plan would be: in the folder itself, and not hidden."""
    folder, _slash, name = path.rpartition("/")
    return folder == PLANS and name.lower().endswith(_SUFFIXES) and not name.startswith(".")


def month_of(path: str) -> Month | None:
    """Return the month that the plan at ``path`` is of, or ``None`` when its name is none."""
    name = path.rpartition("/")[2]
    try:
        return Month.read(name.removesuffix(".yaml")) if name.endswith(".yaml") else None
    except ValueError:
        return None


def _noted(index: Index, path: str) -> str:
    """Return what the plan at ``path`` says and what is wrong with it, as the index remembers it."""
    from custfile.archive.build import NotOrdinary, read_regular
    from custfile.model.settings import Settings
    from custfile.model.structure import structure

    try:
        raw = read_regular(str(index.root.folder / path))
    except NotOrdinary as fault:
        findings, data = [Finding(path, 1, 1, fault.code, fault.params)], dict[str, Any]()
    except (OSError, ValueError) as error:
        findings, data = [Finding(path, 1, 1, "C119", {"problem": _problem(error)})], {}
    else:
        findings, data = reader(index, structure(Settings, index.settings_data)).read(path, raw)
    return json.dumps({"data": data, "findings": [_packed(finding) for finding in findings]}, ensure_ascii=False)


def _problem(error: Exception) -> str:
    return os.strerror(error.errno or 0) if isinstance(error, OSError) else "not_utf8"


def _packed(finding: Finding) -> list[Any]:
    place = [finding.path, finding.line, finding.column, finding.code]
    return [*place, dict(finding.params), finding.key, [list(spot) for spot in finding.related]]


def _unpacked(packed: Sequence[Any]) -> Finding:
    path, line, column, code, params, key, related = packed
    return Finding(path, line, column, code, params, key, tuple(Spot(*spot) for spot in related))
