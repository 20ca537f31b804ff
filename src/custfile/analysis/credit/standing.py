"""How every customer stands: what was matched, how it is judged, and the limits that follow."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from custfile.analysis.book import Book
from custfile.analysis.credit.index import Judged, judge
from custfile.analysis.credit.limit import limits
from custfile.analysis.credit.matching import Matched, match
from custfile.analysis.credit.rules import Rules


@dataclass(frozen=True)
class Standing:
    """The figures of one day, a row a customer in ``judged.customers`` and ``limits``."""

    matched: Matched
    judged: Judged
    limits: pd.DataFrame


def standing(book: Book, rules: Rules) -> Standing:
    """Return how the customers of ``book`` stand by ``rules`` on its as-of date."""
    matched = match(book)
    judged = judge(book, matched, rules)
    owed = judged.customers["open"].to_numpy()
    return Standing(matched, judged, limits(book, matched, judged.customers["grade"].to_numpy(), owed))
