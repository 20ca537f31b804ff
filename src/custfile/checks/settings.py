"""``custfile.yaml`` makes sense: ids are unique, rules refer to what exists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from keyword import iskeyword
from typing import Final
from unicodedata import is_normalized

from custfile.checks.care import check_care
from custfile.checks.contact import check_contact
from custfile.checks.expectations import check_expectations
from custfile.checks.mail import check_mail
from custfile.checks.places import check_people
from custfile.checks.ranking import check_ranking
from custfile.checks.revisits import check_asking, check_revisits
from custfile.checks.schemes import check_schemes
from custfile.checks.visit_forms import check_visit_forms
from custfile.checks.weighing import check_weighing
from custfile.model.customer import Customer
from custfile.model.finding import Fault
from custfile.model.own import customer_model
from custfile.model.settings import Settings
from custfile.model.spec import declared
from custfile.model.trail import is_field
from custfile.model.values import nearest

_LISTS: Final = (
    "team",
    "kinds",
    "fields",
    "classes",
    "revisits",
    "contact",
    "visit_forms",
    "greetings",
    "funnel",
    "imports",
)
_PATTERN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*?0{3,12}|0{3,12}", re.ASCII)


def check_settings(settings: Settings) -> Iterator[Fault]:
    """Yield what is wrong with the settings beyond their fields' types."""
    if settings.ids is not None and _PATTERN.fullmatch(settings.ids) is None:
        yield Fault(("ids",), "C704", {"got": settings.ids})
    faults = [*_ids(settings), *_own_fields(settings)]
    yield from faults
    yield from check_revisits(settings)
    yield from check_people(settings)
    if not faults:  # the fields that forms and gradings name are known only then
        yield from _forms(settings)
        yield from check_ranking(settings)
        yield from check_weighing(settings)
        yield from check_visit_forms(settings)
        yield from check_care(settings)
        yield from check_contact(settings)
        yield from check_asking(settings)
        yield from check_schemes(settings)
        yield from check_expectations(settings)
        yield from check_mail(settings)


def _ids(settings: Settings) -> Iterator[Fault]:
    for key in _LISTS:
        seen: set[tuple[str, str | None]] = set()
        for position, item in enumerate(getattr(settings, key)):
            mark = (item.id, getattr(item, "part", None))
            if mark in seen:
                yield Fault((key, position, "id"), "C701", {"got": item.id, "part": key})
            seen.add(mark)


def _own_fields(settings: Settings) -> Iterator[Fault]:
    kinds = [kind.id for kind in settings.kinds]
    parts = {item.key: item.part for item in declared(Customer)}
    for position, field in enumerate(settings.fields):
        part = Customer if field.part in (None, "customer") else parts[field.part]
        if part is not None and field.id in [item.key for item in declared(part)]:
            yield Fault(("fields", position, "id"), "C705", {"got": field.id})
        if not _is_name(field.id):
            yield Fault(("fields", position, "id"), "C708", {"got": field.id})
        if field.type == "choice" and not field.choices:
            yield Fault(("fields", position), "C709", {"got": field.id})
        yield from _known(("fields", position, "required_for"), field.required_for, kinds, "kind")


def _is_name(text: str) -> bool:
    """Say whether ``text`` can be a key and an attribute: keys are compared with their letters composed."""
    composed = is_normalized("NFC", text)
    return text.isidentifier() and composed and not iskeyword(text) and not text.startswith("_")


def _forms(settings: Settings) -> Iterator[Fault]:
    model = customer_model(settings)
    for position, kind in enumerate(settings.kinds):
        for key in ("expects", "requires"):
            for place, name in enumerate(getattr(kind, key)):
                if not is_field(model, name):
                    hint = nearest(name, [item.key for item in declared(model)])
                    params = {"got": name, "wanted": "field", "hint": hint}
                    yield Fault(("kinds", position, key, place), "C702", params)


def _known(
    place: tuple[str | int, ...], names: Sequence[str], known: Sequence[str], wanted: str, *, listed: bool = True
) -> Iterator[Fault]:
    for position, name in enumerate(names):
        if name not in known:
            hint = nearest(name, known)
            params = {"got": name, "wanted": wanted, "hint": hint}
            yield Fault((*place, position) if listed else place, "C702", params)
