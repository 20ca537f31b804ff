"""How each customer is rated: its limit, how much of it is used, the parts of its pay index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from custfile.analysis.credit.aging import columns as aging_columns
from custfile.analysis.credit.cells import cells
from custfile.analysis.credit.limit import FLAGS
from custfile.analysis.credit.rules import CAP_LABELS, Rules
from custfile.analysis.rankings.credit_explained import (
    DAYS_LATE,
    EARLIER,
    EXPERIENCES,
    GRADE,
    LIMIT,
    ON_TIME,
    PAY_INDEX,
    PLAIN,
    RECENT,
    SUGGESTED,
    UNCAPPED,
    USE,
)
from custfile.language import Label, say
from custfile.model.table import Column, Table
from custfile.report.figures import Figures
from custfile.report.page import Cell, Grid, Tone
from custfile.report.roll import ID, NAME, OWNER, Roll
from custfile.report.wording import joined

_RATING: Final = Label("Limit and rating", "额度与评级", "額度與評等")
_PARTS: Final = (
    ("uncapped", Label("without cap {index}", "不计上限{index}", "不計上限{index}")),
    ("plain", Label("without excuses {index}", "不计免责{index}", "不計免責{index}")),
)
_TREND: Final = Label(
    "last 3 months {recent}, before {earlier}", "近3个月{recent}，此前{earlier}", "近3個月{recent}，先前{earlier}"
)
_PAYMENTS: Final = Label("of {n} due", "共{n}笔", "共{n}筆")
_WORST: Final = Label("worst {days}", "最长{days}", "最長{days}")
_IS_SUGGESTED: Final = Label("suggested", "建议额度", "建議額度")
_NOT_RATED: Final = Label("not rated", "未评级", "未評等")

CAP: Final = Column("cap", Label("Cap", "上限", "上限"))
_USED: Final = Column("open", Label("Used", "已用额度", "已用額度"), "money")
_TERMS: Final = Column("terms", Label("Terms (days)", "账期（天）", "付款天數"), "count")
_DAYS: Final = Column("dso_year", Label("DSO, 365 days", "DSO（365天）", "DSO（365天）"), "count")
_INDEX_PARTS: Final = Column("parts", Label("Parts of the index", "指数构成", "指數構成"))
_CREDIT_COLUMNS: Final = (NAME, GRADE, PAY_INDEX, _INDEX_PARTS, ON_TIME, DAYS_LATE, _TERMS, LIMIT, _USED, USE, _DAYS)
_DATA_COLUMNS: Final = (
    GRADE,
    PAY_INDEX,
    UNCAPPED,
    PLAIN,
    RECENT,
    EARLIER,
    EXPERIENCES,
    ON_TIME,
    DAYS_LATE,
    _TERMS,
    LIMIT,
    SUGGESTED,
    USE,
)
_TONES: Final[Mapping[str, Tone]] = {"A": "good", "B": "good", "C": "warn", "D": "bad", "E": "bad", "N": "muted"}
_USES: Final[Sequence[Tone]] = ("", "warn", "bad")


def rating(listed: Sequence[Mapping[str, Any]], roll: Roll, figures: Figures) -> Grid:
    """Return the rating of the customers whose records are ``listed``, but of those of whom there is nothing to say."""
    rows = [_rated(record, roll, figures) for record in listed if _tells(record)]
    return Grid(title=say(_RATING), table=Table("credit", _CREDIT_COLUMNS, rows))


def _tells(record: Mapping[str, Any]) -> bool:
    """Return whether there is more to say of a customer's credit than that it once had some."""
    return bool(record["experiences"] or record["open"] or record["limit"] > 0)


def _rated(record: Mapping[str, Any], roll: Roll, figures: Figures) -> tuple[Any, ...]:
    told = dict(zip((column.key for column in _DATA_COLUMNS), cells(_DATA_COLUMNS, record), strict=True))
    flag = FLAGS[int(record["flag"])]
    use = told["utilisation"]
    experiences = told["experiences"]
    on_file = record["limit_on_file"] == record["limit_on_file"]
    return (
        roll.cell(record["who"]),
        Cell(record["grade"], say(_NOT_RATED) if record["grade"] == "N" else "", _TONES[record["grade"]]),
        told["pay_index"],
        Cell(_parts(told, figures), tone="muted"),
        Cell(told["on_time"], say(_PAYMENTS).format(n=experiences) if experiences else ""),
        Cell(told["days_late"], _worst(record, figures)),
        told["terms"],
        Cell(told["limit"], "" if on_file or told["limit"] is None else say(_IS_SUGGESTED)),
        Cell(Decimal(int(record["open"])).scaleb(-2) or None),
        Cell(use, say(flag) if flag else "", _USES[int(record["flag"])], bar=None if use is None else min(use, 1.0)),
        _whole(record["dso_year"]),
    )


def _worst(record: Mapping[str, Any], figures: Figures) -> str:
    worst = record["worst"]
    return say(_WORST).format(days=figures.days(int(worst))) if worst == worst and worst > 0 else ""


def _parts(told: Mapping[str, Any], figures: Figures) -> str:
    """Return what the index would be without caps and excuses, where that differs, and how it moves."""
    index = told["pay_index"]
    if index is None:
        return ""
    parts = [
        say(label).format(index=figures.score(told[key])) for key, label in _PARTS if told[key] not in (None, index)
    ]
    if told["recent"] is not None and told["earlier"] is not None:
        recent, earlier = map(figures.score, (told["recent"], told["earlier"]))
        parts.append(say(_TREND).format(recent=recent, earlier=earlier))
    return joined(*parts)


def _whole(days: float) -> int | None:
    return None if days != days else round(days)


def data(listed: Sequence[Mapping[str, Any]], judging: Rules, roll: Roll) -> Table:
    """Return all figures of each customer, for programs."""
    ages = aging_columns(judging.buckets)
    caps = {str(cap): label for cap, label in CAP_LABELS.items()}
    columns = (ID, NAME, OWNER, *_DATA_COLUMNS, *ages, _DAYS, replace(CAP, names=caps))
    rows = [
        (
            record["id"],
            roll.name(record["who"]),
            roll.owner(record["who"]) or None,
            *cells(_DATA_COLUMNS, record),
            *cells(ages, record),
            _whole(record["dso_year"]),
            str(int(record["cap"])) if record["cap"] else None,
        )
        for record in listed
    ]
    return Table("credit", columns, rows)
