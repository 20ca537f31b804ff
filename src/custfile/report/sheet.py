"""A customer's file on a terminal: short, labelled, the personal first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from custfile.language import COLON, Label, _, say
from custfile.model.values import WHOLE
from custfile.model.visible import visible
from custfile.report.tables import raw, width
from custfile.report.wording import enumerated

_FIRST: Final = ("preferences", "person")
_NUMBERS: Final = ("money", "quantity", "share")
_WHOLE: Final = ("whole", "grade")
Fields = Mapping[str, Mapping[str, Any]]


def sheet(identity: str, path: str, record: Mapping[str, Any], catalog: Mapping[str, Any], latest: int | None) -> str:
    """Return the plain ``record`` as lines; of lists of events only the ``latest`` by date (all when ``None``)."""
    fields: Fields = catalog["fields"]
    kind = catalog["kinds"].get(record.get("kind"))
    title = f"{record['name']}  {identity}  {say(Label(*kind)) if kind else record.get('kind', '')}"
    lines = [visible(title), "─" * width(visible(title))]
    keys = [*(key for key in _FIRST if key in record), *(key for key in fields if "." not in key and key not in _FIRST)]
    for key in keys:
        if key in record and key not in ("name", "kind"):
            lines += _field(key, record[key], catalog, latest)
    return "\n".join([*lines, "", visible(path)]) + "\n"


def _field(key: str, value: Any, catalog: Mapping[str, Any], latest: int | None) -> Iterator[str]:
    fields: Fields = catalog["fields"]
    label = say(Label(*fields[key]["label"]))
    if isinstance(value, list) and all(item is None for item in value):  # all of it is at fault, as check says
        return
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        newest = sorted(filter(None, value), key=lambda item: str(item.get("date", "")), reverse=True)
        shown = newest if latest is None else newest[:latest]
        more = _("  ({n} in all)").format(n=len(value)) if len(shown) < len(value) else ""
        yield f"{label}{more}"
        yield from (f"  · {_inline(item, key, catalog)}" for item in shown)
    elif isinstance(value, dict):
        yield label
        yield from (
            f"  {_name(f'{key}.{inner}', fields)}{say(COLON)}{_inline(item, f'{key}.{inner}', catalog)}"
            for inner, item in value.items()
        )
    else:
        yield f"{label}{say(COLON)}{_inline(value, key, catalog)}"


def _inline(value: Any, path: str, catalog: Mapping[str, Any]) -> str:
    if isinstance(value, list):
        return enumerated(_inline(item, path, catalog) for item in value if item is not None)
    if isinstance(value, dict):
        return "  ".join(_pair(key, item, path, catalog) for key, item in value.items())
    choices = catalog["fields"].get(path, {}).get("choices") or {}
    known = catalog["people"].get(value)
    return say(Label(*choices[value])) if value in choices else _lines(known or str(value))


def _lines(text: str) -> str:
    """Return ``text`` line by line, so far to the right that no line can be taken for a field."""
    first, *rest = map(visible, text.strip("\n").split("\n"))
    return "\n".join((first, *(f"      {line}".rstrip() for line in rest)))


def _pair(key: str, value: Any, path: str, catalog: Mapping[str, Any]) -> str:
    text = _inline(value, f"{path}.{key}", catalog)
    return text if key in ("date", "name", "what", "text") else f"{_name(f'{path}.{key}', catalog['fields'])} {text}"


def _name(path: str, fields: Fields) -> str:
    return say(Label(*fields[path]["label"])) if path in fields else visible(path.rpartition(".")[2])


def data(record: Any, fields: Fields, path: str = "") -> Any:
    """Return the plain ``record`` typed for JSON: numbers as numbers, yes and no as booleans, the rest as text."""
    if isinstance(record, dict):
        return {key: data(value, fields, f"{path}.{key}" if path else key) for key, value in record.items()}
    if isinstance(record, list):
        return [data(item, fields, path) for item in record]
    return _typed(record, str(fields.get(path, {}).get("type")))


def _typed(text: str | None, kind: str) -> Any:
    if text is None or "*" in text:  # masked
        return text
    if kind in _NUMBERS:
        return raw(Decimal(text))
    if kind in _WHOLE:
        return WHOLE.read(text)
    return text.lower() in ("yes", "true") if kind == "yes" else text
