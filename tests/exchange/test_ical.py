"""iCalendar: read back by two parsers that are not ours, the same when nothing changed, never a day off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from custfile.exchange.ical import Happening, calendar, uid

AS_OF = date(2026, 11, 20)
VISIT = Happening(
    identity=("C000001", "appointment", "2026-12-01 1"),
    day=date(2026, 12, 1),
    summary="郑州丽人美容院 · 新品推广",
    description="王丽\n带样品; 三套, 两种",
    place="中原路 8 号",
    category="约见",
    start=14 * 60 + 30,
    minutes=90,
)
BIRTHDAY = Happening(identity=("C000001", "care", "2026-12-31"), day=date(2026, 12, 31), summary="王丽生日")


def written(*happenings: Happening, as_of: date = AS_OF, begins: int = 540) -> bytes:
    return calendar(happenings, name="丽人", as_of=as_of, begins=begins)


def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def other(data: bytes) -> list[Any]:
    """Return the events as vobject reads them."""
    read = vobject.readOne(data.decode())
    read.validate(raiseException=True)
    return list(read.vevent_list)


def test_a_time_is_floating() -> None:
    data = written(VISIT)
    assert b"DTSTART:20261201T143000\r\n" in data
    assert b"DTEND:20261201T160000\r\n" in data
    assert b"TZID" not in data
    (event,), (again,) = events(data), other(data)
    assert event.decoded("dtstart") == again.dtstart.value == datetime(2026, 12, 1, 14, 30)
    assert event.decoded("dtend") == again.dtend.value == datetime(2026, 12, 1, 16, 0)
    assert again.description.value == "王丽\n带样品; 三套, 两种"
    assert (event["location"], again.location.value) == ("中原路 8 号", "中原路 8 号")
    assert again.summary.value == event["summary"] == VISIT.summary
    assert (event["class"], event["status"], event["transp"]) == ("PRIVATE", "CONFIRMED", "OPAQUE")


def test_a_day_is_a_date_and_ends_the_day_after() -> None:
    data = written(BIRTHDAY)
    assert b"DTSTART;VALUE=DATE:20261231\r\n" in data
    (event,), (again,) = events(data), other(data)
    assert event.decoded("dtstart") == again.dtstart.value == date(2026, 12, 31)
    assert event.decoded("dtend") == again.dtend.value == date(2027, 1, 1)
    assert event["transp"] == "TRANSPARENT"  # a birthday blocks nobody's day


def test_it_ends_beyond_midnight() -> None:
    (event,) = events(written(replace(VISIT, start=23 * 60, minutes=120)))
    assert event.decoded("dtend") == datetime(2026, 12, 2, 1)


def test_what_takes_no_time_has_no_end() -> None:
    assert b"DTEND" not in written(replace(VISIT, minutes=0))


def test_alarms() -> None:
    trigger = [alarm.decoded("trigger") for event in events(written(VISIT, BIRTHDAY)) for alarm in event.walk("VALARM")]
    assert trigger == [timedelta(minutes=-30), timedelta(hours=9)]
    assert b"TRIGGER:PT8H30M" in written(BIRTHDAY, begins=510)
    assert b"VALARM" not in written(replace(VISIT, remind=False), replace(BIRTHDAY, cancelled=True))
    (again,) = other(written(VISIT))
    assert again.valarm.action.value == "DISPLAY"


def test_the_identifier_stays_when_the_event_is_edited() -> None:
    changes = {"day": date(2026, 12, 3), "start": None, "summary": "x", "description": "", "place": "", "minutes": 5}
    before = events(written(VISIT))[0]["uid"]
    for key, value in changes.items():
        assert events(written(replace(VISIT, **{key: value})))[0]["uid"] == before
    assert before == uid("丽人", *VISIT.identity, "1")
    assert before.endswith("@custfile")
    assert "C000001" not in before


def test_what_is_called_off_is_told() -> None:
    (event,) = events(written(replace(VISIT, cancelled=True)))
    assert (event["status"], event["transp"], event["uid"]) == (
        "CANCELLED",
        "TRANSPARENT",
        events(written(VISIT))[0]["uid"],
    )


def test_a_later_export_supersedes_an_earlier_one_and_one_of_the_day_is_the_same() -> None:
    assert written(VISIT, BIRTHDAY) == written(BIRTHDAY, VISIT)
    (before,), (after,) = events(written(VISIT)), events(written(VISIT, as_of=date(2026, 11, 21)))
    assert after["sequence"] == before["sequence"] + 1
    assert after.decoded("dtstamp") - before.decoded("dtstamp") == timedelta(1)
    assert before.decoded("last-modified").isoformat() == "2026-11-20T00:00:00+00:00"


def test_two_of_one_identity_are_two() -> None:
    first, second = (event["uid"] for event in events(written(VISIT, VISIT)))
    assert first != second


def test_an_export_of_nothing_is_a_calendar() -> None:
    assert Calendar.from_ical(written())["x-wr-calname"] == "丽人"


@pytest.mark.parametrize("name", ["summary", "description", "place", "category"])
def test_lines_are_folded_at_75_octets_between_characters(name: str) -> None:
    text = "郑州丽人美容院👩‍👩‍👧的老板娘" * 20
    data = written(replace(VISIT, **{name: text}))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    for line in data.split(b"\r\n"):
        line.decode()  # no character is cut
    key = {"place": "location", "category": "categories"}.get(name, name)
    found = events(data)[0][key]
    assert (found.to_ical().decode() if name == "category" else str(found)).replace("\\", "") == text


LINES = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(
    st.lists(
        st.builds(
            Happening,
            identity=st.builds(lambda number: (str(number),), st.builds(next, st.just(count()))),
            day=st.dates(date(1970, 1, 2), date(2199, 12, 30)),
            summary=LINES,
            description=LINES,
            place=LINES,
            category=LINES,
            start=st.one_of(st.none(), st.integers(0, 1439)),
            minutes=st.integers(0, 3000),
            cancelled=st.booleans(),
        ),
        max_size=5,
    )
)
def test_whatever_is_written_both_parsers_read(given: list[Happening]) -> None:
    data = written(*given)
    read, again = events(data), other(data) if given else []
    assert len(read) == len(again) == len(given) == len({event["uid"] for event in read})
    days = sorted(each.day for each in given)
    for parsed in ([event.decoded("dtstart") for event in read], [event.dtstart.value for event in again]):
        assert sorted(at.date() if isinstance(at, datetime) else at for at in parsed) == days
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
