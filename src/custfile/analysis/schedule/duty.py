"""A duty: something that a customer's file asks of us, on which day, and from whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from custfile.language import Label

REVISIT: Final = "revisit"
NEXT: Final = "next"
NEVER: Final = "never"
PROMISE: Final = "promise"
CARE: Final = "care"
PAPER: Final = "paper"
MONEY: Final = "money"
TICKET: Final = "ticket"
LOAN: Final = "loan"
REPORT: Final = "report"
KINDS: Final = {
    REVISIT: Label("revisit", "回访", "回訪"),
    NEXT: Label("next date", "约定日期", "約定日期"),
    NEVER: Label("never visited", "从未拜访", "從未拜訪"),
    PROMISE: Label("promise", "承诺", "承諾"),
    CARE: Label("care date", "纪念日", "紀念日"),
    PAPER: Label("paper runs out", "文件到期", "文件到期"),
    MONEY: Label("overdue money", "逾期货款", "逾期帳款"),
    TICKET: Label("ticket", "服务工单", "服務案件"),
    LOAN: Label("file on loan", "档案未还", "檔案未還"),
    REPORT: Label("visit report", "拜访报告", "拜訪報告"),
}


@dataclass(frozen=True)
class Duty:
    """Something to do: on which day, of what kind, by whom (an id of the team or ``None``).

    ``rule`` and ``step`` name the revisit rule and which of its steps (from 1; beyond its days: the cadence);
    ``since`` is the day it counts from; ``about`` is what was promised, noted or left open.

    It is on the list from ``listed`` on, until ``gone`` when another duty takes its place; it is late after ``latest``.
    Both ``listed`` and ``latest`` are the ``day`` when absent. ``planned`` is the day it was due before it was put off.
    """

    day: date
    kind: str
    person: str | None
    rule: str = ""
    step: int = 0
    since: date | None = None
    about: str = ""
    listed: date | None = None
    gone: date | None = None
    latest: date | None = None
    planned: date | None = None
