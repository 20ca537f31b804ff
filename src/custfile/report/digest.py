"""What happened in a week, a month or any other period: who came and went, what was done, and what was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

import numpy as np

from custfile.analysis.classes.changes import changes
from custfile.analysis.classes.placing import prepare
from custfile.analysis.digest import Counts, Facts, News, Period, counts, direction, period_of, promises
from custfile.analysis.funnel import deals
from custfile.analysis.service import tickets
from custfile.language import Label, say, spoken
from custfile.report.digest_figures import Comparison
from custfile.report.digest_lists import Lists
from custfile.report.figures import Figures
from custfile.report.origin import Origin, internal
from custfile.report.page import Report, Section
from custfile.report.roll import told_of
from custfile.report.source import Source

WEEK: Final = 7
"""Days of the period when nobody says how many."""

_TITLE: Final = Label("Digest", "动态简报", "動態簡報")
_WEEKLY: Final = Label("Weekly digest", "周报", "週報")
_MONTHLY: Final = Label("Monthly digest", "月报", "月報")
_SPAN: Final = Label("{first} to {last}", "{first}至{last}", "{first}至{last}")

_SHORTEST, _LONGEST = 28, 31
_FIELDS: Final = ("name", "owner", "terms.currency", "ended.reason", "promises", "tickets", "deals")


def digest(news: News, people: Mapping[str, str], origin: Origin) -> Report:
    """Return the report of ``news``."""
    now, figures = counts(news.facts, news.period), Figures(spoken(), origin.currency)
    first = figures.day(news.period.after + timedelta(1))
    return internal(
        "digest",
        say(_title(news.period)),
        say(_SPAN).format(first=first, last=figures.day(news.period.upto)),
        list(_sections(news, now, people, figures)),
        origin,
        empty=not (any(now) or news.moved.rows or news.commits),
    )


def make(source: Source, subject: str) -> Report:
    """Return the digest of the chosen customers, of the last week if nobody tells a day or a number of days."""
    period = period_of(source.as_of, source.since, source.days or WEEK)
    figures, before = source.figures, source.at(period.after).figures
    book = figures.book
    ids = book.customers["id"].tolist()
    members = np.fromiter((identity in source.chosen for identity in ids), np.bool_, len(ids))
    told = [
        ((row[0], row[1], row[2]), dict(zip(_FIELDS, row[1:], strict=True)))
        for row in told_of(figures, source.chosen, _FIELDS)
    ]
    settings, as_of = source.settings, source.as_of
    schemes = [scheme for scheme in source.usual if scheme in source.schemes]
    for each in (before, figures):
        prepare([source.schemes[scheme] for scheme in schemes], each)
    moved = changes(schemes, before, figures, members & np.isin(ids, list(before.position)), readable=True)
    news = News(
        period=period,
        facts=Facts(
            book=book,
            members=members,
            outcomes=[each for each in source.outcomes() if each.planned.customer in source.chosen],
            tickets=[each for at, row in told for each in tickets(*at, row["tickets"] or (), as_of)],
            promises=[each for at, row in told for each in promises(*at, row["promises"] or (), as_of)],
            deals=[
                each
                for at, row in told
                for each in deals(
                    *at, row["deals"] or (), row["terms.currency"] or settings.currency, settings.exchange, as_of
                )
            ],
        ),
        moved=moved,
        directions=[direction(row[3], row[4], figures.placed(row[0])) for row in moved.rows],
        endings={at[0]: row["ended.reason"] for at, row in told if row["ended.reason"]},
        commits=source.commits(period.after),
    )
    return digest(news, source.catalog["people"], source.origin)


def _sections(news: News, now: Counts, people: Mapping[str, str], figures: Figures) -> Iterator[Section]:
    comparison = Comparison(now, counts(news.facts, news.period.before), figures)
    yield comparison.tiles(news.directions)
    yield from comparison.table()
    yield from Lists(news, people).sections()


def _title(period: Period) -> Label:
    """Return what a digest of so many days is called; a month has 28 to 31."""
    days = (period.upto - period.after).days
    return _WEEKLY if days == WEEK else _MONTHLY if _SHORTEST <= days <= _LONGEST else _TITLE
