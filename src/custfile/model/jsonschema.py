"""JSON Schemas of an archive's files, for editors: what is declared of each field, in the reader's language.

Draft 7, the one that yaml-language-server knows best, and without references, so that titles and descriptions stand
where they belong. The schema is never stricter than ``check``: an editor's YAML types scalars, so a text may arrive as
a number, and a line of the form that is left blank arrives as null.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from custfile.language import Label, _, say, speaking
from custfile.model.agenda import Agenda
from custfile.model.choices import OUTCOMES
from custfile.model.names import NO_NAMES
from custfile.model.own import customer_model
from custfile.model.plan import Plan
from custfile.model.settings import Settings
from custfile.model.spec import Declared, Secrecy, declared

Schema: TypeAlias = dict[str, Any]
Choices: TypeAlias = Mapping[str, Label]

DRAFT: Final = "http://json-schema.org/draft-07/schema#"

_INTEGER: Final = re.compile(r"[-+]?[0-9]+")
_FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_BOOLEAN: Final = {word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")}


def customer_schema(settings: Settings, language: str) -> Schema:
    """Return the schema of a customer's file in the archive of ``settings``: own fields, kinds and team included."""
    stages = {stage.id: (stage.labels or NO_NAMES).label(stage.id) for stage in settings.funnel}
    known = {
        "kind": {kind.id: (kind.labels or NO_NAMES).label(kind.id) for kind in settings.kinds},
        "stage": stages | OUTCOMES if stages else {},
        "team": _team(settings),
    }
    with speaking(language):
        about = _("One customer, one file: {name}.").format(name=settings.name)
        return _head(_("Customer"), about) | _part(customer_model(settings), known) | _definitions(known)


def plan_schema(settings: Settings, language: str) -> Schema:
    """Return the schema of a month's plan of visits in the archive of ``settings``."""
    known = {"team": _team(settings)}
    with speaking(language):
        about = _("The visits planned for a month, which is the name of the file.")
        return _head(_("Plan"), about) | _part(Plan, known) | _definitions(known)


def agenda_schema(settings: Settings, language: str) -> Schema:
    """Return the schema of ``agenda.yaml`` in the archive of ``settings``."""
    known = {"team": _team(settings)}
    with speaking(language):
        about = _("The team's tasks and memos that belong to no customer.")
        return _head(_("Agenda"), about) | _part(Agenda, known) | _definitions(known)


def settings_schema(language: str) -> Schema:
    """Return the schema of ``custfile.yaml``."""
    with speaking(language):
        about = _("The settings of the archive. A name suffices; what is not told is not in force.")
        return _head(_("Settings"), about) | _part(Settings, {})


def _head(title: str, about: str) -> Schema:
    return {"$schema": DRAFT, "title": title, "description": about}


def _team(settings: Settings) -> Choices:
    return {person.id: Label(person.name, person.name, person.name) for person in settings.team}


def _definitions(known: Mapping[str, Choices]) -> Schema:
    return {"definitions": {"team": {"enum": [*_words(known["team"]), None]}}} if known["team"] else {}


def _part(part: type, known: Mapping[str, Choices]) -> Schema:
    fields = declared(part)
    return {
        "type": "object",
        "properties": {field.key: _field(field, known) for field in fields},
        "required": [field.key for field in fields if field.required],
        "additionalProperties": False,
    }


def _field(field: Declared, known: Mapping[str, Choices]) -> Schema:
    choices = known.get(field.spec.refers or "") or (field.scalar.choices if field.scalar else None) or {}
    value = _value(field, choices, known)
    if field.repeated:
        value = {"type": "array", "items": value}
    head = {"title": say(field.spec.label), "description": _description(field, choices)}
    return head | (value if field.required else _or_blank(value))


def _value(field: Declared, choices: Choices, known: Mapping[str, Choices]) -> Schema:
    if field.part is not None:
        return _part(field.part, known)
    if choices is known.get("team"):  # the same in dozens of places: a new colleague changes one of them
        return {"allOf": [{"$ref": "#/definitions/team"}]}
    if choices:
        return {"enum": _words(choices)}
    return dict(field.scalar.json) if field.scalar else {"type": "object"}


def _words(choices: Choices) -> list[str | int | float | bool]:
    return list(dict.fromkeys(said for word in choices for said in (word, _as_typed(word))))


def _or_blank(value: Schema) -> Schema:
    if "enum" in value:
        return value | {"enum": [*value["enum"], None]}
    if "type" not in value:  # the team, which has its blank
        return value
    types = value["type"] if isinstance(value["type"], list) else [value["type"]]
    return value | {"type": [*types, "null"]}


def _description(field: Declared, choices: Choices) -> str:
    sentences = [_(field.spec.about)] if field.spec.about else []
    labels = {word: say(label) for word, label in choices.items()} if field.spec.refers != "team" else {}
    if any(word != label for word, label in labels.items()):
        sentences.append("; ".join(f"{word}: {label}" for word, label in labels.items()))
    if field.spec.secrecy is not Secrecy.PUBLIC:
        sentences.append(_("Secrecy: {secrecy}.").format(secrecy=field.spec.secrecy))
    return "\n\n".join(sentences)


def _as_typed(word: str) -> str | int | float | bool:
    """Return what an editor's YAML 1.2 makes of ``word`` without quotes."""
    if word in _BOOLEAN:
        return _BOOLEAN[word]
    if _INTEGER.fullmatch(word):
        return int(word)
    return float(word) if _FLOAT.fullmatch(word) else word
