"""What a search found: the customer, the field, and the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from custfile.language import Label, say
from custfile.model.folding import fold
from custfile.model.masking import masked
from custfile.model.redact import values
from custfile.model.secrecy import Secrecy, may_see
from custfile.model.table import Column, Table

_AROUND: Final = 20
_COLUMNS: Final = (
    Column("id", Label("Id", "编号", "編號")),
    Column("name", Label("Name", "名称", "名稱")),
    Column("field", Label("Field", "项目", "項目")),
    Column("text", Label("Text", "内容", "內容")),
)


def hits(
    found: Iterable[tuple[str, str, Mapping[str, Any]]], text: str, fields: Mapping[str, Any], level: Secrecy
) -> Table:
    """Return a row for each value of the (id, name, record) in ``found`` that holds ``text``; one above ``level`` is masked.

    A customer found by its pinyin or by how its phone is dialled has one row without a field.
    """
    rows = [
        (identity, name, *place)
        for identity, name, record in found
        for place in list(_places(identity, record, fold(text), fields, level)) or [("", "")]
    ]
    return Table("find", _COLUMNS, rows, open=True)


def _places(
    identity: str, record: Mapping[str, Any], part: str, fields: Mapping[str, Any], level: Secrecy
) -> Iterator[tuple[str, str]]:
    for path, value in values(record):
        at = fold(value).find(part)
        if at >= 0 or part in fold(path.rpartition(".")[2]):
            known = _declared(path, fields)
            open_ = may_see(level, Secrecy(known.get("secrecy", "secret")))
            yield _label(path, fields), _excerpt(value, max(at, 0), len(part)) if open_ else masked(value)


def _declared(path: str, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the field at ``path``, or the free-form field that it lies in."""
    while path not in fields and "." in path:
        path = path.rpartition(".")[0]
    found: Mapping[str, Any] = fields.get(path, {})
    return found


def _label(path: str, fields: Mapping[str, Any]) -> str:
    steps = path.split(".")
    paths = [".".join(steps[: length + 1]) for length in range(len(steps))]
    return " › ".join(
        say(Label(*fields[whole]["label"])) if whole in fields else whole.rpartition(".")[2] for whole in paths
    )


def _excerpt(value: str, at: int, length: int) -> str:
    start, end = max(0, at - _AROUND), at + length + _AROUND
    return ("…" if start else "") + value[start:end] + ("…" if end < len(value) else "")
