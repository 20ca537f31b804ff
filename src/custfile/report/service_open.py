"""The open tickets: how they stand against their due day, how old they are, and each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from custfile.analysis.service import AGES, PROMISED, Ticket, band, grouped, promised
from custfile.language import Label, say
from custfile.model.choices import PRIORITIES, TICKETS
from custfile.model.table import Column, Table
from custfile.report.page import Cell, Chart, Grid, Series, Tone
from custfile.report.roll import ID, NAME, called, in_charge, named
from custfile.report.wording import joined

OPEN: Final = Label("Open tickets", "未结工单", "未結案件")
_STANDING: Final = Label("Open tickets against their due day", "未结工单与期限", "未結案件與期限")
_AGE: Final = Label("Age of open tickets", "未结工单已过天数", "未結案件已過天數")
_UPTO: Final = Label("{first} to {last} days", "{first}至{last}天", "{first}至{last}天")
_OVER: Final = Label("more than {last} days", "{last}天以上", "{last}天以上")
_ALT_OPEN: Final = Label(
    "Open tickets by type and due day: {told}.", "未结工单按类型：{told}。", "未結案件依類型：{told}。"
)

TYPE: Final = Column("type", Label("Type", "类型", "類型"), names=TICKETS)
WHAT: Final = Column("what", Label("Matter", "事项", "事項"))
PERSON: Final = Column("person", Label("In charge", "处理人", "處理人"))
DAY: Final = Column("day", Label("Date", "日期", "日期"), "day")
NUMBER: Final = Column("n", Label("Tickets", "件数", "件數"), "count")
PRODUCT: Final = Column("product", Label("Product", "产品", "產品"))
_DUE: Final = Column("due", Label("Due", "期限", "期限"), "day")
_AGED: Final = Column("days", Label("Days open", "未结天数", "未結天數"), "count")
_ANSWERED: Final = Column("answered", Label("Answered", "答复日", "答覆日"), "day")
_COLUMNS: Final = (NAME, TYPE, WHAT, DAY, _AGED, _DUE, _ANSWERED, PERSON)
_TONES: Final[Mapping[str, Tone]] = {"overdue": "bad", "soon": "warn", "in_time": "good", "no_day": "muted"}


def standing(listed: Sequence[Ticket], as_of: date) -> Chart:
    """Return how many of the open tickets ``listed`` are overdue, due soon or in time, by type."""
    by_type = grouped(listed, lambda each: each.type)
    kinds = [kind for kind in TICKETS if kind in by_type]
    counted = {
        state: [sum(promised(each, as_of) == state for each in by_type[kind]) for kind in kinds] for state in PROMISED
    }
    told = ", ".join(f"{say(TICKETS[kind])} {len(by_type[kind])}" for kind in kinds)
    return Chart(
        title=say(_STANDING),
        shape="stacked",
        marks=[say(TICKETS[kind]) for kind in kinds],
        series=[
            Series(say(PROMISED[each]), numbers, _TONES[each]) for each, numbers in counted.items() if any(numbers)
        ],
        alt=say(_ALT_OPEN).format(told=told),
    )


def ages(listed: Sequence[Ticket], as_of: date) -> Grid:
    """Return the open tickets ``listed`` by their age, and how those of an age stand against their due day."""
    by_band = grouped(listed, lambda each: band(each, as_of))
    rows = []
    for place in sorted(by_band):
        states = [promised(each, as_of) for each in by_band[place]]
        rows.append((_age(place), len(states), *(states.count(each) or None for each in PROMISED)))
    columns = (
        Column("age", Label("Age", "已受理", "已受理")),
        NUMBER,
        *(Column(key, label, "count") for key, label in PROMISED.items()),
    )
    return Grid(title=say(_AGE), table=Table("ages", columns, rows))


def _age(place: int) -> str:
    if place == len(AGES):
        return say(_OVER).format(last=AGES[-1])
    return say(_UPTO).format(first=AGES[place - 1] + 1 if place else 0, last=AGES[place])


def waiting_list(listed: Sequence[Ticket], as_of: date, people: Mapping[str, str]) -> Grid:
    """Return the open tickets ``listed``."""
    return Grid(title=say(OPEN), table=Table("open", _COLUMNS, [_row(each, as_of, people) for each in listed]))


def _row(each: Ticket, as_of: date, people: Mapping[str, str]) -> tuple[Any, ...]:
    late = promised(each, as_of)
    return (
        named(each.customer, each.name),
        each.type,
        Cell(each.what, joined(each.number, each.product)),
        each.day,
        (as_of - each.day).days,
        Cell(each.due, tone=_TONES[late] if late in ("overdue", "soon") else ""),
        each.answered,
        in_charge(people, each.person),
    )


def data(listed: Sequence[Ticket], as_of: date, people: Mapping[str, str]) -> Table:
    """Return the open tickets ``listed`` for programs."""
    columns = (
        ID, NAME, Column("no", Label("Number", "工单号", "案件編號")), DAY, TYPE, WHAT, PRODUCT,
        Column("priority", Label("Priority", "优先级", "優先順序"), names=PRIORITIES), _AGED, _DUE,
        Column("standing", Label("Against due day", "期限状态", "期限狀態"), names=PROMISED), _ANSWERED,
        Column("person", PERSON.label, names=called(people)),
    )  # fmt: skip
    rows = [
        (
            each.customer, each.name, each.number, each.day, each.type, each.what, each.product, each.priority,
            (as_of - each.day).days, each.due, promised(each, as_of), each.answered, each.person,
        )
        for each in listed
    ]  # fmt: skip
    return Table("service", columns, rows)
