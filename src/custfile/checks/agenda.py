"""The team's tasks and memos: who is named exists, nobody has left what is open, and what has a time has a day."""

from __future__ import annotations

from collections.abc import Iterator

from custfile.checks import dates, references
from custfile.model.agenda import Agenda
from custfile.model.finding import Fault
from custfile.model.settings import Settings


def check_agenda(agenda: Agenda, settings: Settings) -> Iterator[Fault]:
    """Yield C301, C307 and C501 as for a customer's file, and C795 for a task with a time of no day."""
    yield from references.people(agenda, settings)
    yield from dates.check(agenda, settings)
    for number, task in enumerate(agenda.tasks):
        if task.due is None and task.time is not None:
            yield Fault(("tasks", number, "time"), "C795", {"got": task.time})
        person = settings.person(task.by)
        if person is not None and person.left is not None and task.done is None:
            yield references.leaver(person, ("tasks", number, "by"))
    for number, memo in enumerate(agenda.memos):
        for place, name in enumerate(memo.to):
            person = settings.person(name)
            if person is not None and person.left is not None and memo.on is not None and memo.on > person.left:
                yield references.leaver(person, ("memos", number, "to", place))
