"""Recording one event: the shape that visit, order, pay, ticket and promise share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from custfile.changes.recording import event
from custfile.cli.output import say as tell_user
from custfile.cli.people import person, present
from custfile.cli.writing import Desk, writing
from custfile.language import Label, _, say

if TYPE_CHECKING:
    from custfile.archive.resolve import Match
    from custfile.cli.session import Session
    from custfile.model.edit import Edit, Value


@dataclass
class Entry:
    """An event being recorded: at which desk, for which customer, and the edits so far."""

    desk: Desk
    match: Match
    record: dict[str, Any]
    edits: list[Edit] = field(default_factory=list)

    def add(self, kind: str, sets: Sequence[str] | None = None, **fields: Value | None) -> None:
        """Append a record with ``fields`` and the assignments ``sets`` to the list ``kind``."""
        self.edits.append(event(kind, fields, sets or (), self.desk.model))

    def person(self, told: str | None) -> str | None:
        """Return the id of the member of the team who was ``told``, if any was."""
        return None if told is None else person(self.desk.index, told)

    def who(self, told: str | None, day: date | None = None) -> str | None:
        """Return whose event it is: who was ``told``, else who types, else who looks after the customer.

        Raises ``Misused`` when who was told has left by ``day``, the day of something that takes them.
        """
        if told and day is not None:
            return present(self.desk.index, told, day)
        return self.person(told) or self.desk.me(self.record.get("owner"))


@contextmanager
def record(session: Session, customer: str, *, dry_run: bool, committing: bool | None) -> Iterator[Entry]:
    """Yield an entry for the customer meant, and write what was added to it."""
    with writing(session) as desk:
        match, data = desk.customer(customer)
        entry = Entry(desk, match, data)
        yield entry
        what = ", ".join(sorted({str(edit.path[0]) for edit in entry.edits}))
        change = desk.edit(match, entry.edits)
        desk.save([change], f"{match.id}: {what} {session.as_of}", dry_run=dry_run, committing=committing)
        if not dry_run:
            labels = (say(Label(*desk.index.catalog["fields"][str(edit.path[0])]["label"])) for edit in entry.edits)
            tell_user(
                _("{id} {name}: {what} recorded in {path}").format(
                    id=match.id, name=match.name, what=", ".join(dict.fromkeys(labels)).lower(), path=match.path
                )
            )
