"""The text of a customer's file for people: labelled, typed, people and choices by name, secrets masked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, Final, cast

from custfile.language import COLON, Label, say
from custfile.model.customer import Customer
from custfile.model.masking import STARS, masked
from custfile.model.secrecy import Secrecy, may_see
from custfile.model.spec import declared
from custfile.model.values import SCALARS, Wrong
from custfile.report.figures import Figures
from custfile.report.page import Amount, Cell, Pair, Value
from custfile.report.wording import enumerated

_YES: Final = {True: Label("yes", "是", "是"), False: Label("no", "否", "否")}
_NAMES: Final = {"team": "people", "kind": "kinds", "stage": "stages"}
_UNWANTED: Final = ("part", "free", "care_date")
_MASKED_WHOLE: Final = ("day", "money", "quantity", "share", "whole", "grade", "yes", "care_date", "choice", "email")


class Fields:
    """Reads the plain text of one file by the labels and types of ``catalog``, for a reader of ``level``."""

    def __init__(self, catalog: Mapping[str, Any], level: Secrecy, figures: Figures) -> None:
        self._catalog = catalog
        self._fields: Mapping[str, Mapping[str, Any]] = catalog["fields"]
        self._level = level
        self.figures = figures

    def label(self, path: str) -> str:
        """Return what the field at ``path`` is called; of one that is not declared the end of its path."""
        return say(self.named(path))

    def named(self, path: str) -> Label:
        """Return the label of the field at ``path``."""
        own = path.rpartition(".")[2]
        return Label(*self._fields[path]["label"]) if path in self._fields else Label(own, own, own)

    def open(self, path: str) -> bool:
        """Return whether the reader may see the field; one that is not declared is secret."""
        secrecy = self._fields[path]["secrecy"] if path in self._fields else Secrecy.SECRET
        return may_see(self._level, Secrecy(secrecy))

    def text(self, path: str, part: Mapping[str, Any], key: str) -> str:
        """Return the value of ``key`` in the record ``part`` at ``path`` on one line, empty when it is not told."""
        return self.line(self.value(f"{path}.{key}".lstrip("."), part.get(key), part.get("currency")))

    def pairs(self, path: str, part: Mapping[str, Any], *, leave: Iterable[str] = (), only: str = "") -> Iterator[Pair]:
        """Yield label and value of the scalars of the record ``part`` at ``path``, in the order of declaration.

        ``leave`` names those that are not wanted; ``only`` is the one type that is, else all but days of the year.
        """
        for key, name, type_ in self._inside.get(path, ()):
            wanted = type_ == only if only else type_ not in _UNWANTED
            if wanted and key not in leave and part.get(key):
                yield self.label(name), self.value(name, part[key])

    @cached_property
    def _inside(self) -> Mapping[str, Sequence[tuple[str, str, str]]]:
        """The fields of each part: key, dotted path, type."""
        found: dict[str, list[tuple[str, str, str]]] = {}
        for name, field in self._fields.items():
            path, _dot, key = name.rpartition(".")
            found.setdefault(path, []).append((key, name, field["type"]))
        return found

    def free(self, data: Mapping[str, Any]) -> Iterator[Pair]:
        """Yield label and text of a free-form mapping."""
        for key, value in data.items():
            if value:
                yield key, _flat(value)

    def value(self, path: str, typed: Any, currency: str | None = None) -> Value | Cell:
        """Return what was typed at ``path`` as it is shown; ``currency`` where it differs from the archive's."""
        if not typed:
            return None
        if isinstance(typed, list):
            return enumerated(self.line(self.value(path, item, currency)) for item in typed)
        if not self.open(path):
            return STARS if self._fields.get(path, {}).get("type") in _MASKED_WHOLE else masked(typed)
        try:
            return self._read(path, typed, currency)
        except Wrong:
            return str(typed)

    def _read(self, path: str, typed: str, currency: str | None) -> Value | Cell:
        field = self._fields[path]
        refers = _refers().get(path)
        if refers in _NAMES:
            name = self._catalog[_NAMES[refers]].get(typed, typed)
            return say(Label(*name)) if isinstance(name, list) else str(name)
        if field["type"] == "choice":
            return say(Label(*field["choices"].get(typed, [typed] * 3)))
        if field["type"] == "care_date":
            return self.figures.care_day(typed)
        value = SCALARS[field["type"]].read(typed)
        if field["type"] == "money":
            return Amount(value, currency or self.figures.currency)
        if field["type"] == "share":
            return self.figures.share(value)
        if field["type"] == "yes":
            return say(_YES[value])
        url = _url(path, typed)
        return Cell(value, url=url) if url else cast("Value", value)

    def line(self, told: Value | Cell) -> str:
        """Return a value written out."""
        return self.figures.shown(told.value if isinstance(told, Cell) else told)


def _url(path: str, typed: str) -> str:
    """Return where a phone, an address or a site leads; whoever shows it checks the scheme."""
    key = path.rpartition(".")[2]
    if key in ("phone", "mobile"):
        return dial(typed)
    if key == "email":
        return f"mailto:{typed}"
    if key == "website":
        return typed if "://" in typed else f"https://{typed}"
    return ""


def dial(phone: str) -> str:
    """Return the address that dials ``phone``, empty when it holds more than a number (an extension, two numbers)."""
    digits = "".join(char for char in phone if char in "+0123456789")
    return f"tel:{digits}" if digits and all(char in "+0123456789 -()." for char in phone) else ""


def _flat(value: Any) -> str:
    if isinstance(value, Mapping):
        return enumerated(f"{key}{say(COLON)}{_flat(item)}" for key, item in value.items())
    return enumerated(map(_flat, value)) if isinstance(value, list) else str(value)


@cache
def _refers() -> Mapping[str, str]:
    """Return which fields name a person, a kind or a stage."""
    return dict(_referring(Customer, ""))


def _referring(part: type, prefix: str) -> Iterator[tuple[str, str]]:
    for item in declared(part):
        if item.spec.refers:
            yield f"{prefix}{item.key}", item.spec.refers
        if item.part is not None:
            yield from _referring(item.part, f"{prefix}{item.key}.")
