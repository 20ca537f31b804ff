"""Taking a table into the archive: read, understood, held against what is on file, shown or written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

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
    read = list(_heard(read_rows(sheet, columns, habits), len(sheet.lines)))
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


def _heard(rows: Iterable[Row | Rejected], total: int) -> Iterator[Row | Rejected]:
    """Yield ``rows`` as they are read, with a bar."""
    with bar(_("reading")) as heard:
        for done, row in enumerate(rows, 1):
            heard(done, total)
            yield row


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
    pairs = ", ".join(f"{field} ← {heading}" for field, heading in columns.told(sheet.headings).items())
    say(_("{rows} by {key}: {pairs}").format(rows=columns.rows, key=columns.key.name, pairs=pairs))
    if columns.ignored:
        say(_("columns that go nowhere: {ignored}").format(ignored=", ".join(columns.ignored)))


def _instructions(session: Session, columns: Columns, wanted: Wanted) -> Instructions:
    settings = session.settings
    if wanted.kind and settings.kinds and settings.kind(wanted.kind) is None:
        known = ", ".join(kind.id for kind in settings.kinds)
        raise Misused(
            _("'{kind}' is no kind of custfile.yaml; choose one of: {known}").format(kind=wanted.kind, known=known)
        )
    if wanted.by and settings.team and settings.person(wanted.by) is None:
        known = ", ".join(person.id for person in settings.team)
        raise Misused(_("'{person}' is nobody of the team: {known}").format(person=wanted.by, known=known))
    collected: dict[str, Value] = {"date": session.as_of}
    collected |= {key: told for key, told in (("by", wanted.by), ("source", wanted.source)) if told}
    beside: dict[str, Value] = {**({"kind": wanted.kind} if wanted.kind else {}), "collected": collected}
    kindless = not wanted.kind and all(target.name != "kind" for target in columns.places)
    return Instructions(columns.rows, columns.key.name, columns.key.identifies or "", beside, kindless, wanted.yes)


def _write(desk: Desk, wanted: Wanted, sheet: Sheet, taken: Taken) -> Path | None:
    """Write the rejected rows beside the table, then all changes as one; return where the rejected rows are."""
    if wanted.dry_run:
        tell(diff(taken.changes[:_SHOWN_FILES]))
        return None
    path = _write_rejects(wanted, sheet, taken) if taken.rejected else None
    if taken.changes:
        with bar(_("writing")) as heard:
            what = _("import of {file}").format(file=wanted.file.name)
            desk.write(taken.changes, what, committing=wanted.commit, progress=heard)
    return path


def _write_rejects(wanted: Wanted, sheet: Sheet, taken: Taken) -> Path:
    """Write the rejected rows where their owner alone can read them, never over rows that somebody may be mending."""
    stem = wanted.file.with_suffix("")
    names = (f"{stem}.rejected{number}.csv" for number in ("", *(f"-{each}" for each in range(2, 1000))))
    if wanted.rejects and wanted.rejects.exists() and wanted.rejects.samefile(wanted.file):
        raise Misused(
            _("{path} is the table itself; the rejected rows need a file of their own").format(path=wanted.rejects)
        )
    path = wanted.rejects or next(Path(name) for name in names if not os.path.lexists(name))
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(rejects(sheet, taken.rejected))
    except OSError as error:
        sentence = _("nothing was imported: {path} for the rejected rows cannot be written: {problem}")
        raise Misused(sentence.format(path=path, problem=error.strerror)) from error
    return path


def _sum_up(session: Session, columns: Columns, taken: Taken, rejected: Path | None, *, dry_run: bool) -> None:
    """Say what came of it."""
    if session.wants_json:
        figures = ("created", "changed", "unchanged", "added", "already")
        show_data({
            "rows": columns.rows, **{name: getattr(taken, name) for name in figures},
            "rejected": len(taken.rejected), "rejects": rejected, "dry_run": dry_run,
        })  # fmt: skip
        return
    for line in _reasons(taken.rejected):
        say(line)
    if rejected:
        say(_("rejected rows, each with its reason: {path}").format(path=rejected))
    say(", ".join(_counts(columns.rows, taken)))
    if not taken.changes:
        say(_("nothing changes") if dry_run else _("nothing changed"))
    elif dry_run:
        say(
            count(
                "nothing was written; {n} file would change",
                "nothing was written; {n} files would change",
                len(taken.changes),
            )
        )


def _reasons(rejected: Sequence[Rejected]) -> Iterator[str]:
    """Yield the first rows that were rejected, each with its reason."""
    in_order = sorted(rejected, key=lambda each: each.line.number)
    for line, reason in in_order[:_SHOWN_REASONS]:
        yield _("line {line} rejected: {reason}").format(line=line.number, reason=reason)
    if len(in_order) > _SHOWN_REASONS:
        yield count("… and {n} more", "… and {n} more", len(in_order) - _SHOWN_REASONS)


def _counts(rows: str, taken: Taken) -> Iterator[str]:
    yield count("{n} customer new", "{n} customers new", taken.created)
    yield count("{n} changed", "{n} changed", taken.changed)
    yield count("{n} as it was", "{n} as they were", taken.unchanged)
    if rows == "orders":
        yield count("{n} order added", "{n} orders added", taken.added)
    elif rows == "payments":
        yield count("{n} payment added", "{n} payments added", taken.added)
    if taken.already:
        yield count("{n} on file already", "{n} on file already", taken.already)
    yield count("{n} row rejected", "{n} rows rejected", len(taken.rejected))
