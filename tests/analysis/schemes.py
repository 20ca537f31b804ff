"""Schemes and the figures they are decided on, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from books import Made

from custfile.analysis.classes.placing import Placed
from custfile.analysis.figures import Figures
from custfile.archive.schemes import shipped
from custfile.model.scheme import SchemeSettings
from custfile.model.settings import Settings
from custfile.model.structure import structure

FILES = ("assets", "ended.date", "industry", "person.birthday", "person.age")
"""What a book made by hand has to tell, be it nothing, for the shipped schemes to be decided."""

BASICS = ("kind", "owner", "region")


def scheme(*levels: dict[str, Any], id: str = "s") -> SchemeSettings:  # noqa: A002
    """Return the scheme of ``levels`` as custfile.yaml has them."""
    return structure(SchemeSettings, {"id": id, "levels": [_text(level) for level in levels]})


def _text(value: Any) -> Any:
    """Return ``value`` as it comes out of a file: every scalar is text."""
    if isinstance(value, dict):
        return {key: _text(each) for key, each in value.items()}
    return [_text(each) for each in value] if isinstance(value, list) else str(value)


def figures(book: Made, *own: SchemeSettings, settings: Settings | None = None) -> Figures:
    """Return the figures of ``book``, with the shipped schemes and ``own`` ones."""
    for path in FILES:
        book.told.setdefault(path, [None] * len(book.customers))  # type: ignore[attr-defined]
    for path in BASICS:
        book.told.setdefault(path, book.customers[path].tolist())  # type: ignore[attr-defined]
    found = settings or Settings(name="A")
    return Figures(book, found, {**shipped(), **{each.id: each for each in own}})


def ways(placed: Placed) -> list[str]:
    """Return the classes of each customer, by id, from the top down."""
    return ["/".join(placed.way(who)) for who in range(len(placed.at))]


def words(book: Made, *levels: dict[str, Any]) -> list[str]:
    """Return the classes of each customer of ``book`` in the scheme of ``levels``."""
    return ways(figures(book, scheme(*levels)).placed("s"))


def told(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return customers C1, C2 … with the fields of ``rows``."""
    return [{"id": f"C{number}", **row} for number, row in enumerate(rows, 1)]
