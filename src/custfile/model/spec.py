"""How a field is declared: once, with label, help, secrecy and merge strategy."""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, field, fields
from enum import StrEnum
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from custfile.language import Label
from custfile.model.secrecy import PUBLIC as PUBLIC
from custfile.model.secrecy import SECRET as SECRET
from custfile.model.secrecy import STAFF as STAFF
from custfile.model.secrecy import Secrecy as Secrecy
from custfile.model.values import Scalar


class Merge(StrEnum):
    """What a merge of two versions does when both sides changed the field.

    ``one``: a conflict; ``latest``: the later or larger value; ``union``: all values of both lists;
    ``events``: all records of both lists, one record changed on both sides is merged field by field.
    """

    ONE = "one"
    LATEST = "latest"
    UNION = "union"
    EVENTS = "events"


@dataclass(frozen=True)
class Spec:
    """What is declared of a field beside its type.

    ``after`` names the field of the same record that its date must not precede; ``refers`` what its text must name
    (``team``, ``order``, ``file``, ``customer``, ``kind``, ``stage``); ``identifies`` that a customer is found by it;
    ``care`` that its day is remembered each year.
    """

    label: Label
    about: str
    secrecy: Secrecy = Secrecy.SECRET
    merge: Merge = Merge.ONE
    after: str | None = None
    refers: str | None = None
    identifies: str | None = None
    care: bool = False


def told(en: str, zh_CN: str, zh_TW: str, about: str, secrecy: Secrecy = SECRET, **more: Any) -> Any:
    """Declare a field that may be absent. A new field is secret until it is classified."""
    return field(default=None, metadata={"spec": Spec(Label(en, zh_CN, zh_TW), about, secrecy, **more)})


def must(en: str, zh_CN: str, zh_TW: str, about: str, secrecy: Secrecy = SECRET, **more: Any) -> Any:
    """Declare a field that every record has."""
    return field(metadata={"spec": Spec(Label(en, zh_CN, zh_TW), about, secrecy, **more)})


def many(en: str, zh_CN: str, zh_TW: str, about: str, secrecy: Secrecy = SECRET, **more: Any) -> Any:
    """Declare a list or a free mapping that may be empty."""
    more.setdefault("merge", Merge.UNION)
    return field(default_factory=list, metadata={"spec": Spec(Label(en, zh_CN, zh_TW), about, secrecy, **more)})


@dataclass(frozen=True)
class Declared:
    """One field of a part, as declared: its key, its spec, its type, and whether it may be absent or repeated.

    ``scalar`` is the type of its value, or ``part`` the class of its record; neither means free-form.
    """

    key: str
    spec: Spec
    scalar: Scalar | None
    part: type | None
    repeated: bool
    required: bool


_known: dict[type, tuple[Declared, ...]] = {}


def declared(part: type[Any]) -> tuple[Declared, ...]:
    """Return the fields of ``part``, in the order of their declaration."""
    if part not in _known:
        hints = get_type_hints(part, include_extras=True)
        _known[part] = tuple(_declared(item, hints[item.name]) for item in fields(part))
    return _known[part]


def _declared(item: Field[Any], hint: Any) -> Declared:
    required = item.default is MISSING and item.default_factory is MISSING
    repeated = get_origin(hint) is list
    inner = get_args(hint)[0] if repeated else _without_none(hint)
    scalar = next((mark for mark in getattr(inner, "__metadata__", ()) if isinstance(mark, Scalar)), None)
    part = inner if isinstance(inner, type) and hasattr(inner, "__dataclass_fields__") else None
    return Declared(item.name, item.metadata["spec"], scalar, part, repeated, required)


def _without_none(hint: Any) -> Any:
    if get_origin(hint) is Annotated:
        return hint
    return next((option for option in get_args(hint) if option is not type(None)), hint)
