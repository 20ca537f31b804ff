"""A new customer's record, of what was typed."""

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
