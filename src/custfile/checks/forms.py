"""The form of a kind: the fields it requires are filled in."""

from __future__ import annotations

from collections.abc import Iterator

from custfile.model.customer import Customer
from custfile.model.finding import Fault
from custfile.model.settings import Settings


def check(record: Customer, settings: Settings) -> Iterator[Fault]:
    """Yield C216 for each required field, C218 for each required paper that is absent."""
    kind = settings.kind(record.kind)
    required = [*(kind.requires if kind else ()), *_own(record.kind, settings)]
    for field in required:
        if not present(record, field):
            yield Fault((), "C216", {"kind": record.kind, "field": field})
    if kind is not None:
        held = {document.type for document in record.documents}
        yield from (
            Fault((), "C218", {"kind": record.kind, "got": paper}) for paper in kind.documents if paper not in held
        )


def _own(kind: str, settings: Settings) -> Iterator[str]:
    yield from (
        field.id for field in settings.fields if kind in field.required_for and field.part in (None, "customer")
    )


def present(record: object, field: str) -> bool:
    """Say whether ``record`` has something at ``field``, a key or keys joined by dots; in a list one item suffices."""
    key, _dot, rest = field.partition(".")
    value = record.get(key) if isinstance(record, dict) else getattr(record, key, None)
    if isinstance(value, list):
        return any(not rest or present(item, rest) for item in value)
    return present(value, rest) if rest and value is not None else value not in (None, {}, "")
