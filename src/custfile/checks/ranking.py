"""The settings under ``ranking``, and other gradings: cuts do not fall, segment tables cover every cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any, Final

from custfile.model.edit import Path
from custfile.model.finding import Fault
from custfile.model.own import customer_model
from custfile.model.ranking import Grading, Ranking, RfmSettings, SegmentRule, SegmentTableSettings
from custfile.model.segments import SHIPPED, blocks, levels, own_table
from custfile.model.settings import Settings
from custfile.model.trail import title
from custfile.model.values import nearest

_CUTS: Final = ("recency", "frequency", "monetary")
_TABLES: Final = ("ranking", "segments")


def check_ranking(settings: Settings) -> Iterator[Fault]:
    """Yield what is wrong with how customers are ranked and scored."""
    ranking = settings.ranking or Ranking()
    rfm = ranking.rfm or RfmSettings()
    yield from _tables(ranking.segments)
    yield from _rfm(rfm, [*SHIPPED, *(table.id for table in ranking.segments)])
    yield from _fields(("ranking", "rfm", "demographics"), rfm.demographics, settings)
    yield from _gradings(("ranking", "rfm", "demographics"), rfm.demographics)
    yield from _gradings(("strength",), settings.strength)


def _rfm(rfm: RfmSettings, tables: Sequence[str]) -> Iterator[Fault]:
    for key in _CUTS:
        if getattr(rfm, key) and _falls(getattr(rfm, key)):
            yield Fault(("ranking", "rfm", key), "C703", {"field": key})
    if rfm.weights and (len(rfm.weights) not in (3, 4) or not any(rfm.weights[:2])):
        yield Fault(("ranking", "rfm", "weights"), "C715")
    if rfm.segments is not None and rfm.segments not in tables:
        yield _unknown(("ranking", "rfm", "segments"), rfm.segments, "segment table", nearest(rfm.segments, tables))


def _falls(cuts: Sequence[Any]) -> bool:
    """Borders may be equal: then nobody gets the score between them. Cut points that were frozen can be so."""
    return len(cuts) != 4 or any(earlier > later for earlier, later in pairwise(cuts))


def _tables(tables: Sequence[SegmentTableSettings]) -> Iterator[Fault]:
    seen = set(SHIPPED)
    for position, table in enumerate(tables):
        place = (*_TABLES, position)
        if table.id in seen:
            yield Fault((*place, "id"), "C701", {"got": table.id, "part": "ranking.segments"})
        seen.add(table.id)
        faults = list(_rules(place, table.segments))
        yield from faults or _cover(place, table)


def _rules(place: Path, rules: Sequence[SegmentRule]) -> Iterator[Fault]:
    seen: set[str] = set()
    for position, rule in enumerate(rules):
        if rule.id in seen:
            yield Fault((*place, "segments", position, "id"), "C701", {"got": rule.id, "part": "segments"})
        seen.add(rule.id)
        for letter in "rfm":
            try:
                levels(getattr(rule, letter))
            except ValueError:
                yield Fault((*place, "segments", position, letter), "C710", {"field": letter})


def _cover(place: Path, told: SegmentTableSettings) -> Iterator[Fault]:
    """Yield the cells that no segment takes, and the segments that take none."""
    table = own_table(told)
    if uncovered := table.uncovered():
        yield Fault(place, "C711", {"got": told.id, "cells": blocks(uncovered)})
    for position, cells in table.shadowed():
        params = {"got": told.segments[position].id, "cells": blocks(cells)}
        yield Fault((*place, "segments", position), "C712", params)


def _fields(place: Path, gradings: Sequence[Grading], settings: Settings) -> Iterator[Fault]:
    """Yield the sources that are no field of a file: D is of what a customer is, not of what it did."""
    model = customer_model(settings)
    for position, grading in enumerate(gradings):
        try:
            title(model, grading.source)
        except KeyError:
            yield _unknown((*place, position, "source"), grading.source, "field", "")


def _gradings(place: Path, gradings: Sequence[Grading]) -> Iterator[Fault]:
    for position, grading in enumerate(gradings):
        here = (*place, position)
        if not grading.words and not grading.cuts:
            yield Fault(here, "C714", {"got": grading.source})
        if grading.cuts and _falls(grading.cuts):
            yield Fault((*here, "cuts"), "C703", {"field": "cuts"})
        for word, points in grading.words.items():
            if not _is_points(points):
                yield Fault((*here, "words", word), "C713", {"got": word})


def _is_points(points: object) -> bool:
    try:
        return 1 <= Decimal(str(points)) <= 5
    except InvalidOperation:
        return False


def _unknown(place: Path, got: str, wanted: str, hint: str) -> Fault:
    return Fault(place, "C702", {"got": got, "wanted": wanted, "hint": hint})
