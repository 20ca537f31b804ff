"""Who else hears of a revisit that is late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any


def escalated(
    steps: Sequence[Sequence[Any]],
    late: int,
    person: str | None,
    region: str | None,
    team: Mapping[str, Any],
    as_of: date,
) -> tuple[str, ...]:
    """Return the ids of those who hear of it: for each of ``steps`` (days late, role) that is reached, whoever has the role.

    Of several, those of the nearest region that ``region`` lies in; where none of them has one, all. ``team`` maps ids to
    ``role``, ``region``, and ``joined`` and ``left`` (ISO dates or ``None``); who is not there on ``as_of`` does not count.
    """
    found: dict[str, None] = {}
    for after, role in steps:
        if late >= after > 0:
            found |= dict.fromkeys(_nearest(_having(role, team, as_of.isoformat()), region, team))
    found.pop(person or "", None)
    return tuple(found)


def _having(role: str, team: Mapping[str, Any], today: str) -> list[str]:
    return [
        identity
        for identity, told in team.items()
        if told["role"] == role and (told["joined"] or today) <= today <= (told["left"] or today)
    ]


def _nearest(people: Sequence[str], region: str | None, team: Mapping[str, Any]) -> list[str]:
    depths = {person: _depth(team[person]["region"], region) for person in people}
    deepest = max(depths.values(), default=0)
    return [person for person, depth in depths.items() if depth == deepest]


def _depth(own: str | None, region: str | None) -> int:
    """Return how many levels of ``region`` the region ``own`` takes in, 0 when it does not lie in it."""
    inside = bool(own) and f"{region or ''}/".startswith(f"{own}/")
    return len((own or "").split("/")) if inside else 0
