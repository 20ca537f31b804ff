"""The customer card: all that matters about one customer, on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple

from custfile.analysis.classes.tables import full_labels, key, scheme_label
from custfile.analysis.months import by_month
from custfile.analysis.rankings import RANKINGS
from custfile.analysis.rankings.ranked import Ranked
from custfile.analysis.schedule.due import Item as Due
from custfile.analysis.schedule.due import topic
from custfile.analysis.schedule.duties import PROMISE
from custfile.language import Label, _, say, spoken
from custfile.model.secrecy import PUBLIC, STAFF, Secrecy
from custfile.report import history, owed
from custfile.report.duty import why
from custfile.report.fields import Fields
from custfile.report.figures import Figures
from custfile.report.origin import Origin, internal
from custfile.report.page import Cell, Moment, Pair, Pairs, Report, Section, Timeline, Value
from custfile.report.people import care, people
from custfile.report.record import Record
from custfile.report.source import Source
from custfile.report.wording import joined

_NEXT: Final = Label("Next", "下一步", "下一步")
_STANDING: Final = Label("Classes and ranking", "分类与排序", "分類與排序")
_RECEIVABLES: Final = Label("Receivables", "应收账款", "應收帳款")
_BASICS: Final = Label("Basics", "基本资料", "基本資料")
_PROVENANCE: Final = Label("Where this comes from", "资料来源", "資料來源")
_UNVERIFIED: Final = Label("not verified", "未核实", "未查核")

_AHEAD: Final = timedelta(days=365)  # what comes next, however far off
_GIST: Final = ("kind", "region", "owner")
_ONE_LINE: Final = ("member", "prospect", "ended")
_PARTS: Final = ("terms", "characteristics", "business", "trading", "bank")


class Standing(NamedTuple):
    """One class, grade or rank of the customer, and why: ``("RFM", "5-4-4 Champions", "last order 20 days ago")``."""

    label: str
    value: Value
    reason: str = ""


def card(
    identity: str,
    data: Mapping[str, Any],
    catalog: Mapping[str, Any],
    origin: Origin,
    *,
    standings: Sequence[Standing] = (),
    duties: Iterable[Due] = (),
    receivables: Sequence[Pair] = (),
    months: Sequence[tuple[date, Decimal]] = (),
    level: Secrecy = STAFF,
) -> Report:
    """Return the card of the file ``identity``, whose plain text tree is ``data``, as it stood on the as-of date.

    ``duties`` are what falls due next for it, in any order, ``receivables`` what it owes, ``months`` the net amounts by month
    (its first day), in the archive's currency. Fields above ``level`` are masked, lists and records above
    it are left out.
    """
    terms = data.get("terms") or {}
    figures = Figures(spoken(), terms.get("currency") or origin.currency)
    record = Record(data, Fields(catalog, level, figures), origin.as_of)
    owes, bought = _pairs(say(_RECEIVABLES), receivables), owed.months(months, Figures(spoken(), origin.currency))
    # the other parts mask their fields one by one
    closed = (say(_NEXT), say(_STANDING), say(_RECEIVABLES), bought and bought.title)
    made = (
        _preferences(record),
        _next(record, duties, catalog, figures),
        history.promises(record),
        _pairs(say(_STANDING), ((each.label, Cell(each.value, each.reason)) for each in standings)),
        owes,
        bought,
        _pairs(say(_BASICS), _basics(record)),
        people(record),
        care(record),
        history.visits(record),
        history.orders(record),
        history.deals(record),
        history.tickets(record),
        *(_pairs(record.fields.label(part), record.fields.pairs(part, record.part(part))) for part in _PARTS),
        history.notes(record),
        _pairs(say(_PROVENANCE), _provenance(record)),
    )
    return internal(
        "card",
        record.name,
        joined(identity, record.joined("", data, *_GIST)),
        [section if section.title in closed else replace(section, secrecy=PUBLIC) for section in made if section],
        replace(origin, currency=figures.currency),
        level=level,
    )


def make(source: Source, subject: str) -> Report:
    """Return the card of the customer ``subject`` (an id)."""
    who = source.figures.position.get(subject)
    credit = owed.owed(source.figures, subject, Figures(spoken(), source.origin.currency))
    return card(
        subject,
        source.record(subject),
        source.catalog,
        source.origin,
        standings=list(_standings(source, subject)),
        duties=source.due_of(subject, source.as_of + _AHEAD),
        receivables=credit.entries if credit else (),
        months=by_month(source.figures.book, who) if who is not None else (),
        level=source.level,
    )


def _standings(source: Source, identity: str) -> Iterator[Standing]:
    """Yield the class of the customer in each of the usual schemes, then its RFM score, then its credit."""
    figures = source.figures
    who = figures.position.get(identity)
    for placed in map(figures.placed, source.usual if who is not None else ()):
        label = full_labels(placed)[key(placed.way(who))]
        yield Standing(say(scheme_label(placed)), say(label), placed.readable.reason(who))
    scored = _rfm(source.ranked("rfm"), spoken()).get(identity)
    if scored:
        yield scored
    credit = owed.owed(figures, identity, Figures(spoken(), source.origin.currency))
    if credit:
        yield Standing(say(RANKINGS["credit"].label), credit.grade, credit.reason)


@cache
def _rfm(ranked: Ranked, language: str) -> Mapping[str, Standing]:
    """Return the score of every customer in the ``language`` spoken, for cards are made by the thousand."""
    table = ranked.table()
    names = next(column.names for column in table.columns if column.key == "segment")
    found = {}
    for row in table.rows:
        told = dict(zip((column.key for column in table.columns), row, strict=True))
        segment = say(names[told["segment"]]) if told["segment"] else ""
        reason = _("rank {rank} of {n}").format(rank=told["rank"], n=len(table.rows))
        found[told["id"]] = Standing(say(RANKINGS["rfm"].label), f"{told['cell']} {segment}".strip(), reason)
    return found


def _preferences(record: Record) -> Section | None:
    entries = list(record.fields.free(record.part("preferences")))
    return Pairs(title=record.fields.label("preferences"), entries=entries, prominent=True) if entries else None


def _next(record: Record, duties: Iterable[Due], catalog: Mapping[str, Any], figures: Figures) -> Section | None:
    """Promises are left to their own section."""
    moments = []
    for duty in sorted(duties, key=lambda duty: (duty.day, duty.rule)):
        if duty.kind != PROMISE:
            reason = why(duty, catalog, figures)
            late = record.lateness(duty.day)
            more = joined(late, reason.note, topic(duty, catalog))
            moments.append(Moment(duty.day, str(reason.value), more, "bad" if late else ""))
    return Timeline(title=say(_NEXT), entries=moments, half=True) if moments else None


def _basics(record: Record) -> Iterator[Pair]:
    yield from record.fields.pairs("", record.data, leave=("name", *_GIST))
    for name in _ONE_LINE:
        told = record.part(name)
        if told:
            facts = record.fields.pairs(name, told)
            yield record.fields.label(name), joined(*(f"{label} {record.fields.line(value)}" for label, value in facts))


def _provenance(record: Record) -> Iterator[Pair]:
    collected = record.part("collected")
    if collected:
        yield record.fields.label("collected"), _told_by(record, "collected", collected)
    for fact in record.events("sources"):
        yield record.fields.label(str(fact.get("field", ""))), _told_by(record, "sources", fact)


def _told_by(record: Record, path: str, told: Mapping[str, Any]) -> Cell:
    checked = record.joined(path, told, "verified", "verified_by")
    verified = f"{record.fields.label(f'{path}.verified')} {checked}" if checked else say(_UNVERIFIED)
    return Cell(record.joined(path, told, "date", "by", "source"), verified)


def _pairs(title: str, entries: Iterable[Pair]) -> Section | None:
    listed = list(entries)
    return Pairs(title=title, entries=listed, half=True) if listed else None
