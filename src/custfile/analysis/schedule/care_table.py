"""Care dates and greetings as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from custfile.analysis.schedule.care import Care, gifts, lunar_label
from custfile.analysis.schedule.due import AS_OF
from custfile.analysis.schedule.greetings import Greeted, Greeting
from custfile.analysis.schedule.yearly import is_round
from custfile.language import Label, say
from custfile.model.table import Column, Table

_GIFTS: Final = 2
"""How many of the last gifts are shown."""

_ROUND: Final = "round"
_DATE: Final = Column("date", Label("Date", "日期", "日期"), "day")
_TOLD: Final = Column("lunar", Label("Lunar", "农历", "農曆"))
_ID: Final = Column("id", Label("Id", "编号", "編號"))
_NAME: Final = Column("name", Label("Name", "名称", "名稱"))
_PERSON: Final = Column("person", Label("Who calls", "负责人", "負責人"))
_PHONE: Final = Column("phone", Label("Phone", "电话", "電話"))
_KEPT: Final = Column("kept", Label("Done on", "已致意", "已致意"), "day")
_GIVEN: Final = Column("gifts", Label("Gifts before", "以往礼品", "以往禮品"))
_OCCASION: Final = Column("occasion", Label("Occasion", "事由", "事由"))
_UPTO: Final = Label("Up to", "截止", "截止")


def care_table(
    cares: Iterable[Care],
    greetings: Sequence[tuple[Greeting, int]],
    as_of: date,
    upto: date,
    catalog: Mapping[str, Any],
) -> Table:
    """Return the care dates and the greetings, each of these with the number of customers, in order of time.

    ``catalog`` names people and fields. The cell of an occasion is what was told, else the field's path or the
    greeting's id, which people see under its label.
    """
    found = list(cares)
    rows = [*map(_care_row, found), *(_greeting_row(*each) for each in greetings)]
    rows.sort(key=lambda row: (row[0], row[2] or ""))
    occasions = {path: Label(*field["label"]) for path, field in catalog["fields"].items()}
    occasions |= {each.id: each.label for each, _number in greetings}
    columns = [
        _DATE,
        _lunar_column([care.text for care in found] + [each.text for each, _number in greetings]),
        _ID,
        _NAME,
        Column("whom", Label("For whom", "对象", "對象")),
        replace(_OCCASION, names=occasions),
        Column("years", Label("Years", "周年", "週年"), "count"),
        Column("round", Label("Round", "逢十", "逢十"), names={_ROUND: Label("round", "逢十", "逢十")}),
        Column("customers", Label("Customers", "客户数", "客戶數"), "count"),
        _people(catalog),
        _PHONE,
        _KEPT,
        _GIVEN,
        Column("note", Label("Note", "备注", "備註")),
    ]
    facts = ((AS_OF, as_of.isoformat()), (_UPTO, upto.isoformat()))
    return Table("care", columns, rows, facts)


def greeting_table(each: Greeting, whom: Iterable[Greeted], as_of: date, catalog: Mapping[str, Any]) -> Table:
    """Return the customers to greet on one day; ``catalog`` names people."""
    lunar = lunar_label(each.text)
    rows = [(one.id, one.name, one.owner, one.phone, one.kept, gifts(one.given, _GIFTS)) for one in whom]
    facts = [
        (AS_OF, as_of.isoformat()),
        (_OCCASION.label, say(each.label)),
        (_DATE.label, each.day.isoformat()),
        *([(_TOLD.label, say(lunar))] if lunar else []),
        (Label("Customers", "客户数", "客戶數"), str(len(rows))),
    ]
    return Table("greeting", (_ID, _NAME, _people(catalog), _PHONE, _KEPT, _GIVEN), rows, facts)


def _care_row(care: Care) -> tuple[Any, ...]:
    return (
        care.day, care.text if lunar_label(care.text) else None, care.id, care.name, care.whom, care.what or care.field,
        *_counted(care.years), None, care.owner, care.phone, care.kept,
        gifts(care.given, _GIFTS), care.note,
    )  # fmt: skip


def _greeting_row(each: Greeting, number: int) -> tuple[Any, ...]:
    told = each.text if lunar_label(each.text) else None
    return (each.day, told, None, None, None, each.id, *_counted(each.years), number, None, None, None, "", "")


def _counted(years: int | None) -> tuple[int | None, str | None]:
    return years, _ROUND if is_round(years) else None


def _lunar_column(texts: Iterable[str]) -> Column:
    return replace(_TOLD, names={text: label for text in texts if (label := lunar_label(text))})


def _people(catalog: Mapping[str, Any]) -> Column:
    return replace(_PERSON, names={person: Label(name, name, name) for person, name in catalog["people"].items()})
