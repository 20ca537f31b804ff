"""What of the team's agenda a command shows: which days, whose, and of which customers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from custfile.cli.output import warn
from custfile.errors import HasFindings, Misused
from custfile.language import Label, _

if TYPE_CHECKING:
    from custfile.analysis.schedule.agenda import Conflict, Entry
    from custfile.archive.filters import Filters
    from custfile.cli.session import Session

_AS_OF = Label("As of", "截至", "截至")
_PERIOD = Label("Period", "期间", "期間")
_WHOSE = Label("Agenda of", "人员", "人員")
_TEAM = Label("the team", "全体", "全體")


class Period(NamedTuple):
    """The days from ``begin`` to ``end``, both included."""

    begin: date
    end: date


@dataclass(frozen=True)
class View:
    """The ``entries`` that are shown, in order, what they are at odds with, and how many things were due before."""

    entries: list[Entry]
    conflicts: list[Conflict]
    late: int


def period(session: Session, told: str | None, *, week: bool, days: int | None) -> Period:
    """Return the days meant: one, its week from Monday, or so many days from it. Raises ``Misused``."""
    from custfile.changes.when import parse_point

    begin = session.as_of if told is None else parse_point(told, session.as_of)
    if days == 0:
        raise Misused(_("--days 0 is no day; today alone is --days 1"))
    if week:
        begin -= timedelta(begin.weekday())
    return Period(begin, begin + timedelta(6 if week else (days or 1) - 1))


def whose(session: Session, told: str | None, *, team: bool) -> str | None:
    """Return whose agenda is meant, ``None`` for the team's: who was ``told``, else who types. Raises ``Misused``."""
    from custfile.cli.identity import identity
    from custfile.cli.people import person

    if told is not None:
        return person(session.index, told)
    return None if team else identity(session.root, session.index.catalog)


def mind_faults(session: Session, *, strict: bool) -> None:
    """Say that the file of tasks and memos has errors, what they touch being left out; with ``strict`` refuse."""
    from custfile.archive.agenda_file import AGENDA, agenda_findings

    if any(finding.severity == "error" for finding in agenda_findings(session.index)):
        sentence = _("{path} has errors; run: custfile check").format(path=AGENDA)
        if strict:
            raise HasFindings(sentence)
        warn(sentence, session.wants_json)


def view(session: Session, shown: Period, person: str | None, chosen: Filters) -> View:
    """Return what concerns ``person`` (all when ``None``) of the customers that are ``chosen``.

    What it collides with is looked for among everything that the team does.
    """
    from custfile.analysis.schedule.agenda import in_order
    from custfile.archive.agenda import Diary
    from custfile.archive.master import ids

    diary = Diary(session.index, session.as_of)
    known = ids(session.index, chosen) if chosen.sql else None
    meetings, listed = diary.meetings(*shown), list(diary.due(shown.end))

    def wanted(entry: Entry) -> bool:
        return (person is None or entry.concerns(person)) and (known is None or entry.id in known)

    coming = [entry for entry in listed if entry.day >= shown.begin]
    entries = sorted(filter(wanted, [*meetings, *coming, *diary.memos(*shown)]), key=in_order)
    found = [each for each in diary.conflicts(meetings) if any(map(wanted, each.between()))]
    late = sum(entry.day < shown.begin and wanted(entry) for entry in listed) if shown.begin <= session.as_of else 0
    return View(entries, found, late)


def facts(session: Session, shown: Period, person: str | None) -> list[tuple[Label, str]]:
    """Return the lines of the header: as of when, which days, whose."""
    from custfile.language import say

    days = str(shown.begin) if shown.begin == shown.end else f"{shown.begin} – {shown.end}"
    name = say(_TEAM) if person is None else session.index.catalog["people"].get(person, person)
    return [(_AS_OF, session.as_of.isoformat()), (_PERIOD, days), (_WHOSE, name)]
