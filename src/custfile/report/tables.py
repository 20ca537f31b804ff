"""A table as text for a terminal, Markdown, CSV or JSON."""

from __future__ import annotations

import csv
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from shutil import get_terminal_size
from typing import Any, Final, TextIO

from custfile.language import COLON, say
from custfile.model.table import Cell, Column, Table, written
from custfile.model.visible import json_text, visible
from custfile.report.markdown import escaped

_RIGHT: Final = ("count", "money", "share", "score", "quantity")
_UNBROKEN: Final = ("id", "phone", "cell")
_NARROW: Final = 10
_NOTHING: Final = "–"
_ALIKE: Final = frozenset((str, int, date, type(None)))  # equal ones look the same, unlike 1 and 1.0, or 0.5 and 0.50
_EMOJI: Final = re.compile("[\u200d\ufe0f\U0001f3fb-\U0001f3ff]")
_JOINED: Final = re.compile("\u200d.|[\U0001f3fb-\U0001f3ff]", re.DOTALL)  # they melt into the sign before them
_AS_PICTURE: Final = re.compile("(.)\ufe0f", re.DOTALL)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def write(table: Table, format: str, out: TextIO) -> None:  # noqa: A002
    """Write ``table`` to ``out`` as ``format``: table, md, csv or json."""
    _WRITERS[format](table, out)


def write_all(tables: Sequence[Table], format: str, out: TextIO) -> None:  # noqa: A002
    """Write several tables, each under its title; as JSON one object, a table a key, with its facts beside its rows.

    As csv, which has neither titles nor facts, there has to be one.
    """
    if format == "json":
        told = {table.name: {**_title(table), "facts": _facts(table), "rows": _records(table)} for table in tables}
        out.write(json_text(told) + "\n")
        return
    for number, table in enumerate(tables):
        title = visible(say(table.title)) if table.title and format != "csv" else ""
        heading = f"## {escaped(title)}\n\n" if format == "md" else f"{title}\n"
        out.write(("\n" if number else "") + (heading if title else ""))
        if table.rows or format == "csv":
            write(table, format, out)
        elif table.facts:
            write(replace(table, columns=(), rows=()), format, out)
        else:
            out.write(f"{_NOTHING}\n")


def _title(table: Table) -> dict[str, str]:
    return {"title": table.title.en} if table.title else {}


def _facts(table: Table) -> dict[str, str]:
    return {label.en: value for label, value in table.facts}


def shown(cell: Any, column: Column) -> str:
    """Return a cell as people read it, safe for a terminal."""
    value, kind = cell if isinstance(cell, Cell) else (cell, column.kind)
    if value is None:
        return ""
    if column.names and value in column.names:
        return visible(say(column.names[value]))
    return visible(value) if isinstance(value, str) else written(value, kind)


