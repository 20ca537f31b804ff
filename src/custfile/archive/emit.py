"""Values as YAML text in the archive's style: one event one line, long notes in block style."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias, TypeGuard

from custfile.archive.quoting import Unwritable, fits_block, key, scalar
from custfile.model.edit import Value

__all__ = ["Layout", "Unwritable", "document", "entry", "flow", "item", "key", "one_line", "scalar", "spread"]

WIDTH: Final = 100
"""Columns up to which a mapping, a list or a text stays on one line."""

_STEP: Final = 2

Layout: TypeAlias = Callable[[Value, int], tuple[str, list[str]]]
"""Lays out a value whose key or dash stands at a column: what follows on that line, and the lines beneath it."""


def flow(value: Value) -> str:
    """Return ``value`` as one line of flow style: ``{date: 2026-02-03, no: SO-0031}``, ``[茶, 瑜伽]`` or a scalar."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key(name, flow=True)}: {flow(part)}" for name, part in value.items()) + "}"
    if _is_list(value):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value, flow=True)


def one_line(value: Value, column: int) -> tuple[str, list[str]]:
    """Lay out ``value`` on the line of its key or dash, whatever its length."""
    return flow(value) if isinstance(value, Mapping) or _is_list(value) else scalar(value, flow=False), []


def spread(value: Value, column: int) -> tuple[str, list[str]]:
    """Lay out ``value`` for people: short things on one line, of lists of mappings each item, long text after ``|``."""
    if isinstance(value, str) and _is_long(value):
        return _block_text(value, column + _STEP)
    if _stays_on_line(value, column):
        return one_line(value, column)
    if isinstance(value, Mapping):
        return "", [line for name, part in value.items() for line in entry(name, part, column + _STEP)]
    return "", [line for part in _parts(value) for line in item(part, column + _STEP)]


def document(record: Mapping[str, Value]) -> str:
    """Return the text of a new file: each field of ``record`` on its line, with a final line feed."""
    return "".join(f"{line}\n" for name, value in record.items() for line in entry(name, value, 0))


def entry(name: str, value: Value, column: int, layout: Layout = spread) -> list[str]:
    """Return the lines of ``name: value`` in a block mapping at ``column``."""
    head, beneath = layout(value, column)
    return [" " * column + key(name, flow=False) + (f": {head}" if head else ":"), *beneath]


def item(value: Value, column: int, layout: Layout = spread) -> list[str]:
    """Return the lines of ``- value`` in a block list at ``column``; a mapping without long text is one flow line."""
    if isinstance(value, Mapping) and not _holds_long_text(value):
        return [" " * column + "- " + flow(value)]
    head, beneath = layout(value, column)
    if not head:  # a collection begins on the line of the dash
        head, *beneath = beneath
    return [" " * column + "- " + head.lstrip(" "), *beneath]


def _parts(value: Value) -> Sequence[Value]:
    return value if _is_list(value) else ()


def _is_list(value: Value) -> TypeGuard[Sequence[Value]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _stays_on_line(value: Value, column: int) -> bool:
    if not (isinstance(value, Mapping) or _is_list(value)) or not value:
        return True
    if _is_list(value) and any(isinstance(part, Mapping) for part in value):
        return False
    return not _holds_long_text(value) and column + len(flow(value)) <= WIDTH


def _block_text(text: str, column: int) -> tuple[str, list[str]]:
    begins_blank = text.lstrip("\n").startswith((" ", "\t"))  # then the indent cannot be told from the first line
    indent = str(_STEP) if begins_blank else ""
    body = text.removesuffix("\n")
    keep = "-" if body == text else "+" if body.endswith("\n") else ""
    return f"|{indent}{keep}", [" " * column + line if line else "" for line in body.split("\n")]


def _is_long(text: str) -> bool:
    return (len(text) > WIDTH or "\n" in text) and fits_block(text)


def _holds_long_text(value: Value) -> bool:
    if isinstance(value, str):
        return _is_long(value)
    if isinstance(value, Mapping):
        return any(map(_holds_long_text, value.values()))
    return _is_list(value) and any(map(_holds_long_text, value))
