"""Aging: what is open by the days it is past due, and the money that no order has taken yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from custfile.analysis.book import total
from custfile.analysis.credit.matching import Matched
from custfile.analysis.credit.money import OPEN, UNAPPLIED
from custfile.analysis.credit.rules import BUCKETS
from custfile.language import Label
from custfile.model.table import Column

CURRENT: Final = "current"
OPEN_AMOUNT: Final = Column("open", Label("Open", "未收金额", "未收金額"), "money")
OVERDUE: Final = Column("overdue", Label("Overdue", "逾期金额", "逾期金額"), "money")
DAYS_OVERDUE: Final = Column("days_overdue", Label("Days overdue", "逾期天数", "逾期天數"), "count")
_UNAPPLIED: Final = Column("unapplied", Label("Unapplied", "未核销收款", "未沖銷收款"), "money")
_BALANCE: Final = Column("balance", Label("Balance", "余额", "餘額"), "money")


def aging(matched: Matched, size: int, buckets: Sequence[int] = BUCKETS, small: int = 0) -> pd.DataFrame:
    """Return what each of ``size`` customers owes, in cents of the archive's currency.

    Columns: ``current`` (due on the day or later), one for each of ``buckets`` (its last day past due) and one beyond them,
    as in ``columns``; ``open`` (their sum), ``overdue`` (without ``current``), ``days_overdue`` (of the
    oldest above ``small``), ``unapplied`` (money and credit notes that met no open order; negative: more was given back than
    came) and ``balance`` (``open`` less ``unapplied``).
    """
    kind, who, base, due = (matched.portions[name].to_numpy() for name in ("kind", "who", "base", "due"))
    unpaid = kind == OPEN
    who, base, late = who[unpaid], base[unpaid], (matched.day - due[unpaid]).astype(np.int64)
    place = np.searchsorted([0, *buckets], late, "left")
    keys = [column.key for column in _ranges(buckets)]
    frame = pd.DataFrame(
        {key: total(who[place == number], base[place == number], size) for number, key in enumerate(keys)}
    )
    days = np.zeros(size, dtype=np.int64)
    np.maximum.at(days, who[base > small], late[base > small])
    frame["open"] = frame[keys].sum(axis=1)
    frame["overdue"] = frame["open"] - frame[CURRENT]
    frame["days_overdue"] = days
    rests = matched.rests[matched.rests["kind"].to_numpy() == UNAPPLIED]
    frame["unapplied"] = total(rests["who"].to_numpy(), rests["base"].to_numpy(), size)
    frame["balance"] = frame["open"] - frame["unapplied"]
    return frame


def columns(buckets: Sequence[int]) -> list[Column]:
    """Return the columns of ``aging``: ``current``, ``days_1_30`` and so on up to ``days_over_90``, then the sums."""
    return [*_ranges(buckets), OPEN_AMOUNT, OVERDUE, DAYS_OVERDUE, _UNAPPLIED, _BALANCE]


def _ranges(buckets: Sequence[int]) -> list[Column]:
    found = [Column(CURRENT, Label("Not due yet", "未到期", "未到期"), "money")]
    for before, last in zip((0, *buckets), buckets, strict=False):
        days = f"{before + 1}–{last}"
        label = Label(f"{days} days", f"{days}天", f"{days}天")
        found.append(Column(f"days_{before + 1}_{last}", label, "money"))
    last = buckets[-1]
    label = Label(f"over {last} days", f"{last}天以上", f"{last}天以上")
    return [*found, Column(f"days_over_{last}", label, "money")]