@lru_cache(1 << 14)
def width(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes: Chinese characters and emoji take two."""
    if text.isascii():
        return len(text)
    if not _EMOJI.search(text):
        return sum(map(_width, text))
    alone = _JOINED.sub("", text)
    return sum(map(_width, alone)) + sum(_width(found[1]) == 1 for found in _AS_PICTURE.finditer(alone))


@lru_cache(1 << 14)
def _width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _text(table: Table, out: TextIO) -> None:
    facts = "".join(f"{say(label)}{say(COLON)}{visible(value)}\n" for label, value in table.facts)
    out.write(facts)
    if not table.columns:
        return
    out.write("\n" if facts else "")
    heads = [say(column.label) for column in table.columns]
    body = _texts(table)
    known = [{text: width(text) for text in {head, *texts}} for head, texts in zip(heads, body, strict=True)]
    widths = [max(column.values()) for column in known]
    if out is sys.stdout and out.isatty() and "NO_COLOR" not in os.environ and _fits(table, widths):
        _rich(table.columns, heads, body, widths)
    else:
        _aligned(table.columns, heads, body, known, out)


def _fits(table: Table, widths: Sequence[int]) -> bool:
    """Say whether the table is at most a screenful, and no cell that must be read whole would be cut."""
    screen = get_terminal_size()
    pairs = zip(table.columns, widths, strict=True)
    least = sum(min(wide, _NARROW) if _folds(column, wide) else wide for column, wide in pairs)
    return len(table.rows) <= screen.lines and least + 2 * (len(widths) - 1) <= screen.columns


def _folds(column: Column, wide: int) -> bool:
    """Say whether the cells of ``column`` may go on to a second line."""
    return column.kind == "text" and column.key not in _UNBROKEN and wide > _NARROW


def _rich(
    columns: Sequence[Column], heads: Sequence[str], body: Sequence[Sequence[str]], widths: Sequence[int]
) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    drawn = RichTable(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for column, head, wide in zip(columns, heads, widths, strict=True):
        folds = _folds(column, wide)
        drawn.add_column(
            Text(head),
            justify="right" if column.kind in _RIGHT else "left",
            no_wrap=not folds,
            min_width=_NARROW if folds else wide,
            overflow="fold",
        )
    for row in zip(*body, strict=True):
        drawn.add_row(*map(Text, row))
    Console(markup=False, emoji=False, highlight=False).print(drawn)


def _aligned(
    columns: Sequence[Column],
    heads: Sequence[str],
    body: Sequence[Sequence[str]],
    known: Sequence[Mapping[str, int]],
    out: TextIO,
) -> None:
    """Write the columns of ``body`` under headings, padded by display width: ``known`` are the widths of their texts.

    A long list costs little more than its bytes.
    """
    padded = []
    for column, head, texts, widths in zip(columns, heads, body, known, strict=True):
        wide, right = max(widths.values()), column.kind in _RIGHT
        spaced = {text: _padded(text, wide - own, right) for text, own in widths.items()}
        padded.append([spaced[head], *map(spaced.__getitem__, texts)])
    out.writelines("  ".join(cells).rstrip() + "\n" for cells in zip(*padded, strict=True))


def _padded(text: str, gap: int, right: bool) -> str:
    return " " * gap + text if right else text + " " * gap


def _texts(table: Table) -> list[list[str]]:
    """Return the cells of ``table`` as people read them, column by column."""
    by_column = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.columns)
    return [_column(cells, column) for cells, column in zip(by_column, table.columns, strict=True)]


def _column(cells: Sequence[Any], column: Column) -> list[str]:
    """Return the ``cells`` of ``column`` as people read them; what comes again is worked out once."""
    if not _ALIKE.issuperset(map(type, cells)):
        return [shown(cell, column) for cell in cells]
    known = {cell: shown(cell, column) for cell in set(cells)}
    return [known[cell] for cell in cells]


def _markdown(table: Table, out: TextIO) -> None:
    for label, value in table.facts:
        out.write(f"- {say(label)}{say(COLON)}{escaped(value)}\n")
    out.write("\n" if table.facts else "")
    if not table.columns:
        return
    heads = [say(column.label) for column in table.columns]
    rule = ["---:" if column.kind in _RIGHT else "---" for column in table.columns]
    for cells in (heads, rule, *(map(escaped, row) for row in zip(*_texts(table), strict=True))):
        out.write(f"| {' | '.join(cells)} |\n")


def _csv(table: Table, out: TextIO) -> None:
    out.write("\ufeff")  # so that Excel reads it as UTF-8
    safe = visible if out.isatty() else str  # a file keeps what a terminal must not obey
    writer = csv.writer(_UnixLines(out))  # ended by CR LF at first, so that a cell with either of them is quoted
    writer.writerow([say(column.label) for column in table.columns])
    rows = ([cell.value if isinstance(cell, Cell) else cell for cell in row] for row in table.rows)
    writer.writerows([_inert(safe(cell)) if isinstance(cell, str) else cell for cell in row] for row in rows)


class _UnixLines:
    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, line: str) -> int:
        return self._out.write(line.removesuffix("\r\n") + "\n")


def _inert(cell: str) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _json(table: Table, out: TextIO) -> None:
    out.write(json_text(_records(table)) + "\n")


def _records(table: Table) -> list[dict[str, Any]]:
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, map(raw, row), strict=True)) for row in table.rows]


def raw(cell: Any) -> Any:
    """Return a cell as JSON has it: ISO dates, plain numbers."""
    if isinstance(cell, Cell):
        return raw(cell.value)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell


_WRITERS: Final[dict[str, Callable[[Table, TextIO], None]]] = {
    "table": _text,
    "md": _markdown,
    "csv": _csv,
    "json": _json,
}
