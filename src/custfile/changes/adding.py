"""New records, of what was typed: a customer, or an item of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from custfile.model.edit import Append, Edit, Put, Value


def record(fields: Mapping[str, Value | None], edits: Sequence[Edit], order: Sequence[str]) -> dict[str, Any]:
    """Return the record of ``fields`` (what is ``None`` is left out) after ``edits``, its keys in ``order``."""
    made: dict[str, Any] = {key: value for key, value in fields.items() if value is not None}
    for edit in edits:
        _applied(made, edit)
    return {key: made[key] for key in sorted(made, key=lambda key: order.index(key) if key in order else len(order))}


def begun(data: Mapping[str, Any], edits: Sequence[Edit]) -> list[Edit]:
    """Return ``edits`` of the file that says ``data``; what is put into an item one past the end begins that item.

    ``contacts[2].name=王丽`` and ``contacts[2].phone=…`` together add a second contact.
    """
    kept: list[Edit] = []
    new: dict[str, list[Edit]] = {}
    for edit in edits:
        key, place = (*edit.path, None)[:2]
        if isinstance(edit, Put) and len(edit.path) > 2 and place == len(data.get(str(key), ())):
            new.setdefault(str(key), []).append(Put(edit.path[2:], edit.value))
        else:
            kept.append(edit)
    return [*kept, *(Append((key,), record({}, puts, ())) for key, puts in new.items())]


def _applied(made: dict[str, Any], edit: Edit) -> None:
    if not isinstance(edit, Put | Append):
        return
    *parents, last = edit.path
    at: Any = made
    for step, following in zip(parents, edit.path[1:], strict=True):
        at = _entered(at, step, [] if isinstance(following, int) else {})
    if isinstance(edit, Append):
        _entered(at, last, []).append(edit.item)
    elif isinstance(last, int):
        _entered(at, last, None)
        at[last] = edit.value
    else:
        at[last] = edit.value


def _entered(at: Any, step: str | int, empty: Any) -> Any:
    """Return what ``at`` holds at ``step``, begun as ``empty`` when there is nothing yet."""
    if isinstance(step, str):
        return at.setdefault(step, empty)
    while len(at) <= step:
        at.append(empty)
    return at[step]
