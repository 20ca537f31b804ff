"""The one door for output: data on stdout, talk on stderr."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from custfile.errors import Misused
from custfile.language import _
from custfile.model.secrecy import STAFF, Secrecy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from custfile.model.table import Table


_reader: dict[str, Secrecy] = {"level": STAFF}


def read_by(level: Secrecy) -> None:
    """Make ``level`` that of whoever reads the output from now on."""
    _reader["level"] = level


def reader() -> Secrecy:
    """Return what whoever reads the output may see."""
    return _reader["level"]


class Drawn(NamedTuple):
    """A table as it is to be written to stdout, and what is said after it."""

    pieces: Sequence[str]
    remark: str


def drawn(table: Table, format: str, *, nothing: str = "") -> Drawn:  # noqa: A002
    """Return ``table`` as ``format``: table, json, csv or md; ``nothing`` is said when people see it empty."""
    from custfile.model.table import seen  # late: not every command shows a table
    from custfile.report.tables import pieces

    told = [*pieces(seen(table, reader()), format, screen=sys.stdout.isatty())]
    return Drawn(told, nothing if format == "table" and not table.rows else "")


def put(drawn: Drawn) -> None:
    """Write what was ``drawn``."""
    sys.stdout.writelines(drawn.pieces)
    if drawn.remark:
        say(drawn.remark)


def show(table: Table, format: str, *, nothing: str = "") -> None:  # noqa: A002
    """Write ``table`` to stdout as ``drawn`` would draw it."""
    put(drawn(table, format, nothing=nothing))


def show_all(tables: Sequence[Table], format: str) -> None:  # noqa: A002
    """Write ``tables`` with their titles to stdout as ``format``. Raises ``Misused`` when several are asked for as csv."""
    from custfile.model.table import seen
    from custfile.report.tables import write_all

    if format == "csv" and len(tables) > 1:
        raise Misused(_("csv holds one table, and this is several; take --format json or md"))
    write_all([seen(table, reader()) for table in tables], format, sys.stdout)


def show_data(data: Any) -> None:
    """Write ``data`` to stdout as JSON."""
    from custfile.model.visible import json_text

    print(json_text(data))


@contextmanager
def written_to(file: str | Path) -> Iterator[None]:
    """Write ``file``, or into that folder, and raise ``Misused`` when the system refuses."""
    try:
        yield
    except OSError as error:
        sentence = _("{file} cannot be written: {problem}")
        raise Misused(sentence.format(file=error.filename or file, problem=error.strerror)) from error


def say(sentence: str) -> None:
    """Tell the user something that is not data."""
    from custfile.model.visible import visible

    _talk(visible(sentence))


def tell(text: str) -> None:
    """Write lines of data to stdout as they are; the text must be safe already."""
    sys.stdout.write(text)


def warn(sentence: str, as_json: bool) -> None:
    """Tell the user something that is not data, in JSON when that is what is read."""
    from custfile.model.visible import json_text

    if as_json:
        _talk(json_text({"warning": sentence}, None))
    else:
        say(sentence)


def complain(sentence: str, as_json: bool, **details: Any) -> None:
    """Say why a command ends, as one sentence or as JSON."""
    from custfile.model.visible import json_text

    if as_json:
        if "findings" in details:
            details["findings"] = [finding.plain() for finding in details["findings"]]
        _talk(json_text({"error": sentence, **details}, None))
    else:
        say(f"custfile: {sentence}")


def _talk(line: str) -> None:
    with suppress(OSError):  # the data first, where both go to one place; if it cannot, that is told at the end
        sys.stdout.flush()
    print(line, file=sys.stderr)
