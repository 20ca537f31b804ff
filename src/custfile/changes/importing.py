"""What the rows of a table change: fields are set, orders and payments added, customers begun."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from custfile.changes.matching import OnFile, TakenNumber
from custfile.changes.updating import agreed, first_told, updates
from custfile.language import _
from custfile.model.edit import Append, Edit
from custfile.model.folding import fold_name, fold_phone
from custfile.model.incoming import Rejected, Row

CUSTOMERS: Final = "customers"
_NOTHING: Final[Mapping[str, Any]] = {}


@dataclass(frozen=True)
class Intended:
    """What is to become of one customer.

    ``rows`` are those that are taken; ``added`` those of them that each append one order or payment, in the order of
    the list, behind the ``begun`` that it had. ``already`` rows are about what is on file.
    """

    edits: Sequence[Edit]
    rows: Sequence[Row]
    added: Sequence[Row]
    begun: int
    already: int
    rejected: Sequence[Rejected]


def folded_key(identifies: str, text: str) -> str:
    """Return ``text`` as customers are compared by what ``identifies`` them: id, name, phone, number, email …"""
    if identifies == "id":
        return text
    return fold_phone(text) if identifies == "phone" else fold_name(text)


def by_customer(rows: Iterable[Row], identifies: str) -> tuple[dict[str, list[Row]], list[Rejected]]:
    """Return the rows of each customer under its folded key, and those whose key says nothing.

    A row without any key is a customer by itself; its key here begins with a line feed.
    """
    found: dict[str, list[Row]] = {}
    rejected: list[Rejected] = []
    for row in rows:
        key = folded_key(identifies, row.key)
        if row.key and not key:
            reason = _("'{text}' has no letter or digit that could tell whose row it is").format(text=row.key)
            rejected.append(Rejected(row.line, reason))
        else:
            found.setdefault(key or f"\n{row.line.number}", []).append(row)
    return found, rejected


def intended(rows: Sequence[Row], what: str, key: str, data: Mapping[str, Any] | None) -> Intended:
    """Return what ``rows`` of one customer change; ``what`` they are is customers, orders or payments.

    ``key`` is the field that the customer was found by, and ``data`` what its file says, ``None`` when it has none yet.
    Rows of orders and payments say something of the customer itself only when it is new.
    """
    if what == CUSTOMERS:
        said, taken, rejected = agreed(rows, data or _NOTHING)
        edits = updates(said, data or _NOTHING, key)
        return Intended(edits, taken, (), 0, 0, rejected)
    said = first_told(rows) if data is None else {}
    return _with_events(rows, what, (data or _NOTHING).get(what, []), updates(said, _NOTHING, key))


def _with_events(rows: Sequence[Row], what: str, items: Sequence[Any], edits: Sequence[Edit]) -> Intended:
    on_file = OnFile(what, items)
    added, known, rejected = list[Row](), list[Row](), list[Rejected]()
    for row in rows:
        try:
            (known if on_file.meets(row.event) else added).append(row)
        except TakenNumber:
            sentence = _("the number {no} belongs to another order of this customer, of another day, amount or product")
            rejected.append(Rejected(row.line, sentence.format(no=row.event["no"])))
    added.sort(key=lambda row: str(row.event["date"]))
    appended = [Append((what,), row.event) for row in added]
    return Intended([*edits, *appended], [*known, *added], added, len(items), len(known), rejected)
