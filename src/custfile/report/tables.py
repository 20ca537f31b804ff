"""A table as text for a terminal, Markdown, CSV or JSON."""

from __future__ import annotations

import csv
import json
import os
import sys
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from shutil import get_terminal_size
from typing import Any, Final, TextIO

from custfile.language import say
from custfile.model.table import Column, Table
from custfile.model.visible import visible
from custfile.report.markdown import escaped

_RIGHT: Final = ("count", "money", "share", "score")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def write(table: Table, format: str, out: TextIO) -> None:  # noqa: A002
    """Write ``table`` to ``out`` as ``format``: table, md, csv or json."""
    _WRITERS[format](table, out)


def shown(cell: Any, column: Column) -> str:
    """Return a cell as people read it, safe for a terminal."""
    if cell is None:
        return ""
    if cell in column.names:
        return visible(say(column.names[cell]))
    if column.kind == "money":
        return f"{Decimal(cell):,.2f}"
    if column.kind == "share":
        return f"{cell:.1%}"
    if column.kind == "score":
        return f"{cell:.2f}"
    return visible(str(cell))


def width(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes: Chinese characters and emoji take two."""
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _text(table: Table, out: TextIO) -> None:
    facts = "".join(f"{say(label)}: {visible(value)}\n" for label, value in table.facts)
    out.write(facts + "\n" if facts else "")
    if (
        out is sys.stdout
        and out.isatty()
        and len(table.rows) <= get_terminal_size().lines
        and "NO_COLOR" not in os.environ
    ):
        _rich(table)
    else:
        _aligned(table, out)


def _rich(table: Table) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    drawn = RichTable(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in table.columns:
        right = column.kind in _RIGHT
        drawn.add_column(
            Text(say(column.label)), justify="right" if right else "left", no_wrap=right or column.kind == "day"
        )
    for row in table.rows:
        drawn.add_row(*(Text(text) for text in _cells(row, table.columns)))
    Console(markup=False, emoji=False, highlight=False).print(drawn)


def _aligned(table: Table, out: TextIO) -> None:
    """Write rows under headings, padded by display width; a long list costs little more than its bytes."""
    heads = [say(column.label) for column in table.columns]
    body = [_cells(row, table.columns) for row in table.rows]
    widths = [max(map(width, cells)) for cells in zip(heads, *body, strict=True)]
    right = [column.kind in _RIGHT for column in table.columns]
    for cells in (heads, *body):
        out.write("  ".join(map(_padded, cells, widths, right)).rstrip() + "\n")


def _padded(text: str, wide: int, right: bool) -> str:
    gap = " " * (wide - width(text))
    return gap + text if right else text + gap


def _cells(row: Sequence[Any], columns: Sequence[Column]) -> list[str]:
    return [shown(cell, column) for cell, column in zip(row, columns, strict=True)]


def _markdown(table: Table, out: TextIO) -> None:
    for label, value in table.facts:
        out.write(f"- {say(label)}: {escaped(value)}\n")
    out.write("\n" if table.facts else "")
    heads = [say(column.label) for column in table.columns]
    rule = ["---:" if column.kind in _RIGHT else "---" for column in table.columns]
    for cells in (heads, rule, *(map(escaped, _cells(row, table.columns)) for row in table.rows)):
        out.write(f"| {' | '.join(cells)} |\n")


def _csv(table: Table, out: TextIO) -> None:
    out.write("\ufeff")  # so that Excel reads it as UTF-8
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([say(column.label) for column in table.columns])
    writer.writerows([_inert(cell) for cell in row] for row in table.rows)


def _inert(cell: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _json(table: Table, out: TextIO) -> None:
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, map(raw, row), strict=True)) for row in table.rows]
    out.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")


def raw(cell: Any) -> Any:
    """Return a cell as JSON has it: ISO dates, plain numbers."""
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
