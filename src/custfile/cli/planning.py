"""Planning visits on the command line: propose, show, submit, approve, look back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from custfile.analysis.schedule.plan_tables import Heading, frequency_table, left_table, load_table, visits_table
from custfile.analysis.schedule.planning import propose
from custfile.archive.change import edit_file
from custfile.archive.emit import document
from custfile.archive.outlook import became, classes, outlook, promises_of
from custfile.archive.plans import PlanFile, path_of, plan_files, plans
from custfile.archive.root import modeline
from custfile.archive.write import Change
from custfile.changes import planning as written
from custfile.changes.when import parse_point
from custfile.cli.output import say, show, show_all, warn
from custfile.cli.people import person
from custfile.cli.writing import Desk, writing
from custfile.errors import HasFindings, Misused
from custfile.language import _, count
from custfile.model.month import Month
from custfile.model.plan import Plan, PlannedVisit
from custfile.model.structure import structure

if TYPE_CHECKING:
    from custfile.analysis.schedule.fulfilment import Made, Outcome
    from custfile.archive.index import Index
    from custfile.cli.session import Session
    from custfile.model.edit import Edit
    from custfile.model.table import Table

ACTIONS: Final = ("show", "submit", "approve", "status")
_MANAGER: Final = "manager"
_WORKING_WEEK: Final = 5


def understood(words: Sequence[str]) -> tuple[str, Month]:
    """Return the action (of ``ACTIONS``, or empty to propose) and the month that ``words`` name.

    Raises ``Misused`` for anything else.
    """
    *action, month = words
    if len(action) > 1 or (action and action[0] not in ACTIONS):
        raise Misused(
            _("'{typed}' is not understood; write a month such as 2026-12, or one of {actions} and a month").format(
                typed=" ".join(words), actions=", ".join(ACTIONS)
            )
        )
    return "".join(action), named(month)


def named(typed: str) -> Month:
    """Return the month that was ``typed``. Raises ``Misused`` for anything but 2026-12."""
    try:
        read = Month.read(typed)
        parse_point(str(read.start), read.start)
    except ValueError:
        raise Misused(_("'{typed}' is no month; write it as 2026-12").format(typed=typed)) from None
    return read


@dataclass
class Planning:
    """The plan of a month, seen by one run of the command; ``owner`` is whose it is about, as typed."""

    session: Session
    month: Month
    owner: str | None
    format: str

    def propose(self, *, dry_run: bool, committing: bool | None) -> None:
        """Add to the plan what the month still needs, and show it. What people wrote stays as it is."""
        session = self.session
        if self.month.end < session.as_of:
            raise Misused(_("{month} is over; look back with: custfile plan status {month}").format(month=self.month))
        with writing(session) as desk:
            who = self._who(desk.index)
            told = (session.settings, session.schemes, self.month, session.as_of, who)
            situation, notes = outlook(desk.index, *told)
            proposal = propose(situation)
            known = self._outcomes(desk.index)[0]
            heading = self._heading(desk.index)
            change = self._added(desk, proposal.visits)
            if not dry_run and proposal.visits:
                message = f"plans {self.month}: {len(proposal.visits)} visits"
                desk.save([change], message, dry_run=False, committing=committing)
        for note in notes:
            warn(note, session.wants_json)
        visits = [*(("new", each) for each in proposal.visits), *((each.state, each.planned) for each in known)]
        contact = session.settings.contact
        self._show(
            [
                *([frequency_table(situation, contact, self._week, heading)] if contact else []),
                load_table(situation, proposal, heading),
                visits_table(visits, heading),
                left_table(proposal, heading),
            ],
            main="visits",
        )
        say(self._said(len(proposal.visits), dry_run=dry_run))

    def show(self) -> None:
        """Show the visits of the plan, each with what became of it."""
        index = self.session.trusted()
        self._sound(index)
        visits = [(each.state, each.planned) for each in self._outcomes(index)[0]]
        nothing = _("there is no plan of {month}; propose one with: custfile plan {month}").format(month=self.month)
        show(visits_table(visits, self._heading(index)), self.format, nothing=nothing)

    def status(self) -> None:
        """Show what became of the plan, per person and per class."""
        from custfile.analysis.schedule.plan_status import Record, status_tables

        session, index = self.session, self.session.trusted()
        self._sound(index)
        who, promises = self._who(index), promises_of(index, self.month, self.session.as_of)
        record = Record(
            *self._outcomes(index),
            {each: counts for each, counts in promises.items() if who in (None, each)},
            {sheet.by: sheet for sheet in self._plan(index).sheets},
        )
        found = classes(index, session.settings, session.schemes, session.as_of)
        self._show(status_tables(record, found, self._heading(index)), main="people")

    def submit(self, *, dry_run: bool, committing: bool | None) -> None:
        """Submit the plan of the owner, or of everybody who has not yet."""

        def edits(desk: Desk, plan: Plan, file: PlanFile) -> tuple[list[str], list[Edit]]:
            who = self._who(desk.index)
            done = {sheet.by for sheet in plan.sheets if sheet.status != "draft"}
            people = [who] if who else sorted({visit.by for visit in plan.visits} - done)
            return people, written.submitted(plan, file.data, people, self.session.as_of)

        people = self._changed(edits, "submitted", dry_run=dry_run, committing=committing)
        if not dry_run:
            say(_("submitted: the plan of {people} for {month}").format(people=people, month=self.month))

    def approve(self, by: str | None, *, dry_run: bool, committing: bool | None) -> None:
        """Approve the submitted plan of the owner, or of everybody but the manager ``by``."""

        def edits(desk: Desk, plan: Plan, file: PlanFile) -> tuple[list[str], list[Edit]]:
            who, manager = self._who(desk.index), self._manager(desk, by)
            waiting = [sheet.by for sheet in plan.sheets if sheet.status == "submitted" and sheet.by != manager]
            people = [who] if who else waiting
            return people, written.approved(plan, file.data, people, manager, self.session.as_of)

        people = self._changed(edits, "approved", dry_run=dry_run, committing=committing)
        if not dry_run:
            say(_("approved: the plan of {people} for {month}").format(people=people, month=self.month))

    def _changed(
        self,
        edits: Callable[[Desk, Plan, PlanFile], tuple[list[str], list[Edit]]],
        what: str,
        *,
        dry_run: bool,
        committing: bool | None,
    ) -> str:
        """Make the changes that ``edits`` say of the plan and return the names of the people concerned."""
        with writing(self.session) as desk:
            file = self._sound(desk.index)
            if file is None:
                raise Misused(
                    _("there is no plan of {month}; propose one with: custfile plan {month}").format(month=self.month)
                )
            people, made = edits(desk, structure(Plan, file.data), file)
            if not people:
                raise Misused(_("no plan of {month} is waiting for it").format(month=self.month))
            change = edit_file(desk.root, file.path, made, written.TOP)
            message = f"plans {self.month}: {what} {', '.join(people)}"
            desk.save([change], message, dry_run=dry_run, committing=committing)
            names = desk.index.catalog["people"]
            return ", ".join(names.get(each, each) for each in people)

    def _added(self, desk: Desk, visits: Sequence[PlannedVisit]) -> Change:
        """Return the change that adds ``visits`` to the plan, which is begun when there is none."""
        file, path = self._sound(desk.index), path_of(self.month)
        if file is None:
            text = modeline(path, "plan") + self._opening() + document(written.begun(visits))
            return Change(path, None, text.encode())
        return edit_file(desk.root, path, written.additions(structure(Plan, file.data), visits), written.TOP)

    def _opening(self) -> str:
        lines = (
            _(
                "Visits planned for {month}. Change, move and add lines as you like: they stay as you write them."
            ).format(month=self.month),
            _("custfile plan {month} adds what is still missing; custfile plan submit {month} hands it in.").format(
                month=self.month
            ),
        )
        return "".join(f"# {line}\n" for line in lines)

    def _said(self, visits: int, *, dry_run: bool) -> str:
        path = path_of(self.month)
        if not visits:
            return _("nothing to add to {path}").format(path=path)
        told = {"visits": count("{n} visit", "{n} visits", visits), "path": path}
        if dry_run:
            return _("{visits} would be added to {path}").format(**told)
        return _("{visits} added to {path}").format(**told)

    def _manager(self, desk: Desk, told: str | None) -> str:
        """Return who approves. Raises ``Misused`` when nobody says, or it is no manager where there are some."""
        found = person(desk.index, told) if told else desk.me()
        if found is None:
            raise Misused(_("say who approves: --by MANAGER"))
        managers = [member.id for member in self.session.settings.team if member.role == _MANAGER and not member.left]
        if managers and found not in managers:
            raise Misused(
                _("'{person}' may not approve plans; managers are: {managers}").format(
                    person=found, managers=", ".join(managers)
                )
            )
        return found

    def _sound(self, index: Index) -> PlanFile | None:
        """Return the plan's file, if there is one. Raises ``HasFindings`` when it has errors: its lines may mean less."""
        file = next((each for each in plan_files(index) if each.month == self.month), None)
        errors = [finding for finding in file.findings if finding.severity == "error"] if file else []
        if errors:
            sentence = _("{path}:{line}: {message}; {remedy}")
            told = {"line": errors[0].line, "message": errors[0].message, "remedy": errors[0].remedy}
            raise HasFindings(sentence.format(path=errors[0].path, **told), findings=errors)
        return file

    def _plan(self, index: Index) -> Plan:
        return plans(index).get(self.month, Plan())

    def _outcomes(self, index: Index) -> tuple[list[Outcome], list[Made]]:
        """Return what became of the month's planned visits, and the visits that were made beside."""
        who, known = self._who(index), plans(index)
        mine = {id(visit) for visit in known.get(self.month, Plan()).visits if who in (None, visit.by)}
        told, unplanned = became(index, self.month, known.values(), self.session.as_of)
        return (
            [each for each in told if id(each.planned) in mine],
            [each for each in unplanned if self.month.holds(each.day) and who in (None, each.person)],
        )

    def _who(self, index: Index) -> str | None:
        return None if self.owner is None else person(index, self.owner)

    def _heading(self, index: Index) -> Heading:
        sheets = self._plan(index).sheets
        return Heading.of(self.month, self.session.as_of, self.session.settings, sheets)

    @cached_property
    def _week(self) -> int:
        calendar = self.session.settings.calendar
        return len(calendar.week) if calendar and calendar.week else _WORKING_WEEK

    def _show(self, tables: Sequence[Table], main: str) -> None:
        """Show ``tables``; as csv, which holds one table, the one named ``main``."""
        if self.format == "csv":
            show(next(table for table in tables if table.name == main), self.format)
        else:
            show_all(tables, self.format)
