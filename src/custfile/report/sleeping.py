"""Sleeping customers: who has fallen silent by its own rhythm, what it was worth, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from custfile.analysis.book import day_of
from custfile.analysis.classes.by_borders import shares
from custfile.analysis.models.footing import GAPS_NEED, LAPSED, LATE
from custfile.analysis.sleeping import sleeping
from custfile.language import Label, _, say, spoken
from custfile.report.figures import Figures
from custfile.report.origin import Origin, internal
from custfile.report.page import Chart, Pairs, Report, Section, Series, Tile, Tiles
from custfile.report.roll import Roll, left_out, places
from custfile.report.sleepers import VALUE, Sleeper, data, times, whom
from custfile.report.source import Source

_TITLE: Final = Label("Sleeping customers", "沉睡客户", "沉睡客戶")
_SUBTITLE: Final = Label(
    "Silent for more than twice their own rhythm, the most valuable first",
    "静默超过自身购买间隔两倍的客户，价值高的在前",
    "靜默超過自身購買間隔兩倍的客戶，價值高的在前",
)
_NOBODY: Final = Label("No customer sleeps.", "没有沉睡客户。", "沒有沉睡客戶。")
_NEVER: Final = Label("never bought", "从未购买", "從未購買")
_ENDED: Final = Label("trade has stopped", "已停止交易", "已停止交易")
_UNKNOWN: Final = Label("rhythm not known", "购买节奏不明", "購買節奏不明")
_SLEEP: Final = Label("Sleeping", "沉睡客户", "沉睡客戶")
_OF_LAPSED: Final = Label("{n} of them lapsed", "其中{n}位疑似流失", "其中{n}位疑似流失")
_WORTH: Final = Label("Worth a year", "年价值", "年價值")
_LAST_YEAR: Final = Label("amount of their last year", "各自最后一年的金额", "各自最後一年的金額")
_FEW: Final = Label("Bring 80% of it", "占其八成", "占其八成")
_CUSTOMERS: Final = Label("customers", "位客户", "位客戶")
_UNSEEN: Final = Label("Not seen since", "之后未联络", "之後未聯絡")
_AFTER: Final = Label("no contact after the last order", "最近订单之后没有拜访或联络", "最近訂單之後沒有拜訪或聯絡")
_CHART: Final = Label("Value and silence", "价值与静默", "價值與靜默")
_READ: Final = Label(
    "To the left: still easy to win back. At the top: most worth it.",
    "越靠左越容易挽回，越靠上越值得挽回。",
    "越靠左越容易挽回，越靠上越值得挽回。",
)
_RULE: Final = Label("How it was judged", "判断依据", "判斷依據")

_MOST: Final = Decimal("0.8")
_DRAWN: Final = 3  # of fewer points the list says all


def wake(sleepers: Sequence[Sleeper], usual: float, origin: Origin) -> Report:
    """Return the report of ``sleepers``, the most valuable first; ``usual``: the median gap of all in days, maybe NaN."""
    listed = sorted(sleepers, key=lambda each: (-each.value, each.silent, each.id))
    figures = Figures(spoken(), origin.currency)
    return internal(
        "sleeping",
        say(_TITLE),
        say(_SUBTITLE),
        list(_sections(listed, usual, figures)) if listed else [Section(note=say(_NOBODY))],
        origin,
        data=data(listed),
        empty=not listed,
    )


def make(source: Source, subject: str) -> Report:
    """Return the report of the chosen customers."""
    figures = source.figures
    found, chosen = sleeping(figures.book), set(places(figures, source.chosen))
    bands, _before = shares(found.frame["value"].to_numpy().astype(float), (_MOST,))
    roll = Roll(figures, source.catalog, source.level, Figures(spoken(), source.origin.currency))
    visits = source.last_visits()
    complaints, overdue = figures.column("complaints_open"), figures.column("days_overdue")
    sleepers = [
        Sleeper(
            roll.id(who),
            roll.name(who),
            roll.owner(who),
            roll.phone(who),
            Decimal(int(row["value"])).scaleb(-2),
            row["silent"],
            row["gap"],
            row["own"],
            row["lapsed"],
            day_of(row["last"]),
            visits.get(roll.id(who)),
            band == 0,
            complaints[who],
            overdue[who],
        )
        for row, band in zip(found.frame.to_dict("records"), bands.tolist(), strict=True)
        if (who := row["who"]) in chosen
    ]
    reasons = ((_NEVER, found.never), (_ENDED, found.ended), (_UNKNOWN, found.unknown))
    origin = left_out(source.origin, *((label, int(mask[sorted(chosen)].sum())) for label, mask in reasons))
    return wake(sleepers, found.usual, origin)


def _sections(listed: Sequence[Sleeper], usual: float, figures: Figures) -> Iterator[Section]:
    yield _tiles(listed, figures)
    if len(listed) >= _DRAWN:
        yield _chart(listed, figures)
    yield whom(listed, figures)
    yield Pairs(title=say(_RULE), entries=list(_rules(usual, figures)))


def _tiles(listed: Sequence[Sleeper], figures: Figures) -> Tiles:
    lapsed, unseen = sum(each.lapsed for each in listed), sum(each.unseen for each in listed)
    value = figures.short_money(sum((each.value for each in listed), Decimal(0)))
    return Tiles(
        entries=(
            Tile(say(_SLEEP), len(listed), say(_OF_LAPSED).format(n=lapsed) if lapsed else ""),
            Tile(say(_WORTH), value, say(_LAST_YEAR)),
            Tile(say(_FEW), sum(each.worthy for each in listed), say(_CUSTOMERS)),
            Tile(say(_UNSEEN), unseen, say(_AFTER), "warn" if unseen else "good"),
        )
    )


def _chart(listed: Sequence[Sleeper], figures: Figures) -> Chart:
    axes = say(Label("Silence in gaps", "静默为间隔的倍数", "靜默為間隔的倍數")), say(VALUE.label)
    alt = _("{title}: {first} was worth most, {value} in its last year, and is silent for {times} gaps.").format(
        title=say(_CHART),
        first=listed[0].name,
        value=figures.money(listed[0].value),
        times=times(listed[0], figures),
    )
    return Chart(
        title=say(_CHART),
        note=say(_READ),
        shape="scatter",
        marks=[each.name for each in listed],
        series=[
            Series(axes[0], [round(each.gaps, 2) for each in listed]),
            Series(axes[1], [float(each.value) for each in listed]),
        ],
        alt=alt,
        unit="money",
        axes=axes,
    )


def _rules(usual: float, figures: Figures) -> Iterator[tuple[str, str]]:
    late = _("silent for more than {late:g} own median gaps: late; more than {lapsed:g}: lapsed; from {n} orders on")
    yield say(Label("Rhythm", "购买节奏", "購買節奏")), late.format(late=LATE, lapsed=LAPSED, n=GAPS_NEED)
    if usual == usual:
        label = Label(
            "Gap of all, for those with fewer orders", "全体间隔（用于订单较少者）", "全體間隔（用於訂單較少者）"
        )
        yield say(label), figures.days(round(usual))
    label = Label("Order", "排序规则", "排序規則")
    rule = Label(
        "amount of the 365 days up to the last order, then the less silent, then id",
        "截至最近订单的365天金额，其次静默较短者，再次编号",
        "截至最近訂單的365天金額，其次靜默較短者，再次編號",
    )
    yield say(label), say(rule)
