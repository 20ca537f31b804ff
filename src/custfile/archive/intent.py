"""What a file should say after some edits, worked out on its data alone: the measure every splice is held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NoReturn

from custfile.archive.quoting import scalar_text
from custfile.archive.tree import Plain, composed
from custfile.errors import HasFindings
from custfile.language import _
from custfile.model.edit import Append, Edit, Path, Remove, Value
from custfile.model.finding import dotted


class CannotSplice(HasFindings, ValueError):
    """An edit cannot be made in the file's text without risk to the rest of it. The file is as it was."""


def refuse(sentence: str, path: Path) -> NoReturn:
    """Raise ``CannotSplice``: ``sentence`` with ``{path}`` filled in, and what to do instead."""
    place = dotted(path)
    raise CannotSplice(sentence.format(path=place) + "; " + _("change it by hand with: custfile edit"), path=place)


def intended(data: Plain, edits: Sequence[Edit]) -> Plain:
    """Return ``data`` (what a file says, see ``tree.plain``) as it is after ``edits``; ``data`` itself is not changed.

    Values become the text they will be read back as. Nothing behind a key counts as a mapping or list yet to be begun;
    a collection that loses its last part goes away with its key. Raises ``CannotSplice`` where a path leads nowhere.
    """
    for edit in edits:
        path = composed_path(edit.path)
        if not path:
            refuse(_("a whole file cannot be replaced in place"), path)
        elif isinstance(edit, Remove):
            data = _without(data, path, path) or {}
        elif isinstance(edit, Append):
            data = _with(data, path, [*_items(data, path), as_read(edit.item)], path)
        else:
            data = _with(data, path, as_read(edit.value), path)
    return data


def composed_path(path: Path) -> Path:
    """Return ``path`` with its keys as keys are compared."""
    return tuple(composed(step) if isinstance(step, str) else step for step in path)


def as_read(value: Value) -> Plain:
    """Return what is read back once ``value`` is written."""
    if isinstance(value, Mapping):
        return {composed(key): as_read(part) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_read(part) for part in value]
    return scalar_text(value)


def _child(data: Plain, step: str | int) -> Plain | None:
    if isinstance(data, dict) and isinstance(step, str):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
        return data[step]
    return None


def _items(data: Plain, path: Path) -> list[Plain]:
    at: Plain | None = data
    for step in path:
        at = _child(at, step) if at is not None else None
    if isinstance(at, list):
        return at
    return refuse(_("{path} is no list"), path) if at else []


def _with(data: Plain, path: Path, value: Plain, whole: Path) -> Plain:
    if not path:
        return value
    step, below = path[0], _child(data, path[0])
    inner = "" if below is None else below
    if isinstance(step, str) and (isinstance(data, dict) or data == ""):
        mapping = data if isinstance(data, dict) else {}
        return {**mapping, step: _with(inner, path[1:], value, whole)}
    if isinstance(step, int) and isinstance(data, list) and below is not None:
        return [*data[:step], _with(inner, path[1:], value, whole), *data[step + 1 :]]
    return refuse(_("{path} is not in the file"), whole)


def _without(data: Plain, path: Path, whole: Path) -> Plain:
    step, below = path[0], _child(data, path[0])
    if below is None:
        refuse(_("{path} is not in the file"), whole)
    kept = _without(below, path[1:], whole) if path[1:] else ""
    if isinstance(data, dict):
        return {key: kept if key == step else part for key, part in data.items() if key != step or kept}
    return [kept if at == step else part for at, part in enumerate(data) if at != step or kept]
