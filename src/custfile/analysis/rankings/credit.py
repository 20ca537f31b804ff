"""Customers by how punctually they pay: pay index and grade, each part of an order by its own day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final

import numpy as np
import pandas as pd

from custfile.analysis.book import Book
from custfile.analysis.credit.aging import DAYS_OVERDUE, OPEN_AMOUNT, OVERDUE
from custfile.analysis.credit.limit import FLAGS
from custfile.analysis.credit.rules import CAP_LABELS, CAPS, KNOTS, REASONS, UNRATED, Rules, rules, small_fact
from custfile.analysis.credit.standing import Standing, standing
from custfile.analysis.rankings.credit_explained import DAYS_LATE, EXPERIENCES, GRADE, ON_TIME, PAY_INDEX, USE, explain
from custfile.analysis.rankings.period import WINDOW, said
from custfile.analysis.rankings.ranked import AS_OF, ID, NAME, RANK, TIES, Fact, Ranked, left_out, ordered
from custfile.analysis.rankings.volume import RATED
from custfile.language import COLON, COMMA, SEMICOLON, Label, _, say
from custfile.model.settings import Settings
from custfile.model.table import Column

_COLUMNS: Final = (
    RANK,
    ID,
    NAME,
    PAY_INDEX,
    GRADE,
    EXPERIENCES,
    ON_TIME,
    DAYS_LATE,
    OPEN_AMOUNT,
    OVERDUE,
    DAYS_OVERDUE,
    USE,
    Column("flags", Label("Flags", "提示", "提示")),
)
_NO_CREDIT: Final = Label("no order on credit", "无赊销订单", "無賒銷訂單")
_FEW: Final = Label("too few experiences", "付款笔数不足", "付款筆數不足")


def rank(book: Book, settings: Settings, told: Mapping[str, Any]) -> Ranked:
    """Rank the customers by pay index, then by least overdue, then by most paid, then by id.

    Who has fewer experiences than the settings ask for (3) is not rated and left out. ``told``: ``months`` of due dates that
    count, 0 for all time.
    """
    judging = rules(settings, told)
    found = standing(book, judging)
    every = found.judged.customers
    frame = ordered(_shown(book, found), ("pay_index", True), ("overdue", False), ("paid", True))
    facts = list(_facts(book, judging, every))
    return Ranked("credit", _COLUMNS, frame, facts, partial(explain, book, judging, found, frame))


def _shown(book: Book, found: Standing) -> pd.DataFrame:
    """Return the rated customers, by id, with what the columns show."""
    frame = found.judged.customers.copy()
    frame.insert(0, "id", book.customers["id"].to_numpy())
    frame.insert(1, "name", book.customers["name"].to_numpy())
    use = found.limits["utilisation"].to_numpy()
    frame["utilisation"] = np.where(np.isinf(use), np.nan, use)
    frame["flags"] = _flags(frame["cap"].to_numpy(), found.limits["flag"].to_numpy())
    return frame[(frame["grade"] != UNRATED).to_numpy()].reset_index(drop=True)


def _flags(cap: np.ndarray[Any, Any], use: np.ndarray[Any, Any]) -> list[str]:
    """Return what is to be noted, for each customer: what caps the index, and how much of the limit is used."""
    texts = [
        ", ".join(say(label) for label in (CAP_LABELS.get(each), flag) if label)
        for each in range(len(CAPS))
        for flag in FLAGS
    ]
    return [texts[code] for code in (cap * len(FLAGS) + use).tolist()]


def _facts(book: Book, judging: Rules, every: pd.DataFrame) -> Iterator[Fact]:
    yield AS_OF, book.as_of.isoformat()
    yield WINDOW, said(book.as_of, judging.months)
    yield from told_rules(judging)
    yield TIES, _("pay index, then least overdue, then most paid, then id")
    rated, on_credit = (every["grade"] != UNRATED).to_numpy(), every["on_credit"].to_numpy()
    yield RATED, str(int(rated.sum()))
    yield from left_out({_NO_CREDIT: ~on_credit, _FEW: on_credit & ~rated})


def told_rules(judging: Rules) -> Iterator[Fact]:
    """Yield the rules of the settings in words."""
    knots = say(SEMICOLON).join(f"{days}{say(COLON)}{points}" for days, points in KNOTS)
    yield Label("Days late: score", "逾期天数：得分", "逾期天數：得分"), knots
    yield Label("Not their fault", "非客户原因", "非客戶因素"), _listed(judging.faultless)
    yield Label("Disputed (count half)", "有争议（按半计）", "有爭議（以半計）"), _listed(judging.disputed)
    caps = [*map(say, CAP_LABELS.values()), _("not by what is excused or disputed")]
    yield Label("Caps", "上限", "上限"), say(SEMICOLON).join(caps)
    yield small_fact(judging)
    yield Label("Experiences needed", "最少笔数", "最少筆數"), str(judging.least)


def _listed(reasons: Iterable[str]) -> str:
    return say(COMMA).join(say(REASONS[each]) if each in REASONS else each for each in reasons)
