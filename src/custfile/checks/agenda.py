"""The team's tasks and memos: who is named exists, and what has a time has a day."""

from __future__ import annotations

from collections.abc import Iterator

from custfile.checks import dates, references
from custfile.model.agenda import Agenda
from custfile.model.finding import Fault
from custfile.model.settings import Settings


def check_agenda(agenda: Agenda, settings: Settings) -> Iterator[Fault]:
    """Yield C301 and C501 as for a customer's file, and C795 for a task with a time of no day."""
    yield from references.people(agenda, settings)
    yield from dates.check(agenda, settings)
    for number, task in enumerate(agenda.tasks):
        if task.due is None and task.time is not None:
            yield Fault(("tasks", number, "time"), "C795", {"got": task.time})
