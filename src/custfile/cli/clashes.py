"""Warning of what a new entry of the agenda is at odds with; it is never refused for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from custfile.cli.output import warn

if TYPE_CHECKING:
    from custfile.analysis.schedule.agenda import Entry
    from custfile.archive.agenda import Diary
    from custfile.cli.session import Session


def clashes(diary: Diary, made: Entry) -> list[str]:
    """Return what ``made``, which is not in the archive yet, is at odds with: a sentence each."""
    from custfile.analysis.schedule.agenda import one_meeting
    from custfile.analysis.schedule.agenda_table import clash

    entries = one_meeting([*diary.meetings(made.day, made.day), made])
    catalog = diary.index.catalog
    found = [clash(each, made, catalog) for each in diary.conflicts(entries) if made in each.between()]
    return list(dict.fromkeys(found))


def tell(session: Session, sentences: list[str]) -> None:
    """Tell the user each of ``sentences``."""
    for sentence in sentences:
        warn(sentence, session.wants_json)
