"""The schema at work: plain data in, a record and its faults out. The only module that compiles with pydantic.

Data that fits is put into its model directly; pydantic is loaded when something is wrong, and finds all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from custfile.model.edit import Path
from custfile.model.finding import MOST, Fault
from custfile.model.spec import declared
from custfile.model.structure import structure
from custfile.model.values import Wrong, nearest

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")


class Validator(Generic[T]):
    """A model compiled once, for many files."""

    def __init__(self, model: type[T]) -> None:
        """Read by ``model``, a dataclass of declared fields."""
        self.model = model

    @cached_property
    def _adapter(self) -> TypeAdapter[T]:
        from pydantic import TypeAdapter  # late: most files have no faults

        return TypeAdapter(self.model)

    def read(self, data: Mapping[str, Any]) -> tuple[T | None, list[Fault], Mapping[str, Any]]:
        """Return the record that ``data`` says, the faults (``MOST`` of them), and the data that the record was made of.

        Faulty values are left out, and list items that mean nothing without them are ``None`` in the returned data,
        so that positions stay those of the file. The record is ``None`` when a needed field of the file is at fault.
        """
        with suppress(ValueError):
            return structure(self.model, data), [], data
        record, errors = self._try(data)
        faults = [self._fault(error) for error in errors[:MOST]]
        while errors and not any(len(error["loc"]) == 1 and error["type"] == "missing" for error in errors):
            data = _pruned(data, errors)
            record, errors = self._try(_without_gaps(data))
        return record, faults, data

    def _try(self, data: Mapping[str, Any]) -> tuple[T | None, list[Any]]:
        from pydantic import ValidationError

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
        return Fault(path, "C203", {"wanted": wanted, "shape": _shape(error["input"])})

    def _unknown(self, path: tuple[Any, ...]) -> dict[str, str]:
        part: type = self.model
        name = part.__name__.lower()
        for step in path[:-1]:
            found = next((item for item in declared(part) if item.key == step), None)
            part, name = (found.part, found.key) if found is not None and found.part is not None else (part, name)
        hint = nearest(str(path[-1]), [item.key for item in declared(part)])
        return _hinted({"field": str(path[-1]), "part": name, "nearest": hint})


def _hinted(params: Mapping[str, str]) -> dict[str, str]:
    """Turn the ``nearest`` known word into the message's ``hint``."""
    hint = params.get("nearest", "")
    return {**{name: text for name, text in params.items() if name != "nearest"}, "hint": hint}


def _shape(value: object) -> str:
    return "list" if isinstance(value, list) else "mapping" if isinstance(value, dict) else "text"


class Gaps:
    """Data with ``None`` where a list item was left out, seen from the record that was made of the rest."""

    def __init__(self, data: Any) -> None:
        """See ``data``, which must not change meanwhile."""
        self.data = data
        self._kept: dict[int, list[int]] = {}

    def fault(self, fault: Fault) -> Fault:
        """Return ``fault`` of the record, with its paths as in the data."""
        other = None if fault.other is None else self.in_file(fault.other)
        return replace(fault, path=self.in_file(fault.path), other=other)

    def in_file(self, path: Path) -> Path:
        """Return ``path``, whose positions are those in the record, with the positions in the data."""
        at, found = self.data, list[str | int]()
        for step in path:
            if isinstance(at, list):
                kept = self._kept.setdefault(id(at), [])
                kept.extend(place for place, item in enumerate(at) if item is not None) if not kept else None
                step = kept[int(step)]
            at = _inside(at, step)
            found.append(step)
        return tuple(found)


def _pruned(data: Mapping[str, Any], errors: Iterable[Any]) -> dict[str, Any]:
    """Return ``data`` without the values at fault."""
    gaps = Gaps(data)
    paths = [gaps.in_file(error["loc"][:-1] if error["type"] == "missing" else error["loc"]) for error in errors]
    pruned: dict[str, Any] = _copied(data)
    for path in paths:
        _leave_out(pruned, path)
    return pruned


def _leave_out(data: Any, path: Path) -> None:
    for step in path[:-1]:
        data = _inside(data, step)
    if isinstance(data, list):
        data[int(path[-1])] = None
    elif isinstance(data, dict):
        data.pop(path[-1], None)


def _inside(data: Any, step: str | int) -> Any:
    """Return what ``data`` has at ``step``, or ``None``."""
    if isinstance(data, list):
        return data[int(step)]
    return data.get(step) if isinstance(data, dict) else None


def _copied(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _copied(value) for key, value in data.items()}
    return [_copied(item) for item in data] if isinstance(data, list) else data


def _without_gaps(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_gaps(value) for key, value in data.items() if value is not None}
    if isinstance(data, list):
        return [_without_gaps(item) for item in data if item is not None]
    return data
