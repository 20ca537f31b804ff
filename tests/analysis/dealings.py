"""Orders written as short lines, for tests of RFM."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from books import Made, made

from custfile.analysis.rankings.ranked import Ranked
from custfile.analysis.rankings.rfm import rank as rank_book
from custfile.analysis.rankings.scores import Scored
from custfile.model.ranking import Ranking, RfmSettings, SegmentTableSettings
from custfile.model.settings import Settings

AS_OF = date(2026, 1, 1)

Line = tuple[str, str, int, str]
"""Customer, day, amount in cents, status."""

_TOLD = ("method", "segments", "months", "edge")


def bought(customer: str, day: str, yuan: int = 100) -> Line:
    """Return an order that was delivered."""
    return customer, day, yuan * 100, "delivered"


def book(
    ids: Sequence[str],
    lines: Sequence[Line],
    as_of: date = AS_OF,
    fields: Mapping[str, Mapping[str, Any]] | None = None,
) -> Made:
    """Return the book of the customers ``ids``; ``fields`` has what the file of a customer says, by id."""
    told = fields or {}
    return made(
        as_of,
        [{"id": each, "name": f"客户 {each}", **told.get(each, {})} for each in ids],
        [
            {"of": of, "day": date.fromisoformat(day), "amount": Decimal(cents) / 100, "status": status}
            for of, day, cents, status in lines
        ],
    )


def settings(tables: Sequence[SegmentTableSettings] = (), **rfm: Any) -> Settings:
    """Return settings with segment ``tables`` of the archive's own, and how RFM is computed."""
    return Settings(name="丽人", currency="CNY", ranking=Ranking(rfm=RfmSettings(**rfm), segments=list(tables)))


def rank(ids: Sequence[str], lines: Sequence[Line], as_of: date = AS_OF, **options: Any) -> Ranked:
    """Return the RFM ranking of ``lines``; ``options`` are those of the command line and of the settings."""
    told = {name: options.pop(name, None) for name in _TOLD}
    fields = options.pop("fields", None)
    return rank_book(book(ids, lines, as_of, fields), settings(**options), told)


def scored(ranked: Ranked) -> Scored:
    """Return the scores that ``ranked`` rests on."""
    found: Scored = ranked.extra["scored"]
    return found


def one(lines: Sequence[Line], **options: Any) -> Any:
    """Return the scored row of the only customer, A."""
    return scored(rank(["A"], lines, **options)).frame.iloc[0]
