"""The text tree of a file as an instance of its model, without pydantic: all is well, or something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, TypeAlias, TypeVar

from custfile.model.spec import Declared, declared

T = TypeVar("T")

_Take: TypeAlias = Callable[[Any], Any]


class Unfit(ValueError):
    """The data is not what the model asks for; ``Validator`` says where and why."""


def structure(part: type[T], data: Any) -> T:
    """Return ``data``, the text tree of a file, as an instance of ``part``; a list's gaps (``None``) are closed.

    Raises ``ValueError`` exactly when ``Validator`` finds faults.
    """
    model: Any = part
    if data.__class__ is not dict:
        raise Unfit
    takes = _takes(model)
    try:
        return part(**{key: takes[key](value) for key, value in data.items()})
    except (KeyError, TypeError) as error:  # a key that is not declared, or a field that is missing
        raise Unfit from error


@cache
def _takes(part: Any) -> Mapping[str, _Take]:
    return {item.key: _take(item) for item in declared(part)}


def _take(item: Declared) -> _Take:
    single: _Take = _mapping
    if item.part is not None:
        single = partial(structure, item.part)
    elif item.scalar is not None:
        single = item.scalar.take
    return partial(_list, single) if item.repeated else single


def _list(single: _Take, data: Any) -> list[Any]:
    if data.__class__ is not list:
        raise Unfit
    return [single(entry) for entry in data if entry is not None]


def _mapping(data: Any) -> Any:
    if data.__class__ is not dict:
        raise Unfit
    return data
