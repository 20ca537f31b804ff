"""Writing what is to be done as iCalendar: the agenda, the work list, care dates."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from custfile.cli.output import reader, written_to
from custfile.errors import Misused
from custfile.language import _, say
from custfile.model.secrecy import STAFF, may_see

if TYPE_CHECKING:
    from custfile.analysis.schedule.agenda import Entry
    from custfile.analysis.schedule.due import Item
    from custfile.cli.session import Session

IcsOption = Annotated[bool, typer.Option("--ics", help="Write iCalendar, for calendars.")]
OutputOption = Annotated[
    str | None, typer.Option("--output", "-o", help="The file for --ics; stdout when absent.", metavar="FILE")
]
_SILENT: Final = ("revisit", "next")
"""What the work list names each morning anyway, perhaps by the dozen: no alarm rings for it."""


def wanted(ics: bool, output: str | None) -> bool:
    """Say whether iCalendar is asked for. Raises ``Misused`` for a file without it."""
    if output is not None and not ics:
        raise Misused(_("--output is for iCalendar; add --ics"))
    return ics


def export(session: Session, entries: Iterable[Entry], output: str | None) -> None:
    """Write ``entries`` as iCalendar to the file ``output``, over what an earlier export left there, or to stdout.

    Raises ``Misused`` when the file cannot be written.
    """
    from custfile.exchange.ical import calendar

    if not may_see(reader(), STAFF):
        raise Misused(_("a calendar is the staff's; there is none at --level {level}").format(level=reader()))
    catalog = session.index.catalog
    happenings = [_happening(entry, catalog) for entry in entries]
    data = calendar(happenings, name=catalog["name"], as_of=session.as_of, begins=_begins(session))
    if output is None or output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    with written_to(output):
        Path(output).write_bytes(data)


def export_items(session: Session, items: Iterable[Item], output: str | None) -> None:
    """Write ``items`` of the work list as ``export``: each on its day, and what is late today."""
    from custfile.archive.agenda import on_calendar

    export(session, on_calendar(session.index, items, session.as_of), output)


def _happening(entry: Entry, catalog: dict[str, Any]) -> Any:
    from custfile.analysis.schedule.agenda import KINDS
    from custfile.analysis.schedule.duty import KINDS as DUE_KINDS
    from custfile.exchange.ical import Happening
    from custfile.model.choices import PURPOSES

    kind = say({**DUE_KINDS, **KINDS}[entry.kind])
    purpose = say(PURPOSES[entry.purpose]) if entry.purpose in PURPOSES else kind
    people = [catalog["people"].get(person, person) for person in entry.to or filter(None, [entry.person])]
    about = [entry.about, " ".join(filter(None, (entry.id, entry.name))), ", ".join(people)]
    return Happening(
        identity=(entry.id, entry.kind, entry.origin),
        day=entry.day,
        summary=" · ".join(filter(None, (entry.name, purpose))) if entry.name else entry.what,
        description="\n".join(filter(None, about)),
        place=entry.place,
        category=kind,
        start=entry.start,
        minutes=entry.minutes,
        remind=entry.start is not None or entry.kind not in _SILENT,
        cancelled=entry.cancelled,
    )


def _begins(session: Session) -> int:
    """Return when work begins, in minutes from midnight."""
    hours, minutes = (session.index.settings_data.get("calendar") or {}).get("begins", "09:00").split(":")
    return int(hours) * 60 + int(minutes)
