"""Complaints and service: what is open, how long answers take, what goes wrong and why, who complains again, who praises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from custfile.analysis.service import (
    COMPLAINT,
    PRAISE,
    Ticket,
    causes,
    grouped,
    repeaters,
    served,
    tickets,
    waiting,
)
from custfile.language import Label, say, spoken
from custfile.model.choices import TICKETS
from custfile.model.table import Column, Table
from custfile.report.figures import Figures
from custfile.report.origin import Origin, internal
from custfile.report.page import Chart, Grid, Report, Section, Series, Tile, Tiles
from custfile.report.roll import NAME, in_charge, named, told_of
from custfile.report.service_open import (
    DAY,
    NUMBER,
    OPEN,
    PERSON,
    PRODUCT,
    TYPE,
    WHAT,
    ages,
    data,
    standing,
    waiting_list,
)
from custfile.report.source import Source

YEAR: Final = 365
"""Days back that are looked at when nobody says how many."""

_TITLE: Final = Label("Complaints and service", "投诉与服务", "客訴與服務")
_SUBTITLE: Final = Label(
    "The last {days}, and all that is open", "最近{days}，以及全部未结工单", "最近{days}，以及全部未結案件"
)
_NOTHING: Final = Label("There is no ticket on file.", "档案里还没有工单。", "檔案裡還沒有服務案件。")
_COMPLAINTS: Final = Label("Complaints", "投诉", "客訴")
_OF_WHICH_OPEN: Final = Label("{n} open", "{n}件未结", "{n}件未結")
_LATE: Final = Label("{n} overdue", "{n}件逾期", "{n}件逾期")
_TO_ANSWER: Final = Label("Days to answer", "答复用时（天）", "答覆用時（天）")
_TO_CLOSE: Final = Label("Days to close", "结案用时（天）", "結案用時（天）")
_MEDIAN: Final = Label("median", "中位数", "中位數")
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
_KEPT: Final = Label("{kept} of {dated}", "{dated}件中{kept}件", "{dated}件中{kept}件")
_ALT_CAUSES: Final = Label("Causes by frequency: {told}.", "各原因次数：{told}。", "各原因次數：{told}。")

_CAUSE: Final = Column("cause", Label("Cause", "原因", "原因"))
_FIGURES: Final = (
    Column("came", Label("Came in", "受理", "受理"), "count"),
    Column("open", Label("Open", "未结", "未結"), "count"),
    Column("overdue", Label("Overdue", "逾期", "逾期"), "count"),
    Column("answer", Label("Days to answer", "答复用时", "答覆用時"), "quantity"),
    Column("close", Label("Days to close", "结案用时", "結案用時"), "quantity"),
    Column("kept", Label("Closed in time", "按期结案", "如期結案")),
    Column("satisfaction", Label("Satisfaction", "满意度", "滿意度"), "score"),
)
_MOST_CAUSES: Final = 7
_FEWEST_CAUSES: Final = 3
_MOST_PRAISE: Final = 10


def service(known: Sequence[Ticket], days: int, people: Mapping[str, str], origin: Origin) -> Report:
    """Return the report of the tickets ``known`` on the day of ``origin``, looking ``days`` back."""
    listed = waiting(known, origin.as_of)
    teller = _Teller(known, listed, days, people, origin.as_of)
    return internal(
        "service",
        say(_TITLE),
        say(_SUBTITLE).format(days=Figures(spoken(), origin.currency).days(days)),
        list(teller.sections()) if known else [Section(note=say(_NOTHING))],
        origin,
        data=data(listed, origin.as_of, people),
        empty=not known,
    )


def make(source: Source, subject: str) -> Report:
    """Return the report of the tickets of the chosen customers."""
    known = [
        each
        for identity, name, owner, told in told_of(source.figures, source.chosen, ["name", "owner", "tickets"])
        for each in tickets(identity, name, owner, told or (), source.as_of)
    ]
    return service(known, source.days or YEAR, source.catalog["people"], source.origin)


class _Teller:
    def __init__(
        self, known: Sequence[Ticket], listed: Sequence[Ticket], days: int, people: Mapping[str, str], as_of: date
    ) -> None:
        self._known, self._open = known, listed
        self._as_of, self._first = as_of, as_of - timedelta(days)
        self._people = people
        self._asked = [each for each in known if each.type != PRAISE and (each.open or each.day > self._first)]

    def sections(self) -> Iterator[Section]:
        yield self._tiles()
        if len(self._open) > 1:
            yield standing(self._open, self._as_of)
        if self._open:
            yield ages(self._open, self._as_of)
            yield waiting_list(self._open, self._as_of, self._people)
        by_type = grouped(self._known, lambda each: each.type)
        yield self._served(_KINDS, TYPE, {kind: by_type[kind] for kind in TICKETS if kind in by_type})
        yield from self._products()
        yield self._by_person()
        yield from self._causes()
        yield from self._repeaters()
        yield from self._praise()

    def _tiles(self) -> Tiles:
        every = served(self._known, self._first, self._as_of)
        complaints = served((each for each in self._known if each.type == COMPLAINT), self._first, self._as_of)
        late = say(_LATE).format(n=every.overdue) if every.overdue else ""
        return Tiles(
            entries=(
                Tile(say(OPEN), len(self._open), late, "bad" if late else "good"),
                Tile(say(_COMPLAINTS), complaints.came, say(_OF_WHICH_OPEN).format(n=complaints.open)),
                Tile(say(_TO_ANSWER), _or_dash(every.answer), say(_MEDIAN)),
                Tile(say(_TO_CLOSE), _or_dash(every.close), say(_MEDIAN)),
            )
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

    def _products(self) -> Iterator[Grid]:
        by_product = grouped((each for each in self._asked if each.product), lambda each: each.product)
        ordered = sorted(by_product, key=lambda product: (-len(by_product[product]), product))
        if ordered:
            yield self._served(_PRODUCTS, PRODUCT, {each: by_product[each] for each in ordered})

    def _by_person(self) -> Grid:
        by_person = grouped(self._asked, lambda each: each.person)
        ordered = sorted(by_person, key=lambda person: (person is None, person or ""))
        return self._served(_PEOPLE, PERSON, {in_charge(self._people, each): by_person[each] for each in ordered})

    def _causes(self) -> Iterator[Section]:
        found = [(cause or say(_UNTOLD), times) for cause, times in causes(self._known, self._first)]
        shown = found if len(found) <= _MOST_CAUSES + 1 else found[:_MOST_CAUSES]
        if len(shown) < len(found):
            shown = [*shown, (say(_OTHERS), sum(times for _cause, times in found[_MOST_CAUSES:]))]
        if 0 < len(shown) < _FEWEST_CAUSES:
            table = Table("causes", (_CAUSE, NUMBER), shown)
            yield Grid(title=say(_CAUSES), note=say(_CAUSES_OF), table=table)
        elif shown:
            yield Chart(
                title=say(_CAUSES),
                note=say(_CAUSES_OF),
                shape="pareto",
                marks=[cause for cause, _times in shown],
                series=[Series(say(NUMBER.label), [times for _cause, times in shown])],
                alt=say(_ALT_CAUSES).format(told=", ".join(f"{cause} {times}" for cause, times in shown)),
            )

    def _repeaters(self) -> Iterator[Grid]:
        rows: list[tuple[Any, ...]] = []
        for own in repeaters(self._known, self._first):
            for place, each in enumerate(own):
                name = None if place else named(each.customer, each.name)
                rows.append((name, None if place else len(own), each.day, each.what, each.cause, each.solution))
        if rows:
            columns = (
                NAME, Column("n", _COMPLAINTS, "count"), DAY, WHAT, _CAUSE,
                Column("solution", Label("Solution", "处理结果", "處理結果")),
            )  # fmt: skip
            yield Grid(title=say(_REPEATERS), table=Table("repeaters", columns, rows))

    def _praise(self) -> Iterator[Grid]:
        found = [each for each in self._known if each.type == PRAISE and each.day > self._first]
        found.sort(key=lambda each: (-each.day.toordinal(), each.customer, each.what))
        rows = [(each.day, named(each.customer, each.name), each.what) for each in found[:_MOST_PRAISE]]
        if rows:
            yield Grid(title=say(_PRAISE), table=Table("praise", (DAY, NAME, WHAT), rows))


def _or_dash(value: float | None) -> float | str:
    return "–" if value is None else value
