"""The archive's own fields: the model of a customer's file extended by what ``custfile.yaml`` declares."""

from __future__ import annotations

import dataclasses
from types import new_class
from typing import Annotated, Any

from custfile.model.customer import Customer
from custfile.model.names import NO_NAMES
from custfile.model.settings import OwnField, Settings
from custfile.model.spec import Merge, Secrecy, Spec, declared
from custfile.model.values import SCALARS, Scalar, choice


def customer_model(settings: Settings) -> type[Customer]:
    """Return ``Customer``, or a subclass of it that has the own fields of ``settings`` too."""
    additions: list[tuple[str, Any, Any]] = []
    for part in dict.fromkeys(field.part or "customer" for field in settings.fields):
        own = [_field(field) for field in settings.fields if (field.part or "customer") == part]
        additions += own if part == "customer" else [_extended(part, own)]
    return _subclass(Customer, additions) if additions else Customer


def _extended(part: str, own: list[tuple[str, Any, Any]]) -> tuple[str, Any, Any]:
    listed = next(item for item in declared(Customer) if item.key == part)
    assert listed.part is not None
    extended = _subclass(listed.part, own)
    return part, list[extended], dataclasses.field(default_factory=list, metadata={"spec": listed.spec})  # type: ignore[valid-type]


def _subclass(part: type, additions: list[tuple[str, Any, Any]]) -> Any:
    declarations = {name: hint for name, hint, _default in additions}
    defaults = {name: default for name, _hint, default in additions}
    body = {"__module__": __name__, "__doc__": part.__doc__, "__annotations__": declarations, **defaults}
    return new_class(part.__name__, (part,), exec_body=lambda namespace: namespace.update(body))


def _field(own: OwnField) -> tuple[str, Any, Any]:
    value: Any = Annotated[Any, scalar(own)]
    spec = Spec(
        (own.labels or NO_NAMES).label(own.id),
        own.about or "",
        Secrecy(own.secrecy or "secret"),
        Merge.ONE,
        care=bool(own.care),
    )
    if own.several:
        spec = dataclasses.replace(spec, merge=Merge.UNION)
        return own.id, list[value], dataclasses.field(default_factory=list, metadata={"spec": spec})
    return own.id, value | None, dataclasses.field(default=None, metadata={"spec": spec})


def scalar(own: OwnField) -> Scalar:
    """Return the type of the values of ``own``."""
    if own.type == "choice":
        return choice(own.id, {item.id: (item.labels or NO_NAMES).label(item.id) for item in own.choices})
    return SCALARS[own.type]
