"""Recording one event: the shape that visit, order, pay, ticket and promise share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from custfile.changes.recording import event
from custfile.cli.output import say
from custfile.cli.writing import Desk, writing
from custfile.language import _

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

    def add(self, kind: str, **fields: Value | None) -> None:
        """Append a record with ``fields`` to the list ``kind``."""
        self.edits.append(event(kind, fields))


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
            say(
                _("{id} {name}: {what} recorded in {path}").format(
                    id=match.id, name=match.name, what=what, path=match.path
                )
            )


def who(entry: Entry, told: str | None) -> str | None:
    """Return whose event it is: who was ``told``, else who types, else who looks after the customer."""
    return told or entry.desk.me(entry.record.get("owner"))
