"""What classes are decided on, as people read it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from custfile.analysis.figures import Figures
from custfile.model.condition import Checked, Reason, reasons, shown
from custfile.model.measures import measure
from custfile.model.own import customer_model
from custfile.model.spec import Secrecy, declared
from custfile.model.table import written


class Limit(NamedTuple):
    """Which numbers a class takes: those that are ``>=`` or ``<`` than a border, which is in words."""

    operator: str
    border: str


@dataclass(frozen=True, eq=False)
class Values:
    """The values of ``figures`` one by one, by the names of filters. Those of secret fields decide, but are not shown."""

    figures: Figures

    def shown(self, name: str, who: int) -> str:
        """Return what ``name`` is of the customer ``who``."""
        found, value = measure(name), self.figures.column(name)[who]
        if found is not None and found.kind in ("share", "score") and value is not None:
            return written(value, found.kind)
        return shown(self.figures.names[name], value, hidden=name in self.secret)

    def stated(self, name: str, there: str) -> str:
        """Return that ``name`` is ``there``."""
        return f"{name} {there}"

    def worded(self, name: str, there: str) -> str:
        """Return that ``name`` is the word ``there``."""
        return f"{name}: {there}"

    def limited(self, name: str, there: str, limit: Limit) -> str:
        """Return that ``name`` is ``there``, on which side of the ``limit``."""
        return f"{name} {there} {limit.operator} {limit.border}"

    def moved(self, name: str, was: str, is_: str) -> str:
        """Return that ``name`` was one thing and is another."""
        return f"{name} {was} → {is_}"

    def listed(self, sentences: Iterable[str]) -> str:
        """Return the ``sentences`` one after the other."""
        return "; ".join(sentences)

    def reasons(self, condition: Checked, who: int) -> list[Reason]:
        """Return what decided ``condition`` for the customer ``who``."""
        return reasons(
            condition, lambda name: self.figures.column(name)[who], self.figures.book.as_of, hidden=self.secret
        )

    @cached_property
    def secret(self) -> Container[str]:
        """The names of secret fields."""
        return frozenset(_secret(customer_model(self.figures.settings), ""))


def _secret(part: type[Any], prefix: str) -> Iterator[str]:
    for field in declared(part):
        if field.spec.secrecy is Secrecy.SECRET:
            yield f"{prefix}{field.key}"
        if field.part is not None:
            yield from _secret(field.part, f"{prefix}{field.key}.")
