"""The form that scores sales strength: the archive's own, or the shipped one; and what its items are called."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from custfile.language import Label
from custfile.model.measures import measure
from custfile.model.names import Names
from custfile.model.own import customer_model
from custfile.model.ranking import Grading
from custfile.model.settings import Settings
from custfile.model.trail import title


def _cuts(*borders: str) -> list[Decimal]:
    return [Decimal(border) for border in borders]


SHIPPED: Final = (
    Grading(source="characteristics.market_position", words={"main": "5", "ordinary": "3", "scattered": "1"}, weight=2),
    Grading(source="prospect", cuts=_cuts("2", "3", "4", "5"), weight=2),
    Grading(source="orders_24m", cuts=_cuts("1", "3", "6", "12"), weight=2),
    Grading(source="growth_12m", cuts=_cuts("-0.25", "-0.05", "0.05", "0.25"), weight=1),
    Grading(source="credit", words={"A": "5", "B": "4", "C": "3", "D": "2", "E": "1"}, weight=2),
    Grading(
        source="completeness",
        labels=Names(en="completeness of the file", zh_CN="档案完整度", zh_TW="檔案完整度"),
        cuts=_cuts("0.25", "0.50", "0.75", "0.90"),
        weight=1,
    ),
)
"""The form of an archive that has none: what can be judged alike in every trade.

Staff, turnover and amounts are not in it: borders that are right for a salon are wrong for a brewery. Who never ordered has
1 point for orders and is not judged by growth and credit.
"""


def form(settings: Settings) -> Sequence[Grading]:
    """Return the gradings in force."""
    return settings.strength or SHIPPED


def name(grading: Grading) -> str:
    """Return the id of an item of the form."""
    return grading.id or grading.source


def called(grading: Grading, settings: Settings) -> Label:
    """Return what an item is called: as its labels say, else as its source is; a class by its name."""
    if grading.labels:
        return grading.labels.label(name(grading))
    found = measure(grading.source)
    if found is not None and not grading.id:
        return found.called
    try:
        return title(customer_model(settings), name(grading))
    except KeyError:
        return Label(*([name(grading)] * 3))
