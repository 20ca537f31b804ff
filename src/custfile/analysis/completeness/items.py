"""What a file can be asked for: a field, a paper, a way to reach the customer; and whether it is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from custfile.analysis.book import Mask
from custfile.analysis.figures import Figures
from custfile.language import Label
from custfile.model.choices import DOCUMENTS
from custfile.model.trail import title

_PAPERS: Final = "documents"


@dataclass(frozen=True)
class Item:
    """Something to have on file, called ``key`` in tables: any of the fields ``paths``, or a ``paper`` of that type."""

    key: str
    label: Label
    paths: tuple[str, ...] = ()
    paper: str | None = None


BASICS: Final = (
    Item("owner", Label("Owner", "负责人", "負責人"), ("owner",)),
    Item("phone", Label("Phone or contact", "电话或联系人", "電話或聯絡人"), ("phone", "contacts")),
    Item("collected", Label("How the file came about", "建档情况", "建檔情況"), ("collected",)),
)
"""What every customer's file should have, whatever its kind; without name and kind it is no customer's file."""


def fields(model: type, paths: Iterable[str]) -> list[Item]:
    """Return the items of the fields ``paths`` of ``model``. Raises ``KeyError`` when no file can have one."""
    return [Item(path, title(model, path), (path,)) for path in paths]


def papers(types: Iterable[str]) -> list[Item]:
    """Return the items of papers of these ``types``."""
    return [Item(f"documents[{kind}]", _of_paper(DOCUMENTS[kind]), paper=kind) for kind in types]


def _of_paper(kind: Label) -> Label:
    return Label(f"Paper: {kind.en}", f"文件：{kind.zh_CN}", f"文件：{kind.zh_TW}")


def reading(items: Iterable[Item]) -> set[str]:
    """Return the fields that have to be read to know which of ``items`` are there."""
    return {path for item in items for path in ((_PAPERS,) if item.paper else item.paths)}


def on_file(figures: Figures, items: Sequence[Item]) -> list[Mask]:
    """Return for each of ``items`` which customers' files have it; a paper counts from its date on."""
    held = _held(figures) if any(item.paper for item in items) else []
    return [
        np.fromiter((item.paper in types for types in held), np.bool_, figures.size)
        if item.paper
        else np.logical_or.reduce([_told(figures.column(path)) for path in item.paths])
        for item in items
    ]


def _held(figures: Figures) -> list[set[str]]:
    today = figures.book.as_of.isoformat()
    return [{paper["type"] for paper in papers or () if paper["date"] <= today} for papers in figures.column(_PAPERS)]


def _told(values: Sequence[Any]) -> Mask:
    return np.fromiter(map(told, values), np.bool_, len(values))


def told(value: Any) -> bool:
    """Return whether ``value`` says something; of a list or a mapping, whether anything in it does."""
    if isinstance(value, list):
        return any(map(told, value))
    if isinstance(value, Mapping):
        return any(map(told, value.values()))
    return value is not None and value != ""
