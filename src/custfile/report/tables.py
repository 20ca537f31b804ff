"""A table as text for a terminal, Markdown, CSV or JSON."""

from __future__ import annotations

import csv
import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
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
_TEXT: Final = frozenset((str, type(None)))
_CHINESE: Final = (2, 3)
"""What a Chinese character takes on a screen, and in bytes."""

_EMOJI: Final = re.compile("[\u200d\ufe0f\U0001f3fb-\U0001f3ff]")
_JOINED: Final = re.compile("\u200d.|[\U0001f3fb-\U0001f3ff]", re.DOTALL)  # they melt into the sign before them
_AS_PICTURE: Final = re.compile("(.)\ufe0f", re.DOTALL)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def write(table: Table, format: str, out: TextIO) -> None:  # noqa: A002
    """Write ``table`` to ``out`` as ``format``: table, md, csv or json."""
    out.writelines(pieces(table, format, screen=out.isatty()))


def pieces(table: Table, format: str, *, screen: bool) -> Iterator[str]:  # noqa: A002
    """Yield the text of ``table`` as ``format``; on a ``screen`` it must not steer the terminal, and may have colours."""
    return _PIECES[format](table, screen)


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


def _widths(texts: Sequence[str]) -> Sequence[int]:
    """Return the ``width`` of each of many ``texts``, which have most of their characters in common."""
    together = "".join(texts)
    if together.isascii():
        return [*map(len, texts)]
    if all(char.isascii() or (_width(char), len(char.encode())) == _CHINESE for char in set(together)):
        return [(len(text) + len(text.encode())) // 2 for text in texts]
    return [*map(width, texts)]


def _text(table: Table, screen: bool) -> Iterator[str]:
    facts = "".join(f"{say(label)}{say(COLON)}{visible(value)}\n" for label, value in table.facts)
    yield facts
    if not table.columns:
        return
    yield "\n" if facts else ""
    lists = [[say(column.label), *texts] for column, texts in zip(table.columns, _texts(table), strict=True)]
    widths = [*map(_widths, lists)]
    if screen and "NO_COLOR" not in os.environ and _fits(table, [*map(max, widths)]):
        yield _rich(table.columns, lists, [*map(max, widths)])
    else:
        yield _aligned(table.columns, lists, widths)


def _fits(table: Table, widths: Sequence[int]) -> bool:
    """Say whether the table is at most a screenful, and no cell that must be read whole would be cut."""
    screen = get_terminal_size()
    pairs = zip(table.columns, widths, strict=True)
    least = sum(min(wide, _NARROW) if _folds(column, wide) else wide for column, wide in pairs)
    return len(table.rows) <= screen.lines and least + 2 * (len(widths) - 1) <= screen.columns


def _folds(column: Column, wide: int) -> bool:
    """Say whether the cells of ``column`` may go on to a second line."""
    return column.kind == "text" and column.key not in _UNBROKEN and wide > _NARROW


def _rich(columns: Sequence[Column], lists: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    drawn = RichTable(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for column, (head, *_texts), wide in zip(columns, lists, widths, strict=True):
        folds = _folds(column, wide)
        drawn.add_column(
            Text(head),
            justify="right" if column.kind in _RIGHT else "left",
            no_wrap=not folds,
            min_width=_NARROW if folds else wide,
            overflow="fold",
        )
    for row in [*zip(*lists, strict=True)][1:]:
        drawn.add_row(*map(Text, row))
    console = Console(markup=False, emoji=False, highlight=False)
    if console.legacy_windows:  # it has no escape codes, and what is captured could hold nothing else
        console = Console(markup=False, emoji=False, highlight=False, color_system=None)
    with console.capture() as capture:
        console.print(drawn)
    return capture.get()


def _aligned(columns: Sequence[Column], lists: Sequence[Sequence[str]], widths: Sequence[Sequence[int]]) -> str:
    """Return the ``lists``, a heading and its texts each, as columns padded by what they take on a screen: ``widths``.

    A long list costs little more than its bytes.
    """
    padded = []
    for column, texts, own in zip(columns, lists, widths, strict=True):
        wide = max(own)
        if min(own) == wide:
            padded.append(texts)
            continue
        gaps = [" " * gap for gap in range(wide + 1)]
        pairs = zip(texts, own, strict=True)
        if column.kind in _RIGHT:
            padded.append([gaps[wide - taken] + text for text, taken in pairs])
        else:
            padded.append([text + gaps[wide - taken] for text, taken in pairs])
    return "\n".join(map(str.rstrip, map("  ".join, zip(*padded, strict=True)))) + "\n"


def _texts(table: Table) -> list[list[str]]:
    """Return the cells of ``table`` as people read them, column by column."""
    by_column = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.columns)
    return [_column(cells, column) for cells, column in zip(by_column, table.columns, strict=True)]


def _column(cells: Sequence[Any], column: Column) -> list[str]:
    """Return the ``cells`` of ``column`` as people read them; what comes again is worked out once."""
    kinds = {*map(type, cells)}
    if kinds <= _TEXT and not column.names:
        texts = [cell or "" for cell in cells]
        return texts if "".join(texts).isprintable() else [*map(visible, texts)]
    if not kinds <= _ALIKE:
        return [shown(cell, column) for cell in cells]
    known = {cell: shown(cell, column) for cell in set(cells)}
    return [*map(known.__getitem__, cells)]


def _markdown(table: Table, _screen: bool) -> Iterator[str]:
    for label, value in table.facts:
        yield f"- {say(label)}{say(COLON)}{escaped(value)}\n"
    yield "\n" if table.facts else ""
    if not table.columns:
        return
    heads = [say(column.label) for column in table.columns]
    rule = ["---:" if column.kind in _RIGHT else "---" for column in table.columns]
    for cells in (heads, rule, *(map(escaped, row) for row in zip(*_texts(table), strict=True))):
        yield f"| {' | '.join(cells)} |\n"


def _csv(table: Table, screen: bool) -> Iterator[str]:
    yield "\ufeff"  # so that Excel reads it as UTF-8
    safe = visible if screen else str  # a file keeps what a terminal must not obey
    writer = csv.writer(_Line())
    yield _line(writer.writerow([say(column.label) for column in table.columns]))
    for row in table.rows:
        cells = (cell.value if isinstance(cell, Cell) else cell for cell in row)
        yield _line(writer.writerow([_inert(safe(cell)) if isinstance(cell, str) else cell for cell in cells]))


class _Line:
    """What ``csv`` writes to, a line at a time: it hands the line back."""

    @staticmethod
    def write(line: str) -> str:
        return line


def _line(written: str) -> str:
    """Return a line with the end of Unix; ``csv`` ends it by CR LF, so that a cell with either of them is quoted."""
    return written.removesuffix("\r\n") + "\n"


def _inert(cell: str) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _json(table: Table, _screen: bool) -> Iterator[str]:
    yield json_text(_records(table)) + "\n"


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


_PIECES: Final[dict[str, Callable[[Table, bool], Iterator[str]]]] = {
    "table": _text,
    "md": _markdown,
    "csv": _csv,
    "json": _json,
}
