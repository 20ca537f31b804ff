"""Everything that is wrong with the archive: file by file, between files, and against the last commit."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import repeat
from pathlib import Path
from typing import Final

from custfile.archive.agenda_file import agenda_findings
from custfile.archive.index import Index
from custfile.archive.lost import lost_pages
from custfile.archive.plans import plan_findings
from custfile.archive.root import DOCUMENTS
from custfile.archive.tables import HAPPENED, UNIQUE, day, from_day
from custfile.model.finding import Finding, Spot

_SHARED: Final = (("tax_id", "C401"), ("phone", "C402"))
_SAME: Final = f"""
select folded, path, line from identifiers join files using (file) where {UNIQUE} and kind = ?1 and folded in
(select folded from identifiers where {UNIQUE} and kind = ?1 and folded <> '' group by folded having min(file) < max(file))
"""
_SAME_FIRM: Final = """
select firm, path, line from customers join files using (file) join identifiers i using (file)
where i.kind = 'name' and firm in (select firm from customers where firm <> '' group by firm having count(*) > 1)
"""
_LATER: Final = """
select path, line, day from customers join {table} using (file) join files using (file) where latest > ?1 and day > ?1
"""


def findings(index: Index, as_of: date) -> list[Finding]:
    """Return all findings of the archive in a stable order; events later than ``as_of`` are one kind of them."""
    beside = [*agenda_findings(index), *plan_findings(index)]
    found = [*index.findings(), *index.warnings(), *beside, *across(index, as_of), *lost_pages(index)]
    return sorted(found, key=Finding.order)


def across(index: Index, as_of: date) -> Iterator[Finding]:
    """Yield what is wrong between files: ids, phones, names, partners, papers, and events later than ``as_of``."""
    yield from _same_id(index)
    yield from _shared(index)
    yield from _same_name(index)
    yield from _partners(index)
    yield from _papers(index)
    yield from _future(index, as_of)
    yield from _colliding(index)


def _groups(rows: Iterable[tuple[str, str, int]]) -> Iterator[list[tuple[str, int]]]:
    """Yield the (path, line) of rows (key, path, line) that share a key and stand in different files."""
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    for key, path, line in rows:
        groups[key].setdefault(path, line)
    yield from (sorted(places.items()) for places in groups.values() if len(places) > 1)


def _each(places: list[tuple[str, int]], code: str, key: str) -> Iterator[Finding]:
    """Yield one finding a file, each naming the first other one."""
    for path, line in places:
        other = next(place for place, _line in places if place != path)
        related = tuple(Spot(place, at, 1) for place, at in places if place != path)
        yield Finding(path, line, 1, code, {"other": other}, key, related)


def _same_id(index: Index) -> Iterator[Finding]:
    rows = index.rows(
        "select c.id, f.path, 1 from customers c join files f using (file) "
        "where c.id in (select id from customers group by id having count(*) > 1)"
    )
    for places in _groups(rows):
        yield from _each(places, "C602", "")


def _shared(index: Index) -> Iterator[Finding]:
    for kind, code in _SHARED:
        for places in _groups(index.rows(_SAME, kind)):
            yield from _each(places, code, kind)


def _same_name(index: Index) -> Iterator[Finding]:
    """People may share a name; a firm that differs only in its legal form is probably the same."""
    for places in _groups(index.rows(_SAME_FIRM)):
        yield from _each(places, "C403", "name")


def _partners(index: Index) -> Iterator[Finding]:
    rows = index.rows(
        "select f.path, p.line, p.typed from partners p join files f using (file) "
        "where p.typed not in (select id from customers)"
    )
    for path, line, typed in rows:
        yield Finding(path, line, 1, "C304", {"got": typed}, "via")


def _papers(index: Index) -> Iterator[Finding]:
    rows = index.rows(
        "select f.path, p.line, p.typed, c.id from papers p join files f using (file) join customers c using (file)"
    )
    for path, line, typed, identity in rows:
        if not _is_paper(index.root.folder / DOCUMENTS / identity, typed):
            yield Finding(path, line, 1, "C303", {"got": f"{DOCUMENTS}/{identity}/{typed}"}, "documents")


def _is_paper(folder: Path, typed: str) -> bool:
    """Say whether ``typed`` leads to a file in ``folder``, and not out of it."""
    try:
        return (folder / typed).is_file() and ".." not in typed.split("/") and not Path(typed).is_absolute()
    except OSError:  # no file can have so long a name
        return False


def _future(index: Index, as_of: date) -> Iterator[Finding]:
    for table in HAPPENED:
        for path, line, late in index.rows(_LATER.format(table=table), day(as_of)):
            yield Finding(path, line, 1, "C502", {"got": str(from_day(late))}, table)


def _colliding(index: Index) -> Iterator[Finding]:
    paths = [path for (path,) in index.rows("select path from files")]
    folded = [path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold() for path in paths]
    if len(set(folded)) < len(paths):
        for places in _groups(zip(folded, paths, repeat(1))):
            yield from _each(places, "C605", "")
