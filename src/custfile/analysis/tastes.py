"""Whom a new product is for: the customers whose preferences, hobbies, products or earlier orders match its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from custfile.language import Label, say
from custfile.model.folding import fold
from custfile.model.redact import values
from custfile.model.table import Column, Table

PLACES: Final = {
    "preferences": (3, Label("likes", "偏好", "偏好")),
    "hobbies": (2, Label("hobby", "爱好", "嗜好")),
    "orders": (2, Label("bought", "买过", "買過")),
    "products": (1, Label("product mix", "经营产品", "經營產品")),
}
"""Where words are looked for: the points of a word found there, and what the place is called."""

_COLUMNS: Final = (
    Column("id", Label("Id", "编号", "編號")),
    Column("name", Label("Name", "名称", "名稱")),
    Column("person", Label("Who calls", "负责人", "負責人")),
    Column("phone", Label("Phone", "电话", "電話")),
    Column("words", Label("Words", "命中词数", "命中詞數"), "count"),
    Column("points", Label("Points", "匹配分", "符合分"), "count"),
    Column("because", Label("Because", "依据", "依據")),
)
_NOT_KEPT: Final = ("cancelled", "returned")


class Found(NamedTuple):
    """A value that holds some of the words: in which of ``PLACES``, as people read it, and how often it is told."""

    place: str
    text: str
    times: int
    words: frozenset[str]


class Taste(NamedTuple):
    """A customer whom the words fit: how many of them, with how many points, and what matched."""

    id: str
    name: str
    owner: str | None
    phone: str | None
    words: int
    points: int
    found: Sequence[Found]


def folded(words: Iterable[str]) -> list[str]:
    """Return the single words of ``words``, folded, each once."""
    return list(dict.fromkeys(word for told in words for word in fold(told).split()))


def matches(record: Mapping[str, Any], words: Sequence[str], as_of: date) -> list[Found]:
    """Return the values of the plain ``record``, as of a day, that hold any of the folded ``words``; the best place first.

    A key of the preferences counts as part of what stands under it: ``tea: 龙井`` is found by either.
    """
    told = Counter(_told(record, as_of))
    found = [Found(place, text, times, _held(text, words)) for (place, text), times in told.items()]
    order = list(PLACES)
    return sorted((each for each in found if each.words), key=lambda each: (order.index(each.place), -each.times))


def taste(identity: str, name: str, owner: str | None, phone: str | None, found: Sequence[Found]) -> Taste:
    """Return the customer with its points: those of each place, for each word that is found there."""
    held = {(each.place, word) for each in found for word in each.words}
    points = sum(PLACES[place][0] for place, _word in held)
    return Taste(identity, name, owner, phone, len({word for _place, word in held}), points, found)


def taste_table(tastes: Iterable[Taste], words: Sequence[str], catalog: Mapping[str, Any]) -> Table:
    """Return whom to tell of something new, the best match first: most words, most points, then by id."""
    ranked = sorted(tastes, key=lambda each: (-each.words, -each.points, each.id))
    people = {person: Label(name, name, name) for person, name in catalog["people"].items()}
    columns = [replace(column, names=people) if column.key == "person" else column for column in _COLUMNS]
    rows = [(*each[:-1], because(each.found)) for each in ranked]
    return Table("tip", columns, rows, ((Label("Words", "词语", "詞語"), " ".join(words)),))


def because(found: Iterable[Found]) -> str:
    """Return in a line what matched."""
    return "; ".join(
        f"{say(PLACES[each.place][1])}: {each.text}{f' ×{each.times}' if each.times > 1 else ''}" for each in found
    )


def _held(text: str, words: Sequence[str]) -> frozenset[str]:
    whole = fold(text)
    return frozenset(word for word in words if word in whole)


def _told(record: Mapping[str, Any], as_of: date) -> Iterator[tuple[str, str]]:
    """Yield (place, text) of all that is looked at."""
    for path, value in values(record.get("preferences") or {}):
        yield "preferences", f"{path.replace('.', ' ')} {value}"
    for person in (record.get("person"), *(record.get("contacts") or ())):
        yield from (("hobbies", hobby) for hobby in (person or {}).get("hobbies") or () if hobby)
    for order in record.get("orders") or ():
        if order and _bought(order, as_of):
            yield from (("orders", product) for product in _products(order))
    yield from (("products", product) for product in (record.get("business") or {}).get("products") or () if product)


def _bought(order: Mapping[str, Any], as_of: date) -> bool:
    kept = order.get("status") not in _NOT_KEPT and Decimal(order["amount"]) > 0
    return kept and date.fromisoformat(order["date"]) <= as_of


def _products(order: Mapping[str, Any]) -> set[str]:
    """Return the products of an order, each once."""
    lines = [line for line in order.get("lines") or () if line]
    return {item["product"] for item in (order, *lines) if item.get("product")}
