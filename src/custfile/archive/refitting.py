"""Working out whom conditions fit: for everybody the first time on a day, then for those whose files were edited."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from custfile.analysis.dependence import dependence
from custfile.archive import database, tables
from custfile.archive.choosing import fitting_each
from custfile.archive.index import Index
from custfile.archive.schemes import schemes
from custfile.archive.tables import day
from custfile.model.scheme import SchemeSettings
from custfile.model.settings import Settings
from custfile.model.structure import structure

_KNOWN: Final = "select condition, ids, stale from fits where as_of = ?"
_KEEP: Final = "insert or replace into fits values (?, ?, ?, ?, ?, '[]')"
_MEND: Final = "update fits set ids = ?, stale = '[]' where as_of = ? and condition = ?"
_TIDY: Final = """
delete from fits where as_of not in (select as_of from fits group by as_of order by max(rowid) desc limit ?)
"""
_DAYS: Final = 3  # for which it is remembered whom conditions fit
_COPIED: Final = ("files", "customers", "records", "orders", "payments", "visits", "tickets")
_FILES: Final = "select file from customers where id in (select value from json_each(?))"


def refitted(index: Index, as_of: date) -> Mapping[str, Collection[str]]:
    """Work out the conditions of the settings of which it is not known whom they fit on ``as_of``; return the ids of each.

    They are remembered by the table ``fits``. Raises ``Unclear`` for a condition that is not clear.
    """
    return _Refitting(index, as_of).all()


class _Refitting:
    def __init__(self, index: Index, as_of: date) -> None:
        self._index, self._as_of = index, as_of
        self._settings = structure(Settings, index.settings_data)
        self._schemes: Mapping[str, SchemeSettings] = schemes(self._settings)

    def all(self) -> dict[str, Collection[str]]:
        known = {text: (ids, json.loads(stale)) for text, ids, stale in self._index.rows(_KNOWN, day(self._as_of))}
        texts = list(dict.fromkeys(self._texts()))
        doubtful = {text: known[text] for text in texts if text in known and known[text][1]}
        return {**self._afresh([text for text in texts if text not in known]), **self._mended(doubtful)}

    def _texts(self) -> Iterator[str]:
        yield from (rule.when for rule in self._settings.revisits if rule.when)
        yield from (factor.when for factor in self._settings.due.urgency) if self._settings.due else ()

    def _afresh(self, texts: Sequence[str]) -> dict[str, Collection[str]]:
        """Return whom ``texts`` fit among all customers."""
        found = self._found(self._index, texts)
        self._index.keep(_KEEP, *(self._row(text, ids) for text, ids in found.items()))
        self._index.keep(_TIDY, (_DAYS,))
        return {text: frozenset(ids) for text, ids in found.items()}

    def _row(self, text: str, ids: Iterable[str]) -> tuple[int | None, str, str, bool, str]:
        keys, own = dependence(text, self._schemes)
        return day(self._as_of), text, json.dumps(sorted(keys)), own, "\n".join(ids)

    def _mended(self, known: Mapping[str, tuple[str, Sequence[str]]]) -> dict[str, Collection[str]]:
        """Return whom conditions fit of which that was ``known``, but for some ids."""
        if not known:
            return {}
        part = _Part(self._index, {identity for _ids, stale in known.values() for identity in stale})
        found = self._found(part, list(known))
        part.close()
        mended: dict[str, Collection[str]] = {
            text: {*filter(None, ids.split("\n"))}.difference(stale).union({*stale}.intersection(found[text]))
            for text, (ids, stale) in known.items()
        }
        rows = (("\n".join(sorted(ids)), day(self._as_of), text) for text, ids in mended.items())
        self._index.keep(_MEND, *rows)
        return mended

    def _found(self, index: Index, texts: Sequence[str]) -> dict[str, list[str]]:
        if not texts:
            return {}
        each = fitting_each(index, self._as_of, self._settings, self._schemes, texts)
        return dict(zip(texts, each, strict=True))


class _Part(Index):
    """Some customers of an index as an index of its own, in memory: the figures made from it see no others."""

    def __init__(self, whole: Index, ids: Collection[str]) -> None:
        self.root, self.catalog = whole.root, whole.catalog
        self._db = sqlite3.connect(database.MEMORY)
        self._db.execute("create table meta (key text primary key, value text)")
        self._db.execute("insert into meta values ('settings', ?)", (json.dumps(whole.settings_data),))
        tables.create(self._db)
        files = json.dumps([file for (file,) in whole.rows(_FILES, json.dumps(list(ids)))])
        for name in _COPIED:
            chosen = f"select * from {name} where file in (select value from json_each(?)) order by rowid"
            for row in whole.rows(chosen, files):
                self._db.execute(f"insert into {name} values ({', '.join('?' * len(row))})", row)
