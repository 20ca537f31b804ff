"""iCalendar (RFC 5545): events that any calendar reads, and takes again without doubling them.

What makes taking them again safe: the UID of an event is made of what does not change when it is edited, its SEQUENCE
and time stamps of the as-of date alone, and what was called off stays in the file as cancelled. Days are dates and times
are floating: a time zone moves neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from custfile import __version__
from custfile.model.visible import visible

if TYPE_CHECKING:
    from icalendar import Alarm, Event

_EPOCH: Final = date(2000, 1, 1)
_AHEAD: Final = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What an event says. ``identity`` is what stays the same when the rest is edited; no two events share it.

    ``start`` counts minutes from midnight, and ``None`` means the whole day; ``minutes`` is how long it takes.
    ``remind`` asks for an alarm.
    """

    identity: tuple[str, ...]
    day: date
    summary: str
    description: str = ""
    place: str = ""
    category: str = ""
    start: int | None = None
    minutes: int = 0
    remind: bool = True
    cancelled: bool = False


def calendar(happenings: Iterable[Happening], *, name: str, as_of: date, begins: int = 540) -> bytes:
    """Return ``happenings`` as the bytes of an iCalendar file named ``name``, in order of time.

    ``name`` is the archive's, and part of each UID. Alarms ring half an hour ahead, and for whole days ``begins`` minutes
    after midnight. Raises ``ModuleNotFoundError`` without the library icalendar.
    """
    from icalendar import Calendar  # late: an extra

    made = Calendar()
    made.add("prodid", f"-//custfile//{__version__}//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _line(name))
    seen: Counter[tuple[str, ...]] = Counter()
    for each in sorted(
        happenings, key=lambda each: (each.day, -1 if each.start is None else each.start, each.identity)
    ):
        seen[each.identity] += 1
        made.add_component(_event(each, uid(name, *each.identity, str(seen[each.identity])), as_of, begins))
    data: bytes = made.to_ical()
    return data


def uid(*words: str) -> str:
    """Return the identifier of what ``words`` identify; it tells nobody what they are."""
    return blake2b("\0".join(words).encode(), digest_size=16).hexdigest() + "@custfile"


def _event(each: Happening, identifier: str, as_of: date, begins: int) -> Event:
    from icalendar import Event

    event, stamp = Event(), datetime.combine(as_of, time(), UTC)
    told = {
        "uid": identifier,
        "dtstamp": stamp,
        "last-modified": stamp,
        "sequence": max(0, (as_of - _EPOCH).days),
        "summary": _line(each.summary),
        **_times(each),
        "description": _text(each.description),
        "location": _line(each.place),
        "categories": [_line(each.category)] if each.category else "",
        "class": "PRIVATE",
        "status": "CANCELLED" if each.cancelled else "CONFIRMED",
        "transp": "TRANSPARENT" if each.start is None or each.cancelled else "OPAQUE",
    }
    for key, value in told.items():
        if value != "":
            event.add(key, value)
    if each.remind and not each.cancelled:
        event.add_component(_alarm(each, begins))
    return event


def _times(each: Happening) -> dict[str, date]:
    """Return when it begins and ends: dates for whole days, the end being the day after, else times of no time zone."""
    if each.start is None:
        return {"dtstart": each.day, "dtend": each.day + timedelta(1)}
    start = datetime.combine(each.day, time()) + timedelta(minutes=each.start)
    return {"dtstart": start, **({"dtend": start + timedelta(minutes=each.minutes)} if each.minutes else {})}


def _alarm(each: Happening, begins: int) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _line(each.summary))
    alarm.add("trigger", timedelta(minutes=begins) if each.start is None else -_AHEAD)
    return alarm


def _text(text: str) -> str:
    """Return ``text`` without what a calendar may not hold; its line breaks stay."""
    return "\n".join(map(visible, text.splitlines()))


def _line(text: str) -> str:
    return visible(" ".join(text.splitlines()))
