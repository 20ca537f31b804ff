"""Who the customers of a list are: name, person in charge, region and phone, as the reader may see them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from custfile.language import SEMICOLON, Label, say
from custfile.model.secrecy import Secrecy
from custfile.model.table import Column
from custfile.report.fields import Fields
from custfile.report.figures import Figures as Writer
from custfile.report.origin import Origin
from custfile.report.page import Cell, Value
from custfile.report.wording import joined

if TYPE_CHECKING:
    from custfile.analysis.figures import Figures  # brings pandas, which not every report needs

ID: Final = Column("id", Label("Id", "编号", "編號"))
NAME: Final = Column("name", Label("Customer", "客户", "客戶"))
OWNER: Final = Column("owner", Label("In charge", "负责人", "負責人"))
REGION: Final = Column("region", Label("Region", "区域", "區域"))
PHONE: Final = Column("phone", Label("Phone", "电话", "電話"))

_NOBODY: Final = Label("Nobody in charge", "无负责人", "無負責人")
_LEFT_OUT: Final = Label("{n}: {reason}", "{n}位：{reason}", "{n}位：{reason}")
_PHONES: Final = ("phone", "contacts.phone")


class Roll:
    """The customers of ``figures`` by their place in the book; what ``level`` may not see is masked.

    ``catalog`` names the people.
    """

    def __init__(self, figures: Figures, catalog: Mapping[str, Any], level: Secrecy, writer: Writer) -> None:
        self._fields = Fields(catalog, level, writer)
        customers = figures.book.customers
        self._ids, self._names = customers["id"].tolist(), customers["name"].tolist()
        self._owners, self._regions = _told(customers["owner"]), _told(customers["region"])
        self._phones = figures.book.fields(list(_PHONES))

    def id(self, who: int) -> str:
        """Return the id of the customer at ``who``."""
        return str(self._ids[who])

    def name(self, who: int) -> str:
        """Return its name."""
        return str(self._names[who])

    def cell(self, who: int, *more: str | None) -> Cell:
        """Return its name, which leads to its page, over its id and what ``more`` is told of it."""
        return named(self.id(who), self.name(who), *more)

    def owner(self, who: int) -> str:
        """Return the name of the person in charge, empty when there is none."""
        return self._fields.text("", {"owner": self._owners[who]}, "owner")

    def region(self, who: int) -> str:
        """Return its region, empty when it is not told."""
        return self._fields.text("", {"region": self._regions[who]}, "region")

    def phone(self, who: int) -> Value | Cell:
        """Return its phone, else the first of its contacts."""
        told = next((first for values in self._phones if (first := _first(values[who]))), None)
        return self._fields.value("phone", told)


def _told(words: Any) -> list[str | None]:
    return [word if isinstance(word, str) else None for word in words.tolist()]


def _first(told: Any) -> str | None:
    return next(filter(None, told), None) if isinstance(told, list) else told


def named(identity: str, name: str, *more: str | None) -> Cell:
    """Return the name of a customer, which leads to its page, over its id and what ``more`` is told of it."""
    return Cell(name, joined(identity, *more), customer=identity)


def in_charge(people: Mapping[str, str], person: str | None) -> str:
    """Return the name of who is in charge, an id among ``people``, or that nobody is."""
    return people.get(person, person) if person else say(_NOBODY)


def called(people: Mapping[str, str]) -> Mapping[str, Label]:
    """Return the names of ``people`` as a column of their ids shows them; they are the same in every language."""
    return {person: Label(name, name, name) for person, name in people.items()}


def bare(cell: Value | Cell) -> Value:
    """Return the value of a cell, for programs."""
    return cell.value if isinstance(cell, Cell) else cell


def places(figures: Figures, chosen: Collection[str]) -> Sequence[int]:
    """Return where the ``chosen`` customers stand that were on file on the day, in the order of their ids."""
    return [place for identity, place in figures.position.items() if identity in chosen]


def told_of(figures: Figures, chosen: Collection[str], paths: Sequence[str]) -> Iterator[tuple[str, *tuple[Any, ...]]]:
    """Yield the id of each of the ``chosen`` customers with what its file tells of the fields ``paths``."""
    rows = zip(figures.book.customers["id"].tolist(), *figures.book.fields(list(paths)), strict=True)
    yield from (row for row in rows if row[0] in chosen)


def left_out(origin: Origin, *reasons: tuple[Label, int]) -> Origin:
    """Return ``origin`` with how many customers were left out for each of the ``reasons`` that hold of any."""
    return leaving(origin, *(say(_LEFT_OUT).format(n=n, reason=say(reason)) for reason, n in reasons if n))


def leaving(origin: Origin, *told: str) -> Origin:
    """Return ``origin`` with more that is ``told`` of what was left out."""
    return replace(origin, left_out=say(SEMICOLON).join(filter(None, (origin.left_out, *told))))
