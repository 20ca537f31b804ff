"""Tables of text: as spreadsheets save them, with columns parted by commas, semicolons, tabs, bars or white space."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Final

from custfile.errors import Misused
from custfile.language import Label, _, say
from custfile.model.incoming import Line, Rejected

DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "space": ""}
"""How columns are parted; ``space`` is any run of white space, as in tables set for the eye."""

REASON: Final = Label("not imported because", "未导入原因", "未匯入原因")
"""The heading of the reasons in a table of rejected rows."""

_SAMPLE: Final = 65536
_SAMPLE_ROWS: Final = 50
_TITLE_ROWS: Final = 10
_FORMULA: Final = "=+-@\t\r\n\0＝＋－＠"
_GUARDED: Final = re.compile(rf"\A'(?=[{re.escape(_FORMULA)}])")
_AS_TEXT: Final = re.compile(r'="([^"]*)"')  # what some programs write so that a spreadsheet keeps leading zeros
_NUMBER: Final = re.compile(r"[-+]?[\d.,]+", re.ASCII)


@dataclass(frozen=True)
class Sheet:
    """A table as it came: its headings, the rows beneath, and the lines above the headings that were left out."""

    headings: tuple[str, ...]
    lines: Sequence[Line]
    titles: Sequence[str] = ()


def read_sheet(text: str, delimiter: str | None = None, columns: Sequence[str] = ()) -> Sheet:
    """Return the table that ``text`` is.

    ``delimiter`` is one of ``DELIMITERS``; without it, the one that parts the rows most evenly of comma, semicolon and
    tab. ``columns`` are the headings of a table that has none of its own. Rows and trailing columns without any text
    are left out. Raises ``Misused`` when the text is no table or a heading stands twice.
    """
    mark = DELIMITERS[delimiter] if delimiter else _likely_delimiter(text)
    lines = [line for line in _lines(text, mark) if any(map(str.strip, line.cells))]
    start = 0 if columns else _header(lines)
    headings = tuple(columns) if columns else tuple(map(cleaned, lines[start].cells)) if lines else ()
    if not any(headings):
        raise Misused(_("the file is empty"))
    _refuse_doubles(headings)
    body = lines if columns else lines[start + 1 :]
    titles = [" ".join(filter(None, map(cleaned, line.cells))) for line in lines[:start]]
    return _trimmed(Sheet(headings, body, titles))


def cleaned(cell: str) -> str:
    """Return what ``cell`` says: without the apostrophe that guards a formula, and without space around it."""
    text = cell.strip()
    if found := _AS_TEXT.fullmatch(text):
        text = found[1].strip()
    return _GUARDED.sub("", text)


def guarded(cell: str) -> str:
    """Return ``cell`` so that no spreadsheet runs it as a formula; numbers stay numbers."""
    return f"'{cell}" if cell.startswith(tuple(_FORMULA)) and not _NUMBER.fullmatch(cell) else cell


def rejects(sheet: Sheet, rejected: Iterable[Rejected]) -> bytes:
    """Return a table of the rows that were ``rejected``: the columns as they came, and the reason behind them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    again = sheet.headings[-1] in REASON  # these rows were rejected before
    wide = len(sheet.headings) - again
    writer.writerow([*map(guarded, sheet.headings[:wide]), say(REASON)])
    for line, reason in sorted(rejected, key=lambda each: each.line.number):
        cells = [*map(guarded, line.cells), *[""] * (wide - len(line.cells))]
        writer.writerow([*cells[:wide], guarded(reason), *cells[wide + again :]])
    return out.getvalue().encode("utf-8-sig")


def _lines(text: str, mark: str) -> Iterator[Line]:
    if not mark:
        rows = enumerate(io.StringIO(text, newline=None), 1)
        yield from (Line(number, tuple(row.split())) for number, row in rows)
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            yield Line(number, tuple(next(reader)))
        except StopIteration:
            return
        except csv.Error as error:
            sentence = _("line {line}: the row cannot be read ({problem}); is a quotation mark not closed?")
            raise Misused(sentence.format(line=number, problem=error)) from error


def _likely_delimiter(text: str) -> str:
    """Return the delimiter that parts most rows into the same number of columns, more than one."""
    return max((",", ";", "\t"), key=lambda mark: _evenness(text[:_SAMPLE], mark))


def _evenness(sample: str, mark: str) -> tuple[int, int]:
    widths: Counter[int] = Counter()
    with suppress(csv.Error):
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=mark)
        widths.update(len(row) for row in islice(reader, _SAMPLE_ROWS) if len(row) > 1)
    return max(((times, width) for width, times in widths.items()), default=(0, 0))


def _header(lines: Sequence[Line]) -> int:
    """Return which of ``lines`` has the headings: the first with several cells filled, as a title fills but one."""
    for place, line in enumerate(lines[:_TITLE_ROWS]):
        if sum(map(bool, map(str.strip, line.cells))) > 1:
            return place
    return 0


def _refuse_doubles(headings: Sequence[str]) -> None:
    for heading, times in Counter(filter(None, headings)).items():
        if times > 1:
            places = ", ".join(str(place) for place, each in enumerate(headings, 1) if each == heading)
            sentence = _("the heading '{heading}' stands over several columns ({places}); give each its own")
            raise Misused(sentence.format(heading=heading, places=places))


def _trimmed(sheet: Sheet) -> Sheet:
    """Return ``sheet`` without its last columns as far as they have no heading and no text, and rows cut likewise."""
    wide = len(sheet.headings)
    while wide > 1 and not sheet.headings[wide - 1] and not any(_has_text(line, wide - 1) for line in sheet.lines):
        wide -= 1
    lines = [Line(line.number, _cut(line.cells, wide)) for line in sheet.lines]
    return Sheet(sheet.headings[:wide], lines, sheet.titles)


def _has_text(line: Line, place: int) -> bool:
    return place < len(line.cells) and bool(line.cells[place].strip())


def _cut(cells: tuple[str, ...], wide: int) -> tuple[str, ...]:
    """Return ``cells`` without empty ones beyond ``wide``; text there is kept, for somebody has to see it."""
    while len(cells) > wide and not cells[-1].strip():
        cells = cells[:-1]
    return cells
