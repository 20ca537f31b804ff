"""What a file can be asked for: a field, a paper, a way to reach the customer; and whether it is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from custfile.analysis.book import Book, Mask
from custfile.language import Label
from custfile.model.choices import DOCUMENTS
from custfile.model.trail import title, trail

_PAPER: Final = Label("Paper", "文件", "文件")
_OURS: Final = frozenset(
    ("owner", "advisors", "former_no", "level", "region", "via", "collected", "sources", "ended", "prospect", "member")
    + ("trading", "terms", "quotations", "orders", "payments", "visits", "promises", "deals", "tickets", "documents")
    + ("loans", "gifts", "notes")
)
"""What the firm itself writes: a form that the customer filled in does not tell it."""


@dataclass(frozen=True)
class Item:
    """Something to have on file, called ``key`` in tables: any of the fields ``paths``, or a ``paper`` of that type."""

    key: str
    label: Label
    paths: tuple[str, ...] = ()
    paper: str | None = None

    @property
    def claimed(self) -> bool:
        """Whether a customer tells it of itself, so that somebody has to verify it."""
        return self.paper is None and not any(path.partition(".")[0] in _OURS for path in self.paths)


BASICS: Final = (
    Item("owner", Label("Owner", "负责人", "負責人"), ("owner",)),
    Item("phone", Label("Phone or contact", "电话或联系人", "電話或聯絡人"), ("phone", "contacts")),
    Item("collected", Label("How the file came about", "建档情况", "建檔情況"), ("collected",)),
)
"""What every customer's file should have, whatever its kind; without name and kind it is no customer's file."""


def fields(model: type, paths: Iterable[str]) -> list[Item]:
    """Return the items of the fields ``paths`` of ``model``. Raises ``KeyError`` when it has no such field."""
    return [Item(path, title(trail(model, path)), (path,)) for path in paths]


def papers(types: Iterable[str]) -> list[Item]:
    """Return the items of papers of these ``types``."""
    return [Item(f"documents[{kind}]", _of_paper(DOCUMENTS[kind]), paper=kind) for kind in types]


def _of_paper(kind: Label) -> Label:
    return Label(f"{_PAPER.en}: {kind.en}", f"{_PAPER.zh_CN}：{kind.zh_CN}", f"{_PAPER.zh_TW}：{kind.zh_TW}")


def on_file(book: Book, items: Iterable[Item]) -> list[Mask]:
    """Return for each of ``items`` which customers' files have it; a paper counts from its date on."""
    wanted = list(items)
    held = _held(book) if any(item.paper for item in wanted) else []
    size = len(book.customers)
    return [
        np.array([item.paper in types for types in held], dtype=np.bool_)
        if item.paper
        else _any(size, [np.array([told(value) for value in book.field(path)], np.bool_) for path in item.paths])
        for item in wanted
    ]


def _any(size: int, masks: Iterable[Mask]) -> Mask:
    found = np.zeros(size, dtype=np.bool_)
    for mask in masks:
        found |= mask
    return found


def _held(book: Book) -> list[set[str]]:
    days, types = book.field("documents.date"), book.field("documents.type")
    return [
        {kind for day, kind in zip(day_list or (), type_list or (), strict=True) if day <= book.as_of}
        for day_list, type_list in zip(days, types, strict=True)
    ]


def told(value: Any) -> bool:
    """Return whether ``value`` says something; of a list or a mapping, whether anything in it does."""
    if isinstance(value, list):
        return any(map(told, value))
    if isinstance(value, Mapping):
        return any(map(told, value.values()))
    return value is not None and value != ""
