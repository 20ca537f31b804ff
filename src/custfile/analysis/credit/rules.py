"""The rules by which credit is judged: the knots of the score, excuses, caps and grades."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import numpy as np

from custfile.analysis.book import Real, Whole
from custfile.language import Label, _
from custfile.model.ranking import CreditSettings
from custfile.model.settings import Settings
from custfile.model.table import written

KNOTS: Final = (
    (-30, 100), (-20, 90), (0, 80), (15, 70), (22, 60), (30, 50), (60, 40), (90, 30), (120, 20), (180, 0),
)  # fmt: skip
"""Days beyond terms and their score: the value chart of D&B's PAYDEX; straight in between, level outside."""

FINEST: Final = 84
"""The score of a whole number of days is a whole number of 84ths: its slopes are 1, 1/2, 2/3, 10/7, 5/4 and 1/3."""

FAULTLESS: Final = ("our_error", "delivery_problem", "bank_error", "agreed_extension")
DISPUTED: Final = ("dispute",)
REASONS: Final = {
    "our_error": Label("our error", "我方差错", "我方疏失"),
    "delivery_problem": Label("delivery problem", "交货问题", "交貨問題"),
    "bank_error": Label("bank error", "银行差错", "銀行疏失"),
    "agreed_extension": Label("agreed extension", "同意延期", "同意展延"),
    "dispute": Label("dispute", "有争议", "有爭議"),
}
"""What the usual reasons of a delay are called; a firm's own words stand for themselves."""
BUCKETS: Final = (30, 60, 90)
LOSS_MONTHS: Final = 24
SMALL: Final = 100
"""Cents: a unit of the currency."""

GRADES: Final = (("A", 80), ("B", 70), ("C", 50), ("D", 30), ("E", 0))
UNRATED: Final = "N"

NO_CAP: Final = 0
OVER_60: Final = 1
OVER_90: Final = 2
LOSS: Final = 3
INSOLVENT: Final = 4
CAPS: Final = (100, 49, 29, 9, 9)
"""The highest pay index there can be, by what is the matter."""

CAP_LABELS: Final = {
    OVER_60: Label(
        "open more than 60 days overdue: at most 49", "逾期60天以上未付：最高49", "逾期60天以上未付：最高49"
    ),
    OVER_90: Label(
        "open more than 90 days overdue: at most 29", "逾期90天以上未付：最高29", "逾期90天以上未付：最高29"
    ),
    LOSS: Label("written off in 24 months: at most 9", "24个月内坏账核销：最高9", "24個月內呆帳沖銷：最高9"),
    INSOLVENT: Label("insolvent in 24 months: at most 9", "24个月内破产：最高9", "24個月內破產：最高9"),
}


@dataclass(frozen=True)
class Rules:
    """What the settings say. ``months`` is ``None`` when due dates of all time count; ``buckets`` end after so many days.

    What is open of an order up to ``small``, in cents, is a trifle such as the fee of a bank: it is owed, but nobody is late.
    """

    months: int | None
    least: int
    faultless: tuple[str, ...]
    disputed: tuple[str, ...]
    buckets: tuple[int, ...]
    small: int = SMALL


def rules(settings: Settings, told: Mapping[str, Any]) -> Rules:
    """Return the rules of ``settings``; ``months`` as told on the command line wins, 0 means all time."""
    ranking = settings.ranking
    said = ranking.credit if ranking and ranking.credit else CreditSettings()
    months = told.get("months")
    months = said.months if months is None else months
    return Rules(
        12 if months is None else months or None,
        3 if said.experiences is None else said.experiences,
        tuple(said.not_their_fault) or FAULTLESS,
        tuple(said.disputed) or DISPUTED,
        tuple(sorted({days for days in said.aging if days > 0})) or BUCKETS,
        SMALL if said.small is None else int(said.small * 100),
    )


def small_fact(rules: Rules) -> tuple[Label, str]:
    """Return what is said of trifles in the head of a table."""
    told = _("open up to {amount}: no cap, no days overdue").format(amount=written(Decimal(rules.small) / 100, "money"))
    return Label("Small rests", "小额尾款", "小額尾款"), told


def score(late: Whole) -> Whole:
    """Return the score of payments so many days ``late`` (early: negative), in 84ths of a point."""
    days, points = zip(*KNOTS, strict=True)
    told: Whole = np.rint(np.interp(late, days, points) * FINEST).astype(np.int64)
    return told


def grades(pay_index: Real) -> np.ndarray[Any, Any]:
    """Return A to E of each index, N where there is none (NaN)."""
    letters = np.array([letter for letter, _least in GRADES], dtype=object)
    place = np.searchsorted([-least for _letter, least in GRADES], -np.nan_to_num(pay_index), "left")
    return np.where(np.isnan(pay_index), UNRATED, letters[np.minimum(place, len(letters) - 1)])
