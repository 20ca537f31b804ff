"""Secrecy at work: what a reader of a lower level sees of a record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from custfile.model.finding import Finding
from custfile.model.masking import masked
from custfile.model.secrecy import Secrecy, may_see

_POSITIONS: Final = re.compile(r"\[\d+\]")


def redacted(record: Mapping[str, Any], fields: Mapping[str, Mapping[str, Any]], level: Secrecy) -> dict[str, Any]:
    """Return the plain ``record`` with every value above ``level`` masked.

    ``fields`` maps a dotted path without positions to its ``secrecy``; a field that is not in it, such as a misspelt one,
    is secret unless it lies inside a free-form field.
    """
    return {key: _redacted(value, key, fields, level) for key, value in record.items()}


def _redacted(value: Any, path: str, fields: Mapping[str, Mapping[str, Any]], level: Secrecy) -> Any:
    if isinstance(value, list):
        return [_redacted(item, path, fields, level) for item in value]
    if isinstance(value, dict):
        inner = fields.get(path, {}).get("type") == "part"
        return {key: _redacted(item, f"{path}.{key}" if inner else path, fields, level) for key, item in value.items()}
    secrecy = Secrecy(fields.get(path, {}).get("secrecy", "secret"))
    return masked(value) if value is not None and not may_see(level, secrecy) else value


def discreet(finding: Finding, fields: Mapping[str, Mapping[str, Any]], level: Secrecy) -> Finding:
    """Return ``finding`` with the value that it quotes masked, when that is of a field above ``level``; ``fields`` as above.

    A name that is no field's is quoted: it is what is wrong.
    """
    secrecy = fields.get(_POSITIONS.sub("", finding.key), {}).get("secrecy", Secrecy.PUBLIC)
    if may_see(level, Secrecy(secrecy)) or "got" not in finding.params:
        return finding
    return replace(finding, params={**finding.params, "got": masked(finding.params["got"])}, masked=True)


def values(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield (dotted path, text) of every scalar of the plain ``data``; positions are left out of the path."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from values(value, f"{path}.{key}" if path else str(key))
    elif isinstance(data, list):
        for item in data:
            yield from values(item, path)
    elif data is not None:
        yield path, str(data)
