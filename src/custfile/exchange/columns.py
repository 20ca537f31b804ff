"""Which column goes into which field: as told, else by the field's key or label, in any of the languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from custfile.errors import Misused
from custfile.exchange.targets import CUSTOMERS, EVENTS, ID, Target, named, targets
from custfile.language import _
from custfile.model.folding import fold
from custfile.model.values import nearest

_KEYS: Final = (ID, "former_no", "name")
_NEEDED: Final = ("date", "amount")


@dataclass(frozen=True)
class Columns:
    """The columns of a table understood: what its rows are, which field tells whose they are, what goes where.

    ``places`` maps each target to the position of its column; ``ignored`` are the headings that go nowhere.
    """

    rows: str
    key: str
    places: Mapping[Target, int]
    ignored: Sequence[str]

    def headings(self, headings: Sequence[str]) -> dict[str, str]:
        """Return field → heading, as a profile keeps it."""
        return {target.name: headings[place] for target, place in self.places.items()}


@dataclass(frozen=True)
class Wishes:
    """What the user said of the columns: ``told`` is field → heading; ``only_told`` leaves it at these."""

    rows: str | None = None
    key: str | None = None
    told: Mapping[str, str] = ...  # type: ignore[assignment]
    only_told: bool = False
