"""What a condition depends on, so that it is worked out again only where something of that has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from custfile.analysis.deciding import EVERYTHING, KNOWN, Dependence
from custfile.model.condition import names, parse
from custfile.model.measures import measure
from custfile.model.naming import CLASS
from custfile.model.scheme import LevelSettings, SchemeSettings

_DEALINGS: Final = frozenset(("orders", "payments", "terms"))
_GROUPS: Final = {
    "sales": Dependence(frozenset(("orders", "terms")), own=True),
    "credit": Dependence(_DEALINGS | {"trading"}, own=True),
    "profit": Dependence(_DEALINGS | {"visits"}, own=True),
    "person": Dependence(frozenset(("person",)), own=True),
    "prospects": Dependence(frozenset(("prospect",)), own=True),
}
"""Groups of measures; ``terms`` have the currency of amounts. Those of others compare customers with each other."""

_SERVICE: Final = {
    "visits": "visits", "days_since_visit": "visits", "complaints": "tickets", "complaints_open": "tickets",
    "days_on_file": "collected",
}  # fmt: skip
"""The key that decides each measure of the group ``service``: a visit is recorded every day, a complaint is not."""

_UNBOUND: Final = Dependence(frozenset((EVERYTHING,)), own=False)


def dependence(text: str, schemes: Mapping[str, SchemeSettings]) -> Dependence:
    """Return what the condition ``text`` depends on; ``schemes`` are the class schemes by id. Raises ``Unclear``."""
    told = _together(_of(name, schemes) for name in names(parse(text)))
    return told._replace(keys=told.keys | {KNOWN})


def _of(name: str, schemes: Mapping[str, SchemeSettings]) -> Dependence:
    found = measure(name)
    if found is not None and found.group == "service":
        return Dependence(frozenset((_SERVICE[found.name.removesuffix(f"_{found.months}m")],)), own=True)
    if found is not None:
        return _GROUPS.get(found.group, _UNBOUND)
    if name.startswith(CLASS):
        return _of_classes(schemes[name.removeprefix(CLASS)], schemes)
    return Dependence(frozenset((name.partition(".")[0],)), own=True)


def _of_classes(scheme: SchemeSettings, schemes: Mapping[str, SchemeSettings]) -> Dependence:
    """Whether a class is divided further, and a share of the total, are matters of all customers together."""
    told = _together(_of(name, schemes) for level in scheme.levels for name in _asked(level))
    alone = len(scheme.levels) == 1 and not scheme.levels[0].pareto
    return told._replace(own=told.own and alone)


def _asked(level: LevelSettings) -> Iterator[str]:
    if level.source is not None:
        yield level.source
    for rule in level.rules:
        yield from names(parse(str(rule.when)))


def _together(several: Iterable[Dependence]) -> Dependence:
    found = list(several)
    return Dependence(frozenset().union(*(each.keys for each in found)), all(each.own for each in found))
