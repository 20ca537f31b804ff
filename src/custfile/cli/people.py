"""Members of the team and kinds of customer, by id or by the name people call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from custfile.archive.filters import Filters, filters
from custfile.archive.index import Index
from custfile.errors import Misused
from custfile.language import _
from custfile.model.folding import fold_name


def person(index: Index, typed: str) -> str:
    """Return the id of the member of the team that ``typed`` names; where there is no team, ``typed``.

    Raises ``Misused`` when it names nobody, or several.
    """
    people: Mapping[str, str] = index.catalog["people"]
    found = _named(typed, {identity: (name,) for identity, name in people.items()})
    if found is None:
        known = ", ".join(people)
        raise Misused(_("'{typed}' is nobody of the team; there are: {known}").format(typed=typed, known=known))
    return found


def present(index: Index, typed: str, day: date) -> str:
    """Return as ``person`` who is to do something on ``day``. Raises ``Misused`` for one who has left by then, too."""
    found = person(index, typed)
    left = index.catalog["team"].get(found, {}).get("left")
    if left is not None and left < day.isoformat():
        raise Misused(_("{name} has left: {day}").format(name=index.catalog["people"][found], day=left))
    return found


def kind(index: Index, typed: str) -> str:
    """Return the id of the kind that ``typed`` names in any language; where there are no kinds, ``typed``.

    Raises ``Misused`` when there is no such kind.
    """
    kinds: Mapping[str, list[str]] = index.catalog["kinds"]
    found = _named(typed, kinds)
    if found is None:
        known = ", ".join(kinds)
        raise Misused(_("'{typed}' is no kind of customer; there are: {known}").format(typed=typed, known=known))
    return found


def chosen(index: Index, owner: str | None, region: str | None, kind_of: str | None) -> Filters:
    """Return the filter that the options of a command mean. Raises ``Misused`` as ``person`` and ``kind``."""
    return filters(
        None if owner is None else person(index, owner),
        region,
        None if kind_of is None else kind(index, kind_of),
    )


def _named(typed: str, known: Mapping[str, Iterable[str]]) -> str | None:
    if not known or typed in known:
        return typed
    wanted = fold_name(typed)
    found = [identity for identity, names in known.items() if wanted in map(fold_name, (identity, *names))]
    return found[0] if len(found) == 1 else None
