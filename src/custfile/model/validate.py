"""The schema at work: plain data in, a record and its faults out. The only module that compiles with pydantic."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from custfile.model.finding import Fault
from custfile.model.spec import declared
from custfile.model.values import Wrong, nearest

T = TypeVar("T")


class Validator(Generic[T]):
    """A model compiled once, for many files."""

    def __init__(self, model: type[T]) -> None:
        """Compile ``model``, a dataclass of declared fields."""
        self.model = model
        self._adapter: TypeAdapter[T] = TypeAdapter(model)

    def read(self, data: Mapping[str, Any]) -> tuple[T | None, list[Fault], Mapping[str, Any]]:
        """Return the record that ``data`` says, the faults, and the data that the record was made of.

        Faulty values are left out, and list items that mean nothing without them are ``None`` in the returned data,
        so that positions stay those of the file. The record is ``None`` when a needed field of the file is at fault.
        """
        record, errors = self._try(data)
        faults = [self._fault(error) for error in errors]
        while errors and not any(len(error["loc"]) == 1 and error["type"] == "missing" for error in errors):
            data = _pruned(data, errors)
            record, errors = self._try(_without_gaps(data))
        return record, faults, data

    def _try(self, data: Mapping[str, Any]) -> tuple[T | None, list[Any]]:
        try:
            return self._adapter.validate_python(data), []
        except ValidationError as error:
            return None, list(error.errors(include_url=False))

    def _fault(self, error: Any) -> Fault:
        path, kind = error["loc"], error["type"]
        if kind == "value_error":
            wrong: Wrong = error["ctx"]["error"]
            return Fault(path, wrong.code, _hinted(wrong.params))
        if kind == "missing":
            return Fault(path[:-1], "C201", {"field": str(path[-1])})
        if kind == "unexpected_keyword_argument":
            return Fault(path, "C202", self._unknown(path))
        wanted = "list" if kind == "list_type" else "mapping"
        return Fault(path, "C203", {"wanted": wanted, "got": _shape(error["input"])})

    def _unknown(self, path: tuple[Any, ...]) -> dict[str, str]:
        part: type = self.model
        for step in path[:-1]:
            found = next((item for item in declared(part) if item.key == step), None)
            part = found.part if found is not None and found.part is not None else part
        hint = nearest(str(path[-1]), [item.key for item in declared(part)])
        return _hinted({"field": str(path[-1]), "part": part.__name__.lower(), "nearest": hint})


def _hinted(params: Mapping[str, str]) -> dict[str, str]:
    """Turn the ``nearest`` known word into the message's ``hint``."""
    hint = params.get("nearest", "")
    return {**{name: text for name, text in params.items() if name != "nearest"}, "hint": f" ({hint}?)" if hint else ""}


def _shape(value: object) -> str:
    return "list" if isinstance(value, list) else "mapping" if isinstance(value, dict) else "text"


def _pruned(data: Mapping[str, Any], errors: Iterable[Any]) -> dict[str, Any]:
    """Return ``data`` without the values at fault."""
    pruned: dict[str, Any] = copy.deepcopy(dict(data))
    paths = [error["loc"][:-1] if error["type"] == "missing" else error["loc"] for error in errors]
    for holder, step in [_holder(pruned, path) for path in paths]:
        if isinstance(holder, list):
            holder[step] = None
        elif isinstance(holder, dict):
            holder.pop(step, None)
    return pruned


def _holder(data: Any, path: tuple[Any, ...]) -> tuple[Any, Any]:
    """Return what holds the last step of ``path``, and that step; positions in ``path`` do not count the gaps."""
    holder, key = None, None
    for step in path:
        holder = data
        key = [place for place, item in enumerate(data) if item is not None][step] if isinstance(data, list) else step
        data = data[key] if isinstance(data, list) else data.get(key) if isinstance(data, dict) else None
    return holder, key


def _without_gaps(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_gaps(value) for key, value in data.items() if value is not None}
    if isinstance(data, list):
        return [_without_gaps(item) for item in data if item is not None]
    return data
