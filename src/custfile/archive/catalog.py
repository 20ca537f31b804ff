"""What the daily commands need to know of the settings and fields, kept in the index as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from custfile.analysis.schedule.urgency import COMPLAINT
from custfile.model.names import NO_NAMES, Names
from custfile.model.own import customer_model
from custfile.model.schedule import DueSettings
from custfile.model.settings import Person, Settings
from custfile.model.spec import declared


def catalog(settings: Settings) -> dict[str, Any]:
    """Return names and labels: of the firm, its people, kinds and rules, and of every field.

    ``fields`` maps a dotted path without positions to ``label`` (three languages), ``secrecy``, ``type``, ``repeated``
    and ``choices`` (word → label).
    """
    return {
        "name": settings.name,
        "currency": settings.currency,
        "language": settings.language,
        "ids": settings.ids,
        "people": {person.id: person.name for person in settings.team},
        "roles": {person.id: person.role for person in settings.team},
        "team": {person.id: _person(person) for person in settings.team},
        "emails": {person.email: person.id for person in settings.team if person.email},
        "kinds": {kind.id: _label(kind.labels, kind.id) for kind in settings.kinds},
        "stages": {stage.id: _label(stage.labels, stage.id) for stage in settings.funnel},
        "rules": {
            rule.id: {
                "label": _label(rule.labels, rule.id), "days": rule.days,
                "every": rule.every.about if rule.every else None, "span": str(rule.every) if rule.every else None,
                "latest": str(rule.latest) if rule.latest else None, "role": rule.role,
                "escalate": [(step.after, step.to) for step in rule.escalate],
                "bought": rule.bought, "channel": rule.channel, "purpose": rule.purpose, "talk": rule.talk,
                "counted_from": rule.counted_from or "made", "when": rule.when,
            }
            for rule in settings.revisits
        },
        "greetings": [
            {
                "id": each.id, "label": _label(each.labels, each.id), "date": each.date, "when": each.when,
                "ahead": each.ahead,
            }
            for each in settings.greetings
        ],
        "urgency": _urgency(settings.due or DueSettings()),
        "fields": dict(_fields(customer_model(settings), "")),
    }  # fmt: skip


def _person(person: Person) -> dict[str, Any]:
    """Return what decides whether a person is told of something, and how much they can do in a day."""
    joined, left = (None if day is None else day.isoformat() for day in (person.joined, person.left))
    return {
        "role": person.role, "region": person.region, "joined": joined, "left": left, "capacity": person.capacity
    }  # fmt: skip


def _urgency(due: DueSettings) -> dict[str, Any]:
    """Return what makes things due more urgent: an open complaint, and conditions; how many times, as text."""
    complaint = COMPLAINT if due.complaint is None else due.complaint
    return {"complaint": str(complaint), "factors": [(factor.when, str(factor.times)) for factor in due.urgency]}


def _label(names: Names | None, fallback: str) -> list[str]:
    return list((names or NO_NAMES).label(fallback))


def _fields(part: type, prefix: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for field in declared(part):
        path = f"{prefix}{field.key}"
        choices = field.scalar.choices if field.scalar and field.scalar.choices else {}
        yield (
            path,
            {
                "label": list(field.spec.label),
                "secrecy": field.spec.secrecy.value,
                "type": field.scalar.name
                if field.scalar and not choices
                else "choice"
                if choices
                else "part"
                if field.part
                else "free",
                "repeated": field.repeated,
                "choices": {word: list(label) for word, label in choices.items()},
            },
        )
        if field.part is not None:
            yield from _fields(field.part, f"{path}.")
