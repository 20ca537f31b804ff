"""Complaints and service: what is open, how long answers take, what goes wrong and why, who complains again, who praises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from custfile.analysis.service import (
    AGES,
    COMPLAINT,
    PRAISE,
    PROMISED,
    Ticket,
    band,
    causes,
    grouped,
    promised,
    repeaters,
    served,
    tickets,
    waiting,
)
from custfile.language import Label, say, spoken
from custfile.model.choices import PRIORITIES, TICKETS
from custfile.model.table import Column, Table
from custfile.report.figures import Figures
from custfile.report.page import INTERNAL, Cell, Chart, Grid, Origin, Report, Section, Series, Tile, Tiles, Tone
from custfile.report.source import Source

YEAR: Final = 365
"""Days back that are looked at when nobody says how many."""

_TITLE: Final = Label("Complaints and service", "投诉与服务", "客訴與服務")
_SUBTITLE: Final = Label(
    "The last {days}, and all that is open", "最近{days}，以及全部未结工单", "最近{days}，以及全部未結案件"
)
_NOTHING: Final = Label("There is no ticket on file.", "档案里还没有工单。", "檔案裡還沒有服務案件。")
_OPEN: Final = Label("Open tickets", "未结工单", "未結案件")
_COMPLAINTS: Final = Label("Complaints", "投诉", "客訴")
_OF_WHICH_OPEN: Final = Label("{n} open", "{n}件未结", "{n}件未結")
_LATE: Final = Label("{n} overdue", "{n}件逾期", "{n}件逾期")
_TO_ANSWER: Final = Label("Days to answer", "答复用时（天）", "答覆用時（天）")
_TO_CLOSE: Final = Label("Days to close", "结案用时（天）", "結案用時（天）")
_MEDIAN: Final = Label("median", "中位数", "中位數")
_STANDING: Final = Label("Open tickets against their due day", "未结工单与期限", "未結案件與期限")
_AGE: Final = Label("Age of open tickets", "未结工单已过天数", "未結案件已過天數")
_KINDS: Final = Label("By type", "按类型", "依類型")
_PRODUCTS: Final = Label("By product", "按产品", "依產品")
_PEOPLE: Final = Label("By person", "按处理人", "依處理人")
_CAUSES: Final = Label("Causes", "原因分析", "原因分析")
_CAUSES_OF: Final = Label(
    "Of complaints, incidents and service calls.", "投诉、事故和服务工单的原因。", "客訴、事故與服務案件的原因。"
)
_REPEATERS: Final = Label("Who complained again", "重复投诉的客户", "重複客訴的客戶")
_PRAISE: Final = Label("Praise", "表扬", "表揚")
_UNTOLD: Final = Label("not told", "未说明", "未說明")
_OTHERS: Final = Label("others", "其他", "其他")
_NOBODY: Final = Label("Nobody in charge", "无负责人", "無負責人")
_UPTO: Final = Label("{first} to {last} days", "{first}至{last}天", "{first}至{last}天")
_OVER: Final = Label("more than {last} days", "{last}天以上", "{last}天以上")
_KEPT: Final = Label("{kept} of {dated}", "{dated}件中{kept}件", "{dated}件中{kept}件")
_ALT_OPEN: Final = Label(
    "Open tickets by type and due day: {told}.", "未结工单按类型：{told}。", "未結案件依類型：{told}。"
)
_ALT_CAUSES: Final = Label("Causes by frequency: {told}.", "各原因次数：{told}。", "各原因次數：{told}。")

_NAME: Final = Column("name", Label("Customer", "客户", "客戶"))
_TYPE: Final = Column("type", Label("Type", "类型", "類型"), names=TICKETS)
_WHAT: Final = Column("what", Label("Matter", "事项", "事項"))
_DUE: Final = Column("due", Label("Due", "期限", "期限"), "day")
_AGED: Final = Column("days", Label("Days open", "未结天数", "未結天數"), "count")
_PERSON: Final = Column("person", Label("In charge", "处理人", "處理人"))
_DAY: Final = Column("day", Label("Date", "日期", "日期"), "day")
_NUMBER: Final = Column("n", Label("Tickets", "件数", "件數"), "count")
_FIGURES: Final = (
    Column("came", Label("Came in", "受理", "受理"), "count"),
    Column("open", Label("Open", "未结", "未結"), "count"),
    Column("overdue", Label("Overdue", "逾期", "逾期"), "count"),
    Column("answer", Label("Days to answer", "答复用时", "答覆用時"), "quantity"),
    Column("close", Label("Days to close", "结案用时", "結案用時"), "quantity"),
    Column("kept", Label("Closed in time", "按期结案", "如期結案")),
    Column("satisfaction", Label("Satisfaction", "满意度", "滿意度"), "score"),
)
_TONES: Final[Mapping[str, Tone]] = {"overdue": "bad", "soon": "warn", "in_time": "good", "no_day": "muted"}
_MOST_CAUSES: Final = 7
_FEWEST_CAUSES: Final = 3
_MOST_PRAISE: Final = 10


def service(known: Sequence[Ticket], days: int, people: Mapping[str, str], origin: Origin) -> Report:
    """Return the report of the tickets ``known`` on the day of ``origin``, looking ``days`` back."""
    teller = _Teller(origin.as_of, days, people)
    open_ = waiting(known, origin.as_of)
    return Report(
        name="service",
        title=say(_TITLE),
        subtitle=say(_SUBTITLE).format(days=Figures(spoken(), origin.currency).days(days)),
        facts=list(origin.facts()),
        sections=list(teller.sections(known, open_)) if known else [Section(note=say(_NOTHING))],
        language=spoken(),
        archive=origin.archive,
        currency=origin.currency,
        footnote=say(INTERNAL),
        data=teller.data(open_),
        empty=not known,
    )


def make(source: Source, subject: str) -> Report:
    """Return the report of the tickets of the chosen customers."""
    book = source.figures.book
    rows = zip(book.customers["id"].tolist(), *book.fields(["name", "owner", "tickets"]), strict=True)
    known = [
        each
        for identity, name, owner, told in rows
        if told and identity in source.chosen
        for each in tickets(identity, name, owner, told, source.as_of)
    ]
    return service(known, source.days or YEAR, source.catalog["people"], source.origin)


class _Teller:
    def __init__(self, as_of: date, days: int, people: Mapping[str, str]) -> None:
        self._as_of = as_of
        self._first = as_of - timedelta(days)
        self._people = people

    def sections(self, known: Sequence[Ticket], open_: Sequence[Ticket]) -> Iterator[Section]:
        yield self._tiles(known, open_)
        if len(open_) > 1:
            yield self._standing(open_)
        if open_:
            yield self._ages(open_)
            yield Grid(title=say(_OPEN), table=Table("open", _COLUMNS, [self._row(each) for each in open_]))
        by_type = grouped(known, lambda each: each.type)
        yield self._served(_KINDS, _TYPE, {kind: by_type[kind] for kind in TICKETS if kind in by_type})
        yield from self._products(known)
        yield self._by_person(known)
        yield from self._causes(known)
        yield from self._repeaters(known)
        yield from self._praise(known)

    def data(self, open_: Sequence[Ticket]) -> Table:
        columns = (
            Column("id", Label("Id", "编号", "編號")), _NAME, Column("no", Label("Number", "工单号", "案件編號")), _DAY, _TYPE,
            _WHAT, Column("product", Label("Product", "产品", "產品")),
            Column("priority", Label("Priority", "优先级", "優先順序"), names=PRIORITIES), _AGED, _DUE,
            Column("standing", Label("Against due day", "期限状态", "期限狀態"), names=PROMISED),
            Column("answered", Label("Answered", "答复日", "答覆日"), "day"),
            Column("person", _PERSON.label, names={key: Label(*[name] * 3) for key, name in self._people.items()}),
        )  # fmt: skip
        rows = [
            (
                each.customer, each.name, each.number, each.day, each.type, each.what, each.product, each.priority,
                self._age(each), each.due, promised(each, self._as_of), each.answered, each.person,
            )
            for each in open_
        ]  # fmt: skip
        return Table("service", columns, rows)

    def _tiles(self, known: Sequence[Ticket], open_: Sequence[Ticket]) -> Tiles:
        every = served(known, self._first, self._as_of)
        complaints = served((each for each in known if each.type == COMPLAINT), self._first, self._as_of)
        return Tiles(
            entries=(
                Tile(
                    say(_OPEN),
                    len(open_),
                    say(_LATE).format(n=every.overdue) if every.overdue else "",
                    "bad" if every.overdue else "good",
                ),
                Tile(say(_COMPLAINTS), complaints.came, say(_OF_WHICH_OPEN).format(n=complaints.open)),
                Tile(say(_TO_ANSWER), _or_dash(every.answer), say(_MEDIAN)),
                Tile(say(_TO_CLOSE), _or_dash(every.close), say(_MEDIAN)),
            )
        )

    def _standing(self, open_: Sequence[Ticket]) -> Chart:
        by_type = grouped(open_, lambda each: each.type)
        kinds = [kind for kind in TICKETS if kind in by_type]
        counted = {
            standing: [sum(promised(each, self._as_of) == standing for each in by_type[kind]) for kind in kinds]
            for standing in PROMISED
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

    def _ages(self, open_: Sequence[Ticket]) -> Grid:
        by_band = grouped(open_, lambda each: band(each, self._as_of))
        rows = []
        for place, last in enumerate((*AGES, None)):
            own = by_band.get(place, [])
            if not own:
                continue
            first = AGES[place - 1] + 1 if place else 0
            label = say(_OVER).format(last=AGES[-1]) if last is None else say(_UPTO).format(first=first, last=last)
            standing = [promised(each, self._as_of) for each in own]
            rows.append((label, len(own), *(standing.count(each) or None for each in PROMISED)))
        columns = (
            Column("age", Label("Age", "已受理", "已受理")),
            _NUMBER,
            *(Column(key, label, "count") for key, label in PROMISED.items()),
        )
        return Grid(title=say(_AGE), table=Table("ages", columns, rows))

    def _row(self, each: Ticket) -> tuple[Any, ...]:
        late = promised(each, self._as_of)
        tone: Tone = _TONES[late] if late in ("overdue", "soon") else ""
        return (
            Cell(each.name, each.customer, customer=each.customer),
            each.type,
            Cell(each.what, " · ".join(filter(None, (each.number, each.product)))),
            each.day,
            self._age(each),
            Cell(each.due, tone=tone),
            each.answered,
            self._person(each.person),
        )

    def _served(self, title: Label, column: Column, groups: Mapping[str, Sequence[Ticket]]) -> Grid:
        rows = []
        for key, own in groups.items():
            told = served(own, self._first, self._as_of)
            kept = say(_KEPT).format(kept=told.kept, dated=told.dated) if told.dated else None
            rows.append(
                (
                    key,
                    told.came,
                    told.open or None,
                    told.overdue or None,
                    told.answer,
                    told.close,
                    kept,
                    told.satisfaction,
                )
            )
        return Grid(title=say(title), table=Table(column.key, (column, *_FIGURES), rows))

    def _products(self, known: Sequence[Ticket]) -> Iterator[Grid]:
        asked = [
            each for each in known if each.product and each.type != PRAISE and (each.open or each.day > self._first)
        ]
        by_product = grouped(asked, lambda each: each.product)
        ordered = sorted(by_product, key=lambda product: (-len(by_product[product]), product))
        if ordered:
            column = Column("product", Label("Product", "产品", "產品"))
            yield self._served(_PRODUCTS, column, {each: by_product[each] for each in ordered})

    def _by_person(self, known: Sequence[Ticket]) -> Grid:
        asked = [each for each in known if each.type != PRAISE and (each.open or each.day > self._first)]
        by_person = grouped(asked, lambda each: each.person)
        ordered = sorted(by_person, key=lambda person: (person is None, person or ""))
        return self._served(_PEOPLE, _PERSON, {self._person(each): by_person[each] for each in ordered})

    def _causes(self, known: Sequence[Ticket]) -> Iterator[Section]:
        found = [(cause or say(_UNTOLD), times) for cause, times in causes(known, self._first)]
        shown = found if len(found) <= _MOST_CAUSES + 1 else found[:_MOST_CAUSES]
        if len(shown) < len(found):
            shown = [*shown, (say(_OTHERS), sum(times for _cause, times in found[_MOST_CAUSES:]))]
        if 0 < len(shown) < _FEWEST_CAUSES:
            table = Table("causes", (Column("cause", Label("Cause", "原因", "原因")), _NUMBER), shown)
            yield Grid(title=say(_CAUSES), note=say(_CAUSES_OF), table=table)
        elif shown:
            yield Chart(
                title=say(_CAUSES),
                note=say(_CAUSES_OF),
                shape="pareto",
                marks=[cause for cause, _times in shown],
                series=[Series(say(_NUMBER.label), [times for _cause, times in shown])],
                alt=say(_ALT_CAUSES).format(told=", ".join(f"{cause} {times}" for cause, times in shown)),
            )

    def _repeaters(self, known: Sequence[Ticket]) -> Iterator[Grid]:
        rows: list[tuple[Any, ...]] = []
        for own in repeaters(known, self._first):
            for place, each in enumerate(own):
                name = None if place else Cell(each.name, each.customer, customer=each.customer)
                rows.append((name, None if place else len(own), each.day, each.what, each.cause, each.solution))
        if rows:
            columns = (
                _NAME, Column("n", _COMPLAINTS, "count"), _DAY, _WHAT, Column("cause", Label("Cause", "原因", "原因")),
                Column("solution", Label("Solution", "处理结果", "處理結果")),
            )  # fmt: skip
            yield Grid(title=say(_REPEATERS), table=Table("repeaters", columns, rows))

    def _praise(self, known: Sequence[Ticket]) -> Iterator[Grid]:
        found = [each for each in known if each.type == PRAISE and each.day > self._first]
        found.sort(key=lambda each: (-each.day.toordinal(), each.customer, each.what))
        rows = [
            (each.day, Cell(each.name, each.customer, customer=each.customer), each.what)
            for each in found[:_MOST_PRAISE]
        ]
        if rows:
            yield Grid(title=say(_PRAISE), table=Table("praise", (_DAY, _NAME, _WHAT), rows))

    def _age(self, each: Ticket) -> int:
        return (self._as_of - each.day).days

    def _person(self, person: str | None) -> str:
        return self._people.get(person, person) if person else say(_NOBODY)


_COLUMNS: Final = (
    _NAME, _TYPE, _WHAT, _DAY, _AGED, _DUE, Column("answered", Label("Answered", "答复日", "答覆日"), "day"), _PERSON,
)  # fmt: skip


def _or_dash(value: float | None) -> float | str:
    return "–" if value is None else value
