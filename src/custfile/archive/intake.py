"""Many rows taken in at once: each customer's file as it is to become, checked as it will be read."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from custfile.archive.build import Reader
from custfile.archive.change import Change, edit_file, new_faults
from custfile.archive.emit import document
from custfile.archive.highest import highest
from custfile.archive.index import Index
from custfile.archive.known import Doubles, found_by, refuse_unread
from custfile.archive.numbering import next_id
from custfile.archive.record import record_of
from custfile.archive.resolve import Match
from custfile.archive.root import CUSTOMERS, modeline
from custfile.changes.adding import record
from custfile.changes.fields import top_order
from custfile.changes.importing import Intended, by_customer, intended
from custfile.errors import HasFindings, Misused
from custfile.language import _
from custfile.model.edit import Put, Value
from custfile.model.finding import Finding
from custfile.model.incoming import Rejected, Row

_EVENT: Final = re.compile(r"\w+\[(\d+)\]")

Progress: TypeAlias = Callable[[int, int], None]
_Made: TypeAlias = tuple[Intended, Change | None]


@dataclass(frozen=True)
class Instructions:
    """How rows are taken in.

    ``what`` they are: customers, orders or payments. ``key`` is the field that tells whose a row is, ``identifies`` what
    that is: id, name, phone, number … ``beside`` is what a new customer has beside what its rows say; with ``kindless``
    neither says its kind, so that there must be no new one. ``doubles`` says that those who are probably on file under
    another key are taken in all the same.
    """

    what: str
    key: str
    identifies: str
    beside: Mapping[str, Value]
    kindless: bool = False
    doubles: bool = False


@dataclass
class Taken:
    """What came of it: the changes to make; customers new, changed and as they were; orders or payments added and known."""

    changes: list[Change] = field(default_factory=list)
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    added: int = 0
    already: int = 0
    rejected: list[Rejected] = field(default_factory=list)


class Intake:
    """Takes rows in. Nothing is written: the changes are for ``change.commit``."""

    def __init__(self, index: Index, reader: Reader, instructions: Instructions) -> None:
        """Make ready for rows as ``instructions`` say. Raises ``HasFindings`` when a file's owner cannot be told."""
        refuse_unread(index)
        self._index = index
        self._reader = reader
        self._how = instructions
        self._order = top_order(reader.validator.model)
        self._highest = highest(index)
        self._doubles = Doubles(index)
        self._taken = Taken()

    def take(self, rows: Iterable[Row], progress: Progress) -> Taken:
        """Return what ``rows`` change; ``progress`` hears (done, total) of the customers.

        Raises ``Misused`` when there is a new customer of no kind.
        """
        groups, self._taken.rejected = by_customer(rows, self._how.identifies)
        found = found_by(self._index, self._how.identifies, groups.keys())
        for done, (key, group) in enumerate(groups.items(), 1):
            matches = found.get(key, [])
            if len(matches) > 1:
                listed = ", ".join(f"{match.id} {match.name}" for match in matches)
                self._reject(group, _("several customers are called so: {listed}").format(listed=listed))
            elif matches:
                self._take_known(matches[0], group)
            else:
                self._take_new(group)
            progress(done, len(groups))
        return self._taken

    def _take_known(self, match: Match, rows: Sequence[Row]) -> None:
        data = record_of(self._index, match)

        def make(some: Sequence[Row]) -> _Made:
            plan = intended(some, self._how.what, self._how.key, data)
            tax_id = [edit.value for edit in plan.edits if isinstance(edit, Put) and edit.path == ("tax_id",)]
            self._refuse_double({"tax_id": tax_id[0]} if tax_id else {}, match.id)
            return plan, edit_file(self._index.root, match.path, plan.edits, self._order) if plan.edits else None

        self._fitting(rows, make)

    def _take_new(self, rows: Sequence[Row]) -> None:
        if self._how.identifies == "id" and rows[0].key:
            self._reject(rows, _("there is no customer {id}; a new one gets its id by itself").format(id=rows[0].key))
            return
        if self._how.kindless:
            key = rows[0].key or _("line {line}").format(line=rows[0].line.number)
            raise Misused(_("there are customers who are not on file, such as {key}; say --kind").format(key=key))
        identity = next_id(self._index.catalog["ids"], self._highest)
        made: dict[str, Value] = {}

        def make(some: Sequence[Row]) -> _Made:
            plan = intended(some, self._how.what, self._how.key, None)
            made.clear()
            made.update(record(copy.deepcopy(dict(self._how.beside)), plan.edits, self._order))
            if not plan.rows:
                return plan, None
            self._refuse_unfit(made)
            path = f"{CUSTOMERS}/{identity}.yaml"
            return plan, Change(path, None, (modeline(path) + document(made)).encode())

        if self._fitting(rows, make) is not None:
            self._highest += 1
            self._doubles.add(made, identity)

    def _refuse_unfit(self, made: Mapping[str, Value]) -> None:
        """Raise ``HasFindings`` when ``made`` is not enough of a customer, or probably on file."""
        for needed in ("name", "kind"):
            if needed not in made:
                raise HasFindings(_("the customer is not on file, and its {field} is missing").format(field=needed))
        self._refuse_double(made)

    def _refuse_double(self, said: Mapping[str, Value], identity: str = "") -> None:
        double = "" if self._how.doubles else self._doubles.of(said, identity)
        if double:
            raise HasFindings(
                _("probably the same as {double}; take it in all the same with --yes").format(double=double)
            )

    def _fitting(self, rows: Sequence[Row], make: Callable[[Sequence[Row]], _Made]) -> Change | None:
        """Take in the change that ``make`` makes of ``rows``, without those that would bring errors into the file."""
        while rows:
            try:
                plan, change = make(rows)
            except HasFindings as reason:
                self._reject(rows, str(reason))
                return None
            faults = new_faults(self._reader, change) if change else []
            if not faults:
                self._accept(plan, change)
                return change
            guilty = _guilty(plan, faults)
            for row in rows:
                if row.line.number in guilty:
                    self._reject([row], guilty[row.line.number])
            rows = [row for row in rows if row.line.number not in guilty]
        return None

    def _accept(self, plan: Intended, change: Change | None) -> None:
        self._taken.changes += [change] if change else []
        self._taken.created += change is not None and change.old is None
        self._taken.changed += change is not None and change.old is not None
        self._taken.unchanged += change is None and bool(plan.rows)
        self._taken.added += len(plan.added)
        self._taken.already += plan.already
        self._taken.rejected += plan.rejected

    def _reject(self, rows: Iterable[Row], reason: str) -> None:
        self._taken.rejected += [Rejected(row.line, reason) for row in rows]


def _guilty(plan: Intended, faults: Sequence[Finding]) -> dict[int, str]:
    """Return the lines of the rows that brought ``faults``, each with its reason; all when one cannot be traced."""
    found: dict[int, str] = {}
    for fault in faults:
        event = _EVENT.match(fault.key)
        place = int(event[1]) - 1 - plan.begun if event and plan.added else -1
        rows = plan.added[place : place + 1] if place >= 0 else plan.rows
        for row in rows or plan.rows:
            found.setdefault(row.line.number, f"{fault.message}; {fault.remedy}")
    return found
