"""The sales funnel and the forecast: deals by stage, what they may bring, what lies still, what was won and lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from custfile.analysis.funnel import (
    LOST,
    WON,
    Deal,
    Forecast,
    deals,
    ended,
    forecast,
    levels,
    open_deals,
    still,
)
from custfile.language import Label, say, spoken
from custfile.report.figures import Figures
from custfile.report.funnel_deals import OPEN, STILL, Deals
from custfile.report.funnel_stages import FORECAST, Stages, amount, summed
from custfile.report.origin import Origin, internal
from custfile.report.page import Report, Section, Tile, Tiles
from custfile.report.roll import leaving, told_of
from custfile.report.source import Source

_TITLE: Final = Label("Funnel and forecast", "销售漏斗与预测", "銷售漏斗與預測")
_SUBTITLE: Final = Label(
    "The open deals, and what they may bring", "在谈商机，以及可望带来的金额", "進行中的商機，以及可望帶來的金額"
)
_NOTHING: Final = Label("There is no deal on file.", "档案里还没有商机。", "檔案裡還沒有商機。")
_NO_FUNNEL: Final = Label(
    "The settings have no funnel; its stages and win rates are told there.",
    "设置中没有销售漏斗；请在设置中写明阶段和成交率。",
    "設定中沒有銷售漏斗；請在設定中寫明階段與成交率。",
)
_RATE: Final = Label("Won of those closed", "实际成交率", "實際成交率")
_WON_LOST: Final = Label(
    "last 12 months: {won} won, {lost} lost", "近12个月成交{won}个，失败{lost}个", "近12個月成交{won}個，失敗{lost}個"
)
_UNCLEAR: Final = Label(
    "deals whose stage on this day is not in the files: {n}",
    "{n}个商机，档案里没有其当日所处阶段",
    "{n}個商機，檔案裡沒有其當日所處階段",
)


def funnel(
    known: Sequence[Deal],
    rates: Mapping[str, float],
    names: Mapping[str, Label],
    people: Mapping[str, str],
    origin: Origin,
) -> Report:
    """Return the report of the deals ``known``; ``rates`` are the win rates by stage, ``names`` what stages are called."""
    stages = Stages(rates, names, origin)
    lists = Deals(stages, people)
    unclear = sum(not deal.stage for deal in known)
    sections: Sequence[Section] = [Section(note=say(_NOTHING if rates else _NO_FUNNEL))]
    return internal(
        "funnel",
        say(_TITLE),
        say(_SUBTITLE),
        list(_sections(known, rates, stages, lists, origin)) if known and rates else sections,
        leaving(origin, say(_UNCLEAR).format(n=unclear)) if unclear else origin,
        data=lists.data(open_deals(known, rates)),
        empty=not known,
    )


def make(source: Source, subject: str) -> Report:
    """Return the report of the deals of the chosen customers."""
    settings = source.settings
    known = [
        deal
        for identity, name, owner, currency, told in told_of(
            source.figures, source.chosen, ["name", "owner", "terms.currency", "deals"]
        )
        for deal in deals(
            identity, name, owner, told or (), currency or settings.currency, settings.exchange, source.as_of
        )
    ]
    rates = {stage.id: float(stage.rate) for stage in settings.funnel}
    names = {stage: Label(*label) for stage, label in source.catalog["stages"].items()}
    return funnel(known, rates, names, source.catalog["people"], source.origin)


def _sections(
    known: Sequence[Deal], rates: Mapping[str, float], stages: Stages, lists: Deals, origin: Origin
) -> Iterator[Section]:
    listed, found, sums = open_deals(known, rates), levels(known, rates, origin.as_of), forecast(known, rates)
    won, lost = (ended(known, stage, origin.as_of) for stage in (WON, LOST))
    yield _tiles(listed, sums, len(won), len(lost), origin)
    yield stages.chart(found)
    yield stages.table(found)
    yield stages.forecast(sums)
    yield from stages.months(listed)
    yield from lists.still(listed)
    if listed:
        yield lists.by_person(listed, won)
        yield lists.open(listed)
    yield from lists.ended(won, lost)


def _tiles(listed: Sequence[Deal], sums: Forecast, won: int, lost: int, origin: Origin) -> Tiles:
    figures = Figures(spoken(), origin.currency)
    lying = sum(still(each, origin.as_of) for each in listed)
    low, likely, high = (figures.short_money(amount(cents)) for cents in (sums.low, sums.likely, sums.high))
    told = say(_WON_LOST).format(won=won, lost=lost)
    return Tiles(
        entries=(
            Tile(say(OPEN), len(listed), figures.short_money(summed(listed))),
            Tile(say(FORECAST), likely, f"{low} – {high}"),
            Tile(say(STILL), lying, "", "warn" if lying else "good"),
            Tile(say(_RATE), figures.share(won / (won + lost)) if won + lost else "–", told),
        )
    )
