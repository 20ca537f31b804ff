"""The day that a report of changes compares with."""

from __future__ import annotations

from datetime import date

from custfile.analysis.book import day_of, months_before
from custfile.report.source import Source


def compared_with(source: Source) -> date:
    """Return the day that was told with ``--since``, else the same day a month before the as-of date."""
    return source.since or day_of(months_before(source.as_of, 1))
