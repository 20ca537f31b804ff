"""From ``field=value`` as typed to an edit: the schema says what the value is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from custfile.errors import Misused
from custfile.language import _, guessed
from custfile.model.edit import Append, Edit, Path, Put, Remove, Value
from custfile.model.finding import Finding
from custfile.model.spec import Declared, declared
from custfile.model.values import Wrong, nearest

_ASSIGNMENT: Final = re.compile(r"([^=+]+?)\s*(\+?=)\s*(.*)", re.DOTALL)
_STEP: Final = re.compile(r"([^.\[\]]+)(?:\[(\d+)\])?")
_SEPARATORS: Final = re.compile(r"\s*[,，、;；]\s*")


def assignment(typed: str, model: type) -> Edit:
    """Return the edit that ``typed`` means: ``terms.credit_limit=50000``, ``aliases+=丽人``, ``fax=`` (take it away).

    Positions count from 1: ``contacts[1].phone=…``. Raises ``Misused`` for a field that is none of ``model``, or a value
    that the field cannot have.
    """
    name, sign, told = split(typed)
    path, field = locate(name, model)
    if sign == "+=":
        if not field or not field.repeated:
            raise Misused(_("'{field}' is no list; write {field}=value").format(field=name))
        return Append(path, value(told, field))
    if not told:
        return Remove(path)
    if field and field.repeated and not isinstance(path[-1], int):
        return Put(path, [value(item, field) for item in _SEPARATORS.split(told) if item])
    return Put(path, value(told, field))


def locate(name: str, model: type) -> tuple[Path, Declared | None]:
    """Return the path that ``name`` means and what is declared there; ``None`` inside a free-form field."""
    path: list[str | int] = []
    part: type | None = model
    field: Declared | None = None
    for step in name.split("."):
        found = _STEP.fullmatch(step)
        if found is None:
            raise Misused(_("'{name}' is not a field; write terms.credit_limit or contacts[1].phone").format(name=name))
        field = field_of(part, found[1]) if part else None
        path += [found[1], int(found[2]) - 1] if found[2] else [found[1]]
        if found[2] == "0":
            raise Misused(_("positions count from 1, in '{name}'").format(name=name))
        part = field.part if field else None
    if field is not None and field.part is not None:
        inner = ", ".join(item.key for item in declared(field.part))
        raise Misused(_("'{name}' is a group; set one of its fields: {inner}").format(name=name, inner=inner))
    return tuple(path), field


def field_of(part: type, key: str) -> Declared:
    """Return the field ``key`` of ``part``. Raises ``Misused`` when it has none."""
    known = {item.key: item for item in declared(part)}
    if key not in known:
        hint = nearest(key, list(known))
        sentence = _("'{key}' is no field of {part}{hint}; a field of your own is declared in custfile.yaml")
        raise Misused(sentence.format(key=key, part=part.__name__.lower(), hint=guessed(hint)))
    return known[key]


def split(typed: str) -> tuple[str, str, str]:
    """Return the field, the sign (``=`` or ``+=``) and the value of ``typed``. Raises ``Misused``."""
    found = _ASSIGNMENT.fullmatch(typed)
    if found is None:
        raise Misused(_("'{typed}' is not field=value").format(typed=typed))
    return found[1].strip(), found[2], found[3]


def value(typed: str, field: Declared | None) -> Value:
    """Return ``typed`` as the value of ``field``. Raises ``Misused`` when it cannot be one."""
    if field is None or field.scalar is None:
        return typed
    try:
        read: Any = field.scalar.read(typed)
    except Wrong as wrong:
        hint = wrong.params.get("nearest", "")
        finding = Finding("", 0, 0, wrong.code, {**wrong.params, "hint": hint})
        sentence = _("{field}: {message}; {remedy}")
        raise Misused(sentence.format(field=field.key, message=finding.message, remedy=finding.remedy)) from wrong
    return read  # type: ignore[no-any-return]


def top_order(model: type) -> Sequence[str]:
    """Return the keys of a file in the order of the model, for placing new ones."""
    return [field.key for field in declared(model)]
