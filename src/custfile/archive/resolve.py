"""From what a person types to the one customer meant: id, name, alias, phone, e-mail, card, pinyin, initials."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from custfile.archive.index import Index
from custfile.archive.survey import identity
from custfile.errors import NoCustomer
from custfile.language import _
from custfile.model.folding import fold_name, fold_phone

_LISTED: Final = 10


class Match(NamedTuple):
    """A customer: its id, where its file is (relative to the root), and its name."""

    id: str
    path: str
    name: str


def resolve(index: Index, typed: str) -> Match:
    """Return the customer meant by ``typed``: an exact id, else the only one who fits exactly, else the only one in part.

    Raises ``NoCustomer``, naming the candidates, when none or several fit: nobody is guessed at.
    """
    for found in (_by_id(index, typed), _exactly(index, typed), _partly(index, typed)):
        if len(found) == 1:
            return found[0]
        if found:
            raise _several(typed, found)
    for match in _unread(index, typed):
        sentence = _("{path} cannot be read; run: custfile check {path}").format(path=match.path)
        raise NoCustomer(sentence, typed=typed, candidates=[])
    sentence = _("no customer fits '{typed}'; look with: custfile find '{typed}'").format(typed=typed)
    raise NoCustomer(sentence, typed=typed, candidates=[])


def resolve_file(index: Index, typed: str) -> Match:
    """Return the customer meant by ``typed`` even when its file cannot be read, by its id; its name is empty then."""
    return next(_unread(index, typed), None) or resolve(index, typed)


def candidates(index: Index, typed: str, limit: int = 50) -> list[Match]:
    """Return up to ``limit`` customers who fit ``typed`` in part, for completion."""
    return _partly(index, typed, limit)


def starting(index: Index, typed: str, limit: int = 50) -> list[Match]:
    """Return up to ``limit`` customers whose id begins with ``typed``, for completion."""
    return _matches(index, "where c.id >= ? and c.id < ? order by c.id limit ?", typed, typed + "\uffff", limit)


def dialled(typed: str) -> str:
    """Return the digits of a phone number that ``typed`` is; empty when it is something else, such as an id or a name."""
    return "" if any(char.isalpha() for char in typed) else fold_phone(typed)


def _unread(index: Index, typed: str) -> Iterator[Match]:
    for (path,) in index.iterate("select path from files where file not in (select file from customers) order by path"):
        if identity(path).lower() == typed.lower():
            yield Match(identity(path), path, "")


def _by_id(index: Index, typed: str) -> list[Match]:
    return _matches(index, "where c.id = ?", typed) or _matches(index, "where lower(c.id) = ?", typed.lower())


def _exactly(index: Index, typed: str) -> list[Match]:
    name, phone = fold_name(typed), dialled(typed)
    called = (
        "folded = ?1 and (?1 <> '' or typed = ?2) and kind <> 'contact' or kind = 'phone' and folded = ?3 and ?3 <> ''"
    )
    return _matches(index, f"where c.file in (select file from identifiers where {called})", name, typed, phone)


def _partly(index: Index, typed: str, limit: int = 50) -> list[Match]:
    part = fold_name(typed)
    where = "where c.file in (select file from identifiers where instr(folded, ?)) order by c.id limit ?"
    return _matches(index, where, part, limit) if part else []


def _matches(index: Index, where: str, *parameters: object) -> list[Match]:
    sql = f"select c.id, f.path, c.name from customers c join files f using (file) {where}"
    return sorted(Match(*row) for row in index.rows(sql, *parameters))


def _several(typed: str, found: list[Match]) -> NoCustomer:
    listed = ", ".join(f"{match.id} {match.name}" for match in found[:_LISTED])
    more = " …" if len(found) > _LISTED else ""
    sentence = _("'{typed}' fits several customers: {listed}; name one by its id").format(
        typed=typed, listed=listed + more
    )
    return NoCustomer(sentence, typed=typed, candidates=[match._asdict() for match in found])
