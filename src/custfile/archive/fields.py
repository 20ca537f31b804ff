"""Fields of the customers' files as columns: one reading of the records for all that are asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from custfile.archive.index import Index
from custfile.archive.tables import from_day
from custfile.model.values import SCALARS

Read = Callable[[Any], Any]

_PORTION: Final = 50
"""Fields read at once: SQLite takes no more than some hundred columns."""


class Fields:
    """The columns of an index by dotted path."""

    def __init__(self, index: Index) -> None:
        """Take the ``index``, whose catalog says which fields there are."""
        self._index = index
        self._known = index.catalog["fields"]

    def columns(self, paths: Sequence[str], files: Sequence[int]) -> list[Sequence[Any]]:
        """Return what stands under each of ``paths`` in each of ``files``; ``None`` where nothing does.

        Raises ``KeyError`` with the path that no file can have.
        """
        found: dict[str, Sequence[Any]] = {}
        beside = [path for path in dict.fromkeys(paths) if path in COLUMNS]
        within = [path for path in dict.fromkeys(paths) if path not in COLUMNS]
        if beside:
            found.update(zip(beside, self._read("customers", [COLUMNS[path] for path in beside], files), strict=True))
        for start in range(0, len(within), _PORTION):
            portion = within[start : start + _PORTION]
            found.update(zip(portion, self._read("records", list(map(self.prepared, portion)), files), strict=True))
        return [found[path] for path in paths]

    def _read(self, table: str, pairs: Sequence[tuple[str, Read]], files: Sequence[int]) -> list[Sequence[Any]]:
        """Return what stands in ``table`` under each of ``pairs``, its SQL and how it is read, for each of ``files``."""
        asked = ", ".join(sql for sql, _read in pairs)
        found: dict[int, list[Any]] = dict.fromkeys(map(int, files), [None] * len(pairs))
        for file, *told in self._index.iterate(f"select file, {asked} from {table}"):
            if file in found:
                found[file] = told
        rows = list(found.values())
        return [[None if row[at] is None else read(row[at]) for row in rows] for at, (_sql, read) in enumerate(pairs)]

    def prepared(self, path: str) -> tuple[str, Read]:
        """Return the SQL for what stands under ``path`` in the JSON of a record, and how to read it."""
        keys = path.split(".")
        if '"' in path or "'" in path:
            raise KeyError(path)
        for depth in range(1, len(keys) + 1):
            field = self._known.get(".".join(keys[:depth]))
            if field is None:
                raise KeyError(path)
            if field["type"] == "free":
                return _quoted(keys), _parsed(_as_told)
            if field["repeated"] and depth < len(keys):
                inner = self._inner(path, keys[depth:])
                return _quoted(keys[:depth]), _parsed(_each(keys[depth:], inner))
        if field["repeated"]:
            return _quoted(keys), _parsed(_each([], self._scalar(field)))
        if field["type"] == "part":
            return _quoted(keys), _parsed(_as_told)
        return _place(keys), self._scalar(field)

    def _inner(self, path: str, rest: Sequence[str]) -> Read:
        field = self._known.get(path)
        if field is None or len(rest) != 1:
            raise KeyError(path)
        return self._scalar(field)

    def _scalar(self, field: dict[str, Any]) -> Read:
        scalar = SCALARS.get(field["type"])
        return scalar.read if scalar else _as_told


def _as_told(value: Any) -> Any:
    return value


COLUMNS: Final[dict[str, tuple[str, Read]]] = {
    "name": ("name", _as_told),
    "kind": ("kind", _as_told),
    "owner": ("owner", _as_told),
    "region": ("region", _as_told),
    "address": ("address", _as_told),
    "collected.date": ("made", from_day),
    "collected.by": ("collected_by", _as_told),
    "ended.date": ("ended", from_day),
    "terms.payment_days": ("payment_days", _as_told),
    "trading.insolvent": ("insolvent", from_day),
}
"""Fields that the table of customers has, too: there they need not be looked for in the text of every file."""


def _place(keys: Sequence[str]) -> str:
    path = "".join(f'."{key}"' for key in keys)
    return f"json_extract(body, '${path}')"


def _quoted(keys: Sequence[str]) -> str:
    """Return the SQL for a value of any shape, as JSON."""
    return f"json_quote({_place(keys)})"


def _parsed(read: Read) -> Read:
    def take(told: str) -> Any:
        value = json.loads(told)
        return None if value is None or value == [] else read(value)

    return take


def _each(keys: Sequence[str], read: Read) -> Read:
    """Return how to read a list: of each item that is there, what stands under ``keys``."""

    def take(items: Any) -> list[Any] | None:
        values = [item.get(keys[0]) if keys else item for item in items if item is not None]
        return [_several(value, read) for value in values if value is not None] or None

    return take


def _several(value: Any, read: Read) -> Any:
    return [read(item) for item in value if item is not None] if isinstance(value, list) else read(value)
