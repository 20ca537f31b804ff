"""ABC: who brings how much of the amount, the classes that follow, who has changed class, and what hangs on few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from custfile.analysis.classes.by_borders import shares
from custfile.analysis.classes.tables import full_labels, key, scheme_label
from custfile.analysis.concentration import herfindahl, largest, top_share
from custfile.analysis.figures import Figures
from custfile.errors import Misused
from custfile.language import Label, _, say, spoken
from custfile.model.measures import measure
from custfile.model.scheme import LevelSettings, SchemeSettings
from custfile.report.figures import Figures as Writer
from custfile.report.origin import Origin, internal
from custfile.report.page import Cell, Chart, Pairs, Report, Section, Series, Tile, Tiles
from custfile.report.pareto_classes import Basis, Line, changes, data, everybody, weights
from custfile.report.period import compared_with
from custfile.report.roll import Roll, left_out, places
from custfile.report.source import Source

_TITLE: Final = Label("ABC analysis", "ABC 分析", "ABC 分析")
_NOBODY: Final = Label("Nobody has bought anything in the window.", "统计期内没有购买。", "統計期間內沒有購買。")
_BOUGHT: Final = Label("Customers with purchases", "有购买的客户", "有購買的客戶")
_OF: Final = Label("of {n}", "共{n}位", "共{n}位")
_TOP: Final = Label("Share of the top {percent}%", "前{percent}%客户的占比", "前{percent}%客戶的占比")
_OTHERS: Final = Label("{n} others", "其余{n}位", "其餘{n}位")
_PARETO: Final = Label("The largest customers", "主要客户", "主要客戶")
_CONCENTRATION: Final = Label("Concentration", "集中度", "集中度")
_OF_ALL: Final = Label("{n} of {all} customers", "{all}位客户中的{n}位", "{all}位客戶中的{n}位")
_HHI: Final = Label("Herfindahl–Hirschman index", "赫芬达尔指数（HHI）", "赫芬達爾指數（HHI）")
_EQUALS: Final = Label(
    "sum of the squares of the shares; as concentrated as {n} customers of equal size",
    "各客户占比的平方和；集中程度相当于{n}位规模相同的客户",
    "各客戶占比的平方和；集中程度相當於{n}位規模相同的客戶",
)
_SCHEME: Final = Label("Classes by", "分类方案", "分類方案")
_RESULT: Final = Label("no amount above zero", "净额不大于零", "淨額不大於零")
_AMOUNT: Final = Label("Net amount, {n} months", "近{n}个月净额", "近{n}個月淨額")
_EVER: Final = Label("Net amount, all time", "历来净额", "歷來淨額")
_OF_SHARES: Final = (
    Label("the first {upto}", "累计至{upto}", "累計至{upto}"),
    Label("from {after} to {upto}", "累计{after}至{upto}", "累計{after}至{upto}"),
    Label("beyond {after}", "累计{after}以后", "累計{after}以後"),
)
_OF_AMOUNTS: Final = (
    Label("at least {upto}", "不低于{upto}", "不低於{upto}"),
    Label("at least {upto}, below {after}", "不低于{upto}，低于{after}", "不低於{upto}，低於{after}"),
    Label("below {after}", "低于{after}", "低於{after}"),
)
"""The first class, one between two bounds, the last one."""

_PERCENTS: Final = (1, 5, 10, 20)
_DRAWN: Final = 20


def pareto(lines: Sequence[Line], basis: Basis, since: date, origin: Origin) -> Report:
    """Return the report of ``lines``, the customers that are shown, against the day ``since``."""
    listed = sorted((line for line in lines if line.amount > 0), key=lambda line: (-line.amount, line.id))
    told = left_out(origin, (_RESULT, len(lines) - len(listed)))
    return internal(
        "abc",
        say(_TITLE),
        say(basis.amount),
        list(_sections(lines, listed, basis, since, origin)) if listed else [Section(note=say(_NOBODY))],
        origin,
        facts=[*told.facts(), (say(_SCHEME), say(basis.scheme))],
        data=data(listed, basis),
        empty=not listed,
    )


def make(source: Source, subject: str) -> Report:
    """Return the report of the chosen customers; classes and shares are those among all."""
    scheme = _scheme(source)
    day = compared_with(source)
    lines = list(_lines(source, scheme, source.at(day).figures))
    placed = source.figures.placed(scheme.id)
    classes = {each: label for each, label in full_labels(placed).items() if "/" not in each}
    level = scheme.levels[0]
    found = measure(str(level.source))
    months = found.months if found else None
    label = Label(*(each.format(n=months) for each in _AMOUNT)) if months else _EVER
    bounds = _bounds(level, Writer(spoken(), source.origin.currency))
    return pareto(lines, Basis(label, scheme_label(placed), classes, bounds), day, source.origin)


def _scheme(source: Source) -> SchemeSettings:
    """Return the scheme of classes by amount: ``size``, else the first of the usual ones, else of all. Raises ``Misused``."""
    for name in ("size", *source.usual, *source.schemes):
        levels = source.schemes[name].levels
        if len(levels) == 1 and levels[0].borders and str(levels[0].source).startswith("amount"):
            return source.schemes[name]
    raise Misused(_("no class scheme divides the customers by their amount"))


def _lines(source: Source, scheme: SchemeSettings, before: Figures) -> Iterator[Line]:
    figures, name = source.figures, str(scheme.levels[0].source)
    roll = Roll(figures, source.catalog, source.level, Writer(spoken(), source.origin.currency))
    amounts, placed = figures.column(name), figures.placed(scheme.id)
    _bands, ahead = shares(figures.array(name).astype(float), ())
    total = sum((amount for amount in amounts if amount > 0), Decimal(0))
    old, was = before.column(name), before.placed(scheme.id)
    for who in places(figures, source.chosen):
        then = before.position.get(roll.id(who))
        share = float(amounts[who] / total) if amounts[who] > 0 else None
        yield Line(
            roll.id(who),
            roll.name(who),
            roll.owner(who),
            amounts[who],
            share,
            None if share is None else float(ahead[who]) + share,
            key(placed.way(who)),
            None if then is None else key(was.way(then)),
            None if then is None else old[then],
        )


def _bounds(level: LevelSettings, writer: Writer) -> dict[str, str]:
    """Return in words which customers each class of ``level`` takes."""
    write, kinds = (writer.share, _OF_SHARES) if level.pareto else (writer.number, _OF_AMOUNTS)
    told = [write(border) for border in level.borders]
    first, middle, last = map(say, kinds)
    ends = zip(["", *told], [*told, ""], strict=True)
    words = [(first if not after else middle if upto else last).format(after=after, upto=upto) for after, upto in ends]
    return dict(zip([each.id for each in level.bands], words, strict=False))


def _sections(
    lines: Sequence[Line], listed: Sequence[Line], basis: Basis, since: date, origin: Origin
) -> Iterator[Section]:
    amounts = [line.amount for line in listed]
    writer = Writer(spoken(), origin.currency)
    yield _tiles(lines, amounts, basis, writer)
    yield _chart(listed, basis)
    yield weights(lines, basis)
    yield from changes(lines, basis, since, writer)
    yield _concentration(amounts, writer)
    yield everybody(listed, basis)


def _tiles(lines: Sequence[Line], amounts: Sequence[Decimal], basis: Basis, writer: Writer) -> Tiles:
    best, label = next(iter(basis.classes.items()))
    total, first = sum(amounts, Decimal(0)), [line.amount for line in lines if line.word == best]
    top = top_share(amounts, 20)
    return Tiles(
        entries=(
            Tile(say(_BOUGHT), len(amounts), say(_OF).format(n=len(lines))),
            Tile(say(basis.amount), writer.short_money(total)),
            Tile(say(label), len(first), writer.share(float(sum(first, Decimal(0)) / total))),
            Tile(say(_TOP).format(percent=20), None if top is None else writer.share(top)),
        )
    )


def _chart(listed: Sequence[Line], basis: Basis) -> Chart:
    """Return the largest customers one by one, and all others as one."""
    shown = listed if len(listed) <= _DRAWN + 1 else listed[:_DRAWN]
    marks, values = [line.name for line in shown], [float(line.amount) for line in shown]
    if len(shown) < len(listed):
        marks.append(say(_OTHERS).format(n=len(listed) - len(shown)))
        values.append(float(sum(line.amount for line in listed[len(shown) :])))
    alt = _("{title}: {first} leads with {share} of the amount of those shown.").format(
        title=say(_PARETO), first=listed[0].name, share=Writer(spoken()).share(values[0] / sum(values))
    )
    return Chart(
        title=say(_PARETO),
        shape="pareto",
        marks=marks,
        series=[Series(say(basis.amount), values)],
        alt=alt,
        unit="money",
    )


def _concentration(amounts: Sequence[Decimal], writer: Writer) -> Pairs:
    entries = [
        (
            say(_TOP).format(percent=percent),
            Cell(
                writer.share(top_share(amounts, percent) or 0.0),
                say(_OF_ALL).format(n=largest(len(amounts), percent), all=len(amounts)),
            ),
        )
        for percent in _PERCENTS
    ]
    index = herfindahl(amounts) or 1.0
    told = Cell(writer.number(round(index, 3)), say(_EQUALS).format(n=writer.number(round(1 / index, 1))))
    return Pairs(title=say(_CONCENTRATION), entries=[*entries, (say(_HHI), told)])
