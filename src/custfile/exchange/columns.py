"""Which column goes into which field: as told, else by the field's key or label, in any of the languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from custfile.errors import Misused
from custfile.exchange.targets import CUSTOMERS, EVENTS, ID, Target, named, targets
from custfile.language import _, guessed
from custfile.model.folding import fold_name
from custfile.model.values import nearest

_KEYS: Final = (ID, "former_no", "name")
_NEEDED: Final = ("date", "amount")


@dataclass(frozen=True)
class Wishes:
    """What the user said of a table: what its ``rows`` are, which field is the ``key``, and field → heading.

    With ``complete`` no other column is looked at.
    """

    rows: str | None = None
    key: str | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    complete: bool = False


@dataclass(frozen=True)
class Columns:
    """A table's columns understood: what its rows are, which field tells whose they are, and what goes where.

    ``places`` maps each target to the position of its column; ``ignored`` are the headings that go nowhere.
    """

    rows: str
    key: Target
    places: Mapping[Target, int]
    ignored: Sequence[str]

    def told(self, headings: Sequence[str]) -> dict[str, str]:
        """Return field → heading, as a profile keeps it."""
        return {target.name: headings[place] for target, place in self.places.items()}


def understood(headings: Sequence[str], model: type, wishes: Wishes) -> Columns:
    """Return where the columns under ``headings`` go in a customer's file of ``model``.

    A column that was not told goes into the field whose key or label its heading is, however it is written; one that
    fits several fields goes nowhere. Raises ``Misused`` when what was told cannot be, or what is needed is missing.
    """
    rows = wishes.rows or _guessed_rows(headings, model, wishes)
    known = targets(model, rows)
    places = _in_order(_places(headings, known, wishes), known)
    missing = [name for name in _NEEDED if name not in {target.name for target in places}] if rows in EVENTS else []
    if missing:
        sentence = _("no column is the {field}; say --map {field}=HEADING; the headings are: {headings}")
        raise Misused(sentence.format(field=missing[0], headings=", ".join(filter(None, headings))))
    used = set(places.values())
    ignored = [heading for place, heading in enumerate(headings) if heading and place not in used]
    return Columns(rows, _key(places, wishes.key), places, ignored)


def _guessed_rows(headings: Sequence[str], model: type, wishes: Wishes) -> str:
    """Return what the rows are: a date and an amount make orders, or payments when something only they have is there."""
    known = {rows: targets(model, rows) for rows in EVENTS}
    found = {rows: _event_names(_reached(headings, known[rows], wishes)) for rows in EVENTS}
    orders = found["orders"] - _event_names(known["payments"].values())
    payments = found["payments"] - _event_names(known["orders"].values())
    if not set(_NEEDED) <= found["orders"]:
        return CUSTOMERS
    if orders and payments:
        raise Misused(_("the rows may be orders or payments; say --rows orders or --rows payments"))
    return "payments" if payments else "orders"


def _reached(headings: Sequence[str], known: Mapping[str, Target], wishes: Wishes) -> Iterator[Target]:
    """Yield the targets that columns would go into, without asking whether all is well."""
    yield from (known[name] for name in wishes.told if name in known)
    for heading in () if wishes.complete else set(headings) - set(wishes.told.values()):
        if (target := _fitting(heading, known)) is not None:
            yield target


def _event_names(some: Iterable[Target]) -> set[str]:
    return {target.name for target in some if target.event}


def _places(headings: Sequence[str], known: Mapping[str, Target], wishes: Wishes) -> dict[Target, int]:
    places = {_told(name, known): _place(heading, headings) for name, heading in wishes.told.items()}
    used = set(places.values())
    for place, heading in enumerate(headings):
        target = None if wishes.complete or place in used else _fitting(heading, known)
        if target is None or target.name in wishes.told:
            continue
        if target in places:
            pair = {"one": headings[places[target]], "other": heading, "field": target.name}
            raise Misused(_("'{one}' and '{other}' both look like {field}; say --map {field}=HEADING").format(**pair))
        places[target] = place
    return places


def _in_order(places: Mapping[Target, int], known: Mapping[str, Target]) -> dict[Target, int]:
    """Return ``places`` in the order in which a file has the fields; preferences come last."""
    order = {name: place for place, name in enumerate(known)}
    return dict(sorted(places.items(), key=lambda each: order.get(each[0].name, len(order))))


def _told(name: str, known: Mapping[str, Target]) -> Target:
    target = named(name, known)
    if target is None:
        hint = guessed(nearest(name, list(known)))
        raise Misused(_("'{name}' is no field that a column can go into{hint}").format(name=name, hint=hint))
    return target


def _place(heading: str, headings: Sequence[str]) -> int:
    """Return the column that is meant by ``heading``: the one under just that, else under the same words."""
    exact = [place for place, each in enumerate(headings) if each == heading]
    found = exact or [place for place, each in enumerate(headings) if each and fold_name(each) == fold_name(heading)]
    if len(found) != 1:
        listed = ", ".join(filter(None, headings))
        raise Misused(
            _("there is no heading '{heading}'; the headings are: {listed}").format(heading=heading, listed=listed)
        )
    return found[0]


def _fitting(heading: str, known: Mapping[str, Target]) -> Target | None:
    """Return the one target that ``heading`` names by its key or label; a nearer field wins over one in a group."""
    word = fold_name(heading)
    exact = named(heading, known)
    if exact is not None or not word:
        return exact
    fits = [target for target in known.values() if word == fold_name(target.name)] or [
        target for target in known.values() if word in map(fold_name, target.label)
    ]
    nearest_first = sorted(fits, key=_distance)
    alone = len(fits) == 1 or (len(fits) > 1 and _distance(nearest_first[0]) < _distance(nearest_first[1]))
    return nearest_first[0] if alone else None


def _distance(target: Target) -> int:
    return 0 if target.event else 1 + target.name.count(".")


def _key(places: Mapping[Target, int], told: str | None) -> Target:
    mapped = {target.name: target for target in places}
    name = told or next((each for each in _KEYS if each in mapped), None)
    if name is None:
        sentence = _("no column tells whose row it is; say --map name=HEADING, or --key with another field")
        raise Misused(sentence)
    if name not in mapped:
        raise Misused(_("no column is the key; say --map {name}=HEADING").format(name=name))
    if not mapped[name].identifies or mapped[name].event:
        raise Misused(
            _("a customer is not told by its {name}; the key is id, name, former_no, phone …").format(name=name)
        )
    return mapped[name]
