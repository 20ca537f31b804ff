"""Options that do nothing beside another one: they are refused, so that nobody believes they did something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from custfile.errors import Misused
from custfile.language import _

_FILTERS: Final = ("--owner", "--region", "--kind", "--where", "--class")


def filters(told: Sequence[Any]) -> Mapping[str, Any]:
    """Return what is ``told`` of owner, region, kind, condition and classes, by the names of these options."""
    return dict(zip(_FILTERS, told, strict=True))


def refuse_beside(option: str, others: Mapping[str, Any]) -> None:
    """Raise ``Misused`` for the first of ``others`` that was told: beside ``option`` it does nothing.

    All are named as the command line writes them, such as ``--explain``.
    """
    for other, value in others.items():
        if is_told(value):
            sentence = _("{other} does nothing beside {option}; leave one of them out")
            raise Misused(sentence.format(other=other, option=option))


def is_told(value: Any) -> bool:
    """Return whether an option with this ``value`` was told on the command line."""
    return value is not None and value is not False and value != []
