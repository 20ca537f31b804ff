"""What a customer said of itself and nobody has verified: it is told, but has to be audited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from custfile.analysis.book import Mask
from custfile.analysis.completeness.items import Item
from custfile.analysis.figures import Figures

READING: Final = ("collected.source", "collected.verified", "sources")
"""The fields that have to be read to know it."""

_SAID: Final = "form"
_OURS: Final = frozenset(
    {
        "owner", "advisors", "former_no", "level", "region", "via", "collected", "sources", "ended", "prospect",
        "member", "trading", "terms", "quotations", "orders", "payments", "visits", "promises", "deals", "tickets",
        "documents", "loans", "gifts", "notes",
    }
)  # fmt: skip
"""What the firm itself writes: a form that the customer filled in does not tell it."""


def unverified(figures: Figures, items: Sequence[Item]) -> NDArray[np.bool_]:
    """Return, customers × items, which the customer said in a form that was not verified by the day, if told at all.

    How the file was collected decides for all of its facts, but for those that ``sources`` names, themselves or a part of
    the file they are in.
    """
    claims = np.array([_claimed(item) for item in items], dtype=np.bool_)
    found: NDArray[np.bool_] = _by_file(figures)[:, np.newaxis] & claims
    for place, sources in enumerate(figures.column("sources")):
        if sources:
            said = _by_fact(sources, figures.book.as_of.isoformat())
            found[place] = [claims[at] and _of(item, said, bool(found[place, at])) for at, item in enumerate(items)]
    return found


def _claimed(item: Item) -> bool:
    return item.paper is None and not any(path.partition(".")[0] in _OURS for path in item.paths)


def _by_file(figures: Figures) -> Mask:
    sources, days = figures.column("collected.source"), figures.column("collected.verified")
    return np.array(
        [
            source == _SAID and (day is None or day > figures.book.as_of)
            for source, day in zip(sources, days, strict=True)
        ],
        dtype=np.bool_,
    )


def _by_fact(sources: Sequence[Mapping[str, Any]], today: str) -> Mapping[str, bool]:
    """Return which single facts are unverified; of several sources of one fact the latest counts."""
    known = sorted((fact for fact in sources if fact["date"] <= today), key=lambda fact: str(fact["date"]))
    return {
        fact["field"]: fact.get("source") == _SAID and not ("verified" in fact and fact["verified"] <= today)
        for fact in known
    }


def _of(item: Item, said: Mapping[str, bool], by_file: bool) -> bool:
    """Return whether ``item`` is unverified: what is said of it or, nearest, of what holds it; or of anything in it."""
    for path in item.paths:
        around = [field for field in said if f"{path}.".startswith(f"{field}.")]
        inside = any(pending for field, pending in said.items() if field.startswith(f"{path}."))
        if inside or (said[max(around, key=len)] if around else by_file):
            return True
    return False
