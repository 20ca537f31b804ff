"""A class scheme: every customer in exactly one class, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

from custfile.analysis.ledger import Ledger
from custfile.language import Label
from custfile.model.settings import Settings


class Placed(NamedTuple):
    """The class of a customer, and why."""

    word: str
    reason: str


Placing: TypeAlias = Callable[[Sequence[Ledger], Settings, date], list[Placed]]


@dataclass(frozen=True)
class Scheme:
    """A scheme by its name: its label, its classes in order, and how customers are placed in them.

    ``place`` gets the ledgers as known on the as-of date and returns one ``Placed`` for each.
    """

    name: str
    label: Label
    classes: Callable[[Settings], Mapping[str, Label]]
    place: Placing
