"""The deals of the funnel, one by one and by person: what is open, what lies still, what was won and lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from custfile.analysis.funnel import STUCK, Deal, still
from custfile.analysis.rankings.ranked import money
from custfile.language import Label, say
from custfile.model.choices import OUTCOMES
from custfile.model.table import Column, Table
from custfile.report.funnel_stages import AMOUNT, DEALS, WEIGHTED, Stages, summed
from custfile.report.page import Cell, Grid
from custfile.report.roll import ID, NAME, OWNER, called, in_charge, named
from custfile.report.wording import excerpt

OPEN: Final = Label("Open deals", "在谈商机", "進行中的商機")
STILL: Final = Label("Lying still", "停滞商机", "停滯商機")
_PEOPLE: Final = Label("By person", "按负责人", "依負責人")
_ENDED: Final = Label("Won and lost in the last 12 months", "近12个月成交与失败", "近12個月成交與失敗")
_REASONS: Final = Label("Why deals were lost", "失败原因", "失敗原因")
_UNTOLD: Final = Label("not told", "未说明", "未說明")
_LIES_STILL: Final = Label(
    "More than {n} days in one stage, or expected to be closed by now.",
    "在同一阶段超过{n}天，或预计成交日已过。",
    "在同一階段超過{n}天，或預計成交日已過。",
)
_LATEST: Final = Label("The latest {n} of {all}", "共{all}个，列出最近{n}个", "共{all}個，列出最近{n}個")

_PERSON: Final = Column("person", OWNER.label)
_PRODUCT: Final = Column("product", Label("Deal", "商机", "商機"))
_EXPECTED: Final = Column("expected", Label("Expected", "预计成交", "預計成交"), "day")
_AGE: Final = Column("days", Label("Days in stage", "停留天数", "停留天數"), "count")
_REASON: Final = Column("reason", Label("Reason", "原因", "原因"))
_MOST: Final = 20
_YES: Final = {"yes": Label("yes", "是", "是")}


class Deals:
    """The lists of deals; ``stages`` tells what the stages are called and what deals may bring."""

    def __init__(self, stages: Stages, people: Mapping[str, str]) -> None:
        self._stages = stages
        self._people = people
        self._as_of = stages.as_of

    def still(self, listed: Sequence[Deal]) -> Iterator[Grid]:
        """Yield what lies still of the open deals ``listed``."""
        rows = [self._row(each) for each in listed if still(each, self._as_of)]
        if rows:
            note = say(_LIES_STILL).format(n=STUCK)
            yield Grid(title=say(STILL), note=note, table=Table("still", self._columns(), rows))

    def open(self, listed: Sequence[Deal]) -> Grid:
        """Return the open deals ``listed``."""
        return Grid(title=say(OPEN), table=Table("deals", self._columns(), [self._row(each) for each in listed]))

    def _columns(self) -> Sequence[Column]:
        return (NAME, _PRODUCT, self._stages.column, _AGE, AMOUNT, WEIGHTED, _EXPECTED, _PERSON)

    def _row(self, each: Deal) -> tuple[Any, ...]:
        late = each.expected is not None and each.expected < self._as_of
        age = self._age(each)
        return (
            named(each.customer, each.name),
            Cell(each.product, each.number),
            each.stage,
            Cell(age, tone="warn" if age > STUCK else ""),
            money(each.cents),
            self._stages.weighted(each),
            Cell(each.expected, tone="bad" if late else ""),
            in_charge(self._people, each.person),
        )

    def _age(self, each: Deal) -> int:
        return (self._as_of - each.since).days

    def by_person(self, listed: Sequence[Deal], won: Sequence[Deal]) -> Grid:
        """Return what each person has open, and what it has ``won``."""
        rows = []
        for person in sorted({each.person for each in (*listed, *won)}, key=lambda who: (who is None, who or "")):
            own, gained = ([each for each in found if each.person == person] for found in (listed, won))
            rows.append(
                (
                    in_charge(self._people, person), len(own), summed(own), self._stages.likely(own),
                    sum(still(each, self._as_of) for each in own), len(gained), summed(gained),
                )
            )  # fmt: skip
        columns = (
            _PERSON, DEALS, AMOUNT, WEIGHTED, Column("still", STILL, "count"),
            Column("won", Label("Won, 12 months", "成交（12个月）", "成交（12個月）"), "count"),
            Column("gained", Label("Amount won", "成交金额", "成交金額"), "money"),
        )  # fmt: skip
        return Grid(title=say(_PEOPLE), table=Table("people", columns, rows))

    def ended(self, won: Sequence[Deal], lost: Sequence[Deal]) -> Iterator[Grid]:
        """Yield why deals were lost, and the latest of those ``won`` and ``lost``."""
        reasons = defaultdict[str, list[Deal]](list)
        for each in lost:
            reasons[each.reason or say(_UNTOLD)].append(each)
        if reasons:
            found = [(why, len(own), summed(own)) for why, own in reasons.items()]
            found.sort(key=lambda row: (-row[1], -row[2], row[0]))
            yield Grid(title=say(_REASONS), table=Table("reasons", (_REASON, DEALS, AMOUNT), found))
        both = sorted([*won, *lost], key=lambda each: (-each.since.toordinal(), each.customer, each.number))
        if both:
            columns = (
                Column("closed", Label("Closed", "结束日", "結束日"), "day"), NAME, _PRODUCT,
                Column("outcome", Label("Outcome", "结果", "結果"), names=OUTCOMES), AMOUNT, _REASON, _PERSON,
            )  # fmt: skip
            rows = [
                (
                    each.since, named(each.customer, each.name), Cell(each.product, each.number), each.stage,
                    money(each.cents), each.reason, in_charge(self._people, each.person),
                )
                for each in both[:_MOST]
            ]  # fmt: skip
            note = excerpt(_LATEST, len(rows), len(both))
            yield Grid(title=say(_ENDED), note=note, table=Table("ended", columns, rows))

    def data(self, listed: Sequence[Deal]) -> Table:
        """Return the open deals ``listed`` for programs."""
        columns = (
            ID, NAME, Column("no", Label("Number", "商机编号", "商機編號")), _PRODUCT, self._stages.column,
            Column("since", Label("Since", "进入阶段日", "進入階段日"), "day"), _AGE, AMOUNT, WEIGHTED, _EXPECTED,
            Column("person", OWNER.label, names=called(self._people)),
            Column("still", Label("Lies still", "停滞", "停滯"), names=_YES),
        )  # fmt: skip
        rows = [
            (
                each.customer, each.name, each.number, each.product, each.stage, each.since, self._age(each),
                money(each.cents), self._stages.weighted(each), each.expected, each.person,
                "yes" if still(each, self._as_of) else None,
            )
            for each in listed
        ]  # fmt: skip
        return Table("funnel", columns, rows)
