"""Every figure of a customer by its name: measures, classes and fields of the file, worked out once when first asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from custfile.analysis.book import Book, day_of
from custfile.analysis.rankings.ranked import money
from custfile.model.condition import Checked, Reason, checked, fits, parse, reasons
from custfile.model.measures import Measure, measure
from custfile.model.naming import CLASS
from custfile.model.naming import Names as Naming
from custfile.model.scheme import SchemeSettings
from custfile.model.settings import Settings


class Figures:
    """The figures of one day. ``schemes`` are the class schemes by id, the shipped ones and the archive's own."""

    def __init__(self, book: Book, settings: Settings, schemes: Mapping[str, SchemeSettings]) -> None:
        """Take the ``book`` of the day; nothing is worked out yet."""
        self.book = book
        self.settings = settings
        self.schemes = schemes
        self._arrays: dict[str, NDArray[Any]] = {}
        self._columns: dict[str, Sequence[Any]] = {}
        self._classes: dict[str, Any] = {}

    @cached_property
    def size(self) -> int:
        """The number of customers."""
        return len(self.book.customers)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Where each customer's values stand, by id."""
        return {identity: place for place, identity in enumerate(self.book.customers["id"].tolist())}

    def array(self, name: str, among: Collection[str] = ()) -> NDArray[Any]:
        """Return the measure ``name`` as its group made it; ``among``: others of the group that will be wanted too.

        Raises ``KeyError`` when there is no such measure.
        """
        if name not in self._arrays:
            found = measure(name)
            if found is None:
                raise KeyError(name)
            group = import_module(f"custfile.analysis.measures.{found.group}")
            self._arrays.update(group.measures(self, {name, *among}))
        return self._arrays[name]

    def column(self, name: str) -> Sequence[Any]:
        """Return what ``name`` is for each customer, as plain values: numbers, amounts, days, words, or ``None``.

        Raises ``KeyError`` when ``name`` is neither a class, nor a measure, nor a field.
        """
        if name not in self._columns:
            found = measure(name)
            if name.startswith(CLASS):
                self._columns[name] = self.placed(name.removeprefix(CLASS)).words
            elif found is not None:
                self._columns[name] = plain(self.array(name), found)
            else:
                self.read([name])
        return self._columns[name]

    def read(self, paths: Sequence[str]) -> None:
        """Read the fields ``paths`` of all files at once, because they will be asked for one by one."""
        wanted = [path for path in paths if path not in self._columns]
        self._columns.update(zip(wanted, self.book.fields(wanted), strict=True))

    def placed(self, scheme: str) -> Any:
        """Return the classes of every customer in ``scheme``: a ``Placed`` of ``analysis.classes``.

        Raises ``KeyError`` when there is no such scheme.
        """
        if scheme not in self._classes:
            from custfile.analysis.classes.placing import place  # classes are decided on figures in their turn

            self._classes[scheme] = place(self.schemes[scheme], self)
        return self._classes[scheme]

    @cached_property
    def names(self) -> Naming:
        """The names that a condition on these figures may use."""
        return Naming(self.settings, self.schemes)

    def condition(self, text: str) -> Checked:
        """Return the condition that ``text`` is, its fields read. Raises ``Unclear``."""
        condition = checked(parse(text), self.names)
        self.read([name for name in condition.kinds if measure(name) is None and not name.startswith(CLASS)])
        return condition

    def fits(self, text: str) -> list[bool]:
        """Return for each customer whether the condition ``text`` holds. Raises ``Unclear``."""
        return fits(self.condition(text), self.column, self.book.as_of)

    def reasons(self, text: str, place: int) -> list[Reason]:
        """Return what decided the condition ``text`` for the customer at ``place``. Raises ``Unclear``."""
        return reasons(self.condition(text), lambda name: self.column(name)[place], self.book.as_of)


def plain(values: NDArray[Any], found: Measure) -> list[Any]:
    """Return an array of a group as the values that people compare: amounts in currency, dates, ``None`` for NaN."""
    told = [None if value is None or value != value else value for value in np.asarray(values).tolist()]
    if found.kind == "money":
        return [None if value is None else money(value) for value in told]
    if found.kind == "day":
        return [None if value is None else day_of(value) for value in told]
    if found.kind == "count":
        return [None if value is None else int(value) for value in told]
    return told
