"""Customers on file, looked up many at a time: by a key, and by what would make a new one their double."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any, Final

from custfile.archive.doubles import marks
from custfile.archive.index import Index
from custfile.archive.resolve import Match
from custfile.errors import HasFindings
from custfile.language import _
from custfile.model.folding import fold_firm

_KINDS: Final = {"name": ("name", "alias")}
_FOUND: Final = """
select i.kind, i.folded, c.id, f.path, c.name from identifiers i join customers c using (file) join files f using (file)
where i.kind in ({marks})
"""
_UNREAD: Final = "select path from files where file not in (select file from customers) order by path limit 1"


def refuse_unread(index: Index) -> None:
    """Raise ``HasFindings`` when a file cannot be read at all: whose it is, and so who is new, would be a guess."""
    for (path,) in index.rows(_UNREAD):
        raise HasFindings(
            _("{path} cannot be read, so that who is new cannot be told; run: custfile check").format(path=path)
        )


def found_by(index: Index, identifies: str, keys: Collection[str]) -> dict[str, list[Match]]:
    """Return the customers that each of ``keys`` (folded) fits, by what ``identifies`` them; a name wins over an alias."""
    kinds = _KINDS.get(identifies, (identifies,))
    found: dict[str, dict[str, set[Match]]] = defaultdict(lambda: defaultdict(set))
    for kind, folded, *match in index.iterate(_FOUND.format(marks=", ".join("?" * len(kinds))), *kinds):
        key = match[0] if identifies == "id" else folded
        if key in keys:
            found[key][kind].add(Match(*match))
    return {key: sorted(next(fits[kind] for kind in kinds if kind in fits)) for key, fits in found.items()}


class Doubles:
    """Who is on file by phone, tax id and name, new customers included as they come."""

    def __init__(self, index: Index) -> None:
        """Take in the customers of ``index``."""
        self._holders: dict[tuple[str, str], tuple[str, str]] = {}
        kinds = ("name", "phone", "tax_id")
        for kind, folded, identity, _path, name in index.iterate(_FOUND.format(marks="?, ?, ?"), *kinds):
            mark = fold_firm(name) if kind == "name" else folded
            self._holders.setdefault((kind, mark), (identity, name))

    def of(self, record: Mapping[str, Any], identity: str = "") -> str:
        """Return who is probably the same as ``record``, as id and name, or the empty string; not ``identity`` itself."""
        found = (self._holders[mark] for mark in marks(record) if mark in self._holders)
        return next((f"{holder} {name}" for holder, name in found if holder != identity), "")

    def add(self, record: Mapping[str, Any], identity: str) -> None:
        """Take in the new customer ``record``."""
        for mark in marks(record):
            self._holders.setdefault(mark, (identity, record["name"]))
