"""Taking a table into the archive: read, understood, held against what is on file, shown or written."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from custfile.archive.change import diff
from custfile.archive.guard import likely_chinese
from custfile.archive.intake import Instructions, Intake, Taken
from custfile.cli.output import say, show_data, tell
from custfile.cli.profiles import profile_change, with_profile
from custfile.cli.progress import bar
from custfile.errors import Misused
from custfile.exchange.cells import Habits
from custfile.exchange.columns import Columns, Wishes, understood
from custfile.exchange.csv_table import Sheet, read_sheet, rejects
from custfile.exchange.encoding import decoded
from custfile.exchange.records import read_rows
from custfile.exchange.words import known_words
from custfile.language import _, count
from custfile.model.edit import Value
from custfile.model.incoming import Rejected, Row

if TYPE_CHECKING:
    from custfile.cli.session import Session
    from custfile.cli.writing import Desk
    from custfile.exchange.amounts import Mark
    from custfile.exchange.days import Order

_SHOWN_FILES: Final = 3
_SHOWN_REASONS: Final = 5


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the command line asks for; see the options of ``import``."""

    file: Path
    wishes: Wishes
    kind: str | None
    by: str | None
    source: str | None
    profile: str | None
    save_profile: str | None
    encoding: str | None
    delimiter: str | None
    columns: Sequence[str]
    dates: Order | None
    decimal: Mark | None
    rejects: Path | None
    yes: bool
    dry_run: bool
    commit: bool | None


def take_in(session: Session, desk: Desk, wanted: Wanted) -> int:
    """Take the table that is ``wanted`` in, and return the exit code: 1 when rows were rejected."""
    sheet = _read(wanted)
    wishes = with_profile(session.settings, wanted.profile, wanted.wishes)
    columns = understood(sheet.headings, desk.model, wishes)
    _say_understood(sheet, columns)
    habits = Habits(wanted.dates, wanted.decimal, session.settings.currency, known_words(session.settings))
    read = list(read_rows(sheet, columns, habits))
    instructions = _instructions(session, columns, wanted)
    with bar(_("checking")) as heard:
        intake = Intake(desk.index, desk.reader, instructions)
        taken = intake.take([row for row in read if isinstance(row, Row)], heard)
    taken.rejected += [row for row in read if isinstance(row, Rejected)]
    if wanted.save_profile:
        taken.changes.append(profile_change(desk.root, session.settings, wanted.save_profile, columns, sheet.headings))
    rejected = _write(desk, wanted, sheet, taken)
    _sum_up(session, columns, taken, rejected, dry_run=wanted.dry_run)
    return int(bool(taken.rejected))


def _read(wanted: Wanted) -> Sheet:
    try:
        data = wanted.file.read_bytes()
    except OSError as error:
        raise Misused(_("{file} cannot be read: {problem}").format(file=wanted.file, problem=error.strerror)) from error
    text, encoding = decoded(data, wanted.encoding, likely_chinese)
    if not encoding.startswith("utf"):
        say(_("read as {encoding}").format(encoding=encoding))
    return read_sheet(text, wanted.delimiter, wanted.columns)


def _say_understood(sheet: Sheet, columns: Columns) -> None:
    for title in sheet.titles:
        say(_("above the headings, left out: {title}").format(title=title))
    pairs = ", ".join(f"{field} ← {heading}" for field, heading in columns.headings(sheet.headings).items())
    say(_("{rows} by {key}: {pairs}").format(rows=columns.rows, key=columns.key.name, pairs=pairs))
    if columns.ignored:
        say(_("columns that go nowhere: {ignored}").format(ignored=", ".join(columns.ignored)))


def _instructions(session: Session, columns: Columns, wanted: Wanted) -> Instructions:
    settings = session.settings
    if wanted.kind and settings.kinds and settings.kind(wanted.kind) is None:
        known = ", ".join(kind.id for kind in settings.kinds)
        raise Misused(_("'{kind}' is no kind of custfile.yaml; choose one of: {known}").format(kind=wanted.kind, known=known))
    if wanted.by and settings.team and settings.person(wanted.by) is None:
        known = ", ".join(person.id for person in settings.team)
        raise Misused(_("'{person}' is nobody of the team: {known}").format(person=wanted.by, known=known))
    collected: dict[str, Value] = {"date": session.as_of}
    collected |= {key: told for key, told in (("by", wanted.by), ("source", wanted.source)) if told}
    beside: dict[str, Value] = {**({"kind": wanted.kind} if wanted.kind else {}), "collected": collected}
    kindless = not wanted.kind and "kind" not in columns.headings([*range(99)])
    return Instructions(columns.rows, columns.key.name, columns.key.identifies or "", beside, kindless, wanted.yes)
